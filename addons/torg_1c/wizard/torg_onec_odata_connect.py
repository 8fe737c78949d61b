from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.torg_1c.tools.odata.metadata import read_metadata
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.odata.profile import Profile, resolve
from odoo.addons.torg_1c.tools.odata.query import base_url

ADMIN = "torg_base.group_integration_admin"


class TorgOnecOdataConnect(models.TransientModel):
    """Connects a 1C base: where it is, whether it answers, what it publishes and what is missing."""

    _name = "torg.onec.odata.connect"
    _description = "Connection to the OData interface of 1C"
    _rec_name = "name"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", "Base", domain=[("kind", "=", "onec")], readonly=True)
    name = fields.Char("Name of the base", required=True, default=lambda self: self.env._("1C"))
    code = fields.Char("Short name", default="ut", help="Stable, used in addresses and logs.")
    url = fields.Char("Address of 1C", required=True, default="http://")
    user = fields.Char("User of 1C", required=True)
    password = fields.Char(groups=ADMIN, help="Empty: the password that is kept already.")
    allow_private_addresses = fields.Boolean("1C stands in our own network", default=True)
    tz = fields.Selection(_tz_get, "Time zone of 1C", required=True, default="Europe/Moscow")
    state = fields.Selection([("address", "Address"), ("failed", "Failed"), ("found", "Found")], default="address")
    message = fields.Text(readonly=True)
    cannot_write = fields.Text(readonly=True)
    profile = fields.Json(readonly=True)
    line_ids = fields.One2many("torg.onec.odata.connect.line", "connect_id")

    @api.model
    def _open(self, endpoint=None):
        """Return the action of the wizard, for a base or for a new one."""
        values = endpoint._prepare_connect_vals() if endpoint else {}
        return self.create({"user": "odata", **values})._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connection to 1C"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # === ACTIONS === #

    def action_test(self):
        """Ask 1C what it publishes and show what was found, or what is wrong."""
        self.ensure_one()
        self.check_access("write")
        try:
            self._check_address()
            self._look()
        except ODataError as problem:
            self.write({"state": "failed", "message": self.env["torg.exchange.endpoint"]._explain_problem(problem)})
        return self._reopen()

    def action_back(self):
        """Go back to the address."""
        self.state = "address"
        return self._reopen()

    def action_save(self):
        """Keep the connection and the names, open the schedules of the streams."""
        self.ensure_one()
        self.check_access("write")
        if not self.profile:
            raise UserError(self.env._("Test the connection first."))
        endpoint = self.endpoint_id or self.env["torg.exchange.endpoint"].create(self._prepare_new_vals())
        endpoint.write(self._prepare_endpoint_vals())
        self.password = False
        endpoint._open_schedules()
        return {
            "type": "ir.actions.act_window",
            "res_model": endpoint._name,
            "res_id": endpoint.id,
            "view_mode": "form",
            "target": "current",
        }

    # === LOOKING === #

    def _look(self):
        if self.endpoint_id and not self.endpoint_id._take_odata_lane():
            raise ODataError("lanes_taken")
        client = self._get_client()
        try:
            client.service()
            metadata = read_metadata(client.metadata())
        finally:
            client.close()
        chosen = {line.code: line.chosen or "" for line in self.line_ids if line.chosen != line.table}
        profile = resolve(metadata, chosen)
        self.write(
            {
                "state": "found",
                "profile": profile.dump(),
                "message": self._describe(metadata, profile),
                "cannot_write": self._describe_writing(profile),
                "line_ids": [fields.Command.clear()]
                + [fields.Command.create(vals) for vals in self.line_ids._prepare_lines(profile)],
            }
        )

    def _get_client(self):
        """Return a client with what is written in the wizard; nothing is kept yet."""
        endpoint = self.env["torg.exchange.endpoint"].new(
            {
                "odata_url": self.url,
                "odata_user": self.user,
                "allow_private_addresses": self.allow_private_addresses,
            },
            origin=self.endpoint_id,
        )
        # sudo: the kept password is closed to everybody but the code that calls
        endpoint.sudo().odata_password = self.password or self.endpoint_id.sudo().odata_password
        return endpoint._get_odata_client()

    def _check_address(self):
        try:
            base_url(self.url)
        except ValueError as error:
            raise ODataError("bad_address") from error

    def _describe(self, metadata, profile):
        text = self.env._(
            "1C answers: %(tables)s tables are published, %(found)s of the %(wanted)s things we know were found.",
            tables=len(metadata.sets),
            found=len(profile.found),
            wanted=len(profile.found) + sum(not row.field for row in profile.missing),
        )
        lacking = [
            self.line_ids._get_stream_name(stream) for stream in self.line_ids._get_streams() if profile.lacks(stream)
        ]
        if lacking:
            text += "\n" + self.env._("These streams cannot be read: %(streams)s.", streams=", ".join(lacking))
        return text

    def _describe_writing(self, profile):
        missing = [self.line_ids._get_title(code) for code in profile.cannot_write()]
        return self.env._("This base cannot take from us: %(things)s.", things=", ".join(missing)) if missing else ""

    # === KEEPING === #

    def _prepare_new_vals(self):
        if not self.code:
            raise ValidationError(self.env._("Give the base a short name."))
        return {"name": self.name, "code": self.code, "kind": "onec", "mode": "push"}

    def _prepare_endpoint_vals(self):
        vals = {
            "name": self.name,
            "odata_url": self.url,
            "odata_user": self.user,
            "odata_profile": Profile.load(self.profile).dump(),
            "odata_checked_at": fields.Datetime.now(),
            "allow_private_addresses": self.allow_private_addresses,
            "onec_tz": self.tz,
        }
        return {**vals, "new_odata_password": self.password} if self.password else vals


class TorgExchangeEndpoint(models.Model):
    """What the wizard begins with."""

    _inherit = "torg.exchange.endpoint"

    def _prepare_connect_vals(self):
        return {
            "endpoint_id": self.id,
            "name": self.name,
            "code": self.code,
            "url": self.odata_url or "http://",
            "user": self.odata_user or "odata",
            "allow_private_addresses": self.allow_private_addresses or not self.odata_url,
            "tz": self.onec_tz or "Europe/Moscow",
        }
