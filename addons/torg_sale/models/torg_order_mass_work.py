import time

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError

BATCH = 100  # orders that are tried together
AT_ONCE = 8  # seconds a person waits, then jobs go on
CHUNK = 5  # seconds of a job: so often its progress is seen
QUIET = {"mail_notrack": True, "mail_auto_subscribe_no_notify": True}  # the journal tells it, and better


class TorgOrderMass(models.Model):
    """The work: orders are tried together where that is quick, and apart when one of them refuses."""

    _inherit = "torg.order.mass"

    def _work_at_once(self):
        """Do what is quick: orders whose state of core stays; have the others done by jobs."""
        deadline = time.monotonic() + AT_ONCE
        quick = self._find_waiting().filtered(lambda line: self._is_quick(line.order_id))
        for start in range(0, len(quick), BATCH):
            if time.monotonic() > deadline:
                break
            self._try_orders(quick[start : start + BATCH])
        self._go_on()

    def _is_quick(self, order):
        if self.kind == "stage":
            return self.stage_id._stands_for(order.sudo().state)  # sudo: rights are checked when the order is changed
        return self.kind == "manager"

    def _work_on(self):
        """Job: change orders one by one for some seconds, tell how far it is, and see to the rest."""
        self.ensure_one()
        if not self.exists() or self.state != "running":
            return "nothing to do"
        deadline, count = time.monotonic() + CHUNK, 0
        for line in self._find_waiting(BATCH):
            self._try_orders(line)
            count += 1
            if time.monotonic() > deadline:
                break
        self._go_on()
        return f"{count} orders"

    def _go_on(self):
        """Have the rest done by a job, or finish; tell the screen."""
        if self._find_waiting(1):
            self.with_delay(description=self.name)._work_on()
        else:
            self._keep({"state": "done", "finished_at": fields.Datetime.now()})
        self.create_uid._bus_send("torg_sale/mass", {"id": self.id})

    def _find_waiting(self, limit=None):
        domain = [("mass_id", "=", self.id), ("state", "=", "waiting")]
        return self.env["torg.order.mass.line"].search(domain, limit=limit)

    # === ORDERS === #

    def _try_orders(self, lines):
        """Change the orders of these lines, together if they all agree; keep the outcome of each."""
        writable = lines.order_id.exists()._filtered_access("write")
        foreign = lines.filtered(lambda line: line.order_id not in writable)
        foreign._settle("refused", self.env._("You may not change this order."))
        willing = self.env["torg.order.mass.line"]
        for line in lines - foreign:
            willing |= line if self._agrees(line) else willing
        if willing:
            self._attempt(willing)

    def _agrees(self, line):
        """Return whether the matrix lets the order go; when it does not, keep why."""
        try:
            if self.kind == "stage" and line.order_id.stage_id != self.stage_id:
                line.order_id._check_transition(self.stage_id, self.channel)
        except UserError as refusal:
            line._settle("refused", str(refusal))
            return False
        return True

    def _attempt(self, lines):
        """Change these orders or, where one refuses, halves of them, down to the one that does."""
        try:
            with self.env.cr.savepoint():
                self._change(lines.order_id.with_context(**QUIET))
        except psycopg2.OperationalError:
            raise  # it collided with another transaction: all of it is tried again
        except UserError as refusal:
            if len(lines) == 1:
                lines._settle("refused", str(refusal))
                return
            half = len(lines) // 2
            self._attempt(lines[:half])
            self._attempt(lines[half:])
        else:
            lines._settle("done")

    def _change(self, orders):
        """Hook: do to these orders what the action says, by the verbs of orders; all of them or an error."""
        if self.kind == "stage":
            answers = {"cancel_reason_id": self.cancel_reason_id.id} if self.cancel_reason_id else {}
            orders._move_to_stage(self.stage_id.with_env(orders.env), self.channel, answers)
        elif self.kind == "manager":
            orders._give_to(self.user_id, self.reason)
        else:
            for order in orders:
                order._change_store(self.warehouse_id.with_env(orders.env), self.channel)
