from odoo.addons.torg_base.hooks import let_go


def post_init_hook(env):
    """Orders that were there before get a type and a stage."""
    env["sale.order"]._place_older_orders()


def uninstall_hook(env):
    """Orders point at types, stages and reasons of ours: let them go."""
    let_go(env, "torg_sale")
