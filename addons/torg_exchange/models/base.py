from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _emit_event(self, event_code):
        """Tell the subscribed outside systems that something happened to these records.

        The event carries no payload: the channel renders the record when it sends. Nothing is written when nobody
        subscribes, and nothing is sent when the transaction is rolled back.

        :param str event_code: code of a ``torg.exchange.event`` declared by the calling addon
        """
        # sudo: whoever changes the record need not know who listens
        self.env["torg.exchange.message"].sudo()._emit(event_code, self)

    def _get_event_facts(self, event_code):
        """Hook: return ``{record id: dict}`` of plain values that are true only now and are kept with the event.

        The message is rendered when it is sent; what has to be told as it was at the moment of the event goes here.
        """
        return {}
