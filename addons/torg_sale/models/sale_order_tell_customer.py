from odoo import api, fields, models


class SaleOrder(models.Model):
    """Letters and SMS to the customer: planned in the transaction of what they tell about, sent by a job."""

    _inherit = "sale.order"

    message_log_ids = fields.One2many("torg.order.message", "order_id", "Messages to the customer", readonly=True)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: whoever orders hears at once that the order came."""
        orders = super().create(vals_list)
        for stage, placed in orders.grouped("stage_id").items():
            placed._plan_stage_messages(stage)
        return orders

    # === WHAT IS TOLD === #

    def _enter_stage(self, stage):
        """Override of torg_sale to tell the customer."""
        super()._enter_stage(stage)
        self._plan_stage_messages(stage)

    def _on_store_change(self):
        """Override of torg_sale to tell the customer."""
        super()._on_store_change()
        moment = fields.Datetime.to_string(fields.Datetime.now())
        for company, orders in self.grouped("company_id").items():
            templates = {"email": company.order_store_letter_id}
            orders._plan_messages("store", templates, lambda order: f"{order.warehouse_id.id}:{moment}")

    def _tell_replacement(self, lines):
        """Tell the customer that `lines` took the place of other goods; once in a transaction."""
        self.ensure_one()
        goods = ",".join(f"{line.id}:{line.product_id.id}" for line in lines.sorted("id"))
        key = f"{goods}:{self.env.cr.now()}"  # the moment of the transaction
        self._plan_messages("goods", {"email": self.company_id.order_goods_letter_id}, lambda order: key)

    def _plan_stage_messages(self, stage):
        templates = stage and stage.sudo()._get_templates()  # sudo: whoever moves an order reads no templates
        if templates:
            self._plan_messages("stage", templates, lambda order: f"{stage.id}:{order.stage_date}", stage)

    def _plan_messages(self, occasion, templates, get_token, stage=None):
        """Write what is to be sent about these orders and have it sent; what is written already stays as it is.

        :param dict templates: `{"email": mail.template, "sms": sms.template}`
        :param get_token: function of an order; the same token is the same occasion, told once
        """
        # History that the system loads is no news; a person's context silences nothing.
        if self.env.su and self.env.context.get("torg_silent"):
            return
        # sudo: the log is written by the order, not by people
        messages_sudo = self.env["torg.order.message"].sudo()
        keys = {order.id: f"{occasion}:{get_token(order)}" for order in self}
        # sudo: as above; of an order that is just being made nothing is asked
        known = {(row.order_id.id, row.key, row.kind) for row in self.sudo().message_log_ids}
        messages_sudo.create(
            [
                {
                    "order_id": order_id,
                    "kind": kind,
                    "occasion": occasion,
                    "key": key,
                    "stage_id": stage and stage.id,
                    "mail_template_id" if kind == "email" else "sms_template_id": template.id,
                }
                for order_id, key in keys.items()
                for kind, template in templates.items()
                if template and (order_id, key, kind) not in known and self.browse(order_id)._is_told_by(kind)
            ]
        )._enqueue()

    def _is_told_by(self, kind):
        """Return whether the settings let letters (`email`) or SMS (`sms`) about this order go out at all."""
        # sudo: a switch of the company, whoever moves the order
        company_sudo = self.company_id.sudo()
        return company_sudo.sends_order_letters if kind == "email" else company_sudo.sends_order_sms

    def _may_write(self, template):
        """Hook: return whether a letter about this order may go now; else it waits until the order has goods."""
        self.ensure_one()
        return bool(self._get_letter_lines())

    def _get_letter_lines(self):
        """Return the lines a customer pays for: neither headings and notes, nor what was brought to zero."""
        return self._get_shown_lines().filtered(lambda line: line.product_id and line.product_uom_qty > 0)

    def _send_held_messages(self):
        """Send what waited for goods in these orders."""
        # sudo: the log is written by the order, not by people
        self.sudo().message_log_ids.filtered("is_held")._enqueue()

    def _send_order_confirmation_mail(self):
        """Override of sale: the letter of the stage says it already."""
        # sudo: a customer who pays reads no templates
        silent = self.filtered(lambda order: "email" not in order.sudo()._get_stage_for("sale")._get_templates())
        super(SaleOrder, silent)._send_order_confirmation_mail()
