"""What 1C does on the day: tells its catalogue, fills gaps, takes orders, ships, is paid."""

from decimal import Decimal

from .onec import DONE, is_given_up

ENOUGH = 12  # goods in stock that a day wants to choose from


class Supply:
    """1C's part of the day.

    :param onec: OneC
    :param folder: Folder that it exports
    :param endpoint: id of the 1C base here
    :param is_own: the folder has a base of its own, so nobody here has prices of its goods yet
    """

    def __init__(self, report, office, onec, folder, endpoint, waiting, is_own=False):
        self.report, self.office, self.onec, self.folder = report, office, onec, folder
        self.endpoint, self.waiting, self.is_own = endpoint, waiting, is_own
        self.chief = office.admin

    # === THE CATALOGUE === #

    def push_catalogue(self):
        """The whole folder; then wait until it is applied, and say what it is about."""
        for sentence in self.folder.explain():
            self.report.note(sentence)
        told = self.onec.push_everything("bitrix" if self.folder.is_bitrix else "ut")
        self.report.note(f"{told.files} files in {told.requests} requests")
        self._settle()
        self._complete_stock()

    def _settle(self):
        self.waiting.for_runs()
        if names := self.office.map_what_waits(self.endpoint):
            self.report.note(f"new for us, mapped: {', '.join(names)}")
            self.waiting.for_jobs()
            self.waiting.for_runs()

    def _complete_stock(self):
        """Where hardly anything lies in a store, goods are put into two stores of the day's own."""
        goods = self.find_goods()
        stocked = {key for key in goods if any(pieces >= 1 for pieces in self.onec.stock.get(key, {}).values())}
        if len(stocked) < min(ENOUGH, len(goods)):
            number = self.onec.open_own_stores(goods.keys() - stocked)
            self.report.note(
                f"only {len(stocked)} of {len(goods)} goods lie in a store: the day puts {number} more into two stores",
                stock_completed=number,
            )
            self.onec.push_stock()
            self._settle()

    def find_goods(self):
        """`{(item, characteristic): product id}` of what 1C knows: only those can be in an order that it takes."""
        domain = [("endpoint_id", "=", self.endpoint), ("kind", "=", "offer")]
        rows = self.chief.find("torg.exchange.link", domain, ["external_id", "sub_id", "res_id"])
        alive = {
            row["id"] for row in self.chief.find("product.product", [("id", "in", [row["res_id"] for row in rows])])
        }
        return {(row["external_id"], row["sub_id"] or ""): row["res_id"] for row in rows if row["res_id"] in alive}

    def make_prices(self, known):
        """`{product id: price}` that the director has to publish so that goods of a base of its own are sold.

        :param known: `{product id: price}` that hold here already
        """
        if not self.is_own:
            return {}
        told, made, lacking = self.folder.find_main_prices(), {}, 0
        for place, (key, product) in enumerate(sorted(self.find_goods().items())):
            price = float(told.get(key) or 0)
            if price <= 0:
                lacking += 1
                price = 100.0 + place * 37 % 900
            if known.get(product) != price:
                made[product] = price
        if lacking:
            self.report.note(
                f"{lacking} goods have no price in the folder: the day gives them one", prices_completed=lacking
            )
        return made

    # === ORDERS === #

    def exchange(self, cuts=None, ship=False):
        """Orders to 1C, its numbers back; some days also shipments, money, changed lines and new figures."""
        self.waiting.for_jobs()
        while taken := self.onec.take(cuts):  # an answer holds so many, the rest is in the next one
            self.report.count("orders_taken_by_1c", len(taken))
        if ship:
            self._ship()
        self.onec.answer(list(self.onec.base.orders.values()))
        self.onec.push_stock()
        self.waiting.for_runs()

    def _ship(self):
        """1C ships what waits in the stores that it keeps, and books the money of it.

        What the customer has already nobody changes or ships again: the office books that in the evening.
        """
        kept = {key for places in self.onec.stock.values() for key in places}
        waiting = [
            document
            for document in self.onec.base.orders.values()
            if document.id not in self.onec.shipped
            and document.status_id != DONE
            and not is_given_up(document)
            and document.warehouses
            and document.warehouses[0].id in kept
        ]
        changed = [document for document in waiting[:6] if self.onec.change(document)]
        self.report.count("orders_changed_in_1c", len(changed))
        self.report.explain("orders_changed_in_1c", f"{len(waiting)} documents waited, none of several pieces")
        self.onec.answer(waiting)
        shipped = [self.onec.base.orders[document.id] for document in waiting[: len(waiting) * 2 // 3]]
        self.onec.ship(shipped)
        self.onec.pay(shipped)
        self.report.count("orders_shipped_by_1c", len(shipped))
        self.report.explain("orders_shipped_by_1c", f"{len(waiting)} documents waited in stores that 1C keeps")

    def book_returns(self, orders):
        """1C books what customers have brought back to the stores that it keeps; return how many lines."""
        domain = [("order_id", "in", sorted(orders)), ("order_id.warehouse_id.stock_keeper", "=", "external")]
        goods = {product: key for key, product in self.find_goods().items()}
        stores, lines = self._find_warehouses(), 0
        for back in self.chief.find("torg.order.return", domain, ["order_id"]):
            [order] = self.chief.read("sale.order", [back["order_id"][0]], ["warehouse_id"])
            warehouse = stores[order["warehouse_id"][0]]
            for line in self.chief.find(
                "torg.order.return.line", [("return_id", "=", back["id"])], ["product_id", "quantity"]
            ):
                self.onec.take_back(goods[line["product_id"][0]], warehouse, Decimal(str(line["quantity"])))
                lines += 1
        return lines

    def _find_warehouses(self):
        domain = [("endpoint_id", "=", self.endpoint), ("warehouse_id", "!=", False)]
        rows = self.chief.find("torg.onec.warehouse", domain, ["external_id", "warehouse_id"])
        return {row["warehouse_id"][0]: row["external_id"] for row in rows}
