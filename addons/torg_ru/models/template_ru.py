from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("ru")
    def _get_ru_template_data(self):
        return {
            "property_account_receivable_id": "ru_62_01",
            "property_account_payable_id": "ru_60_01",
            "code_digits": "2",  # accounts keep the length they have in the official chart
        }

    @template("ru", "res.company")
    def _get_ru_res_company(self):
        return {
            self.env.company.id: {
                "account_fiscal_country_id": "base.ru",
                "anglo_saxon_accounting": True,
                "account_price_include": "tax_included",
                # Russian invoices state VAT by line and add the lines up.
                "tax_calculation_rounding_method": "round_per_line",
                "bank_account_code_prefix": "51.0",
                "cash_account_code_prefix": "50.0",
                "transfer_account_code_prefix": "57.0",
                "transfer_account_id": "ru_57_01",
                "account_journal_suspense_account_id": "ru_76_90",
                "account_default_pos_receivable_account_id": "ru_62_P",
                "income_currency_exchange_account_id": "ru_91_01",
                "expense_currency_exchange_account_id": "ru_91_02",
                "default_cash_difference_income_account_id": "ru_91_01",
                "default_cash_difference_expense_account_id": "ru_91_02",
                "account_journal_early_pay_discount_gain_account_id": "ru_91_01",
                "account_journal_early_pay_discount_loss_account_id": "ru_91_02",
                "income_account_id": "ru_90_01",
                "expense_account_id": "ru_90_02",
                "account_sale_tax_id": "ru_vat_sale_22",
                "account_purchase_tax_id": "ru_vat_purchase_22_on_top",
                "account_stock_journal_id": "inventory_valuation",
                "account_stock_valuation_id": "ru_41_01",
            },
        }

    @template("ru", "account.account")
    def _get_ru_account_account(self):
        return {
            "ru_41_01": {
                "account_stock_expense_id": "ru_90_02",
                "account_stock_variation_id": "ru_90_02",
            },
        }

    @template("ru", "account.journal")
    def _get_ru_account_journal(self):
        return {
            "cash": {"name": self.env._("Cash desk"), "type": "cash", "default_account_id": "ru_50_01"},
            "bank": {"name": self.env._("Settlement account"), "default_account_id": "ru_51_01"},
            "general": {"code": self.env._("GEN")},  # core's Russian code is longer than its five letters
        }
