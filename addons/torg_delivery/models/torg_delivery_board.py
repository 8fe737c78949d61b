from odoo import api, models


class TorgDelivery(models.Model):
    """The dispatcher's board: who brings what."""

    _inherit = "torg.delivery"

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **kwargs):
        """Override of web: stops that nobody brings are what the dispatcher looks for, so their column is open."""
        if groupby[:1] == ["courier_id"] and kwargs.get("auto_unfold") and not kwargs.get("opening_info"):
            limit = kwargs.get("unfold_read_default_limit", 80)
            kwargs["opening_info"] = [{"value": False, "folded": False, "limit": limit, "offset": 0}]
        return super().web_read_group(domain, groupby, *args, **kwargs)
