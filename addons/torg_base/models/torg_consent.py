from odoo import api, fields, models

PURPOSES = [("orders", "Orders"), ("advertising", "Advertising")]
SOURCES = [("site", "Website"), ("phone", "Phone call"), ("store", "Store"), ("1c", "1C"), ("manager", "Manager")]


class TorgConsent(models.Model):
    """One act of giving a consent (Federal Law 152-FZ) and its withdrawal: who, for what, when, where, to which text.

    Rows are evidence: nobody may write or delete them, they come and end through
    `partner._record_consent()`.
    """

    _name = "torg.consent"
    _description = "Consent"
    _order = "id desc"

    partner_id = fields.Many2one("res.partner", "Person", required=True, index=True, ondelete="cascade")
    purpose = fields.Selection(PURPOSES, required=True)
    state = fields.Selection([("given", "Given"), ("withdrawn", "Withdrawn")], compute="_compute_state")
    given_on = fields.Datetime(help="Empty when the person refused without having agreed before.")
    source = fields.Selection(SOURCES)
    user_id = fields.Many2one("res.users", "Recorded By", help="Under whose name the consent was recorded.")
    text_version = fields.Char()
    text_id = fields.Many2one("torg.consent.text", ondelete="restrict")
    ip = fields.Char("IP Address", groups="base.group_system")
    withdrawn_on = fields.Datetime()
    withdrawal_source = fields.Selection(SOURCES)
    withdrawal_user_id = fields.Many2one("res.users", "Withdrawal Recorded By")

    _check_dates = models.Constraint(
        "CHECK (given_on IS NOT NULL OR withdrawn_on IS NOT NULL)",
        "A consent was given, or refused.",
    )
    _open_uniq = models.UniqueIndex("(partner_id, purpose, COALESCE(text_version, '')) WHERE withdrawn_on IS NULL")

    @api.depends("withdrawn_on")
    def _compute_state(self):
        for consent in self:
            consent.state = "withdrawn" if consent.withdrawn_on else "given"

    @api.depends("purpose", "partner_id")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for consent in self:
            consent.display_name = f"{consent.partner_id.display_name}: {purposes.get(consent.purpose, '')}"
