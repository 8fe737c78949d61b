"""A part is told from its repetition, and both from a file that begins anew."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from torg_1c.tools.commerceml.parts import APPEND, REPEAT, RESTART, PartLog

NOW = datetime(2026, 3, 2, 9, 30)
FIRST = b'<?xml version="1.0" encoding="UTF-8"?>' + b"a" * 50


def play(bodies, step=timedelta(seconds=1)):
    """The file that a session of these bodies leaves, and the verdicts."""
    log, file, verdicts = PartLog(), b"", []
    for number, body in enumerate(bodies):
        verdict, log = log.judge(body, NOW + step * number)
        file = {APPEND: file + body, REPEAT: file, RESTART: body}[verdict]
        verdicts.append(verdict)
    assert log.length == len(file)
    return file, verdicts


def test_parts_are_joined():
    assert play([FIRST, b"bbb", b"ccc"])[0] == FIRST + b"bbbccc"


def test_repetition_of_the_last_part_is_not_joined_again():
    assert play([FIRST, FIRST, b"bbb", b"bbb", b"bbb"])[0] == FIRST + b"bbb"


def test_same_bytes_after_two_minutes_are_a_part():
    assert play([b"bbb", b"bbb"], timedelta(seconds=121))[1] == [APPEND, APPEND]


def test_file_that_begins_anew_replaces_what_was_there():
    assert play([FIRST, b"bbb", FIRST, b"bbb"]) == (FIRST + b"bbb", [APPEND, APPEND, RESTART, APPEND])


def test_short_parts_never_look_like_a_beginning():
    assert play([b"aa", b"bb", b"aa"])[0] == b"aabbaa"


@given(st.lists(st.binary(min_size=1, max_size=80), max_size=8, unique_by=lambda body: body[:64]), st.data())
def test_any_retries_of_any_parts_give_the_same_file(bodies, data):
    retried = [body for body in bodies for _time in range(data.draw(st.integers(1, 3)))]
    assert play(retried)[0] == b"".join(bodies)


def test_request_that_comes_late_is_a_repetition_even_after_the_next_part():
    first, second, third = (bytes([number]) * 2000 for number in (1, 2, 3))
    log = PartLog()
    for body in (first, second, third):
        log = log.judge(body, NOW)[1]
    verdict, kept = log.judge(second, NOW + timedelta(seconds=5))
    assert (verdict, kept) == (REPEAT, log)
    assert log.judge(second, NOW + timedelta(minutes=5))[0] == APPEND
