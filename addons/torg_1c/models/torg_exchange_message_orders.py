import json

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.records.codec import load

from .torg_exchange_endpoint_orders import as_body


class TorgExchangeMessage(models.Model):
    """Messages about orders for a 1C base: what it need not hear is not told, what it took is remembered."""

    _inherit = "torg.exchange.message"

    # === HANDING OUT === #

    @api.model
    def _claim(self, endpoint, limit):
        """Override of torg_exchange to leave out what is not for 1C yet and what 1C knows already."""
        claimed = super()._claim(endpoint, limit)
        if endpoint.kind != "onec":
            return claimed
        found, fresh = self.browse(), claimed
        while fresh:
            idle = fresh._settle_needless(endpoint)
            found |= fresh - idle
            if not idle:
                break
            fresh = super()._claim(endpoint, limit) - found
        return found.sorted("id")[:limit]

    def _settle_needless(self, endpoint):
        """Cancel those of these messages that have nothing to say to 1C; return them."""
        about = self.filtered(lambda message: message.res_model == "sale.order")
        orders = self.env["sale.order"].browse(about.mapped("res_id")).exists()
        ripe = orders._get_for_onec(endpoint)
        known = ripe._get_known_to_onec(endpoint)
        reasons = {
            self.env._("The order is not for 1C yet"): about.filtered(lambda row: row.res_id not in ripe.ids),
            self.env._("1C knows the order as it is"): about.filtered(lambda row: row.res_id in known.ids),
        }
        for reason, messages in reasons.items():
            messages.write({"state": "cancelled", "done_at": fields.Datetime.now(), "next_try": False, "error": reason})
        self.flush_model()
        return self.filtered(lambda message: message.state == "cancelled")

    @api.model
    def _offer(self, endpoint, limit=100, session=None):
        """Override of torg_exchange to keep which documents are under way."""
        messages = super()._offer(endpoint, limit, session)
        if endpoint.kind == "onec":
            messages._get_order_parts()._note_offered()
        return messages

    @api.model
    def _confirm(self, endpoint, session):
        """Override of torg_exchange to keep which documents 1C has, and as what."""
        messages = super()._confirm(endpoint, session)
        if endpoint.kind == "onec":
            messages._keep_delivered()
        return messages

    @api.model
    def _release_unconfirmed(self):
        """Override of torg_exchange: documents of messages that come back wait again."""
        messages = super()._release_unconfirmed()
        messages._get_order_parts()._note_released()
        return messages

    def _settle(self, outcome):
        """Override of torg_exchange: a base that was called has the documents, and may have made its own of them."""
        super()._settle(outcome)
        if outcome.ok and self.endpoint_id.kind == "onec":
            self._keep_delivered()
            if outcome.accepted:
                self._get_order_parts()._note_accepted()

    def _refuse(self, error):
        """Override of torg_exchange: these documents 1C does not take."""
        super()._refuse(error)
        self._get_order_parts().filtered(lambda part: part.state != "accepted").state = "refused"

    def _get_order_parts(self):
        """Return the parts that these messages have told about."""
        messages = self.filtered(lambda message: message.endpoint_id.kind == "onec")
        return self.env["torg.onec.order.part"].concat(*messages._get_parts_of_records().values())

    def _keep_delivered(self):
        for endpoint, messages in self.grouped("endpoint_id").items():
            records = [record for message in messages for record in message._get_order_records()]
            for part, record in self.env["torg.onec.order.part"]._find_by_records(endpoint, records).items():
                part._note_delivered(record)

    # === RECORDS === #

    def _render_order_records(self, endpoint):
        """Return `{message: body}` of messages about orders: all documents of each as they are now."""
        orders = self.env["sale.order"].browse(self.mapped("res_id"))
        records = orders._split_for_onec(endpoint)._prepare_records()
        documents = {}
        for part, record in records.items():
            documents.setdefault(part.order_id.id, []).append(record)
        return {message: as_body(documents.get(message.res_id, ())) for message in self}

    def _get_order_records(self):
        """Return the OrderRecs of a message that was rendered."""
        self.ensure_one()
        body = self._get_payload() if self.res_model == "sale.order" else b""
        return load(json.loads(body)) if body else ()

    def _get_parts_of_records(self):
        """Return `{endpoint: parts}` of what these messages have handed out."""
        parts = self.env["torg.onec.order.part"]
        return {
            endpoint: parts.concat(
                *parts._find_by_records(
                    endpoint, [record for message in messages for record in message._get_order_records()]
                )
            )
            for endpoint, messages in self.grouped("endpoint_id").items()
        }
