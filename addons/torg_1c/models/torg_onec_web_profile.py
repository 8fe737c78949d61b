import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.torg_1c.tools.enterprise.profile import check_against, parse_profile, request_document
from odoo.addons.torg_1c.tools.problem import Problem
from odoo.addons.torg_exchange.tools.masking import mask_secret

ADMIN = "torg_base.group_integration_admin"
EXAMPLE = """{
  "operation": "GetInvoice",
  "parameters": {"Number": "{number}", "Format": "pdf"},
  "file": "return/Content",
  "name": "return/Name",
  "error": "return/Error",
  "file_name": "{number}.pdf"
}"""


class TorgOnecWebProfile(models.Model):
    """A customer's own web service of 1C that makes a document on request, described by a small profile."""

    _name = "torg.onec.web.profile"
    _description = "Document on request from 1C"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short name by which the suite asks for the document.")
    active = fields.Boolean(default=True)
    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", "1C base", required=True, domain=[("kind", "=", "onec")], ondelete="cascade"
    )
    url = fields.Char("Address of the web service", required=True)
    user = fields.Char(help="Empty: the user and the password of the exchange by SOAP.")
    password = fields.Char("Password as it is", copy=False, groups=fields.NO_ACCESS)
    password_hint = fields.Char("Password", compute="_compute_password_hint", compute_sudo=True)
    new_password = fields.Char(compute="_compute_new_password", inverse="_inverse_new_password")
    profile = fields.Text(required=True, default=EXAMPLE)
    placeholders = fields.Char("Needs", compute="_compute_placeholders", help="What is given with a request.")
    wsdl = fields.Binary("Description of the service", readonly=True, attachment=True, groups=fields.NO_ACCESS)

    _code_unique = models.Constraint("UNIQUE(code)", "There is already a document with this code.")

    @api.depends("password")
    def _compute_password_hint(self):
        for profile in self:
            profile.password_hint = mask_secret(profile.password)

    def _compute_new_password(self):
        self.new_password = False

    def _inverse_new_password(self):
        for profile in self.filtered("new_password"):
            # sudo: the field is closed to everybody; who may write the profile is checked before
            profile.sudo().password = profile.new_password

    @api.depends("profile")
    def _compute_placeholders(self):
        for record in self:
            try:
                record.placeholders = ", ".join(parse_profile(record.profile or "").placeholders())
            except Problem:
                record.placeholders = False

    @api.constrains("profile", "url", "endpoint_id")
    def _check_profile(self):
        for record in self:
            record.endpoint_id._check_onec_url(record.url)
            try:
                parse_profile(record.profile)
            except Problem as problem:
                raise ValidationError(record.endpoint_id._explain_problem(problem)) from problem

    def write(self, vals):
        """Override to fetch the description again when the service is another one."""
        if {"url", "endpoint_id"} & vals.keys():
            self.sudo().wsdl = False  # sudo: closed to everybody but the code that calls
        return super().write(vals)

    # === ACTIONS === #

    def action_check(self):
        """Compare the profile with what the service says of itself."""
        self.ensure_one()
        self.sudo().wsdl = False  # sudo: closed to everybody but the code that calls
        self._call(check_against)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("The service has this operation and its parameters.")},
        }

    # === BUSINESS METHODS === #

    @api.model
    def _request_document(self, code, **parameters):
        """Ask 1C for a document; return `(name, bytes, mimetype)`. Who asks keeps it as an attachment of his.

        :param code: of the profile
        :param parameters: what its placeholders stand for
        Raises UserError with what 1C said when there is no document.
        """
        # sudo: whoever may have the document need not see how it is asked for
        record = self.sudo().search([("code", "=", code)])
        if not record:
            raise UserError(self.env._("No document “%(code)s” is set up for 1C.", code=code))
        return record._call(request_document, parameters)

    def _call(self, verb, *arguments):
        """Do something with the client and the profile; what goes wrong is a sentence."""
        record = self.sudo()  # sudo: the password is closed to everybody but the code that logs in
        kept = base64.b64decode(record.wsdl or b"") or None
        try:
            client = record.endpoint_id._make_soap_client(record.url, record.user, record.password, kept)
            result = verb(client, parse_profile(record.profile), *arguments)
        except Problem as problem:
            raise UserError(record.endpoint_id._explain_problem(problem)) from problem
        if client.wsdl and not kept:
            record.wsdl = base64.b64encode(client.wsdl)
        return result
