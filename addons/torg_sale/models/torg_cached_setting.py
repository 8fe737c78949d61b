from odoo import api, models, tools


class TorgCachedSetting(models.AbstractModel):
    """A setting that every order asks for: kept between requests, read anew by all when one of its records changes."""

    _name = "torg.cached.setting"
    _description = "Cached Setting"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    # === BUSINESS METHODS === #

    @api.model
    def _get_all(self):
        """Return all of them in their order."""
        return self.browse(self._get_all_ids())

    @api.model
    @tools.ormcache()
    def _get_all_ids(self):
        # sudo: settings of orders are the same for everybody
        return tuple(self.sudo().search([]).ids)
