from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.requisites import Flaw


class RequisiteMixin(models.AbstractModel):
    """Says in plain words what is wrong with a Russian requisite."""

    _name = "torg.requisite.mixin"
    _description = "Checks of Russian requisites"

    @api.model
    def _is_russian(self, country, company=None):
        """True for Russia, and where no country is given, for what belongs to a Russian company."""
        return (country or (company or self.env.company).country_id).code == "RU"

    @api.model
    def _refuse_flaw(self, name, value, flaw, lengths=()):
        if flaw:
            raise ValidationError(self._explain_flaw(name, value, flaw, lengths))

    @api.model
    def _explain_flaw(self, name, value, flaw, lengths=()):
        """Return the sentence about `flaw`: «ИНН 7707083894: не сходится контрольная цифра»."""
        digits = self.env._(" or ").join(str(length) for length in lengths)
        explanations = {
            Flaw.DIGITS: self.env._("%(name)s %(value)s: only digits are allowed.", name=name, value=value),
            Flaw.LENGTH: self.env._(
                "%(name)s %(value)s: there must be %(digits)s digits, here are %(count)s.",
                name=name, value=value, digits=digits, count=len(value),
            ),
            Flaw.FORMAT: self.env._(
                "%(name)s %(value)s: there must be 9 characters: "
                "4 digits, 2 digits or capital Latin letters, 3 digits.",
                name=name, value=value,
            ),
            Flaw.CHECKSUM: self.env._("%(name)s %(value)s: the check digit does not match.", name=name, value=value),
        }  # fmt: skip
        return explanations[flaw]
