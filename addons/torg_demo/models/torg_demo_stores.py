from odoo import Command, api, models

DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_stores(self):
        """Addresses, working hours and warehouses; the warehouse of the base becomes the central one."""
        rows = self._read_table("stores")
        self._create_missing(
            "res.partner", {f"partner_{row['id']}": self._prepare_store_partner_vals(row) for row in rows}
        )
        self._create_missing("resource.calendar", {f"hours_{row['id']}": self._prepare_hours_vals(row) for row in rows})
        if self._is_new("store_central"):
            self._adopt_central_store(rows[0])
        partners = self._get_records("res.partner")
        self._create_missing(
            "stock.warehouse",
            {
                row["id"]: self._prepare_store_vals(row, partners, sequence)
                for sequence, row in enumerate(rows)
                if row["id"] != "store_central"
            },
        )

    @api.model
    def _prepare_store_partner_vals(self, row):
        return {
            "name": row["name"],
            "type": "delivery",
            "parent_id": self.env.company.partner_id.id,
            "phone": row["phone"],
            "email": row["email"],
            "tz": "Europe/Moscow",
            "partner_latitude": float(row["latitude"]),
            "partner_longitude": float(row["longitude"]),
            **self._prepare_address_vals(row),
        }

    @api.model
    def _prepare_hours_vals(self, row):
        return {
            "name": f"{row['name']}: часы работы",
            "tz": "Europe/Moscow",
            "attendance_ids": [Command.clear()] + [
                Command.create(self._prepare_day_vals(day, row["weekend" if day > 4 else "weekdays"]))
                for day in range(7)
            ],
        }  # fmt: skip

    @api.model
    def _prepare_day_vals(self, day, hours):
        start, end = (int(hour) + int(minute) / 60 for hour, minute in (t.split(":") for t in hours.split("-")))
        return {"name": DAYS[day], "dayofweek": str(day), "hour_from": start, "hour_to": end, "day_period": "morning"}

    @api.model
    def _prepare_store_vals(self, row, partners, sequence):
        return {
            "name": row["name"],
            "code": row["code"],
            "partner_id": partners[f"partner_{row['id']}"].id,
            "sequence": sequence + 1,
        }

    @api.model
    def _adopt_central_store(self, row):
        """Core creates one warehouse with the company: it is the central one of the demo."""
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        warehouse.write(self._prepare_store_vals(row, self._get_records("res.partner"), 0))
        # Its routes were named in the language of the installation.
        warehouse.reception_route_id.name = warehouse._format_routename(route_type=warehouse.reception_steps)
        warehouse.delivery_route_id.name = warehouse._format_routename(route_type=warehouse.delivery_steps)
        self._remember({row["id"]: warehouse})
