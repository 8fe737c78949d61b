from odoo import api, models


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    @api.model
    def _get_default_from_address(self):
        """Override of mail: without an alias domain letters leave from the address of the mail server.

        Core would send them in the name of each employee, which Yandex, Mail.ru and the like refuse.
        """
        # sudo: any employee's letter passes here
        server_sudo = self.sudo().search(self._find_mail_server_allowed_domain(), limit=1)
        addresses = [part.strip() for part in (server_sudo.from_filter or "").split(",")]
        return super()._get_default_from_address() or next((part for part in addresses if "@" in part), None)
