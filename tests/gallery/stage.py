"""What must have happened before a picture is taken. What was made only for it is gone afterwards."""

import tempfile
import time
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from day.person import Person

from fakes.onec_client import Wire, push, take_orders
from kit.fake_1c import export

PATIENCE = 120  # seconds
CATEGORY = "Вино"


class Stage:
    """The demo company, prepared as far as a picture asks for it. A context."""

    def __init__(self, options):
        self.options = options
        self._stack = ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._stack.close()

    @cached_property
    def admin(self):
        """The administrator."""
        return Person(self.options.url, "admin", self.options.admin, self.options.db)

    def password_of(self, login):
        """Password of a person of the demo company."""
        return self.options.admin if login == "admin" else self.options.password

    def find_order(self, login):
        """An order in work of this manager: the longest, of those the oldest."""
        domain = [("user_id.login", "=", login), ("stage_id.code", "in", ["in_work", "agreed"])]
        orders = self.admin.find("sale.order", domain, ["order_line"], order="id")
        if not orders:
            raise OSError(f"{login} has no order in work: the base is not a fresh demo company")
        return max(orders, key=lambda order: len(order["order_line"]))["id"]

    def make_price_list(self):
        """Make a price list of one category; return the address of its file."""
        [category] = self.admin.find("product.category", [("name", "=", CATEGORY)], limit=1)
        number = self.admin.create("torg.price.list", scope="category", category_ids=[(6, 0, [category["id"]])])
        self._stack.callback(self.admin.call, "torg.price.list", "unlink", [number])
        self.admin.call("torg.price.list", "action_make", [number])
        self._wait("the price list", lambda: self._is_ready(number))
        return f"/web/content/torg.price.list/{number}/file/price-list.pdf"

    def let_1c_come(self):
        """1C sends all it has and takes the orders that wait; return the session in which it took them."""
        code, login, password = self.options.onec.split(":", 2)
        wire = Wire(f"{self.options.url}/1c/{code}", login, password, PATIENCE)
        with tempfile.TemporaryDirectory() as folder:
            export(Path(folder), self.options.db)
            push(wire, folder, "ut", pause=0.3)
        take_orders(wire)
        domain = [("endpoint_id.code", "=", code), ("type", "=", "catalog"), ("file_ids", "!=", False)]
        [session] = self.admin.find("torg.onec.session", domain, order="id desc", limit=1)
        return session["id"]

    def _is_ready(self, number):
        [row] = self.admin.read("torg.price.list", [number], ["state"])
        return row["state"] == "ready"

    def _wait(self, what, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} was not ready in {PATIENCE} seconds")
            time.sleep(0.3)
