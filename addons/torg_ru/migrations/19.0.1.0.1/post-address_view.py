"""Bases made before the Russian order of the address: the country is data of `noupdate`, an update alone skips it."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Give Russia its address form unless somebody has chosen another."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    russia = env.ref("base.ru")
    if not russia.address_view_id:
        russia.address_view_id = env.ref("torg_ru.res_partner_view_form_address")
