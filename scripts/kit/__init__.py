"""What the verbs of scripts/ share: paths, steps, the Odoo source, the environment, the cluster, the bases.

Only the standard library, since it runs before anything is installed.
"""
