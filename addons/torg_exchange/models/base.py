from odoo import models

WAITING = "torg_exchange.emit"


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

    def _emit_event_at_commit(self, event_code):
        """The same once a transaction, at its end, however often a record changes in it."""
        if not self.env["torg.exchange.endpoint"]._is_heard(event_code):
            return
        waiting = self.env.cr.precommit.data.setdefault(WAITING, {})
        if not waiting:
            # Without the context of whoever is first: the others of the transaction are told, too.
            self.env.cr.precommit.add(self.env(context={})["base"]._emit_waiting)
        waiting.setdefault((event_code, self._name), set()).update(self._ids)

    def _emit_waiting(self):
        for (event_code, model), ids in self.env.cr.precommit.data.pop(WAITING, {}).items():
            self.env[model].browse(sorted(ids)).exists()._emit_event(event_code)

    def _get_event_facts(self, event_code):
        """Hook: return ``{record id: dict}`` of plain values that are true only now and are kept with the event.

        The message is rendered when it is sent; what has to be told as it was at the moment of the event goes here.
        """
        return {}
