"""Names of what stores have sold without orders."""

from .want import DOCUMENT, LINE, Want, words

RETAIL = {
    # The report of a shift has all its cheques; a base that publishes cheques alone tells them one by one.
    "retail_report": Want(
        "orders",
        ("Document_ОтчетОРозничныхПродажах", "Document_ЧекККМ"),
        words(
            DOCUMENT + "organisation:Организация_Key warehouse:Склад_Key currency:Валюта_Key,ВалютаДокумента_Key "
            "total:СуммаДокумента comment:Комментарий tax_included:ЦенаВключаетНДС,СуммаВключаетНДС"
        ),
        ("id", "number", "date"),
        {"lines": (("Товары", "Запасы"), words(LINE))},
    ),
}
