from collections.abc import Callable
from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True)
class Change:
    """One difference from the Russian settings: what it is, as it is, as it will be, and the way there."""

    label: str
    now: str
    becomes: str
    apply: Callable[[], object]


class ResCompany(models.Model):
    _inherit = "res.company"

    def _apply_ru_settings(self):
        """Make this company Russian. What is Russian already stays as it is, so it can be repeated."""
        self.ensure_one()
        for step in self._get_ru_steps():
            for change in step():
                change.apply()

    def _get_ru_changes(self):
        """Return the list of changes that `_apply_ru_settings` would make."""
        self.ensure_one()
        return [change for step in self._get_ru_steps() for change in step()]

    def _get_ru_steps(self):
        """Return the steps in the order in which they have to be applied; each yields its change, if any."""
        return [
            self._ru_language,
            self._ru_formats,
            self._ru_country,
            self._ru_currency,
            self._ru_currency_sign,
            self._ru_time_zone,
            self._ru_people_language,
            self._ru_regions,
            self._ru_chart,
            self._ru_vat,
        ]

    def _is_untouched(self):
        """True while the base is as it was installed: one company, its country not chosen, no documents."""
        self.ensure_one()
        return (
            self.with_context(active_test=False).search_count([]) == 1
            and self._has_installed_country()
            and not self._has_documents()
        )

    def _has_installed_country(self):
        """Core leaves the country empty, or writes the United States with its generic chart of accounts."""
        if self.country_id.code == "RU":
            return True
        if self.currency_id not in (self.env.ref("base.USD"), self.env.ref("base.RUB")):
            return False
        by_core = self.country_id.code == "US" and self.chart_template in (False, "generic_coa")
        filled = any(self[field] for field in ("street", "city", "zip", "state_id", "vat"))
        return not self.country_id or (by_core and not filled)

    def _has_documents(self):
        """True when there are entries, orders, or documents of any addon that use a tax of this company."""
        AccountTax = self.env["account.tax"].with_context(active_test=False)
        taxes = AccountTax.search(AccountTax._check_company_domain(self))
        taxes.invalidate_recordset(["is_used"])  # it depends on nothing, so a value read earlier would be old
        return self.root_id._existing_accounting() or self._has_orders() or any(taxes.mapped("is_used"))

    def _has_orders(self):
        """True when there are sale or purchase orders; their addons need not be installed."""
        return any(
            # sudo: whoever administers the system need not have rights on orders to learn that there are some
            self.env[model].sudo().search_count([("company_id", "child_of", self.id)], limit=1)
            for model in ("sale.order", "purchase.order")
            if model in self.env
        )
