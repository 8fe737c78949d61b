from odoo import fields, models
from odoo.exceptions import UserError

# States of messages, the worst first: one endpoint's refusal outweighs another's consent.
OUTCOMES = (
    ("refused", ("failed", "dead", "cancelled")),
    ("waiting", ("ready", "offered")),
    ("delivered", ("delivered",)),
    ("accepted", ("accepted",)),
)


class TorgPriceRevision(models.Model):
    """A revision and the outside system: prices kept here go to it as a document, prices kept there are asked for."""

    _inherit = "torg.price.revision"

    owner = fields.Selection(related="price_type_id.owner")
    endpoint_id = fields.Many2one(related="price_type_id.endpoint_id", string="Outside System")
    exchange_state = fields.Selection(
        [
            ("waiting", "Waits to be sent"),
            ("delivered", "Delivered"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        string="In the Outside System",
        compute="_compute_exchange_state",
    )
    exchange_note = fields.Char(string="Answer", compute="_compute_exchange_state")

    def _compute_exchange_state(self):
        messages = self._get_latest_messages()
        for revision in self:
            found = messages.get(revision.id, [])
            revision.exchange_state = next(
                (outcome for outcome, states in OUTCOMES if any(message.state in states for message in found)), False
            )
            revision.exchange_note = "; ".join(
                f"{message.endpoint_id.name}: {message.error}" for message in found if message.error
            )

    def _get_latest_messages(self):
        """Return ``{revision id: [the last message to each endpoint]}``."""
        # sudo: the log belongs to the integration administrator, what became of the prices concerns their author
        found = self.env["torg.exchange.message"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("direction", "=", "out")], order="id"
        )  # fmt: skip
        latest = {(message.res_id, message.endpoint_id): message for message in found}
        messages = {}
        for (res_id, _endpoint), message in latest.items():
            messages.setdefault(res_id, []).append(message)
        return messages

    # === PRICES KEPT THERE === #

    def _request(self):
        endpoint = self.endpoint_id
        if not endpoint._takes_price_requests():
            raise UserError(
                self.env._(
                    "Prices of the type “%(type)s” are kept in %(system)s, and it takes no price changes from here. "
                    "Change them there: they will come by themselves.",
                    type=self.price_type_id.name,
                    system=endpoint.name or self.env._("the outside system"),
                )
            )
        self._move_to("requested")
        self._emit_event("price.request")
        self.message_post(body=self.env._("Requested from %(system)s.", system=endpoint.name))

    def _settle_request(self):
        """All prices have come back: the request is fulfilled."""
        for revision in self:
            if not revision.line_ids.filtered(lambda line: line.state == "new"):
                now = fields.Datetime.now()
                # sudo: the state is written by the verbs alone
                revision.sudo().write({"state": "published", "published_at": now, "effective": True})
                revision.message_post(body=self.env._("The outside system has returned the prices."))
                if revision.rollback_of_id:
                    revision.rollback_of_id._close_rolled_back()
