import base64

from odoo import api, fields, models


class TorgOnecMemory(models.Model):
    """What was read from a 1C base last time: with it only what changed is read and told again."""

    _name = "torg.onec.memory"
    _description = "Memory of what was read from 1C"
    _log_access = False

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade")
    topic = fields.Char(required=True)
    name = fields.Char(required=True)
    data = fields.Binary(attachment=False)

    _name_unique = models.UniqueIndex("(endpoint_id, topic, name)")

    @api.model
    def _load(self, endpoint, topic, name):
        """Return the bytes kept, or None."""
        kept = self.search([("endpoint_id", "=", endpoint.id), ("topic", "=", topic), ("name", "=", name)])
        return base64.b64decode(kept.with_context(bin_size=False).data) if kept else None

    @api.model
    def _keep(self, endpoint, topic, memories):
        """Keep the memories that changed."""
        dirty = memories.dirty()
        kept = self.search([("endpoint_id", "=", endpoint.id), ("topic", "=", topic), ("name", "in", list(dirty))])
        known = {row.name: row for row in kept}
        for name, memory in dirty.items():
            data = base64.b64encode(memory.dump())
            if name in known:
                known[name].data = data
            else:
                self.create({"endpoint_id": endpoint.id, "topic": topic, "name": name, "data": data})

    @api.model
    def _forget(self, endpoint, topics):
        """Forget what was read: the next reading tells everything."""
        self.search([("endpoint_id", "=", endpoint.id), ("topic", "in", topics)]).unlink()
