from . import models


def post_init_hook(env):
    """Orders that are ready already begin to wait today."""
    env["sale.order"]._start_pickup_terms()
