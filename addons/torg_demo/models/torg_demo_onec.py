from odoo import api, models

CODE, LOGIN, PASSWORD = "ut", "1c", "ladoga-1c"


class TorgDemo(models.AbstractModel):
    """The 1C base of the company: where the emulator pushes its catalogue and fetches orders."""

    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to load the base before the introduction tells its address."""
        parts = super()._get_parts()
        parts.insert(parts.index("introduction"), "onec")
        return parts

    @api.model
    def _load_onec(self):
        vals = {"name": "1С:УТ «Ладога»", "code": CODE, "kind": "onec", "mode": "pull", "onec_login": LOGIN}
        is_new = self._is_new("endpoint_ut")
        endpoint = self._create_missing("torg.exchange.endpoint", {"endpoint_ut": vals}).get("endpoint_ut")
        if is_new:
            endpoint._set_onec_password(PASSWORD)

    @api.model
    def _get_introduction(self):
        """Override to tell what to enter in 1C, or what to give to scripts/fake-1c."""
        return [
            *super()._get_introduction(),
            f"1C exchange (CommerceML) at /1c/{CODE}, login {LOGIN}, password {PASSWORD}",
        ]
