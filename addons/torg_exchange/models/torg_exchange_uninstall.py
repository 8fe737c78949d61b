"""When an addon is removed, what it sent and received goes with its events, topics and endpoints.

The log refuses that by its foreign keys, and core would leave behind what it cannot delete: endpoints of a kind that
nobody knows any more, events without a sender.
"""

from odoo import models

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class TorgExchangeEndpoint(models.Model):
    _inherit = "torg.exchange.endpoint"

    def unlink(self):
        """Override to let the endpoints of a removed addon go."""
        _forget(self, "endpoint_id")
        return super().unlink()


class TorgExchangeEvent(models.Model):
    _inherit = "torg.exchange.event"

    def unlink(self):
        """Override to let the events of a removed addon go."""
        _forget(self, "event_id")
        return super().unlink()


class TorgExchangeTopic(models.Model):
    _inherit = "torg.exchange.topic"

    def unlink(self):
        """Override to let the topics of a removed addon go, with their streams."""
        _forget(self, "stream_id.topic_id")
        if self.env.context.get(MODULE_UNINSTALL_FLAG):
            self.env["torg.exchange.stream"].search([("topic_id", "in", self.ids)]).unlink()
        return super().unlink()


def _forget(records, field):
    if records.env.context.get(MODULE_UNINSTALL_FLAG):
        records.env["torg.exchange.message"].search([(field, "in", records.ids)]).unlink()


class QueueJobFunction(models.Model):
    _inherit = "queue.job.function"

    def unlink(self):
        """Override to let the jobs that wait go with the method they would call: nobody could do them."""
        if self.env.context.get(MODULE_UNINSTALL_FLAG):
            over = ("done", "cancelled", "failed")
            self.env["queue.job"].search([("job_function_id", "in", self.ids), ("state", "not in", over)]).unlink()
        return super().unlink()
