from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.mail_check import DEFAULT_PORTS, MailAccount, MailFailure, guess_host, send_letter

ANSWERED = ("encryption", "certificate", "login", "sender", "recipient", "other")


class TorgSetup(models.TransientModel):
    """Step “Mail”: the account that letters leave from, with a test letter."""

    _inherit = "torg.setup"

    mail_from = fields.Char("Sender Address", default=lambda self: self._get_mail_server().from_filter)
    mail_host = fields.Char(
        "Outgoing Server",
        compute="_compute_mail_host",
        store=True,
        readonly=False,
        default=lambda self: self._get_mail_server().smtp_host,
    )
    mail_encryption = fields.Selection(
        [
            ("ssl_strict", "SSL/TLS"),
            ("starttls_strict", "STARTTLS"),
            ("ssl", "SSL/TLS, any certificate"),
            ("starttls", "STARTTLS, any certificate"),
            ("none", "Not encrypted"),
        ],
        "Encryption",
        required=True,
        default=lambda self: self._get_mail_server().smtp_encryption or "ssl_strict",
    )
    mail_port = fields.Integer(
        "Port",
        compute="_compute_mail_port",
        store=True,
        readonly=False,
        default=lambda self: self._get_mail_server().smtp_port or 465,
    )
    mail_user = fields.Char(
        "Login",
        compute="_compute_mail_user",
        store=True,
        readonly=False,
        default=lambda self: self._get_mail_server().smtp_user,
    )
    mail_password = fields.Char(
        "Password", groups="base.group_system", help="Many services want a password made for programs."
    )
    mail_test_to = fields.Char("Send the test letter to", default=lambda self: self.env.user.email)
    mail_test_state = fields.Selection([("ok", "Sent"), ("failed", "Failed")], readonly=True)
    mail_test_message = fields.Char(readonly=True)

    @api.depends("mail_from")
    def _compute_mail_host(self):
        for setup in self:
            setup.mail_host = guess_host(setup.mail_from) or setup.mail_host

    @api.depends("mail_encryption")
    def _compute_mail_port(self):
        for setup in self:
            setup.mail_port = DEFAULT_PORTS[setup.mail_encryption or "none"]

    @api.depends("mail_from")
    def _compute_mail_user(self):
        for setup in self:
            setup.mail_user = setup.mail_from or setup.mail_user

    @api.model
    def _get_steps(self):
        """Override to add the mail account."""
        mail = {
            "code": "mail",
            "sequence": 30,
            "title": self.env._("Mail"),
            "text": self.env._("The mailbox that letters to customers leave from."),
            "icon": "fa-envelope-o",
        }
        return [*super()._get_steps(), mail]

    @api.model
    def _get_mail_server(self):
        return self.env["ir.mail_server"].search([], limit=1)

    def _apply_mail(self):
        """Keep the account as the mail server of the base."""
        if not (self.mail_host and self.mail_from):
            raise UserError(self.env._("Give the sender address and the outgoing server, or skip this step."))
        vals = {
            "name": self.mail_from,
            "smtp_host": self.mail_host,
            "smtp_port": self.mail_port,
            "smtp_encryption": self.mail_encryption,
            "smtp_authentication": "login",
            "smtp_user": self.mail_user,
            "from_filter": self.mail_from,
        }
        if self.mail_password:
            vals["smtp_pass"] = self.mail_password
        if server := self._get_mail_server():
            server.write(vals)
        else:
            server.create(vals)
        self.mail_password = False  # kept in the mail server from now on
        if not self.company_id.email:
            self.company_id.email = self.mail_from

    def action_send_test_letter(self):
        """Send a letter by the account on the screen and say in plain words how it went."""
        self.ensure_one()
        recipient = self.mail_test_to or self.mail_from
        if not (self.mail_host and self.mail_from):
            raise UserError(self.env._("Give the sender address and the outgoing server first."))
        try:
            self._send_test_letter(recipient)
        except MailFailure as failure:
            self.mail_test_state, self.mail_test_message = "failed", self._explain_mail_failure(failure)
        else:
            sent = self.env._("The letter to %(recipient)s has been sent: look into the mailbox.", recipient=recipient)
            self.mail_test_state, self.mail_test_message = "ok", sent

    def _send_test_letter(self, recipient):
        password = self.mail_password or self._get_mail_server().smtp_pass or ""
        account = MailAccount(self.mail_host, self.mail_port, self.mail_encryption, self.mail_user or "", password)
        send_letter(
            account,
            self.mail_from,
            recipient,
            self.env._("Test letter of %(company)s", company=self.company_id.name),
            self.env._("If you read this, letters to customers will arrive as well."),
        )

    def _explain_mail_failure(self, failure):
        """Return what to do about a failure, in one sentence or two."""
        _ = self.env._
        sentences = {
            "host": _("There is no server called “%(host)s”: check the spelling.", host=self.mail_host),
            "refused": _("“%(host)s” does not answer on port %(port)s: check the port.", **self._get_mail_place()),
            "timeout": _("“%(host)s” does not answer: check server and port, or the firewall.", host=self.mail_host),
            "network": _("“%(host)s” cannot be reached: check the Internet connection.", host=self.mail_host),
            "encryption": _("The server speaks another encryption: try the other kind (SSL/TLS is 465, STARTTLS 587)."),
            "certificate": _("The certificate is not trusted: check the name of the server, or allow any certificate."),
            "login": _("Login or password did not fit. Many services want a password made for programs."),
            "sender": _("The server does not let this login send as %(sender)s.", sender=self.mail_from),
            "recipient": _("The server refused the recipient: check the address of the test letter."),
            "other": _("The server refused the letter."),
        }
        # what the server answered helps, what the operating system calls a closed port does not
        answer = f" ({failure.details})" if failure.reason in ANSWERED else ""
        return sentences[failure.reason] + answer

    def _get_mail_place(self):
        return {"host": self.mail_host, "port": self.mail_port}
