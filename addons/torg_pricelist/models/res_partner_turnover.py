from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import formatLang

from odoo.addons.torg_pricelist.tools.turnover_level import TurnoverLevel


class ResPartner(models.Model):
    """The turnover level of a customer; contacts have that of their company."""

    _inherit = "res.partner"

    turnover_level_text = fields.Char("Level", compute="_compute_turnover_level_text", export_string_translation=False)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_turnover_level_text(self):
        levels = self._get_turnover_levels()
        for partner in self:
            level = levels.get(partner.id)
            partner.turnover_level_text = level.label if level else False

    # === ACTIONS === #

    def action_open_turnover_level(self):
        """Open where this customer stands: one table at once, several as a list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_level_action")
        levels = self._search_turnover_levels()
        action["domain"] = [("id", "in", levels.ids)]
        return action | ({"views": [(False, "form")], "res_id": levels.id} if len(levels) == 1 else {})

    # === BUSINESS METHODS === #

    def _get_turnover_level(self):
        """Return the TurnoverLevel of this customer in the table that is best for them; None without any.

        For the card, the shop's API and the cabinet. Levels closed to the user are as if there were none.
        """
        self.ensure_one()
        return self._get_turnover_levels().get(self.id)

    def _get_turnover_levels(self):
        """Return ``{partner id: TurnoverLevel}``, see :meth:`_get_turnover_level`."""
        best = {}
        for level in self._search_turnover_levels():
            known = best.get(level.partner_id.id)
            if not known or (level.line_id.percent, level.turnover) > (known.line_id.percent, known.turnover):
                best[level.partner_id.id] = level
        day = self.env["torg.turnover.table"]._get_today()
        states = {key: TurnoverLevel.from_record(level, day) for key, level in best.items()}
        customers = {partner.id: partner.commercial_partner_id.id for partner in self}
        return {key: states[customer] for key, customer in customers.items() if customer in states}

    def _search_turnover_levels(self):
        """Return the levels of these customers in the tables in force that the user may see."""
        Level = self.env["torg.turnover.level"]
        if not Level.has_access("read"):
            return Level
        customers = self.commercial_partner_id.ids
        company = self.env.company.id
        return Level.search([("partner_id", "in", customers), ("in_force", "in", [True]), ("company_id", "=", company)])

    def _get_tier_levels(self):
        """Return the TurnoverLevels that change the prices of this customer.

        The rights of the person who asks must not change the price of the client: either the levels are open to them
        (or they are the client), or there is no answer at all.
        """
        if not self:
            return []
        customer = self.commercial_partner_id
        # sudo: a price is the same whoever asks for it; who may ask is checked below
        levels = customer.sudo()._search_turnover_levels()
        if not levels:
            return []
        day = self.env["torg.turnover.table"]._get_today()
        giving = levels.filtered(lambda level: level._get_line(day))
        own = self.env.user.partner_id.commercial_partner_id == customer
        if giving and not (self.env.su or own or giving.with_env(self.env).has_access("read")):
            raise AccessError(self.env._("The prices of this customer are known to those who serve him."))
        return [TurnoverLevel.from_record(level, day) for level in giving]

    def _note_merged_into(self, survivor):
        """Override of torg_base: what each of them bought is added up, and what was promised to one of them holds."""
        super()._note_merged_into(survivor)
        customer = survivor.commercial_partner_id
        # sudo: whoever may merge contacts moves everything that belongs to them
        self.env["torg.turnover.entry"].sudo()._hand_over(self, customer)
        self.env["torg.turnover.level"].sudo()._hand_over(self, customer)  # sudo: as above
        self.env["torg.turnover.table"]._refresh_customers(customer)

    def _get_price_list_key(self):
        """Override of torg_pricelist: a customer with a level has a printed list of his own."""
        key = super()._get_price_list_key()
        # sudo: made at night for everybody
        levels = self.sudo()._get_tier_levels()
        return f"{key} tier={self.commercial_partner_id.id}" if levels else key

    def _get_customer_card_facts(self):
        """Override of torg_base to tell the level, the turnover and how much is left to the next."""
        facts = super()._get_customer_card_facts()
        level = self._get_turnover_level()
        return [*facts, self._prepare_tier_fact(level)] if level else facts

    def _prepare_tier_fact(self, level):
        def money(amount):
            return formatLang(self.env, amount, digits=0, currency_obj=level.currency)

        value = self.env._("%(level)s, turnover %(turnover)s", level=level.label, turnover=money(level.turnover))
        if level.next_name:
            words = {"left": money(level.left), "next": level.next_name}
            value += self.env._(", %(left)s left to %(next)s", **words)
        return {
            "code": "tier",
            "label": self.env._("Turnover discount"),
            "value": value,
            "kind": "text",
            "sequence": 45,
            "level": "success" if level.is_close else False,
        }
