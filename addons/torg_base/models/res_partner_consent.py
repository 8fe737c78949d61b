from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import email_normalize


class ResPartner(models.Model):
    _inherit = "res.partner"

    consent_ids = fields.One2many("torg.consent", "partner_id", "Consents", copy=False)

    # === BUSINESS METHODS === #

    def _get_consent_partner(self):
        """Return the person behind the contact: a delivery or invoice address speaks for its owner."""
        self.ensure_one()
        return self.parent_id if self.parent_id and self.type not in (False, "contact") else self

    def _has_consent(self, purpose):
        """Return whether the person agrees, now, to the use of their data for the purpose (orders, advertising)."""
        return bool(self._get_open_consents(purpose))

    def _record_consent(self, purpose, given, source, text_version=None, ip=None):
        """Record that the person agreed, or withdrew; doing the same twice changes nothing.

        :param source: where it happened: site, phone, store, 1c or manager
        :param text_version: what the person saw; the newest text of the company when not told
        :return: the consent given, or those withdrawn
        """
        person = self._get_consent_partner()
        if given:
            return person._give_consent(purpose, source, text_version, ip)
        return person._withdraw_consent(purpose, source)

    def _give_consent(self, purpose, source, text_version, ip):
        text = self.env["torg.consent.text"].sudo()._get_text(purpose, text_version)  # sudo: the shop has no rights
        version = text_version or text.version
        same = self._get_open_consents(purpose).filtered(lambda consent: consent.text_version == version)
        vals = {
            "partner_id": self.id,
            "purpose": purpose,
            "given_on": fields.Datetime.now(),
            "source": source,
            "user_id": self.env.uid,
            "text_version": version,
            "text_id": text.id,
            "ip": ip,
        }
        # sudo: consents are evidence, nobody has the right to write them by hand
        return same[:1] or self.env["torg.consent"].sudo().create(vals)

    def _withdraw_consent(self, purpose, source):
        vals = {
            "withdrawn_on": fields.Datetime.now(),
            "withdrawal_source": source,
            "withdrawal_user_id": self.env.uid,
        }
        if consents := self._get_open_consents(purpose):
            consents.write(vals)
            return consents
        if refused := self._get_consents(purpose)[:1]:
            return refused
        # sudo: consents are evidence, nobody has the right to write them by hand
        return self.env["torg.consent"].sudo().create({**vals, "partner_id": self.id, "purpose": purpose})

    def _get_open_consents(self, purpose):
        return self._get_consents(purpose, [("withdrawn_on", "=", False)])

    def _get_consents(self, purpose, domain=()):
        domain = [("partner_id", "=", self._get_consent_partner().id), ("purpose", "=", purpose), *domain]
        # sudo: asked in the name of shops, couriers and scheduled work alike
        return self.env["torg.consent"].sudo().search(domain)

    def _keep_consents_for(self, survivor):
        """A person who was two contacts has one word: of the same consents the first stays, the last withdrawal holds.

        All that is said to one purpose is looked at together, as if one contact had said it.
        """
        # sudo: consents are evidence, nobody has the right to write them by hand
        consents = (survivor | self).sudo().consent_ids
        for said in consents.grouped("purpose").values():
            given = said.filtered(lambda consent: not consent.withdrawn_on)
            if last := (said - given).sorted("withdrawn_on")[-1:]:
                names = ("withdrawn_on", "withdrawal_source")
                vals = {name: last[name] for name in names} | {"withdrawal_user_id": last.withdrawal_user_id.id}
                given.filtered(lambda consent, last=last: consent.given_on <= last.withdrawn_on).write(vals)
            open_ones = given.filtered(lambda consent: not consent.withdrawn_on)
            for same in open_ones.grouped(lambda consent: consent.text_version or "").values():
                same.sorted(lambda consent: (consent.given_on, consent.id))[1:].unlink()

    def _filter_advertising_allowed(self):
        """Return those of the contacts whom advertising may reach: who agreed to it, and colleagues."""
        persons = {partner: partner._get_consent_partner() for partner in self}
        domain = [
            ("partner_id", "in", [person.id for person in persons.values()]),
            ("purpose", "=", "advertising"),
            ("withdrawn_on", "=", False),
        ]
        # sudo: asked in the name of whoever sends the letter
        agreed = self.env["torg.consent"].sudo().search(domain).partner_id
        return self.filtered(lambda partner: not partner.partner_share or persons[partner].id in agreed._ids)

    @api.model
    def _get_emails_with_consent(self, emails):
        """Return those of the addresses that belong to somebody whom advertising may reach."""
        by_key = {email: email_normalize(email) or email for email in emails}
        # sudo: asked in the name of whoever sends the letter
        partners = self.sudo().search([("email_normalized", "in", list(by_key.values()))])
        allowed = set(partners._filter_advertising_allowed().mapped("email_normalized"))
        return [email for email, key in by_key.items() if key in allowed]

    def _log_advertising_left_out(self, subject):
        """Note on the contacts that an advertising letter passed them by, so that nobody wonders why."""
        if not self:
            return
        body = self.env._("Advertising letter “%(subject)s” was not sent: no consent.", subject=subject or "")
        # sudo: the sender need not have the right to change the contact
        self.sudo()._message_log_batch({partner.id: Markup("<p>%s</p>") % body for partner in self})

    # === ACTIONS === #

    def action_open_consent_wizard(self):
        """Open the dialog that records a consent or its withdrawal."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_base.torg_consent_record_action")
        return {**action, "context": {"default_partner_id": self._get_consent_partner().id}}
