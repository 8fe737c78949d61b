from contextlib import suppress

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models

from odoo.addons.torg_sale.models.torg_order_assignment import HANDED_OUT
from odoo.addons.torg_sale.tools import handout

BATCH = 50  # orders handed out by one job: some seconds
QUEUE = 2000  # orders looked at: those that nobody on line may take must not keep others from being handed out


class SaleOrder(models.Model):
    """Orders of the queue go to managers on line, each with the reason why it is he."""

    _inherit = "sale.order"

    @api.model
    def _hand_out_queue(self):
        """The job after an order came, or somebody came on line, and the cron: hand out what waits."""
        domain = [("queued_date", "!=", False), ("user_id", "=", False), ("stage_id.is_final", "=", False)]
        waiting = self.search(domain, order="queued_date, id", limit=QUEUE)
        handed, collided = self.browse(), True
        with suppress(SerializationFailure), self.env.cr.savepoint():
            handed, collided = waiting._hand_out(), False
        if collided or len(handed) >= BATCH:  # each company has its own batch
            self._plan("_hand_out_queue", fields.Datetime.add(fields.Datetime.now(), seconds=int(collided)))
        return len(handed)

    def _hand_out(self):
        """Give these orders to managers on line, the longest waiting first. Return those that found one.

        Raises a serialization failure when somebody else hands out at the same time: look again and repeat.
        """
        handed = self.browse()
        # sudo: the system hands out, whoever caused it
        for company, orders in self.sudo().grouped("company_id").items():
            waiting = orders.filtered(lambda order: order._waits_for_manager())
            if not waiting or not company.hand_out or not self.env["res.users"]._get_users_on_line():
                continue
            self.env["torg.handout.turn"]._begin(company)  # before anything is looked at
            handed |= waiting._hand_out_to(self.env["torg.handout.member"]._get_candidates(company))
        return handed.sudo(False)

    def _waits_for_manager(self):
        return not self.user_id and not self.stage_id.is_final and self.state != "cancel"

    def _hand_out_to(self, candidates):
        handed, now = self.browse(), fields.Datetime.now()
        by_id = {candidate.id: candidate for candidate in candidates}
        for order in self._in_company_language():
            task = order._as_task()
            choice = handout.choose(task, candidates)
            if not choice:
                continue
            by_id[choice.user_id].take(task, now.timestamp())
            user = self.env["res.users"].browse(choice.user_id)
            order._give(user, choice.kind, order._explain_choice(user, choice))
            order._announce(user)
            handed |= order
            if len(handed) == BATCH:
                break
        self._remember_turns(handed.user_id, now)
        return handed

    def _as_task(self):
        """Return the order as `tools.handout` sees it."""
        self.ensure_one()
        partner = self.partner_id
        ignored = self.assignment_ids.filtered(lambda row: row.outcome == "unopened" and row.kind in HANDED_OUT)
        return handout.Task(
            weight=self.stage_id.load_weight,
            # Nobody is in a team that is dissolved: its order would wait for ever.
            teams=frozenset((self.order_type_id.team_ids or self.team_id.filtered("active")).ids),
            store=self.warehouse_id.id,
            kind=self.order_type_id.id,
            language=partner.lang or "",
            own=(partner.user_id or partner.commercial_partner_id.user_id).id or 0,
            refused=frozenset(ignored.user_id.ids),
        )

    def _explain_choice(self, user, choice):
        """Return the sentence for people: who gets the order and why he."""
        in_hand = f"{choice.load:.2f}".rstrip("0").rstrip(".")
        if choice.cap:
            in_hand = self.env._("%(load)s of %(cap)s", load=in_hand, cap=f"{choice.cap:g}")
        words = {"user": user.name, "load": in_hand}
        sentence = {
            "own": self.env._("%(user)s: the customer's own manager", **words),
            "only": self.env._("%(user)s: the only one on line for this order, %(load)s in hand", **words),
            "least": self.env._("%(user)s: fewest orders in hand, %(load)s", **words),
            "longest": self.env._("%(user)s: waits longest for an order, with %(load)s in hand", **words),
            "share": self.env._("%(user)s: fewest orders in hand for his share, %(load)s", **words),
        }["share" if choice.kind == "least" and choice.by_share else choice.kind]
        if not choice.own_is_away:
            return sentence
        own = self.partner_id.user_id or self.partner_id.commercial_partner_id.user_id
        return self.env._(
            "%(sentence)s; %(own)s, the customer's own, cannot take it now", sentence=sentence, own=own.name
        )

    def _announce(self, user):
        """Say a word on the screen of the manager."""
        user._bus_send(
            "simple_notification",
            {
                "title": self.env._("New order %(order)s", order=self.name),
                "message": self.assignment_reason,
                "type": "info",
            },
        )

    def _remember_turns(self, users, now):
        self.env["torg.handout.member"]._ensure(users).write({"last_date": now})
