from odoo.tools import SQL


def uninstall_hook(env):
    """Take away what the ORM does not know of."""
    # sql: numbers of revisions come from a sequence of the database, see torg.exchange.message
    env.cr.execute(SQL("DROP SEQUENCE IF EXISTS torg_exchange_revision"))
