"""Pure rules of delivery: no database, no Odoo."""
