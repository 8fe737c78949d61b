from . import models, wizard


def post_init_hook(env):
    """A new base begins with a retail price, so that a first revision needs no settings."""
    env["res.company"].search([])._create_retail_price_type()
