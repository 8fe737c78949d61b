from odoo import api, fields, models
from odoo.exceptions import UserError

SAVED = {"subject": "subject", "body": "body_html", "sms_body": "body"}  # fields of the templates


class TorgLetterPreview(models.TransientModel):
    """The letter of a stage, edited beside how it looks on a real order; a trial goes to whoever asks for it."""

    _name = "torg.letter.preview"
    _description = "Letter Preview"

    stage_id = fields.Many2one("sale.order.stage", readonly=True)
    mail_template_id = fields.Many2one("mail.template", "Letter", readonly=True)
    sms_template_id = fields.Many2one("sms.template", "SMS", readonly=True)
    order_id = fields.Many2one(
        "sale.order", "On the order", required=True, help="A real order: nothing is sent to its customer."
    )
    lang = fields.Char(compute="_compute_lang")
    can_edit = fields.Boolean(compute="_compute_can_edit")
    subject = fields.Char(compute="_compute_source", store=True, readonly=False)
    body = fields.Html("Text", compute="_compute_source", store=True, readonly=False, sanitize="email_outgoing")
    sms_body = fields.Text("SMS text", compute="_compute_source", store=True, readonly=False)
    shown_subject = fields.Char("Subject as it comes", compute="_compute_shown")
    shown_body = fields.Html("Letter as it comes", compute="_compute_shown", sanitize=False)
    shown_sms = fields.Text("SMS as it comes", compute="_compute_shown")
    error = fields.Text(compute="_compute_shown")

    @api.model
    def _open(self, mail_template, sms_template, stage=None):
        """Return an action that shows these templates on the latest order."""
        if not mail_template and not sms_template:
            raise UserError(self.env._("Choose a letter or an SMS first."))
        orders = self.env["sale.order"].search([("order_line", "!=", False)], order="id desc", limit=20)
        fitting = orders.filtered(lambda order: order.stage_id == stage)[:1] or orders[:1]
        if not fitting:
            raise UserError(self.env._("There is no order yet to show the letter on."))
        preview = self.create(
            {
                "stage_id": stage and stage.id,
                "mail_template_id": mail_template.id,
                "sms_template_id": sms_template.id,
                "order_id": fitting.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview"),
            "res_model": self._name,
            "res_id": preview.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.depends("order_id")
    def _compute_lang(self):
        for preview in self:
            preview.lang = preview.order_id.partner_id.lang or self.env.lang

    @api.depends("mail_template_id", "sms_template_id")
    def _compute_source(self):
        for preview in self:
            letter = preview.mail_template_id.with_context(lang=preview.lang)
            preview.subject, preview.body = letter.subject, letter.body_html
            preview.sms_body = preview.sms_template_id.with_context(lang=preview.lang).body

    @api.depends_context("uid")
    @api.depends("order_id")
    def _compute_can_edit(self):
        """Texts of letters are programmes, too: core lets only some people write them."""
        self.can_edit = self.env.user.has_group("mail.group_mail_template_editor")

    @api.depends("order_id", "subject", "body", "sms_body")
    def _compute_shown(self):
        for preview in self:
            preview.update({"shown_subject": False, "shown_body": False, "shown_sms": False, "error": False})
            if not preview.order_id:
                continue
            try:
                preview.shown_subject = preview._render("subject")
                preview.shown_body = preview._render("body", "qweb")
                preview.shown_sms = preview._render("sms_body")
            except UserError as error:  # a half-written text: core says what is wrong with it
                preview.error = str(error.__cause__ or error)

    # === ACTIONS === #

    def action_save(self):
        """Keep the text in the letter and the SMS."""
        self.ensure_one()
        if self.mail_template_id:
            template = self.mail_template_id.with_context(lang=self.lang)
            template.write({"subject": self.subject, "body_html": self.body})
        if self.sms_template_id:
            self.sms_template_id.with_context(lang=self.lang).body = self.sms_body
        return {"type": "ir.actions.act_window_close"}

    def action_send_to_me(self):
        """Send the letter as it is shown to the person who looks at it, and to nobody else."""
        self.ensure_one()
        if not self.env.user.email:
            raise UserError(self.env._("Write your e-mail address into your profile first."))
        if not self.shown_body:
            raise UserError(self.error or self.env._("There is no letter here, only an SMS."))
        mail_sudo = self.env["mail.mail"].sudo()  # sudo: a trial to oneself needs no rights to write mails
        mail_sudo.create(self._prepare_trial_vals()).send()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The letter is sent to %(email)s.", email=self.env.user.email),
            },
        }

    def _prepare_trial_vals(self):
        return {
            "subject": self.env._("[Trial] %(subject)s", subject=self.shown_subject),
            "body_html": self.shown_body,
            "email_from": self.env.company.email_formatted or self.env.user.email_formatted,
            "email_to": self.env.user.email_formatted,
            "auto_delete": True,
        }

    # === BUSINESS METHODS === #

    def _render(self, name, engine="inline_template"):
        """Return a text with the order's figures in it.

        What somebody has just written is rendered by his rights, what is saved as it would be sent.
        """
        template = self.sms_template_id if name == "sms_body" else self.mail_template_id
        template = template.with_context(lang=self.lang)
        order_id = self.order_id._origin.id or self.order_id.id
        renderer, source = template, template[SAVED[name]] if template else False
        if self.can_edit:
            renderer, source = self.env["mail.render.mixin"].with_context(lang=self.lang), self[name]
        if not source:
            return False
        options = {"post_process": True} if engine == "qweb" else None
        return renderer._render_template(source, "sale.order", [order_id], engine=engine, options=options)[order_id]
