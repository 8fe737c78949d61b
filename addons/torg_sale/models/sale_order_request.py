from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from odoo.addons.torg_base.tools.phone import parse, pretty

OUTCOMES = [("open", "Open"), ("converted", "Became an order"), ("lost", "Closed without an order")]


class SaleOrder(models.Model):
    """Requests without goods: call back, one-click purchase, letter, missed call.

    A request is an order of its own type: handed out, timed and journaled like the others, but never confirmed and
    told to nobody until its first line of goods makes it an order (sale_order_request_goods.py).
    """

    _inherit = "sale.order"

    is_request = fields.Boolean("Request without goods", compute="_compute_is_request", search="_search_is_request")
    request_number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    request_date = fields.Datetime("Request came", readonly=True, copy=False, index="btree_not_null")
    request_phone = fields.Char("Phone of the request", readonly=True, copy=False)
    inquiry_ids = fields.One2many("torg.order.inquiry", "order_id", "Inquiries", readonly=True)
    converted_date = fields.Datetime("Became an order", readonly=True, copy=False)
    request_outcome = fields.Selection(OUTCOMES, "Outcome", compute="_compute_request_outcome", store=True)
    request_conversion = fields.Float(
        "Conversion", compute="_compute_request_outcome", store=True, aggregator="avg", digits=(3, 2)
    )
    request_minutes = fields.Float(
        "Minutes to the order", compute="_compute_request_outcome", store=True, aggregator="avg", digits=(12, 0)
    )

    @api.depends("order_type_id")
    def _compute_is_request(self):
        requests = self.env["torg.order.type"]._get_request_type()
        for order in self:
            order.is_request = bool(requests) and order.order_type_id == requests

    @api.model
    def _search_is_request(self, operator, value):
        if operator != "in":
            return NotImplemented
        requests = Domain("order_type_id", "=", self.env["torg.order.type"]._get_request_type().id)
        return requests if True in value else ~requests

    @api.depends("request_date", "converted_date", "stage_id.is_final")
    def _compute_request_outcome(self):
        requests = self.filtered("request_date")
        (self - requests).update({"request_outcome": False, "request_conversion": 0, "request_minutes": 0})
        for order in requests:
            open_or_lost = "lost" if order.stage_id.is_final else "open"
            order.request_outcome = "converted" if order.converted_date else open_or_lost
            order.request_conversion = 1.0 if order.converted_date else 0.0
            spent = order.converted_date and order.converted_date - order.request_date
            order.request_minutes = spent.total_seconds() / 60 if spent else 0

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: a request has a number and a date of its own; with goods it is an order at once."""
        return super().create([self._prepare_request_vals(vals) for vals in vals_list])

    @api.model
    def _prepare_request_vals(self, vals):
        vals = {name: vals[name] for name in vals if name not in ("request_number", "request_date", "converted_date")}
        requests = self.env["torg.order.type"]._get_request_type()
        kind = vals.get("order_type_id") or ()
        source = self.env["utm.source"].browse(vals.get("source_id") or ())
        if not requests or kind != requests.id and (kind or source not in requests.source_ids):
            return vals
        if self._has_goods_commands(vals.get("order_line")):
            partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
            return {**vals, "order_type_id": requests._find_for_goods(partner, source).id}
        number = self.env["ir.sequence"].with_company(vals.get("company_id")).next_by_code("torg.order.request")
        now = fields.Datetime.now()
        return {**vals, "order_type_id": requests.id, "name": number, "request_number": number, "request_date": now}

    @api.model
    def _has_goods_commands(self, commands):
        """Return whether commands of `order_line` bring goods."""
        return any(len(command) > 2 and command[2] and "product_id" in command[2] for command in commands or ())

    # === BUSINESS METHODS === #

    @api.model
    def _make_request(self, phone=None, name=None, text=None, source="callback", email=None, external_id=None):
        """Take what a customer asks for without goods: a call back, a letter. Return the order that holds it.

        The customer is found by phone, else by mail, or created and marked unverified. The same `external_id` of a
        source comes once. What the same customer says again while the request is fresh is added to it.

        :param str source: `request_code` of a utm.source: callback, one_click, letter, missed_call …
        """
        source = self.env["utm.source"]._get_request_source(source)
        # sudo: the request may be with somebody else by now
        inquiries_sudo = self.env["torg.order.inquiry"].sudo()
        domain = [("source_id", "=", source.id), ("external_id", "=", external_id)]
        known = external_id and inquiries_sudo.search(domain, limit=1)
        if known:
            return known.order_id.with_env(self.env)
        phone = self._read_request_phone(phone)
        partner = self.env["res.partner"]._find_or_make_unverified(phone, name, email)
        order = self._find_fresh_request(partner)
        if order:
            order._add_inquiry_text(source, text)
        else:
            order = self.create(self._prepare_new_request_vals(partner, source, phone, text))
        order._keep_inquiry(source, phone, text, email, external_id)
        return order

    @api.model
    def _read_request_phone(self, phone):
        """Return the number as people read it; what is no number stays as it came."""
        parsed = phone and parse(phone, *self.env["res.partner"]._get_phone_regions())
        return pretty(parsed.key) if parsed and parsed.key else (phone or "").strip()

    @api.model
    def _prepare_new_request_vals(self, partner, source, phone, text):
        return {
            "partner_id": partner.id,
            "order_type_id": self.env["torg.order.type"]._get_request_type().id,
            "source_id": source.id,
            "customer_note": (text or "").strip(),
            "request_phone": phone,
        }

    def _keep_inquiry(self, source, phone, text, email, external_id):
        # sudo: inquiries are written by the order, not by people
        self.env["torg.order.inquiry"].sudo().create(
            {
                "order_id": self.id,
                "source_id": source.id,
                "phone": phone,
                "email": email_normalize(email) or email,
                "text": text,
                "external_id": external_id or False,
            }
        )

    @api.model
    def _find_fresh_request(self, partner):
        """Return the request of this customer that nobody has begun yet and that is not older than the setting."""
        minutes = self.env.company.request_merge_minutes
        if minutes <= 0:
            return self.browse()
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=minutes)
        requests = self.search(
            [
                ("is_request", "=", True),
                ("partner_id", "=", partner.id),
                ("company_id", "=", self.env.company.id),
                ("request_date", ">=", since),
            ]
        )
        return requests.filtered(lambda order: order.stage_id == order.order_type_id._get_first_stage())[:1]

    def _add_inquiry_text(self, source, text):
        """Add what the customer said once more."""
        text = (text or "").strip()
        said = f"{source.name}: {text}" if text else source.name
        self.customer_note = "\n".join(filter(None, (self.customer_note, said)))
        self.message_post(body=self.env._("Once more: %(text)s", text=said))
        self._tell_desk()
