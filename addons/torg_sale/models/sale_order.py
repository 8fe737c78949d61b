from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """Where an order stands: its type, its stage, and since when."""

    _inherit = "sale.order"

    order_type_id = fields.Many2one(
        "torg.order.type",
        "Order type",
        compute="_compute_order_type_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
    )
    stage_id = fields.Many2one(
        "sale.order.stage",
        compute="_compute_stage_id",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        index=True,
        tracking=True,
        ondelete="restrict",
        group_expand="_read_group_stage_ids",
    )
    stage_date = fields.Datetime(
        "In the stage since", default=lambda self: fields.Datetime.now(), readonly=True, copy=False
    )
    stage_is_final = fields.Boolean(related="stage_id.is_final")
    accounting_in_odoo = fields.Boolean(related="company_id.accounting_in_odoo")
    cancel_reason_id = fields.Many2one("torg.cancel.reason", "Cancellation reason", copy=False, tracking=True)

    _open_stage_index = models.Index("(stage_id, stage_date) WHERE state != 'cancel'")

    @api.depends("partner_id", "source_id")
    def _compute_order_type_id(self):
        for order in self:
            if not order.order_type_id or (order.state == "draft" and not order._origin.id):
                order.order_type_id = self.env["torg.order.type"]._find_for(order.partner_id, order.source_id)

    @api.depends("order_type_id")
    def _compute_stage_id(self):
        for order in self:
            if not order.stage_id:
                order.stage_id = order.order_type_id._get_first_stage()

    @api.depends("user_id", "company_id")
    def _compute_warehouse_id(self):
        """Override of sale_stock: another manager is no reason to send the customer to another store."""
        super(SaleOrder, self.filtered(lambda order: not order._origin.warehouse_id))._compute_warehouse_id()

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Show every column of the desk, also an empty one."""
        # sudo: columns are the same for everybody
        return stages.browse(stages.sudo()._search([], order=stages._order))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: an order begins in the first stage and is then moved to the one that was asked for.

        One of the past is placed as it ended.
        """
        if self._is_history_load():
            return super().create(vals_list)
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            raise StageRefusal(self.env._("An order begins as a quotation: confirm it afterwards."), "raw_write")
        wanted = [vals.get("stage_id") for vals in vals_list]
        # Copies: the caller may want to read again what he gave.
        counted = [{name: vals[name] for name in vals if name not in ("stage_id", "stage_date")} for vals in vals_list]
        orders = super().create(counted)
        for order, stage_id in zip(orders, wanted, strict=True):
            if stage_id and stage_id != order.stage_id.id:
                order._move_to_stage(self.env["sale.order.stage"].browse(stage_id))
        orders._emit_event("order.created")
        return orders

    # === BUSINESS METHODS === #

    @api.model
    def _is_history_load(self):
        """Return whether the system is loading orders of the past: a person's context silences nothing."""
        return bool(self.env.su and self.env.context.get("torg_history"))

    @api.model
    def _place_older_orders(self):
        """Give a type and a stage to the orders that were made before the addon."""
        self.env["torg.order.type"].flush_model()
        kind = self.env["torg.order.type"].search([], limit=1)
        stages = {state: self._get_stage_for(state) for state in ("draft", "sent", "sale", "cancel")}
        for state, stage in stages.items():
            # sql: a base of years has a hundred thousand orders, and none of them changes its meaning
            self.env.cr.execute(
                SQL(
                    """UPDATE sale_order
                          SET stage_id = %s, order_type_id = COALESCE(order_type_id, %s),
                              stage_date = COALESCE(stage_date, write_date)
                        WHERE state = %s AND stage_id IS DISTINCT FROM %s""",
                    stage.id,
                    kind.id,
                    state,
                    stage.id,
                )
            )
        self.invalidate_model(["stage_id", "order_type_id", "stage_date"])
