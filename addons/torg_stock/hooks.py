def post_init_hook(env):
    """Warehouses that were there before become stores: each gets its operation type for holds."""
    env["stock.warehouse"].with_context(active_test=False).search([])._create_missing_hold_types()


def uninstall_hook(env):
    """The overview of operations is core's: take our filter off it."""
    env.ref("stock.stock_picking_type_action").domain = False
