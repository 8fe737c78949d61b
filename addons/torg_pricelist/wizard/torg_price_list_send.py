from odoo import api, fields, models
from odoo.exceptions import UserError


class TorgPriceListSend(models.TransientModel):
    """Sends a price list to chosen customers: each with their own prices, or all with those of this list."""

    _name = "torg.price.list.send"
    _description = "Send a price list"

    price_list_id = fields.Many2one("torg.price.list", required=True, ondelete="cascade")
    partner_ids = fields.Many2many("res.partner", string="Customers", required=True)
    own_prices = fields.Boolean(
        default=lambda self: not self.env.context.get("default_price_list_id"),
        string="Each Their Own Prices",
        help="A file for every group of customers who pay the same. Otherwise all get this very list.",
    )
    send_link = fields.Boolean(
        string="A Link Instead of a File", help="Whoever has the link can open the file: it suits general prices."
    )
    requested = fields.Boolean(
        string="The Customers Have Asked for It",
        help="Then it is no advertising, and goes to those as well who have not agreed to letters.",
    )
    left_out_ids = fields.Many2many("res.partner", compute="_compute_left_out")
    left_out_note = fields.Char(compute="_compute_left_out")

    @api.depends("partner_ids", "requested")
    def _compute_left_out(self):
        for wizard in self:
            partners = wizard.partner_ids._origin
            without_email = partners.filtered(lambda partner: not partner.email)
            refused = partners.browse() if wizard.requested else partners - partners._filter_advertising_allowed()
            wizard.left_out_ids = without_email | refused
            wizard.left_out_note = wizard._explain_left_out(without_email, refused - without_email)

    def _explain_left_out(self, without_email, refused):
        notes = []
        if without_email:
            names = ", ".join(without_email.mapped("display_name"))
            notes.append(self.env._("No e-mail address: %(names)s.", names=names))
        if refused:
            names = ", ".join(refused.mapped("display_name"))
            notes.append(self.env._("Have not agreed to such letters: %(names)s.", names=names))
        return " ".join(notes)

    def action_send(self):
        """Make the files that are missing and send each as soon as it is there."""
        self.ensure_one()
        self.price_list_id.check_access("read")
        customers = self.partner_ids - self.left_out_ids
        if not customers:
            raise UserError(self.env._("There is nobody to send to."))
        lists = self._make_own_lists(customers) if self.own_prices else self._use_this_list(customers)
        message = self.env._("The price list goes to %(count)s customers.", count=len(customers))
        notify = {"type": "ir.actions.client", "tag": "display_notification"}
        params = {"type": "success", "message": message, "next": lists[:1].action_open()}
        return notify | {"params": params}

    def _make_own_lists(self, customers):
        lists = self.env["torg.price.list"]
        for group in customers.grouped(lambda partner: partner._get_price_list_key()).values():
            first = group[0]
            price_list = self.price_list_id.copy(
                {
                    "partner_id": first.id if len(group) == 1 else False,
                    "pricelist_id": first._get_customer_pricelist().id,
                    "lang": first.lang or self.price_list_id.lang,
                    "valid_until": self.price_list_id.valid_until,
                }
            )
            self._note_recipients(price_list, group)
            price_list.action_make()
            lists += price_list
        return lists

    def _use_this_list(self, customers):
        price_list = self.price_list_id
        if price_list.state == "making":
            raise UserError(self.env._("The file is already being made. Send it when it is ready."))
        self._note_recipients(price_list, customers)
        if price_list.state == "ready":
            price_list._send_to_recipients()
        elif price_list.state == "draft":
            price_list.action_make()
        return price_list

    def _note_recipients(self, price_list, customers):
        # sudo: who gets the file is decided here alone
        price_list.sudo().write(
            {
                "recipient_ids": [(6, 0, customers.ids)],
                "send_link": self.send_link,
                "is_advertising": not self.requested,
                "sent_at": False,
            }
        )
