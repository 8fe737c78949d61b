"""The catcher of letters, through a real SMTP session."""

import smtplib
from email.message import EmailMessage

import pytest
from day.mailbox import Mailbox, Shelf

ANNA, BORIS = "anna@shop.example", "boris@shop.example"


@pytest.fixture
def mailbox():
    """A mailbox that listens."""
    with Mailbox() as running:
        yield running


def write(number, subject="Order 10", text="Thank you"):
    """A letter with a picture of itself in HTML: every time it is written, its parts are divided by another line."""
    letter = EmailMessage()
    letter["Subject"], letter["From"] = subject, "shop@shop.example"
    if number:
        letter["Message-Id"] = number
    letter.set_content(text)
    letter.add_alternative(f"<p>{text}</p>", subtype="html")
    return letter


def send(mailbox, *letters, to=(ANNA,)):
    """Hand letters over, each in a session of its own, as workers do; return what people see."""
    for letter in letters:
        with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=10) as session:
            session.send_message(letter, to_addrs=list(to))
    return Shelf(mailbox.letters)


def test_letter_that_a_killed_worker_left_behind_is_handed_over_again_and_seen_once(mailbox):
    shelf = send(mailbox, write("<1@shop>"), write("<1@shop>"))
    assert len(mailbox.letters) == 2
    assert ([person for _letter, person in shelf.letters], shelf.repeats, shelf.hidden) == ([ANNA], 1, [])


def test_same_letter_to_two_people_is_seen_by_both(mailbox):
    shelf = send(mailbox, write("<1@shop>"), to=(ANNA, BORIS))
    assert ([person for _letter, person in shelf.letters], shelf.repeats) == ([ANNA, BORIS], 0)


@pytest.mark.parametrize("numbers", [("<1@shop>", "<2@shop>"), (None, None)])
def test_letters_of_the_same_content_under_other_numbers_are_seen_twice(mailbox, numbers):
    shelf = send(mailbox, *map(write, numbers))
    assert (len(shelf.letters), shelf.repeats) == (2, 0)


@pytest.mark.parametrize("other", [write("<1@shop>", text="Come"), write("<1@shop>", subject="Order 11")])
def test_other_letter_under_a_number_that_is_taken_would_never_be_seen(mailbox, other):
    shelf = send(mailbox, write("<1@shop>"), other)
    assert (len(shelf.letters), shelf.repeats, shelf.hidden) == (1, 0, [("<1@shop>", ANNA)])
