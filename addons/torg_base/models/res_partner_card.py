from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import html2plaintext

from ..tools.phone import pretty


class ResPartner(models.Model):
    _inherit = "res.partner"

    # === ACTIONS === #

    def action_open_customer_card(self):
        """Open the card over the contact."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "torg_base.customer_card",
            "name": self.env._("Customer Card"),
            "target": "new",
            "params": {"partner_id": self.id},
            "context": {"dialog_size": "large", "footer": False},
        }

    # === BUSINESS METHODS === #

    @api.model
    @api.readonly
    def get_customer_card(self, partner_id):
        """Return the card of a contact the reader may see: for the screens."""
        return self.browse(partner_id)._get_customer_card()

    def _get_customer_card(self):
        """Return all that a person at the phone must know of this customer, as plain values for JSON.

        The head is who they are; ``facts`` come from the addons through :meth:`_get_customer_card_facts`.
        """
        self.ensure_one()
        self.check_access("read")
        manager = self.user_id or self.commercial_partner_id.user_id
        tags = self.env["res.partner.category"].search_fetch([("partner_ids", "in", self.ids)], ["name", "color"])
        company = self.commercial_partner_id if self.commercial_partner_id != self else self.browse()
        return {
            "id": self.id,
            "name": self.name or self.display_name,
            "is_company": self.is_company,
            "company": {"id": company.id, "name": company.name} if company else False,
            "phones": self._get_customer_card_phones(),
            "email": self.email or False,
            "city": self.city or self.commercial_partner_id.city or False,
            "manager": {"id": manager.id, "name": manager.name} if manager else False,
            "tags": [{"id": tag.id, "name": tag.name, "color": tag.color} for tag in tags],
            "comment": html2plaintext(self.comment or "").strip() or False,
            "facts": sorted(self._get_customer_card_facts(), key=lambda fact: (fact["sequence"], fact["code"])),
            "sections": sorted(self._get_customer_card_sections(), key=lambda part: (part["sequence"], part["code"])),
        }

    def _get_customer_card_sections(self):
        """Hook: return what the card shows below the facts, in any order; an addon adds to the list of ``super()``.

        A section is a dict of ``code``, ``title``, ``sequence``, ``empty`` (what is said when there are no rows) and
        ``rows``. A row has an ``id`` and a ``title``, and when they apply ``hint``, ``value`` with ``kind`` and
        ``currency_id`` as a fact, ``badge`` (``text``, ``level``), ``action`` (an action to open by a click) and
        ``call`` (a button: ``label``, ``icon``, ``model``, ``method``, ``args``; what it returns is opened, or the card
        is asked again). ``input`` (``placeholder``, ``model``, ``method``, ``args``) lets a person add a text.
        """
        return []

    def _get_customer_card_phones(self):
        """Return the contact's own numbers, or their company's when they have none."""
        both = self | self.commercial_partner_id
        fnames = ["partner_id", "number", "key", "extension", "kind"]
        rows = self.env["torg.phone.number"].search_fetch([("partner_id", "in", both.ids)], fnames)
        rows = rows.filtered(lambda row: row.partner_id == self) or rows
        kinds = dict(rows._fields["kind"]._description_selection(self.env))
        return [
            {
                "number": pretty(row.key) if row.key else row.number,
                "key": row.key,
                "extension": row.extension,
                "kind": row.kind,
                "kind_label": kinds[row.kind],
            }
            for row in rows
        ]

    def _get_customer_card_facts(self):
        """Return the facts of the card, in any order. An addon adds its own to those of ``super()``.

        A fact is a dict of ``code``, ``label``, ``value`` (plain: number, text, ISO date or UTC time, False when
        there is none), ``kind`` (integer, float, percentage, monetary, date, datetime, text), ``sequence``, and when
        they apply ``currency_id`` (monetary), ``level`` (success, warning, danger: the colour of the value) and
        ``action`` (an action to open by a click). Money and goods are those of the commercial entity.
        """
        if not self.env["sale.order"].has_access("read"):
            return [self._prepare_since_fact(None)]
        domain = [["partner_id.commercial_partner_id", "=", self.commercial_partner_id.id], ["state", "=", "sale"]]
        count, first = self.env["sale.order"]._read_group(domain, [], ["__count", "date_order:min"])[0]
        facts = [self._prepare_since_fact(first), self._prepare_count_fact(domain, count)]
        return facts + (self._prepare_recent_facts(domain) if count else [])

    def _prepare_since_fact(self, first_order_date):
        since = min(filter(None, [first_order_date, self.commercial_partner_id.create_date]), default=None)
        return {
            "code": "client_since",
            "label": self.env._("Client since"),
            "value": _to_local_date(self, since),
            "kind": "date",
            "sequence": 40,
        }

    def _prepare_count_fact(self, domain, count):
        return {
            "code": "order_count",
            "label": self.env._("Orders"),
            "value": count,
            "kind": "integer",
            "sequence": 10,
            "action": self._prepare_orders_action(domain) if count else False,
        }

    def _prepare_recent_facts(self, domain):
        """Return the last order and the sum of twelve months."""
        last = self.env["sale.order"].search_fetch(domain, ["date_order"], order="date_order desc, id desc", limit=1)
        currency = self.env.company.currency_id
        return [
            {
                "code": "last_order",
                "label": self.env._("Last order"),
                "value": _to_local_date(self, last.date_order),
                "kind": "date",
                "sequence": 20,
                "action": {**self._prepare_orders_action([]), "res_id": last.id, "views": [[False, "form"]]},
            },
            {
                "code": "turnover_year",
                "label": self.env._("Turnover in 12 months"),
                "value": self._get_turnover(domain, currency),
                "kind": "monetary",
                "currency_id": currency.id,
                "sequence": 30,
            },
        ]

    def _get_turnover(self, domain, currency):
        """Return the sum of the orders of the last twelve months, other currencies at today's rate."""
        since = fields.Datetime.now() - timedelta(days=365)
        sums = self.env["sale.order"]._read_group(
            [*domain, ("date_order", ">=", since)], ["currency_id"], ["amount_total:sum"]
        )
        today = fields.Date.context_today(self)
        return currency.round(sum(paid._convert(total, currency, self.env.company, today) for paid, total in sums))

    def _prepare_orders_action(self, domain):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders"),
            "res_model": "sale.order",
            "domain": domain,
            "views": [[False, "list"], [False, "form"]],
        }


def _to_local_date(record, moment: datetime | None):
    """Return the ISO date on which a UTC moment fell for the reader, or False."""
    return fields.Date.to_string(fields.Datetime.context_timestamp(record, moment)) if moment else False
