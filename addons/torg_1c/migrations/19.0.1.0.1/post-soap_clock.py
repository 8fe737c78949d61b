"""Bases that were all asked by SOAP every ten minutes: the cron is data of `noupdate`, an update alone skips it."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Look every minute which base is to be asked; each keeps its ten minutes."""
    api.Environment(cr, SUPERUSER_ID, {}).ref("torg_1c.cron_talk_soap").interval_number = 1
