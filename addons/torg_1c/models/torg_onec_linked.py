from markupsafe import Markup

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER, PARTNER, WAREHOUSE

KINDS = {"product.template": ITEM, "res.partner": PARTNER, "stock.warehouse": WAREHOUSE}
TABLE = Markup(
    '<table class="table table-sm mb-0"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>'
    "<tbody>{}</tbody></table>"
)
ROW = Markup("<tr><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td></tr>")


class TorgOnecLinked(models.AbstractModel):
    """What 1C bases know a record as: a table on its card, and the verbs that join and part."""

    _name = "torg.onec.linked"
    _description = "Known to 1C bases"

    onec_links_html = fields.Html("In 1C", compute="_compute_onec_links_html", compute_sudo=True, sanitize=False)

    def _compute_onec_links_html(self):
        links = self._get_onec_links().grouped("res_id")
        for record in self:
            rows = links.get(record.id, self.env["torg.exchange.link"])
            head = (self.env._("1C base"), self.env._("Identifier"), self.env._("Since"), "")
            body = Markup().join(record._prepare_onec_row(link) for link in rows)
            record.onec_links_html = TABLE.format(*head, body) if rows else False

    def _prepare_onec_row(self, link):
        since = fields.Date.to_string(link.create_date) if link.create_date else ""
        return ROW.format(link.endpoint_id.name, link.external_id, since, self._get_onec_role(link.endpoint_id))

    def _get_onec_role(self, endpoint):
        """Return what a base is to this record, in a few words."""
        if endpoint._get_owner_of(self._name) == endpoint:
            return self.env._("owns the fields")
        return ""

    def _get_onec_links(self):
        """Return the links of these records to 1C bases, the oldest first."""
        # sudo: managers read on the card what a base calls a record, the links themselves are closed to them
        return self.env["torg.exchange.link"].sudo().search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("kind", "=", KINDS[self._name])
            & Domain("endpoint_id.kind", "=", "onec"),
            order="id",
        )  # fmt: skip

    def action_onec_regroup(self):
        """Open the dialog that joins this record with another, or gives what a base means a record of its own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_regroup_action")
        field = "product_tmpl_id" if self._name == "product.template" else "partner_id"
        return action | {"context": {f"default_{field}": self.id}}

    def action_open_onec_relinks(self):
        """Open what people have joined and parted of this record."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_relink_action")
        domain = ["&", ("res_model", "=", self._name), "|", ("to_id", "in", self.ids), ("from_id", "in", self.ids)]
        return action | {"domain": domain}


class ProductTemplate(models.Model):
    """A product and its characteristics, as 1C bases know them."""

    _name = "product.template"
    _inherit = ["product.template", "torg.onec.linked"]

    def _get_onec_role(self, endpoint):
        """Override to count characteristics."""
        variants = self.with_context(active_test=False).product_variant_ids
        count = self.env["torg.exchange.link"].search_count(
            [
                ("endpoint_id", "=", endpoint.id),
                ("kind", "=", OFFER),
                ("res_model", "=", "product.product"),
                ("res_id", "in", variants.ids),
                ("sub_id", "!=", ""),
            ]
        )
        words = [super()._get_onec_role(endpoint), self.env._("characteristics: %s", count) if count else ""]
        return ", ".join(filter(None, words))


class ResPartner(models.Model):
    """A customer, as 1C bases know it."""

    _name = "res.partner"
    _inherit = ["res.partner", "torg.onec.linked"]


class StockWarehouse(models.Model):
    """A store, as 1C bases know it."""

    _name = "stock.warehouse"
    _inherit = ["stock.warehouse", "torg.onec.linked"]

    def _get_onec_role(self, endpoint):
        """Override: the base of the store."""
        # sudo: which base a store belongs to is shown to managers
        is_own = endpoint == self.sudo().onec_base_id
        return self.env._("tells the stock, gets the orders") if is_own else ""
