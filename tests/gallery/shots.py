"""What is on each picture, and how to get there. Waits are for what a person would look at."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from day.browser import PATIENCE

SCREEN = (1440, 900)
PHONE = (390, 844)
SHEET = (1000, 1500)

SETTLED = """() => document.fonts.status === 'loaded' && !document.querySelector('.o_blockUI, .o_loading_indicator')
    && [...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)"""


@dataclass(frozen=True)
class Shot:
    """One photograph.

    :ivar login: whose screen it is
    :ivar go: brings the browser there; what it returns is photographed, the whole window unless it returns something
    """

    login: str
    go: Callable
    size: tuple[int, int] = SCREEN

    def take(self, clicker, stage):
        """Photograph it; a PNG file as bytes."""
        page = clicker.page
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": self.size[0], "height": self.size[1]})
        target = self.go(clicker, stage) or page
        page.wait_for_function(SETTLED)
        return target.screenshot(animations="disabled", caret="hide")


def show_desk(clicker, _stage):
    """A manager's desk: orders by stage."""
    clicker.open_desk()
    clicker.page.locator(".o_kanban_record .badge").first.wait_for()


def show_order(clicker, stage):
    """An order, and where its first goods are."""
    page = clicker.page
    page.goto(f"{clicker.url}/odoo/desk/{stage.find_order('anna@ladoga.example')}")
    page.locator(".o_torg_line_stock").first.click()
    page.locator(".o_torg_store_row").first.wait_for()


def show_stock(clicker, _stage):
    """Wine asked for in the wrong layout: «вино красное»."""
    page = clicker.page
    page.goto(f"{clicker.url}/odoo/availability")
    page.locator(".o_torg_stock_input input").press_sequentially("dbyj rhfcyjt")
    page.locator(".o_torg_stock_hint").wait_for()
    page.locator(".o_torg_matrix_image").first.wait_for()


def show_price_list(clicker, stage):
    """The first page of a price list, in the viewer that Odoo itself has."""
    page = clicker.page
    file = quote(stage.make_price_list(), safe="")
    page.goto(f"{clicker.url}/web/static/lib/pdfjs/web/viewer.html?file={file}#zoom=page-width")
    page.locator(".page[data-page-number='1'][data-loaded=true]").wait_for()
    return page.locator(".page[data-page-number='1'] .canvasWrapper")


def show_session(clicker, stage):
    """A visit of 1C, request by request."""
    page = clicker.page
    page.goto(f"{clicker.url}/odoo/onec-sessions/{stage.let_1c_come()}")
    page.locator("div[name=line_ids] .o_data_row").first.wait_for()


def show_collecting(clicker, _stage):
    """In a store: an order to be collected."""
    _open_counter(clicker)
    clicker.page.locator(".o_torg_card").first.click()
    clicker.page.locator(".o_torg_sheet .o_torg_line").first.wait_for()


def show_handing_over(clicker, _stage):
    """In a store: an order whose customer is here."""
    page = clicker.page
    _open_counter(clicker)
    page.locator("[data-tab=counter]").click()
    page.locator(".o_torg_card").first.click()
    page.locator(".o_torg_sheet .o_torg_sums").wait_for()


def show_courier(clicker, _stage):
    """A courier's day."""
    page = clicker.page
    page.goto(f"{clicker.url}/odoo/my-deliveries")
    page.locator(".o_torg_stop").first.wait_for()


def _open_counter(clicker):
    clicker.page.goto(f"{clicker.url}/odoo/counter")
    clicker.page.locator(".o_torg_card").first.wait_for()


PICTURES = {
    "desk": [Shot("anna@ladoga.example", show_desk)],
    "order": [Shot("anna@ladoga.example", show_order)],
    "stock": [Shot("anna@ladoga.example", show_stock)],
    "price-list": [Shot("admin", show_price_list, SHEET)],
    "exchange": [Shot("timur@ladoga.example", show_session)],
    "phones": [
        Shot("natalia@ladoga.example", show_collecting, PHONE),
        Shot("natalia@ladoga.example", show_handing_over, PHONE),
        Shot("ruslan@ladoga.example", show_courier, PHONE),
    ],
}
