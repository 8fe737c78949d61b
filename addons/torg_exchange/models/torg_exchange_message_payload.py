import base64
import codecs

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.torg_exchange.tools.masking import mask

from .torg_exchange_message import ADMIN

IN_ROW = 64 * 1024  # bigger bodies, and those that are not UTF-8, go to the file store
SHOWN = 1024 * 1024  # more than that is not shown on a screen


class TorgExchangeMessage(models.Model):
    """The body of a message: kept in the row or in a file, closed to RPC, shown masked."""

    _inherit = "torg.exchange.message"

    payload_text = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    payload_file = fields.Binary(readonly=True, attachment=True, groups=fields.NO_ACCESS)
    payload_size = fields.Integer(string="Size, bytes", readonly=True)
    payload_masked = fields.Text(string="Content", compute="_compute_masked", compute_sudo=True, groups=ADMIN)
    answer_masked = fields.Text(string="Answer", compute="_compute_masked", compute_sudo=True, groups=ADMIN)

    @api.depends("payload_text", "payload_file", "answer")
    def _compute_masked(self):
        for message in self:
            message.payload_masked = message._get_masked_payload()
            message.answer_masked = mask(message.answer or "")

    def _get_masked_payload(self):
        if self.payload_size > SHOWN:  # cut in two it could not be read by its keys
            size = self.payload_size
            return self.env._("A big message, %(size)s bytes. “Show in full” shows its beginning.", size=size)
        return mask(self._get_payload_text())

    def action_reveal(self):
        """Show the whole content, secrets and personal data included; the endpoint's history keeps who looked."""
        self.ensure_one()
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator sees the content of messages."))
        self.check_access("read")
        # sudo: the history of the endpoint takes notes from people who may not write the endpoint
        self.endpoint_id.sudo()._note(self.env._("Looked at the full content of message %(uuid)s", uuid=self.uuid))
        # sudo: the content is closed to RPC, this button is the only way to it
        content = self.sudo()._get_payload_text()
        viewer = self.env["torg.exchange.payload"].create({"content": content})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Full content"),
            "res_model": viewer._name,
            "res_id": viewer.id,
            "view_mode": "form",
            "target": "new",
        }

    def _store_payload(self, body):
        """Keep the body (``bytes``) that was sent or received."""
        if body is None:
            return
        text = _as_stored_text(body) if len(body) <= IN_ROW else None
        self.payload_size = len(body)
        self.payload_text = text
        if text is None or self.payload_file:
            self.payload_file = base64.b64encode(body) if text is None else False

    def _get_payload(self):
        """Return the body as ``bytes``."""
        if self.payload_text:
            return self.payload_text.encode()
        return base64.b64decode(self.payload_file or b"")

    def _get_payload_text(self):
        body = self._get_payload()[:SHOWN]
        if b"\0" in body:
            return self.env._("%(size)s bytes that are not text", size=self.payload_size)
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(body)  # tolerates a sign cut in two at the end
        except UnicodeDecodeError:
            return body.decode("windows-1251", "replace")


def _as_stored_text(body):
    """Return the text that gives exactly these bytes back, or None."""
    try:
        return None if b"\0" in body else body.decode()
    except UnicodeDecodeError:
        return None
