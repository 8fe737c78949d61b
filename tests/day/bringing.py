"""What the site has brought to its customers: which goods may be, and what to do where one basket may not."""

CHUNK = 200  # lines of a quote
ENOUGH = 12  # goods to choose from
ADDRESS = {"city": "Санкт-Петербург", "street": "ул. Ефимова, 3"}


class Bringing:
    """Delivery as the site offers it.

    :ivar body: what a basket says about it, None: the company brings nothing
    """

    def __init__(self, site, report):
        self.site, self.report = site, report
        methods = site.get("/delivery/methods")["items"]
        way = next((row["id"] for row in methods if not row["pickup"]), None)
        self.body = way and {"method": way, "address": ADDRESS}
        if not way:
            report.explain("deliveries", "the company has no way of delivery")

    def find_goods(self, names):
        """Some goods that may be brought; the others a store hands out only.

        :param names: `{product: name}` of what lies in stores
        """
        found, products = set(), sorted(names) if self.body else []
        for start in range(0, len(products), CHUNK):
            found |= self._ask({product: names[product] for product in products[start : start + CHUNK]})
            if len(found) >= ENOUGH:
                break
        if self.body and not found:
            self.report.explain("deliveries", f"none of {len(names)} goods may be brought")
        return found

    def _ask(self, names):
        lines = [{"product": product, "quantity": 1} for product in names]
        answer = self.site.post("/orders/quote", {"lines": lines, "delivery": self.body})
        problems = [problem for problem in answer.json().get("problems", ()) if problem["pointer"].startswith("/deliv")]
        if answer.status_code != 200 or any(problem["code"] != "restricted" for problem in problems):
            self.report.explain("deliveries", answer.text[:300])
            return set()
        said = " ".join(problem["detail"] for problem in problems)
        return {product for product, name in names.items() if not is_named(name, said)}

    def settle(self, visit):
        """The basket of a visit; what may not be brought after all is picked up, as the customer is offered."""
        basket = visit.basket
        if visit.kind == "bad" or "delivery" not in basket:
            return basket
        told = {name: basket[name] for name in ("lines", "customer", "store", "delivery")}
        quote = self.site.post("/orders/quote", told).json()
        if quote.get("can_order"):
            return basket
        why = "; ".join(problem["detail"] for problem in quote.get("problems", ())) or str(quote)[:300]
        self.report.explain("deliveries", why)
        return {name: value for name, value in basket.items() if name != "delivery"}


def is_named(name, said):
    """Whether goods are named in a sentence, which leaves out what a variant adds in brackets."""
    return name in said or (name.endswith(")") and name.rpartition(" (")[0] in said)
