from odoo.tests import TransactionCase, new_test_user

from odoo.addons.web.tests.test_js import unit_test_error_checker


class RolesMixin:
    """One person per role, for any test class of the suite: `cls.manager`, `cls.other_manager` …

    `cls.team` is led by `cls.supervisor`, `cls.manager` is its member; `cls.other_manager` is not.
    """

    @classmethod
    def _setup_roles(cls):
        cls.manager = cls._create_role_user("manager")
        cls.other_manager = cls._create_role_user("other_manager", "manager")
        cls.supervisor = cls._create_role_user("supervisor")
        cls.director = cls._create_role_user("director")
        cls.store_staff = cls._create_role_user("store_staff")
        cls.courier = cls._create_role_user("courier")
        cls.integration_admin = cls._create_role_user("integration_admin")
        cls.stranger = cls._create_role_user("stranger", None)
        cls.service_user = cls.env["res.users"]._create_service_user("Test shop")
        cls.team = cls.env["crm.team"].create(
            {"name": "Test team", "user_id": cls.supervisor.id, "member_ids": [(4, cls.manager.id)]}
        )
        cls.other_team = cls.env["crm.team"].create(
            {"name": "Other test team", "member_ids": [(4, cls.other_manager.id)]}
        )

    @classmethod
    def _create_role_user(cls, name, role="", **values):
        """Return a user `torg_<name>`; the role is `name` unless told, None makes an employee without any."""
        group = "base.group_user" if role is None else f"torg_base.group_{role or name}"
        context = {"no_reset_password": True}
        return new_test_user(cls.env, login=f"torg_{name}", groups=group, context=context, **values)

    @classmethod
    def _create_order(cls, user=None, team=None, **values):
        """Return a quotation of one test product for `user` (nobody's when None) in `team`."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": user.id if user else False,
                "team_id": team.id if team else False,
                "order_line": [(0, 0, {"product_id": cls.product.id, "product_uom_qty": 2, "price_unit": 100})],
                **values,
            }
        )

    @classmethod
    def _setup_trade(cls):
        """A customer, a warehouse and a product with ten pieces in it."""
        cls.customer = cls.env["res.partner"].create({"name": "Test customer"})
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.env.company.id)], limit=1)
        cls.product = cls.env["product.product"].create(
            {"name": "Test goods", "type": "consu", "is_storable": True, "list_price": 100}
        )
        cls.env["stock.quant"]._update_available_quantity(cls.product, cls.warehouse.lot_stock_id, 10)


class HootMixin:
    """For an HttpCase: run component tests, `static/tests/*.test.js` of the unit bundle, with their helpers.

    `self.run_hoot("@torg_base")` runs those of an addon, `"@torg_base/setup_steps"` those of one file.
    """

    def run_hoot(self, suite):
        """Run one suite in the browser; what fails there fails here.

        A test may take a minute: the first one of a browser compiles all templates, on a busy machine for long.
        """
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=60000&id={self._get_hoot_id(suite)}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )

    def _get_hoot_id(self, suite):
        """Return the number that hoot gives a suite: a 32-bit hash of its name."""
        number = 0
        for char in suite:
            number = ((number << 5) - number + ord(char)) & 0xFFFFFFFF
        return f"{number:08x}"


class RolesCommon(RolesMixin, TransactionCase):
    """Base of tests that act as people: roles, a team, a customer and a product in stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_roles()
        cls._setup_trade()
