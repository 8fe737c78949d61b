import base64

from odoo import api, models
from odoo.tools import file_open

ADMIN_GROUPS = ("director", "store_staff", "courier", "integration_admin")
FEATURES = ("product.group_product_variant", "uom.group_uom")
# A bottle takes 0.0016 m³: core's two digits would make it nothing.
DIGITS = {"product.decimal_volume": 4, "product.decimal_stock_weight": 3}
# Core names these in the language of the installation and lets nobody translate them.
CORE_NAMES = {
    "stock.location": {
        "Stock": "Наличие",
        "Vendors": "Поставщики",
        "Customers": "Клиенты",
        "Inventory adjustment": "Корректировка запасов",
        "Production": "Производство",
    },
    "resource.calendar": {"Standard 40 hours/week": "40 часов в неделю"},
}


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_company(self):
        """Make the company of the base «Ладога», once: what people change later stays."""
        if not self._is_new("company"):
            return
        company, row = self.env.company, self._read_table("company")[0]
        company._apply_ru_settings()  # in a base that was not new enough for torg_ru to do it
        company.write(self._prepare_company_vals(row))
        bank = self.env["res.bank"].create(
            {
                "name": row["bank"],
                "bic": row["bic"],
                "corr_account": row["corr_account"],
                "country": self.env.ref("base.ru").id,
            }
        )
        account = self.env["res.partner.bank"].create(
            {"acc_number": row["account"], "bank_id": bank.id, "partner_id": company.partner_id.id}
        )
        self._remember({"company": company, "bank": bank, "bank_account": account})

    @api.model
    def _prepare_company_vals(self, row):
        with file_open("torg_demo/static/img/logo.png", "rb") as logo:
            image = base64.b64encode(logo.read())
        return {
            "name": row["name"],
            "vat": row["inn"],
            "company_registry": row["ogrn"],
            "kpp": row["kpp"],
            "okpo": row["okpo"],
            "logo": image,
            "setup_state": "done",
            **self._prepare_address_vals(row),
            **{key: row[key] for key in ("phone", "email", "website")},
        }

    @api.model
    def _prepare_address_vals(self, row):
        """A Russian address; what is not Petersburg lies in the region around it."""
        in_city = row["city"] == "Санкт-Петербург"
        return {
            "street": row["street"],
            "city": row["city"],
            "zip": row["zip"],
            "state_id": self.env.ref("base.state_ru_spe" if in_city else "base.state_ru_len").id,
            "country_id": self.env.ref("base.ru").id,
        }

    @api.model
    def _load_settings(self):
        """Goods come in variants and kilograms, and core's English names become Russian, once."""
        unit = self.env.ref("uom.product_uom_unit")
        if not self._is_new("unit"):
            return
        for feature in FEATURES:
            self.env.ref("base.group_user")._apply_group(self.env.ref(feature))
        for precision, digits in DIGITS.items():
            self.env.ref(precision).digits = digits
        for model, names in CORE_NAMES.items():
            for record in self.env[model].search([("name", "in", list(names))]):
                record.name = names[record.name]
        unit.name = "шт"  # core's Russian name is «Единицы»
        self._remember({"unit": unit})

    @api.model
    def _load_admin(self):
        """The administrator speaks Russian and sees everything, once."""
        if not self._is_new("user_admin"):
            return
        admin = self.env.ref("base.user_admin")
        groups = self.env["res.groups"].union(*[self.env.ref(f"torg_base.group_{name}") for name in ADMIN_GROUPS])
        admin.write(
            {
                "name": "Администратор",
                "email": "admin@ladoga.example",
                "lang": "ru_RU",
                "tz": "Europe/Moscow",
                "group_ids": [(4, group.id) for group in groups],
            }
        )
        self._remember({"user_admin": admin})
