from odoo import Command, api, models

PASSWORD = "ladoga"
ROLE_GROUPS = {
    "director": "torg_base.group_director",
    "supervisor": "torg_base.group_supervisor",
    "manager": "torg_base.group_manager",
    "store": "torg_base.group_store_staff",
    "courier": "torg_base.group_courier",
    "integration": "torg_base.group_integration_admin",
}


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_staff(self):
        """Users in every role, one password for all."""
        stores = self._get_records("stock.warehouse")
        users = self._create_missing(
            "res.users", {row["id"]: self._prepare_user_vals(row, stores) for row in self._read_table("staff")}
        )
        self._set_demo_password(users.values())

    @api.model
    def _prepare_user_vals(self, row, stores):
        own_stores = row["stores"].split()
        return {
            "name": row["name"],
            "login": row["login"],
            "email": row["login"],
            "phone": row["phone"],
            "function": row["job"],
            "lang": "ru_RU",
            "tz": "Europe/Moscow",
            "group_ids": [Command.set(self.env.ref(ROLE_GROUPS[row["role"]]).ids)],
            "property_warehouse_id": stores[own_stores[0]].id if own_stores else False,
            "odoobot_state": "disabled",  # no greeting of the bot over the first screen
        }

    @api.model
    def _set_demo_password(self, users):
        """Hash once: each hash costs a third of a second."""
        hashed = self.env["res.users"]._crypt_context().hash(PASSWORD)
        for user in users:
            user._set_encrypted_password(user.id, hashed)

    @api.model
    def _load_teams(self):
        """A team per supervisor."""
        users, rows = self._get_records("res.users"), self._read_table("staff")
        self._create_missing(
            "crm.team",
            {
                team["id"]: {
                    "name": team["name"],
                    "user_id": users[team["leader"]].id,
                    "member_ids": [Command.set([users[row["id"]].id for row in rows if row["team"] == team["id"]])],
                    "sequence": 1,
                }
                for team in self._read_table("teams")
            },
        )
