"""A trading day, played against a running server by everybody who takes part in one.

`scripts/demo-day`: 1C pushes its catalogue and takes orders, the site posts them, managers and store staff work in the
web client, letters and webhooks arrive, things break; at the end all books must agree.
"""
