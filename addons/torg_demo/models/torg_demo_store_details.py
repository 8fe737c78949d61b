from odoo import Command, api, models


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_store_details(self):
        """Hours, place, phone and staff of the stores; a store that has hours was filled before and stays as it is."""
        stores = self._get_records("stock.warehouse")
        hours = self._get_records("resource.calendar")
        staff = self._get_staff_by_store()
        for row in self._read_table("stores"):
            store = stores[row["id"]]
            if not store.opening_hours:
                store.write(self._prepare_store_details(row, hours[f"hours_{row['id']}"], staff.get(row["id"], [])))

    @api.model
    def _get_staff_by_store(self):
        users = self._get_records("res.users")
        by_store = {}
        for row in self._read_table("staff"):
            if row["role"] == "store":
                for store in row["stores"].split():
                    by_store.setdefault(store, []).append(users[row["id"]].id)
        return by_store

    @api.model
    def _prepare_store_details(self, row, calendar, user_ids):
        return {
            "opening_hours": calendar.id,
            "phone": row["phone"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "pickup_allowed": row["id"] != "store_central",
            # what the central warehouse lacks is ordered for the customer; a store sells what it has
            "shortage_policy": "accept" if row["id"] == "store_central" else "refuse",
            "staff_ids": [Command.set(user_ids)],
        }
