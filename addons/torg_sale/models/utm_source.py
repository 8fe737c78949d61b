from odoo import api, fields, models


class UtmSource(models.Model):
    """Where a request without goods came from: a channel names it by a code, people by its name."""

    _inherit = "utm.source"

    request_code = fields.Char(
        "Code of requests", copy=False, help="Channels name the source of a request by this code: callback, one_click…"
    )

    _request_code_unique = models.UniqueIndex(
        "(request_code) WHERE request_code IS NOT NULL", "Another source has this code already."
    )

    @api.model
    def _get_request_source(self, code):
        """Return the source with this code. Raises ValueError when there is none: the channel is set up wrongly."""
        # sudo: sources are the same for everybody
        if source_sudo := self.sudo().search([("request_code", "=", code)], limit=1):
            return source_sudo.with_env(self.env)
        raise ValueError(f"No source of requests has the code {code!r}")

    @api.model
    def _make_request_sources(self):
        """Create the shipped sources that are not there yet, named in the company's language: names are one for all."""
        sources = self.with_context(lang=self.env.company.partner_id.lang or self.env.lang)
        known = set(self.search([("request_code", "!=", False)]).mapped("request_code"))
        names = {code: name for code, name in sources._get_request_source_names().items() if code not in known}
        made = sources.create([{"name": name, "request_code": code} for code, name in names.items()])
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"torg_sale.request_source_{source.request_code}", "record": source, "noupdate": True}
                for source in made
            ]
        )

    def _get_request_source_names(self):
        return {
            "callback": self.env._("Call back"),
            "one_click": self.env._("One-click purchase"),
            "letter": self.env._("Letter"),
            "missed_call": self.env._("Missed call"),
        }
