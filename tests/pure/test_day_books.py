"""How the trading day compares letters, webhooks and steps, without a server."""

import email
import email.policy
import time
from collections import Counter

import pytest
from day.clients import make_inn, make_person
from day.hearing import Hearing
from day.letters import Compared, Letters, find_order
from day.moves import Matrix, Row, read_rule, split_steps
from day.report import Report
from day.trouble import workers_dying

NEW, WORK, READY, DONE = 1, 2, 3, 4
STAGES = [
    {"id": number, "code": code, "is_final": number == DONE}
    for number, code in enumerate(("new", "in_work", "ready", "done"), 1)
]
ANY = {"order_type_ids": [], "source_scope": "any", "source_stage_ids": [], "target_stage_ids": []}
RULES = [
    ANY | {"id": 1, "effect": "allow", "source_scope": "final", "role": "supervisor", "channel": "desk"},
    ANY | {"id": 2, "effect": "deny", "source_scope": "final", "role": False, "channel": False},
    ANY | {"id": 3, "effect": "deny", "source_scope": "chosen", "source_stage_ids": [NEW], "target_stage_ids": [READY],
           "role": False, "channel": "desk"},
    ANY | {"id": 4, "effect": "allow", "role": False, "channel": False},
]  # fmt: skip


class Chief:
    """Tables of a base, without one: domains are not looked at."""

    def __init__(self, **tables):
        self.tables = {name.replace("__", "."): rows for name, rows in tables.items()}

    def find(self, model, _domain, _fields=(), **_options):
        """Rows of a table."""
        return self.tables.get(model, [])

    def call(self, _model, _method, _addon, name):
        """A group by its name."""
        self.asked = name
        return ["res.groups", 1]


@pytest.fixture
def matrix():
    """The matrix above; user 7 is a supervisor."""
    found = Matrix(Chief(sale__order__stage=STAGES, torg__order__transition=RULES))
    found._holders["supervisor"] = {7}
    return found


def step(source, target, user=5, channel="desk"):
    """A row of the journal."""
    return Row(1, source, target, user, channel)


@pytest.mark.parametrize(
    ("row", "allowed"),
    [
        (step(NEW, WORK), True), (step(NEW, READY), False), (step(NEW, READY, channel="1c"), True),
        (step(DONE, WORK), False), (step(DONE, WORK, 7), True), (step(DONE, WORK, 7, "api"), False),
    ],
)  # fmt: skip
def test_step_is_judged_by_the_first_row_that_fits(matrix, row, allowed):
    assert matrix.allows(None, row.source, row.target, row) is allowed


def test_rule_keeps_what_the_screen_shows():
    rule = read_rule(RULES[2], frozenset({DONE}))
    assert (rule.allow, rule.sources, rule.targets, rule.role, rule.channel) == (
        False, frozenset({NEW}), frozenset({READY}), None, "desk",
    )  # fmt: skip


def test_steps_of_one_transaction_are_told_one_by_one():
    rows = [step(None, NEW), step(NEW, WORK), step(WORK, DONE)]
    steps, rest = split_steps(rows, [WORK, READY, DONE])
    assert [(source, target) for _row, source, target in steps] == [(NEW, WORK), (WORK, READY), (READY, DONE)]
    assert rest == []


@pytest.mark.parametrize("told", [[], [WORK], [WORK, DONE, NEW], [DONE]])
def test_steps_told_otherwise_are_found(told):
    steps, rest = split_steps([step(None, NEW), step(NEW, WORK), step(WORK, DONE)], told)
    assert steps is None or rest


class Sink:
    """What a receiver has."""

    def __init__(self, *deliveries):
        self.applied = {delivery.id: delivery for delivery in deliveries}
        self.attempts = Counter(self.applied.keys())


class Delivery:
    """A message that came."""

    def __init__(self, number, event, order, revision, stage=None):
        self.id, self.key = number, (event, order, revision)
        self.body = {"data": {"id": order, "revision": revision, "stage": {"code": stage}}}


OUTBOX = [
    {"uuid": "a", "event_id": [1, "x"], "res_id": 10, "state": "delivered"},
    {"uuid": "b", "event_id": [2, "x"], "res_id": 10, "state": "delivered"},
]
EVENTS = [{"id": 1, "code": "order.created"}, {"id": 2, "code": "order.stage_changed"}]
JOURNAL = [
    {"order_id": [10, "S"], "stage_from_id": False, "stage_to_id": [NEW, ""], "user_id": [5, ""], "channel": "api"},
    {
        "order_id": [10, "S"],
        "stage_from_id": [NEW, ""],
        "stage_to_id": [WORK, ""],
        "user_id": [5, ""],
        "channel": "desk",
    },
]
CREATED, MOVED = Delivery("a", "order.created", 10, 1), Delivery("b", "order.stage_changed", 10, 2, "in_work")


def hear(matrix, *deliveries, outbox=OUTBOX, **tables):
    """The book of a receiver that got these."""
    chief = Chief(torg__exchange__message=outbox, torg__exchange__event=EVENTS, **tables)
    hearing = Hearing(chief, Sink(*deliveries), 1, [10], matrix)
    chief.tables["torg.order.journal"] = JOURNAL
    hearing.rows = {10: [step(None, NEW, channel="api"), step(NEW, WORK)]}
    chief.tables["torg.order.journal"] = []
    hearing._kinds = {10: None}
    return hearing


def test_what_was_sent_and_done_and_heard_is_the_same(matrix):
    hearing = hear(matrix, CREATED, MOVED)
    assert (hearing.find_lost(), hearing.find_foreign(), hearing.find_unlike()) == ([], [], [])
    assert hearing.judge_steps() == (1, [], [])
    assert hearing.get_stages(10) == [NEW, WORK]


def test_message_that_never_came_is_lost(matrix):
    assert hear(matrix, CREATED).find_lost() == ["order.stage_changed of order 10: delivered, received as None"]


def test_message_that_came_about_something_else_is_lost(matrix):
    assert len(hear(matrix, CREATED, Delivery("b", "order.stage_changed", 11, 2, "new")).find_lost()) == 1


def test_message_of_no_outbox_is_foreign(matrix):
    hearing = hear(matrix, CREATED, MOVED, Delivery("c", "order.paid", 10, 3))
    assert hearing.find_foreign() == [("order.paid", 10, 3)]
    assert hearing.find_unlike() == ["order.paid of 10: nothing of the kind was done"]


def test_replaced_message_is_lost_only_where_no_newer_one_came(matrix):
    outbox = [*OUTBOX, {"uuid": "c", "event_id": [1, "x"], "res_id": 10, "state": "cancelled"}]
    assert hear(matrix, CREATED, MOVED, outbox=outbox).find_lost() == []
    assert len(hear(matrix, MOVED, outbox=outbox).find_lost()) == 2


def test_money_that_nobody_heard_of_is_found(matrix):
    paid = {"torg__order__payment": [{"order_id": [10, "S"]}]}
    assert hear(matrix, CREATED, MOVED, **paid).find_unlike() == ["order.paid of 10: never heard"]


def test_repetitions_are_counted_apart(matrix):
    hearing = hear(matrix, CREATED, MOVED)
    hearing.sink.attempts["a"] += 2
    assert hearing.count_repeats() == 2
    assert hearing.find_unlike() == []


class Mailbox:
    """Letters that came: pairs of message and addresses."""

    def __init__(self, *letters):
        self.letters = letters


def letter(subject, *people, order=10, number=12):
    """A letter as core writes it."""
    text = f"Subject: {subject}\nMessage-Id: <{number}.34-openerp-{order}-sale.order@host>\n\nx"
    return email.message_from_string(text, policy=email.policy.default), list(people)


ROW = {
    "order_id": [10, "S"], "occasion": "stage", "stage_id": [NEW, ""], "state": "sent", "reason": False,
    "subject": "Order 10", "recipients": '"Anna" <Anna@shop.example>',
}  # fmt: skip


def make_letters(matrix, rows, *came):
    """The three lists: the stage «new» writes a letter."""
    tables = {
        "res__company": [{"sends_order_letters": True, "order_store_letter_id": False, "order_goods_letter_id": False}],
        "sale__order__stage": [{"id": NEW, "mail_template_id": [1, ""], "sends_letter": True}],
        "torg__order__message": rows,
        "res__users": [{"login": "boss@shop.example", "email": False}],
    }
    hearing = hear(matrix, CREATED, MOVED)
    return Letters(Chief(**tables), Mailbox(*came), [10], hearing)


def test_letter_expected_sent_and_received_is_right(matrix):
    letters = make_letters(matrix, [ROW], letter("Order 10", "anna@shop.example"))
    assert (letters.find_unlike(), letters.compare(), letters.find_failed()) == ([], Compared([], [], [], 0, 0), [])


def test_letter_that_was_not_written_or_did_not_come_is_found(matrix):
    assert len(make_letters(matrix, []).find_unlike()) == 1
    assert make_letters(matrix, [ROW]).compare().lost == [(10, "anna@shop.example", "Order 10")]


def test_letter_handed_over_again_under_its_number_is_one_letter(matrix):
    again = [letter("Order 10", "anna@shop.example"), letter("Order 10", "Anna@shop.example")]
    assert make_letters(matrix, [ROW], *again).compare() == Compared([], [], [], 1, 0)


def test_same_letter_under_two_numbers_came_twice(matrix):
    twice = [letter("Order 10", "anna@shop.example", number=number) for number in (12, 13)]
    found = make_letters(matrix, [ROW], *twice).compare()
    assert (found.doubled, found.repeats) == ([(10, "anna@shop.example", "Order 10")], 0)
    assert make_letters(matrix, [ROW, ROW], *twice).compare() == Compared([], [], [], 0, 0)


def test_other_letter_under_a_known_number_is_hidden(matrix):
    found = make_letters(matrix, [ROW], *(letter(name, "anna@shop.example") for name in ("Order 10", "Come"))).compare()
    assert [person for _number, person in found.doubled] == ["anna@shop.example"]


def test_letter_to_a_stranger_is_found(matrix):
    stranger = letter("Order 10", "anna@shop.example", "other@shop.example")
    assert make_letters(matrix, [ROW], stranger).compare().foreign == [(10, "other@shop.example", "Order 10")]


def test_letter_to_a_colleague_is_counted_apart(matrix):
    came = letter("Order 10", "anna@shop.example"), letter("An overdue order", "Boss@shop.example", number=13)
    assert make_letters(matrix, [ROW], *came).compare() == Compared([], [], [], 0, 1)


def test_order_of_a_letter_is_told_by_its_number():
    assert find_order(letter("x", order=31)[0]) == 31
    assert find_order(email.message_from_string("Subject: x\n\nx", policy=email.policy.default)) is None


def test_customers_are_the_same_for_the_same_seed_and_racers_are_nobody_else():
    assert make_person(3, "abcdef") == make_person(73, "abcdef") != make_person(3, "fedcba")
    people = [make_person(number, "abcdef") for number in [*range(70), *range(9000, 9010)]]
    assert len({person["name"] for person in people}) == len({person["phone"] for person in people}) == 80


@pytest.mark.parametrize("number", [0, 1, 77, 9_999_999])
def test_inn_of_a_company_is_valid(number):
    digits = [int(char) for char in make_inn(number)]
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    assert len(digits) == 10
    assert digits[9] == sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10


class Worker:
    """A prefork server with one worker that cannot be found twice."""

    def __init__(self):
        self.asked = 0

    def find_workers(self):
        """Count who is asked; a process that no longer is."""
        self.asked += 1
        return [2**22 + 1]


def test_worker_is_killed_again_only_after_something_was_done(monkeypatch):
    killed, answers, server = [], [0], Worker()
    monkeypatch.setattr("os.kill", lambda pid, _signal: killed.append(pid))
    with workers_dying(server, Report(quiet=True), lambda: answers[0], (0.001, 0.002)):
        _wait_until(lambda: server.asked > 5)
        assert len(killed) == 1
        answers[0] += 1
        asked = server.asked
        _wait_until(lambda: server.asked > asked + 5)
    assert len(killed) == 2


def _wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.001)
    assert condition()
