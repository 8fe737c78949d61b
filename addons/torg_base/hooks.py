from odoo.tools import SQL


def let_go(env, addon):
    """Let nothing hold the records of an addon that is being removed: for its uninstall_hook.

    Core deletes the records first and the tables that refer to them afterwards, and logs an error for each record that
    an order still points at. The tables of the addon go anyway, so what refers to them need not be kept right.
    """
    tables = [model._table for model in env.values() if model._original_module == addon and not model._abstract]
    # sql: constraints are known to the database alone
    rows = env.execute_query(
        SQL(
            """SELECT conrelid::regclass::text, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid
                WHERE contype = 'f' AND confdeltype IN ('a', 'r') AND relname IN %s""",
            tuple(tables),
        )
    )
    for table, name in rows:
        # sql: as above
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(name)))
