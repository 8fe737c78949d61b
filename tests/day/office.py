"""What an administrator prepares for the day, and puts back after it."""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass, field

from fakes.webhook_sink import DropsSome, WebhookSink
from kit.console import Problem

from .hearing import EVENTS
from .mailbox import Mailbox

FORGETFUL = 0.02  # of messages: the site takes them and its answer is lost
DEMO_BASE = ("ut", "1c", "ladoga-1c")  # code, login and password of the demo company's 1C
ROLES = {
    "manager": "torg_base.group_manager",
    "director": "torg_base.group_director",
    "staff": "torg_base.group_store_staff",
}


def check_base(admin, database):
    """A day stays in the base it was played in: only the demo company's is meant for it.

    :raise Problem: this one may be somebody's work
    """
    if not admin.count("ir.module.module", [("name", "=", "torg_demo"), ("state", "=", "installed")]):
        raise Problem(
            f"The base {database} is not the demo company's: the day would leave orders, customers, payments, prices "
            "and stock in it for ever and keep its letters from everybody while it lasts; --yes plays it all the same."
        )


@dataclass
class Office:
    """The administrator's desk: keys, mail, subscriptions. A context: what it made is archived at the end.

    :ivar admin: Person of the administrator
    :ivar sink: where the site receives webhooks
    :ivar mailbox: where letters go
    """

    admin: object
    mailbox: Mailbox = field(default_factory=Mailbox)
    sink: WebhookSink = field(default_factory=lambda: WebhookSink(behaviour=DropsSome(FORGETFUL)))

    def __enter__(self):
        with ExitStack() as stack:
            stack.enter_context(self.mailbox)
            stack.enter_context(self.sink)
            self._undo = stack
            self._redirect_mail()
            self.webhook = self._subscribe()
            self._undo = stack.pop_all()
        return self

    def __exit__(self, *error):
        return self._undo.__exit__(*error)

    def _set_active(self, model, number, active):
        self.admin.write(model, [number], active=active)

    def make_key(self, name):
        """A fresh key of the shop API with all scopes, and a rate that a busy day needs."""
        scopes = [row["id"] for row in self.admin.find("torg.api.scope", [])]
        vals = {"scope_ids": [(6, 0, scopes)], "reads_per_second": 500, "writes_per_second": 200}
        key = self.admin.create("torg.api.key", name=name, **vals)
        self._undo.callback(self._set_active, "torg.api.key", key, False)
        viewer = self.admin.call("torg.api.key", "action_issue", [key])["res_id"]
        return self.admin.read("torg.api.key.viewer", [viewer], ["secret"])[0]["secret"]

    def logins(self, role):
        """Logins of people who have this role and no higher one, by name."""
        group = self.admin.call("ir.model.data", "check_object_reference", *ROLES[role].split("."))[1]
        users = self.admin.find("res.users", [("group_ids", "in", [group])], ["login"], order="id")
        return [user["login"] for user in users if user["login"] != self.admin.login]

    # === 1C === #

    def find_base(self, folder):
        """Code, login and password of the 1C base that exports this folder: the demo company's where it knows the
        goods, else one of its own, which the folder meets again the next day."""
        domain = [("endpoint_id.code", "=", DEMO_BASE[0]), ("external_id", "in", sorted(folder.items)[:50])]
        if self.admin.count("torg.exchange.link", domain):
            return DEMO_BASE
        code, password = f"day-{folder.mark}", secrets.token_hex(8)
        known = self.admin.find("torg.exchange.endpoint", [("code", "=", code)])
        if known:
            self.admin.write("torg.exchange.endpoint", [known[0]["id"]], onec_new_password=password)
        else:
            vals = {"name": f"1С «{folder.path.name}»", "code": code, "kind": "onec", "mode": "pull"}
            self.admin.create("torg.exchange.endpoint", **vals, onec_new_password=password, onec_sends_orders=True)
        return code, "1c", password

    def map_what_waits(self, endpoint):
        """Kinds of prices and warehouses that 1C told for the first time become price lists and stores.

        :return: names of what was mapped
        """
        names = []
        for model, make in (
            ("torg.onec.price.type", "action_create_price_list"),
            ("torg.onec.warehouse", "action_create_store"),
        ):
            rows = self.admin.find(model, [("endpoint_id", "=", endpoint)], ["name", "is_mapped"])
            fresh = [row for row in rows if not row["is_mapped"]]
            for row in fresh:
                self.admin.call(model, make, [row["id"]])
            names += [row["name"] for row in fresh]
        stores = self.admin.find("torg.onec.warehouse", [("endpoint_id", "=", endpoint)], ["warehouse_id"])
        ids = [row["warehouse_id"][0] for row in stores if row["warehouse_id"]]
        if names and ids:
            self.admin.write("stock.warehouse", ids, pickup_allowed=True)
        return names

    # === WHERE LETTERS AND WEBHOOKS GO === #

    def _redirect_mail(self):
        for server in self.admin.find("ir.mail_server", []):
            self._undo.callback(self._set_active, "ir.mail_server", server["id"], True)
            self.admin.write("ir.mail_server", [server["id"]], active=False)
        vals = {"smtp_host": "127.0.0.1", "smtp_port": self.mailbox.port, "smtp_encryption": "none"}
        own = self.admin.create("ir.mail_server", name="The day's mail", **vals)
        self._undo.callback(self._set_active, "ir.mail_server", own, False)

    def _subscribe(self):
        events = self.admin.find("torg.exchange.event", [("code", "in", EVENTS)])
        vals = {"url": self.sink.url, "allow_private_addresses": True}
        webhook = self.admin.create(
            "torg.webhook", name="The day's site", event_ids=[(6, 0, [row["id"] for row in events])], **vals
        )
        [row] = self.admin.read("torg.webhook", [webhook], ["endpoint_id"])
        endpoint = row["endpoint_id"][0]
        self._undo.callback(self._set_active, "torg.exchange.endpoint", endpoint, False)
        viewer = self.admin.call("torg.webhook", "action_show_secret", [webhook])["res_id"]
        self.sink.secret = self.admin.read("torg.webhook.secret", [viewer], ["secret"])[0]["secret"]
        return endpoint
