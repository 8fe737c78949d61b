from odoo import Command

from odoo.addons.torg_stock.tests.common import StoreCommon


class OrderCommon(StoreCommon):
    """Roles, two stores, a product (10 pieces near, 4 far), the shipped stages by their codes, and orders of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.partner_id.lang = "en_US"
        cls.stages = {stage.code: stage for stage in cls.env["sale.order.stage"].search([])}
        cls.reason = cls.env.ref("torg_sale.torg_cancel_reason_changed_mind")
        cls.retail = cls.env.ref("torg_sale.torg_order_type_retail")

    @classmethod
    def _make_order(cls, quantity=2, user=None, store=None, product=None, **values):
        """Return a quotation of one product, of the manager unless told."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": (cls.manager if user is None else user).id,
                "team_id": cls.team.id,
                "warehouse_id": (store or cls.near).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or cls.product).id,
                            "product_uom_qty": quantity,
                            "price_unit": 100,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )

    def _move(self, order, code, channel="desk", user=None, **answers):
        """Move the order as the manager does it on the desk."""
        order = order.with_user(user or self.manager)
        order._move_to_stage(self.stages[code].with_env(order.env), channel, answers)

    def _commit(self):
        """Let the transaction's journal be written and the next touch begin a new row, as a commit does."""
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.env.invalidate_all()

    def _ship(self, order):
        pickings = order._get_open_pickings()
        pickings.move_ids.picked = True
        pickings._action_done()
