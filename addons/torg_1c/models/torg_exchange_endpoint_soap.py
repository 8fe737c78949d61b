import functools

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_1c.tools.enterprise.names import PLAN
from odoo.addons.torg_1c.tools.enterprise.problem import ServiceError
from odoo.addons.torg_1c.tools.enterprise.soap import SoapClient
from odoo.addons.torg_1c.tools.guarded import make_session
from odoo.addons.torg_exchange.tools import address_guard
from odoo.addons.torg_exchange.tools.masking import mask_secret

ADMIN = "torg_base.group_integration_admin"


class TorgExchangeEndpoint(models.Model):
    """A 1C base that is talked to by SOAP: where it is, who we are there."""

    _inherit = "torg.exchange.endpoint"

    onec_soap = fields.Boolean(
        "EnterpriseData by SOAP",
        tracking=True,
        groups=ADMIN,
        help="Messages go both ways by the web service EnterpriseDataExchange, begun by us.",
    )
    onec_soap_url = fields.Char("Address of the web service", groups=ADMIN, tracking=True)
    onec_soap_user = fields.Char("User of 1C", groups=ADMIN, tracking=True)
    onec_soap_password = fields.Char(copy=False, groups=fields.NO_ACCESS)
    onec_soap_password_hint = fields.Char(
        "Password", compute="_compute_onec_soap_password_hint", compute_sudo=True, groups=ADMIN
    )
    onec_soap_new_password = fields.Char(
        "New password",
        compute="_compute_onec_soap_new_password",
        inverse="_inverse_onec_soap_new_password",
        groups=ADMIN,
        help="Write the password of 1C's user here; it is never shown again.",
    )
    onec_soap_plan = fields.Char("Exchange plan", default=PLAN, groups=ADMIN)
    onec_soap_peer_code = fields.Char(
        "Our code in 1C", groups=ADMIN, help="Code of the node that stands for us in 1C's exchange plan."
    )
    onec_soap_confirm_unknown = fields.Boolean(
        "Confirm what nobody here can read yet",
        groups=ADMIN,
        help="Rows of other kinds are kept here until an addon reads them. Off: 1C repeats them with everything else.",
    )
    onec_soap_ids = fields.One2many("torg.onec.soap", "endpoint_id", groups=ADMIN)

    @api.depends("onec_soap_password")
    def _compute_onec_soap_password_hint(self):
        for endpoint in self:
            endpoint.onec_soap_password_hint = mask_secret(endpoint.onec_soap_password)

    def _compute_onec_soap_new_password(self):
        self.onec_soap_new_password = False

    def _inverse_onec_soap_new_password(self):
        for endpoint in self.filtered("onec_soap_new_password"):
            # sudo: the field is closed to everybody; who may write the endpoint is checked before
            endpoint.sudo().onec_soap_password = endpoint.onec_soap_new_password
            endpoint._note(self.env._("The password for 1C's web service was changed."))

    @api.constrains("onec_soap", "onec_soap_url", "onec_soap_peer_code", "onec_soap_plan", "allow_private_addresses")
    def _check_onec_soap(self):
        for endpoint in self.filtered("onec_soap"):
            if not (endpoint.onec_soap_url and endpoint.onec_soap_peer_code and endpoint.onec_soap_plan):
                raise ValidationError(
                    self.env._("Fill in the address of the web service, the exchange plan and our code in 1C.")
                )
            endpoint._check_onec_url(endpoint.onec_soap_url)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of torg_exchange to begin a conversation with those that are talked to by SOAP."""
        endpoints = super().create(vals_list)
        endpoints._open_soap()
        return endpoints

    def write(self, vals):
        """Override of torg_exchange to begin a conversation when SOAP is switched on."""
        res = super().write(vals)
        if vals.get("onec_soap"):
            self._open_soap()
        return res

    # === ACTIONS === #

    def action_test_soap(self):
        """Try the settings step by step and show what came of it."""
        self.ensure_one()
        return self.env["torg.onec.soap.test"]._open(self)

    def action_talk_soap(self):
        """Exchange messages now."""
        self.onec_soap_ids._enqueue()

    def action_meet_soap(self):
        """Forget the numbers and introduce ourselves to 1C again; everything unconfirmed goes once more."""
        self.check_access("write")
        # sudo: the memory is kept by the exchange alone
        self.sudo().onec_soap_ids._meet_anew()

    # === BUSINESS METHODS === #

    def _open_soap(self):
        """Every base with SOAP has one memory of its conversation."""
        # sudo: the memory is kept by the exchange alone
        bases = self.sudo().filtered(lambda endpoint: endpoint.kind == "onec" and endpoint.onec_soap)
        fresh = bases.filtered(lambda endpoint: not endpoint.onec_soap_ids)
        for endpoint in bases:
            endpoint._get_stream("orders")  # whose light shows when the conversation breaks off
        bases.env["torg.onec.soap"].create([{"endpoint_id": endpoint.id} for endpoint in fresh])

    def _deliver_waiting(self):
        """Override of torg_exchange: what goes out by SOAP goes as a message with a number."""
        if self.exists() and self.active and self._sends_by_soap():
            return self.sudo().onec_soap_ids._talk()  # sudo: the memory is kept by the exchange alone
        return super()._deliver_waiting()

    def _can_write_prices(self):
        """Override of torg_1c: a document of prices is one more object of a message."""
        return super()._can_write_prices() or self._sends_by_soap()

    def _sends_by_soap(self):
        # sudo: settings of a channel are closed to those whose events wake it
        return self.kind == "onec" and self.mode == "push" and self.sudo().onec_soap

    def _make_soap_client(self, url=None, user=None, password=None, wsdl=None):
        """Return a SoapClient for a web service of this base; without a user it logs in as for the exchange.

        :raise ServiceError: the address is none
        """
        endpoint = self.sudo()  # sudo: the password is closed to everybody but the code that logs in
        if not user:
            user, password = endpoint.onec_soap_user, endpoint.onec_soap_password
        return SoapClient(url or endpoint.onec_soap_url or "", self._make_session(), user or "", password or "", wsdl)

    def _make_session(self):
        return make_session(functools.partial(_open_socket, self.allow_private_addresses))

    def _check_onec_url(self, url):
        """Refuse an address that the server must not call."""
        try:
            address_guard.split_url(url, self.allow_private_addresses)
        except address_guard.MalformedURL as error:
            problem = ServiceError("bad_url", url=url, name="EnterpriseDataExchange_1_0_1_1")
            raise ValidationError(self._explain_problem(problem)) from error
        except address_guard.ForbiddenAddress as error:
            raise ValidationError(self._explain_problem(ServiceError("inner", url=url))) from error


def _open_socket(allow_private, host, port, seconds):
    try:
        return address_guard.open_socket(host, port, allow_private, seconds)
    except address_guard.ForbiddenAddress as error:
        raise ServiceError("inner", url=host) from error
