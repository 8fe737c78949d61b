import secrets
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.torg_1c.tools.call import parse_networks
from odoo.addons.torg_1c.tools.commerceml.writer import write_info

ADMIN = "torg_base.group_integration_admin"
MEGABYTE = 1 << 20


class TorgExchangeEndpoint(models.Model):
    """The address where a 1C base speaks CommerceML: who may come, and how much he may bring."""

    _inherit = "torg.exchange.endpoint"

    onec_address = fields.Char("Address for 1C", compute="_compute_onec_address")
    onec_login = fields.Char("Login of 1C", default="1c", copy=False, groups=ADMIN, tracking=True)
    onec_password = fields.Char("Password as it is kept", copy=False, groups=fields.NO_ACCESS)
    onec_has_password = fields.Boolean(compute="_compute_onec_has_password", compute_sudo=True, groups=ADMIN)
    onec_new_password = fields.Char(
        "Password of 1C",
        compute="_compute_onec_new_password",
        inverse="_inverse_onec_new_password",
        groups=ADMIN,
        help="Write a new password here; it is never shown again.",
    )
    onec_allowed_addresses = fields.Text(
        "Addresses 1C comes from",
        tracking=True,
        help="Addresses or networks, such as 10.0.0.0/24. Empty: from everywhere.",
    )
    onec_file_limit = fields.Integer("Largest part of a file, MB", default=16)
    onec_zip = fields.Boolean("Ask for archives", default=True)
    onec_async = fields.Boolean(
        "Answer before applying",
        help="1C does not wait until a file is applied, and does not hear what is wrong with it.",
    )
    onec_charset = fields.Selection(
        [("windows-1251", "Windows-1251"), ("utf-8", "UTF-8")],
        "Encoding of answers",
        default="windows-1251",
        required=True,
    )
    onec_keep_days = fields.Integer(
        "Files are kept for, days", default=30, help="Files, their runs, sessions and remarks. 0: for ever."
    )
    onec_session_ids = fields.One2many("torg.onec.session", "endpoint_id", groups=ADMIN)

    @api.depends("code")
    def _compute_onec_address(self):
        for endpoint in self:
            endpoint.onec_address = f"{endpoint.get_base_url()}/1c/{endpoint.code or ''}"

    @api.depends("onec_password")
    def _compute_onec_has_password(self):
        for endpoint in self:
            endpoint.onec_has_password = bool(endpoint.onec_password)

    def _compute_onec_new_password(self):
        self.onec_new_password = False

    def _inverse_onec_new_password(self):
        for endpoint in self.filtered("onec_new_password"):
            endpoint._set_onec_password(endpoint.onec_new_password)
        self.invalidate_recordset(["onec_new_password"])  # or the screen would read it back

    @api.constrains("onec_allowed_addresses")
    def _check_onec_allowed_addresses(self):
        for endpoint in self:
            try:
                parse_networks(endpoint.onec_allowed_addresses)
            except ValueError as error:
                text = self.env._("One of the addresses is none: %(error)s", error=error)
                raise ValidationError(text) from error

    @api.constrains("onec_file_limit", "kind")
    def _check_onec_file_limit(self):
        for endpoint in self.filtered(lambda endpoint: endpoint.kind == "onec"):
            if not 1 <= endpoint.onec_file_limit <= 100:
                raise ValidationError(self.env._("The largest part of a file is between 1 and 100 MB."))

    # === ACTIONS === #

    def action_make_onec_password(self):
        """Give 1C a new password and show it, once."""
        self.ensure_one()
        self.check_access("write")
        password = secrets.token_urlsafe(12)
        self._set_onec_password(password)
        viewer = self.env["torg.onec.password"].create({"endpoint_id": self.id, "password": password})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What to enter in 1C"),
            "res_model": viewer._name,
            "res_id": viewer.id,
            "view_mode": "form",
            "target": "new",
        }

    # === LOGIN === #

    def _set_onec_password(self, password):
        """Keep the hash of a password; sessions opened with the old one end."""
        self.ensure_one()
        # sudo: the hash is closed to everybody; callers are checked by the right to write the endpoint
        self.sudo().onec_password = self.env["res.users"]._crypt_context().hash(password)
        self.onec_session_ids.sudo()._end()  # sudo: sessions are read-only for people
        self._note(self.env._("The password of 1C was changed."))

    @api.model
    def _log_in_onec(self, code, login, password):
        """Return the endpoint when the login and the password are its own, else nothing, after the same time."""
        endpoint = self.search(Domain("kind", "=", "onec") & Domain("code", "=", code))
        context = self.env["res.users"]._crypt_context()
        if not (endpoint.onec_password and endpoint.onec_login == login):
            context.verify(password, self._get_nobodys_hash())
            return self.browse()
        return endpoint if context.verify(password, endpoint.onec_password) else self.browse()

    @api.model
    @tools.ormcache()
    def _get_nobodys_hash(self):
        """A hash nothing fits: a wrong login takes as long as a wrong password."""
        return self.env["res.users"]._crypt_context().hash(secrets.token_hex())

    # === HOOKS === #

    def _get_info(self):
        """Return the bytes that answer `info`: statuses, payment systems, delivery services; hook."""
        stages = self.env["sale.order.stage"].search([])
        return write_info([(str(stage.id), stage.name) for stage in stages], encoding=self.onec_charset)

    # === EXPORTS === #

    def _get_open_export(self, create=True):
        """Return the export that sessions of this base are in the middle of, a new one when there is none."""
        exports = self.env["torg.onec.export"]
        export = exports.search(
            [
                ("endpoint_id", "=", self.id),
                ("state", "=", "open"),
                ("closed_by", "=", False),
                ("by_sessions", "=", True),
            ],
            limit=1,
        )
        if export and export._is_silent():
            export._close_later("silence")
            export = exports
        if export or not create:
            return export
        return exports.create(
            {"endpoint_id": self.id, "by_sessions": True, "name": fields.Datetime.to_string(fields.Datetime.now())}
        )

    # === UPKEEP === #

    def _get_stale_onec_records(self):
        """Return the recordsets of this base that have been kept long enough; what is under way stays."""
        before = fields.Datetime.now() - timedelta(days=self.onec_keep_days)
        base = Domain("endpoint_id", "=", self.id) & Domain("create_date", "<", before)
        busy = Domain("run_ids", "any", [("state", "in", ("waiting", "working"))])
        return [
            self.env["torg.onec.file"].search(base & ~busy, order="id"),
            self.env["torg.onec.session"].search(base & Domain("seen_at", "<", before), order="id"),
            self.env["torg.onec.export"].search(base & Domain("state", "=", "closed"), order="id"),
        ]
