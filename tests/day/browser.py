"""Managers in real browsers: what cannot be clicked is not done."""

import re
from contextlib import contextmanager

from playwright.sync_api import TimeoutError as NeverShown
from playwright.sync_api import expect, sync_playwright

from kit.console import Problem
from kit.extras import find_browser

PATIENCE = 45_000  # ms
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=ru-RU")


class Clicker:
    """A person with a mouse."""

    def __init__(self, page, url):
        self.page, self.url = page, url

    def enter(self, login, password):
        """Log in by the form."""
        self.page.goto(f"{self.url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_web_client", timeout=PATIENCE)

    def open_desk(self):
        """Open the desk; return how many cards it shows."""
        self.page.goto(f"{self.url}/odoo/desk")
        self.page.wait_for_selector(".o_kanban_renderer", timeout=PATIENCE)
        return self.page.locator(".o_kanban_record:not(.o_kanban_ghost)").count()

    def move_on(self, order):
        """Open an order and press its own button; return the name of the stage it came to, "" when it was not let."""
        self.page.goto(f"{self.url}/odoo/desk/{order}")
        button = self.page.locator(".o_torg_move_next")
        button.wait_for(timeout=PATIENCE)
        target = button.inner_text().strip()
        button.click()
        current = self.page.locator(
            ".o_statusbar_status .o_arrow_button_current, .o_statusbar_status [aria-checked=true]"
        )
        try:
            expect(current.first).to_have_text(re.compile(re.escape(target)), timeout=PATIENCE)
        except (AssertionError, NeverShown):
            return ""
        return target


def find_program():
    """Path of the browser of this machine.

    :raise Problem: there is none
    """
    program = find_browser()
    if not program:
        raise Problem("There is no Chromium: install it, or play the day with --no-browser.")
    return program


@contextmanager
def browsers(url, people):
    """Browsers of these people, each its own, logged in; a list of Clicker.

    :param people: pairs of login and password
    :raise Problem: there is no browser on this machine
    """
    program = find_program()
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=ARGUMENTS)
        clickers = []
        for login, password in people:
            context = browser.new_context(
                locale="ru-RU", timezone_id="Europe/Moscow", viewport={"width": 1440, "height": 900}
            )
            clicker = Clicker(context.new_page(), url)
            clicker.enter(login, password)
            clickers.append(clicker)
        try:
            yield clickers
        finally:
            browser.close()
