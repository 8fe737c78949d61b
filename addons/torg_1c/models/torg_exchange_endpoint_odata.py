import socket
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.odata.client import Client
from odoo.addons.torg_1c.tools.odata.gate import LANES
from odoo.addons.torg_1c.tools.odata.names import STREAMS
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.odata.profile import Profile
from odoo.addons.torg_1c.tools.odata.query import base_url
from odoo.addons.torg_1c.tools.odata.transport import Transport
from odoo.addons.torg_exchange.tools import address_guard
from odoo.addons.torg_exchange.tools.masking import mask_secret

ADMIN = "torg_base.group_integration_admin"
TIMEOUT, TOTAL = (10, 60), 80  # seconds: a worker lives no longer than two minutes
SOON = 5  # seconds until a job that found both lanes to a base taken comes again
PATIENCE = 30  # seconds after which a job tries nothing a second time


class TorgExchangeEndpoint(models.Model):
    """The standard OData interface of a 1C base: how to reach it, and what it publishes under which names."""

    _inherit = "torg.exchange.endpoint"

    odata_url = fields.Char("Address of the base", groups=ADMIN, help="As in a browser: http://server/base")
    odata_user = fields.Char("User for OData", groups=ADMIN)
    odata_password = fields.Char(string="OData password as it is", copy=False, groups=fields.NO_ACCESS)
    odata_password_hint = fields.Char(
        "Password for OData", compute="_compute_odata_password_hint", compute_sudo=True, groups=ADMIN
    )
    new_odata_password = fields.Char(
        "New password for OData",
        compute="_compute_new_odata_password",
        inverse="_inverse_new_odata_password",
        groups=ADMIN,
        help="Write a new password here; it is never shown again.",
    )
    odata_profile = fields.Json(readonly=True, copy=False, groups=ADMIN, prefetch=False)
    odata_checked_at = fields.Datetime("Looked at", readonly=True, copy=False, groups=ADMIN)
    odata_order_days = fields.Integer(
        "Orders of so many days", default=90, groups=ADMIN, help="Older documents of 1C are not looked at."
    )
    odata_post = fields.Boolean(
        "Post orders in 1C", default=True, groups=ADMIN, help="Without it orders are written as drafts."
    )
    odata_delivery_item = fields.Char(
        "Item of a paid delivery", groups=ADMIN, help="Identifier of the service in 1C that stands for a delivery."
    )
    onec_schedule_ids = fields.One2many("torg.onec.schedule", "endpoint_id", groups=ADMIN)

    @api.depends("odata_password")
    def _compute_odata_password_hint(self):
        for endpoint in self:
            endpoint.odata_password_hint = mask_secret(endpoint.odata_password)

    def _compute_new_odata_password(self):
        self.new_odata_password = False

    def _inverse_new_odata_password(self):
        for endpoint in self.filtered("new_odata_password"):
            # sudo: the field is closed to everybody; who may write this one may set that one
            endpoint.sudo().odata_password = endpoint.new_odata_password
            endpoint._note(self.env._("The password of 1C was changed."))

    @api.constrains("odata_url")
    def _check_odata_url(self):
        for endpoint in self.filtered("odata_url"):
            try:
                base_url(endpoint.odata_url)
            except ValueError as error:
                raise ValidationError(self.env._("The address of 1C should look like http://server/base.")) from error

    # === ACTIONS === #

    def action_connect_odata(self):
        """Open the connection wizard of this base."""
        self.ensure_one()
        return self.env["torg.onec.odata.connect"]._open(self)

    # === BUSINESS METHODS === #

    def _has_odata(self):
        """Return whether this base can be asked."""
        return bool(self.active and self.kind == "onec" and self.odata_url and self.odata_profile)

    def _get_odata_profile(self):
        """Return what the base publishes, as it was found last."""
        return Profile.load(self.odata_profile or {})

    def _get_odata_client(self, **options):
        """Return a client of this base; the caller closes it.

        :raise ODataError: the address may not be called
        """
        self.ensure_one()
        # sudo: the password is closed to everybody but the code that calls
        password = self.sudo().odata_password or ""
        transport = Transport(self.odata_user or "", password, self._guard_odata, TIMEOUT, TOTAL)
        return Client(self.odata_url, transport, self.odata_user or "", **{"patience": PATIENCE, **options})

    def _take_odata_lane(self):
        """Take one of the two lanes to the base until the end of the transaction; return whether one was free.

        Whoever calls a base takes one first: its licences and its people come before us.
        """
        self.ensure_one()
        return any(try_lock(self.env, "torg.onec.lane", self.id * LANES + lane) for lane in range(LANES))

    def _guard_odata(self, url):
        """Let pass addresses that the server may call on somebody's word."""
        allow = self.allow_private_addresses
        try:
            _scheme, host, port, _target = address_guard.split_url(url, allow)
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except address_guard.MalformedURL as error:
            raise ODataError("bad_address") from error
        except address_guard.ForbiddenAddress as error:
            raise ODataError("forbidden_address") from error
        except OSError as error:
            raise ODataError("no_answer", reason=str(error)) from error
        if not all(address_guard.is_allowed(row[4][0], allow) for row in found):
            raise ODataError("forbidden_address")

    def _get_odata_since(self):
        """Return the naive local time of 1C before which documents are left alone."""
        return self._to_onec_time(fields.Datetime.now() - timedelta(days=self.odata_order_days or 90))

    def _open_schedules(self):
        """Give each stream its own schedule, unless it has one, and begin to read."""
        for endpoint in self:
            known = set(endpoint.onec_schedule_ids.mapped("topic"))
            # sudo: schedules come with the connection, nobody makes them by hand
            schedules = (
                self.env["torg.onec.schedule"]
                .sudo()
                .create([{"endpoint_id": endpoint.id, "topic": topic} for topic in STREAMS if topic not in known])
            )
            for schedule in schedules:
                schedule._enqueue()


def try_lock(env, name, number):
    """Take a lock until the end of the transaction; return whether it was free."""
    # sql: advisory locks are known to the database alone
    [[taken]] = env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", name, number))
    return taken
