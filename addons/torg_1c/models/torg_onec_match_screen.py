from markupsafe import Markup

from odoo import fields, models

from odoo.addons.torg_1c.tools.kinds import ITEM, PARTNER

CELL = Markup('<td class="{}">{}</td>')
HEAD = Markup("<th>{}</th>")
ROW = Markup('<tr><th class="text-muted fw-normal">{}</th>{}</tr>')
TABLE = Markup(
    '<table class="table table-sm mb-0"><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>'
)  # fmt: skip


class TorgOnecMatch(models.Model):
    """A doubtful pair as a person compares it: fact by fact, side by side."""

    _inherit = "torg.onec.match"

    facts_html = fields.Html("Side by side", compute="_compute_facts_html", sanitize=False)
    facts_text = fields.Char("Known by", compute="_compute_facts_html")
    candidate_names = fields.Char("May be", compute="_compute_facts_html")

    def _compute_facts_html(self):
        labels = self._get_fact_labels()
        for match in self:
            told = match.facts or {}
            # sudo: names and codes for whoever decides; the screen is closed to others
            records = match.sudo()._get_candidates()
            ours = [match._get_facts(record) for record in records]
            match.facts_text = ", ".join(f"{labels[name]} {text}" for name, text in told.items() if name in labels)
            match.candidate_names = ", ".join(records.mapped("display_name"))
            rows = [("name", match.name, [record.name for record in records])]
            rows += [
                (name, told.get(name, ""), [facts.get(name, "") for facts in ours])
                for name in labels
                if name != "name" and (told.get(name) or any(facts.get(name) for facts in ours))
            ]
            head = [self.env._("In 1C (%(base)s)", base=match.endpoint_id.name)]
            head += [self.env._("Here: %(name)s", name=record.display_name) for record in records]
            body = Markup().join(_row(labels[name], text, texts) for name, text, texts in rows)
            match.facts_html = TABLE.format(Markup().join(HEAD.format(name) for name in head), body)

    def _get_fact_labels(self):
        return {
            "name": self.env._("Name"),
            "article": self.env._("Article"),
            "barcode": self.env._("Barcode"),
            "unit": self.env._("Unit"),
            "inn": self.env._("INN"),
            "kpp": self.env._("KPP"),
            "phone": self.env._("Phone"),
            "email": self.env._("E-mail"),
            "address": self.env._("Address"),
            "bases": self.env._("Known to"),
        }

    def _get_facts(self, record):
        """Return ``{fact: text}`` of a record of ours."""
        links = self.env["torg.exchange.link"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("kind", "=", self.kind)]
        )
        bases = {"bases": ", ".join(links.endpoint_id.mapped("name"))}
        if self.kind == ITEM:
            variants = record.with_context(active_test=False).product_variant_ids
            codes, barcodes = variants.mapped("default_code"), variants.mapped("barcode")
            unit = {"unit": record.uom_id.name}
            return bases | unit | {"article": _list(codes), "barcode": _list(barcodes)}
        if self.kind == PARTNER:
            phones = [record.phone, *record.phone_number_ids.mapped("number")]
            address = ", ".join(filter(None, (record.zip, record.city, record.street)))
            more = {"phone": _list(phones), "email": record.email, "address": address}
            return bases | {"inn": record.vat, "kpp": record.kpp} | more
        return bases | {"address": record.partner_id.contact_address_inline}


def _list(texts):
    return ", ".join(dict.fromkeys(filter(None, texts)))


def _row(label, told, texts):
    """A fact in one row: what is equal is green, what differs is red, what one side lacks is grey."""
    cells = Markup().join(CELL.format(_shade(told, text), text or "—") for text in texts)
    return ROW.format(label, CELL.format("", told or "—") + cells)


def _shade(told, text):
    if not told or not text:
        return "text-muted"
    parts = {part.strip().casefold() for part in text.split(", ")} | {text.strip().casefold()}
    equal = parts & ({part.strip().casefold() for part in told.split(", ")} | {told.strip().casefold()})
    return "text-success fw-bold" if equal else "text-danger"
