from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import requisites


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["torg.requisite.mixin", "res.partner"]

    kpp = fields.Char(string="KPP", help="Code of the reason for registration, 9 characters. Organisations only.")
    okpo = fields.Char(string="OKPO", help="8 digits for an organisation, 10 for a sole trader.")
    use_ru_requisites = fields.Boolean(string="Russian requisites", compute="_compute_use_ru_requisites")

    @api.depends_context("company")
    @api.depends("country_id", "company_id", "commercial_partner_id.country_id", "commercial_partner_id.company_id")
    def _compute_use_ru_requisites(self):
        for partner in self:
            entity = partner.commercial_partner_id or partner
            partner.use_ru_requisites = self._is_russian(entity.country_id, entity.company_id)

    @api.depends("country_id")
    def _compute_company_registry_placeholder(self):
        """Override of base; the form of the company shows it too."""
        result = super()._compute_company_registry_placeholder()
        for partner in self.filtered("use_ru_requisites"):
            partner.company_registry_placeholder = self.env._("13 or 15 digits")
        return result

    @api.constrains("vat", "kpp", "okpo", "company_registry", "is_company", "country_id", "parent_id")
    def _check_ru_requisites(self):
        if self.env.context.get("no_vat_validation"):  # core's key: data of another system, taken as they are
            return
        for partner in self:
            # Contacts only mirror what their company has.
            if partner == partner.commercial_partner_id and partner.use_ru_requisites:
                partner._check_ru_formats()
                partner._check_ru_person_or_organisation()

    def _check_ru_formats(self):
        if self.kpp:
            self._refuse_flaw(self.env._("KPP"), self.kpp, requisites.find_kpp_flaw(self.kpp))
        if self.company_registry:
            flaw = requisites.find_ogrn_flaw(self.company_registry)
            self._refuse_flaw(self.env._("OGRN"), self.company_registry, flaw, requisites.OGRN_LENGTHS)
        if self.okpo:
            self._refuse_flaw(
                self.env._("OKPO"), self.okpo, requisites.find_okpo_flaw(self.okpo), requisites.OKPO_LENGTHS
            )

    def _check_ru_person_or_organisation(self):
        """An organisation has an INN of 10 digits, KPP and OGRN; a person an INN of 12 and perhaps OGRNIP."""
        if not self.vat or self.vat == "/":
            return
        if requisites.is_person_inn(self.vat):
            if self.kpp:
                raise ValidationError(self.env._(
                    "%(name)s: an INN of 12 digits belongs to a sole trader or a person, and they have no KPP. "
                    "Clear the KPP or correct the INN.", name=self.name,
                ))  # fmt: skip
        elif not self.is_company and not self.company_name:
            raise ValidationError(self.env._(
                "%(name)s: an INN of 10 digits belongs to an organisation, and this contact is a person. "
                "Mark it as a company or correct the INN.", name=self.name,
            ))  # fmt: skip
        if self.company_registry and (len(self.vat) == 12) != (len(self.company_registry) == 15):
            raise ValidationError(self.env._(
                "%(name)s: INN and OGRN do not go together. Organisations have 10 and 13 digits, "
                "sole traders 12 and 15.", name=self.name,
            ))  # fmt: skip

    # === OVERRIDES === #

    @api.model
    def _synced_commercial_fields(self):
        """Override of base: KPP goes with the INN, from contacts to their company and back."""
        return [*super()._synced_commercial_fields(), "kpp"]

    @api.model
    def _commercial_fields(self):
        """Override of base: OKPO belongs to the company and is shown on its contacts."""
        return [*super()._commercial_fields(), "okpo"]

    def _get_company_registry_labels(self):
        """Override of base."""
        return {**super()._get_company_registry_labels(), "RU": self.env._("OGRN")}

    @api.model
    def _run_vat_checks(self, country, vat, partner_name="", validation="error"):
        """Override of base_vat: a contact without a country follows the country of a Russian company."""
        if not country and self._is_russian(country):
            self = self.with_context(torg_ru_country_assumed=True)  # noqa: PLW0642
            country = self.env.company.country_id
        return super()._run_vat_checks(country, vat, partner_name=partner_name, validation=validation)

    def check_vat_ru(self, vat):
        """Override of base_vat, which refuses every sixth sound INN of a person (no last modulo 10)."""
        return requisites.find_inn_flaw(vat) is None

    @api.model
    def format_vat_ru(self, vat):
        """Hook of base_vat: an INN is stored without spaces."""
        return "".join(vat.split())

    @api.model
    def _build_vat_error_message(self, country_code, wrong_vat, record_label):
        """Override of base_vat to name the flaw of an INN."""
        flaw = country_code.upper() == "RU" and requisites.find_inn_flaw(wrong_vat)
        if not flaw:
            return super()._build_vat_error_message(country_code, wrong_vat, record_label)
        message = self._explain_flaw(self.env._("INN"), wrong_vat, flaw, requisites.INN_LENGTHS)
        if self.env.context.get("torg_ru_country_assumed"):
            message += " " + self.env._("If the contact is not from Russia, choose the country.")
        return message

    def _prepare_display_address(self, without_company=False):
        """Override of base: a Russian address has commas, but none around what is empty or said already."""
        address_format, args = super()._prepare_display_address(without_company)
        if self.country_id.code != "RU":
            return address_format, args
        if args["state_name"] == args["city"]:  # Moscow, Saint Petersburg
            args["state_name"] = ""
        lines = (
            ", ".join(part for part in line.split(", ") if (part % args).strip())
            for line in address_format.splitlines()
        )
        return "\n".join(filter(None, lines)), args
