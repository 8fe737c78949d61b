from odoo.tests import tagged

from odoo.addons.torg_base.tests.race import RaceCase


@tagged("post_install", "-at_install")
class TestEndpointRace(RaceCase):
    """The first two requests of a site that load something come at once."""

    def _set_up(self, env):
        self.key = env["torg.api.key"].create({"name": "Race"})

    def _tear_down(self, env):
        env["torg.exchange.endpoint"].search([("code", "=", f"shop-{self.key.id}")]).unlink()
        key = self.key.with_env(env)
        user = key.user_id
        key.unlink()
        user.unlink()

    def test_site_is_one_system_of_the_exchange(self):
        made = self._race([lambda env: self.key.with_env(env)._get_endpoint().id] * 3)
        self.assertEqual(len(set(made)), 1, made)
