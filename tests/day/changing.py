"""Orders that 1C has taken already and that are changed or given up here: it must hear of that, too."""

ENOUGH = 3  # orders: with fewer left nobody cancels one, the evening wants some


class Changing:
    """The desk and the site change their minds about orders that stand in 1C's books and are not shipped.

    :param onec: OneC, whose documents tell which orders it has
    """

    def __init__(self, report, desk, selling, onec):
        self.report, self.desk, self.selling, self.onec = report, desk, selling, onec

    def play(self, ids):
        """One piece more, other goods, a cancellation by a manager and one by the customer, each with its own order.

        :param ids: orders that wait to be collected
        """
        left = self._find_taken(ids)
        self._do("taken_quantities_raised", self._raise, left)
        self._do("taken_goods_replaced", self._replace, left)
        for way in (self._cancel, self.selling.give_up):
            self._do("taken_orders_cancelled", way, left if len(left) >= ENOUGH else [])

    def _do(self, name, way, left):
        done = next((number for number in left if way(number)), None)
        self.report.count(name, int(bool(done)))
        if done:
            left.remove(done)
        else:
            self.report.explain(name, f"{len(left)} orders that 1C has could be taken for it")

    def _find_taken(self, ids):
        rows = self.desk.chief.find("sale.order", [("id", "in", list(ids))], ["name"], order="id")
        documents = self.onec.documents_by_order()
        return [
            row["id"]
            for row in rows
            if any(document.id not in self.onec.shipped for document in documents.get(row["name"], ()))
        ]

    def _raise(self, number):
        return self.desk.raise_quantity(number, self.desk.find_owner(number))

    def _replace(self, number):
        return self.desk.substitute(number, self.desk.find_owner(number))

    def _cancel(self, number):
        return self.desk.cancel(number, self.desk.find_owner(number))
