from odoo import Command, api, models


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_tags(self):
        self._create_missing(
            "res.partner.category",
            {row["id"]: {"name": row["name"], "color": int(row["color"])} for row in self._read_table("tags")},
        )

    @api.model
    def _load_customers(self):
        """Customers first, then the people who work for them."""
        rows = self._read_table("customers")
        tags = self._get_records("res.partner.category")
        tags = {row["name"]: tags[row["id"]] for row in self._read_table("tags")}
        users = self._get_records("res.users")
        self._create_missing(
            "res.partner",
            {row["id"]: self._prepare_customer_vals(row, tags, users) for row in rows if not row["parent"]},
        )
        customers = self._get_records("res.partner")
        self._create_missing(
            "res.partner",
            {row["id"]: self._prepare_contact_vals(row, customers[row["parent"]]) for row in rows if row["parent"]},
        )

    @api.model
    def _prepare_customer_vals(self, row, tags, users):
        return {
            "name": row["name"],
            "is_company": row["kind"] != "person",
            "customer_rank": 1,  # core raises it with the first invoice, and here the money is kept in 1C
            "vat": row["inn"] or False,
            "company_registry": row["ogrn"] or False,
            "kpp": row["kpp"] or False,
            "okpo": row["okpo"] or False,
            "phone": row["phone"],
            "email": row["email"],
            "lang": "ru_RU",
            "user_id": users[row["manager"]].id if row["manager"] else False,
            "category_id": [Command.set([tags[name].id for name in row["tags"].split(", ") if name])],
            **self._prepare_address_vals(row),
        }

    @api.model
    def _prepare_contact_vals(self, row, customer):
        return {
            "name": row["name"],
            "parent_id": customer.id,
            "type": "contact",
            "function": row["function"],
            "phone": row["phone"],
            "email": row["email"],
            "lang": "ru_RU",
        }
