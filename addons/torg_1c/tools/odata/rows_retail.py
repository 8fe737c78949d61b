"""What stores have sold without orders: reports of shifts, or cheques."""

from ..commerceml.names import SAY_OPERATION
from ..records import OrderRec
from .row import rows_of
from .rows_orders import read_lines, read_warehouses


def read_report(row, found, lookups, known=False):
    """Goods that a store has sold; a draft that nobody knows yet is left for later.

    :param known: whether it was read before; only of such a one it is told that it is void
    """
    void = row.flag("deleted") or row.flag("posted") is False
    if void and not known:
        return []
    currency = row.key("currency")
    return [
        OrderRec(
            row.key("id"),
            number=row.text("number"),
            date=row.moment("date"),
            operation=SAY_OPERATION["retail_report"],
            operation_code="retail_report",
            currency=lookups.title("currency", currency),
            currency_code=lookups.currency(currency),
            total=row.number("total"),
            organisation=lookups.ref("organisation", row.key("organisation")),
            warehouses=read_warehouses(row, lookups),
            comment=row.text("comment"),
            lines=read_lines(rows_of(row.data, found, "lines"), lookups, row.flag("tax_included")),
            posted=row.flag("posted"),
            deleted=row.flag("deleted"),
            version=row.text("version"),
        )
    ]
