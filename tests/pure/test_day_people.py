"""What people do on a trading day, told by place and not by chance, without a server."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from day.books import Books
from day.changing import Changing
from day.desk import Desk
from day.office import Office, check_base
from day.onec import is_given_up
from day.person import Refused
from day.report import Report
from torg_1c.tools.records import OrderRec

from kit.console import Problem


class Manager:
    """A manager at a base where everything is let but what `refuses` names.

    :ivar done: what was asked for, one after the other
    """

    id, login = 5, "manager"

    def __init__(self, *refuses):
        self.refuses, self.done = refuses, []

    def find(self, model, domain, _fields=(), **_options):
        """Rows of the few tables that a desk reads."""
        if model == "sale.order":
            told = next(row[2] for row in domain if row[0] == "id")
            return [{"id": number, "user_id": [5, ""], "name": f"S{number}"} for number in told]
        if model == "sale.order.line":
            return [{"id": 70 + domain[0][2], "product_uom_qty": 2}]
        rows = {
            "sale.order.stage": [{"id": code, "code": code} for code in ("in_work", "agreed", "cancelled")],
            "torg.cancel.reason": [{"id": 1}],
        }
        return rows[model]

    def write(self, _model, ids, **vals):
        """A form."""
        self._do(vals.get("stage_id") or "raised", ids[0])

    def call(self, _model, method, *args):
        """A button or what a dialog shows."""
        if method == "get_offers":
            return {"offers": [] if "offers" in self.refuses else [{"id": 8}, {"id": 9}]}
        if method == "get_store_choice":
            return {"stores": [{"id": 3, "state": "all"}]}
        return self._do(method, args[0][0])

    def _do(self, what, number):
        if what in self.refuses:
            raise Refused(f"{what} is not let")
        self.done.append((what, number))


def make_desk(baskets, *refuses):
    """A desk with one manager who works on everything."""
    manager = Manager(*refuses)
    return Desk([manager], manager, Report(quiet=True), baskets), manager


def test_first_orders_are_changed_each_in_its_own_way():
    desk, manager = make_desk(8)
    desk.work([1, 2, 3, 4])
    assert [what for what in manager.done if what[0] not in ("in_work", "agreed")] == [
        ("cancelled", 1), ("replace_product", 72), ("change_store", 3),
    ]  # fmt: skip
    assert [number for what, number in manager.done if what == "agreed"] == [2, 3, 4]
    figures = desk.report.figures
    assert [figures[name] for name in ("cancelled_by_managers", "substituted", "stores_changed")] == [1, 1, 1]


def test_big_day_has_more_of_each():
    desk, _manager = make_desk(200)
    desk.work(range(1, 101))
    assert desk.left == dict.fromkeys(desk.left, 0)
    assert desk.report.figures["substituted"] == len(desk.replaced) == 12


def test_what_cannot_be_done_keeps_nobody_from_the_rest_and_says_why():
    desk, _manager = make_desk(8, "offers", "change_store")
    desk.work([1, 2, 3, 4])
    assert "substituted" not in desk.report.figures
    assert desk.report.figures["cancelled_by_managers"] == 1
    assert desk.report.reasons["substituted"] == {"there was nothing to offer instead": None}


def test_only_goods_that_1c_knows_replace_others():
    desk, manager = make_desk(8)
    desk.sold = {9}
    assert desk.substitute(1, manager)
    desk.sold = {10}
    assert not desk.substitute(1, manager)


# === WHAT 1C HAS ALREADY === #


def change(numbers, shipped=(), **selling):
    """Orders that 1C has are changed; the desk, and who cancelled at the site."""
    desk, manager = make_desk(8)
    asked = []
    documents = {f"S{number}": [SimpleNamespace(id=number)] for number in numbers}
    onec = SimpleNamespace(documents_by_order=lambda: documents, shipped=dict.fromkeys(shipped))
    site = SimpleNamespace(give_up=lambda number: asked.append(number) or True, **selling)
    Changing(desk.report, desk, site, onec).play(range(1, 9))
    return manager.done, asked, desk.report


def test_orders_that_1c_has_are_raised_replaced_and_cancelled_by_both_sides():
    done, asked, report = change([2, 3, 4, 5, 6, 7, 8], shipped=[2])
    assert (done, asked) == ([("raised", 3), ("replace_product", 74), ("cancelled", 5)], [6])
    assert (report.figures["taken_orders_cancelled"], report.figures["taken_quantities_raised"]) == (2, 1)


def test_small_day_keeps_its_last_orders_and_says_so():
    done, asked, report = change([2, 3, 4, 5])
    assert (len(done), asked) == (2, [])
    assert (report.figures["taken_orders_cancelled"], list(report.reasons["taken_orders_cancelled"])) == (
        0, ["0 orders that 1C has could be taken for it"],
    )  # fmt: skip


@pytest.mark.parametrize(("told", "still"), [({}, 1), ({"cancelled": True}, 0), ({"deleted": True}, 0)])
def test_order_that_is_cancelled_here_and_lives_in_1c_is_a_fault(told, still):
    document = OrderRec("doc", "S1", total=Decimal(1), **told)
    assert is_given_up(document) is bool(told)
    row = {"id": 1, "name": "S1", "client_order_ref": "T-1", "state": "cancel", "amount_total": 1}
    onec = SimpleNamespace(
        documents_by_order=lambda: {"S1": [document]}, find_doubled_companies=list,
        base=SimpleNamespace(doubled=list),
    )  # fmt: skip
    report = Report(quiet=True)
    site = SimpleNamespace(orders={})
    books = Books(report, SimpleNamespace(find=lambda *_args, **_more: [row]), site, onec, 1, "")
    books._compare_with_onec()
    assert report.books["orders_1c_still_has"] == still


# === THE OFFICE === #


class Admin:
    """An administrator of a base that refuses subscriptions."""

    def __init__(self):
        self.active = {1: True, 2: True}

    def find(self, model, _domain, *_fields):
        """Mail servers, or events."""
        return [{"id": number} for number in self.active] if model == "ir.mail_server" else []

    def count(self, _model, _domain):
        """No module is installed."""
        return 0

    def write(self, _model, ids, active):
        """Switch a mail server."""
        self.active[ids[0]] = active

    def create(self, model, **_vals):
        """Only mail servers can be made."""
        if model != "ir.mail_server":
            raise Refused("no such right")
        self.active[3] = True
        return 3


def test_office_that_cannot_be_prepared_leaves_the_mail_as_it_was():
    admin = Admin()
    with pytest.raises(Refused, match="no such right"), Office(admin):
        pytest.fail("it was prepared")
    assert admin.active == {1: True, 2: True, 3: False}


def test_base_of_another_company_is_refused_with_what_would_happen():
    with pytest.raises(Problem, match="base shop is not the demo company's: the day would leave orders.* --yes"):
        check_base(Admin(), "shop")
    check_base(SimpleNamespace(count=lambda *_args: 1), "torg")
