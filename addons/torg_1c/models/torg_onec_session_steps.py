from odoo import models

from odoo.addons.torg_1c.tools.commerceml import session as protocol
from odoo.addons.torg_1c.tools.problem import ProtocolError

from .torg_exchange_endpoint_commerceml import MEGABYTE

SLACK = 1 << 16  # bytes a part may be over the limit: some clients count in thousands


class TorgOnecSession(models.Model):
    """The steps of a session, one method each: what 1C asks in `mode`."""

    _inherit = "torg.onec.session"

    # === ALL TYPES === #

    def _step_init(self, asked, call):
        """Tell the limits. Files that were not applied yet stay, whatever session brought them."""
        version = protocol.choose_version(asked.version) if asked.version else ""
        self.write({"type": asked.type, "version": version, "state": "open"})
        endpoint = self.endpoint_id
        if asked.type != "sale":
            self.export_id = endpoint._get_open_export()
        body = protocol.init(
            endpoint.onec_file_limit * MEGABYTE, endpoint.onec_zip, call.get_tokens(asked.sessid)[0], version
        )
        return self._text(body)

    def _step_file(self, asked, call):
        """Keep a part of a file; orders of plain UT are applied at once."""
        limit = self.endpoint_id.onec_file_limit * MEGABYTE
        body = call.read(limit + SLACK)
        if body is None:
            raise ProtocolError("too_much", limit=limit)
        file = self._take(asked.filename, body)
        if asked.type == "sale" and not self.version and file.format != "other":
            return self._apply_in_call(file, len(body) >= limit)
        return self._success()

    def _step_import(self, asked, call):
        """Have a file applied, or tell how far that is."""
        return self._apply_by_name(asked.filename)

    def _step_deactivate(self, asked, call):
        """The full export is over: what it did not name is gone."""
        self._end_export(asked, "deactivate")
        return self._success()

    def _step_complete(self, asked, call):
        """Everything was sent."""
        self._end_export(asked, "complete")
        return self._success()

    # === ORDERS === #

    def _step_query(self, asked, call):
        """Hand out orders."""
        endpoint = self.endpoint_id
        return self._document(
            endpoint._get_orders_document(self._get_key(), self.version or "2.08", endpoint.onec_charset)
        )

    def _step_success(self, asked, call):
        """1C has stored what this session was given, and nothing else."""
        self.endpoint_id._confirm_orders(self._get_key())
        return self._success()

    def _step_info(self, asked, call):
        """The lists for the mapping screen of 1C."""
        return self._document(self.endpoint_id._get_info())

    # === HELPERS === #

    def _get_key(self):
        """Name of the session on the messages it was given."""
        return f"onec:{self.id}"

    def _end_export(self, asked, reason):
        """End the export under way; the exchange of orders has none, and the catalogue's may be in its middle."""
        if asked.type == "sale":
            return
        export = self.file_ids[:1].export_id or self.export_id or self.endpoint_id._get_open_export(create=False)
        if export.state == "open" and not export.closed_by:
            export._close_later(reason)
