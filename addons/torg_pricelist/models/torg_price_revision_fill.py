from odoo import models

from odoo.addons.torg_pricelist.tools.rounding import change_price

CHUNK = 1000  # two seconds of a quiet machine


class TorgPriceRevision(models.Model):
    """Filling a draft by a rule."""

    _inherit = "torg.price.revision"

    def _get_fill_chunk(self):
        """Return how many lines a job writes, and a person waits for."""
        return CHUNK

    def _fill_by_rule(self, rule):
        """Write a line for every product of the rule, here and now or, when there are many, as a chain of jobs.

        :param dict rule: domain (of product.product), base (current, pricelist, list_price, cost), pricelist_id,
            percent, surcharge, rounding, mode, only_changed
        """
        self._check_draft()
        total = self.env["product.product"].search_count(rule["domain"])
        if total <= self._get_fill_chunk():
            self._fill_chunk(rule, self.env["product.product"].search(rule["domain"], order="id"))
            return
        # sudo: the progress is not for people to write
        self.sudo().write({"work": "fill", "work_done": 0, "work_total": total})
        self._enqueue_filling(rule, 0)

    def _enqueue_filling(self, rule, after_id):
        self.with_delay(
            identity_key=f"torg.price.revision.fill:{self.id}:{after_id}",
            description=self.env._("Filling %(name)s", name=self.name),
        )._fill_next(rule, after_id)

    def _fill_next(self, rule, after_id):
        """Job: one chunk of products, then the next."""
        if not self.exists() or self.work != "fill":
            return "nothing to do"
        domain = [("id", ">", after_id), *rule["domain"]]
        products = self.env["product.product"].search(domain, order="id", limit=self._get_fill_chunk())
        self._fill_chunk(rule, products)
        revision_sudo = self.sudo()  # sudo: the progress is not for people to write
        if products:
            revision_sudo.work_done += len(products)
            self._enqueue_filling(rule, products[-1].id)
        else:
            revision_sudo.work = False
        return f"{len(products)} products"

    def _fill_chunk(self, rule, products):
        lines = {line.product_id: line for line in self._get_lines_of(products)}
        new_prices = self._get_rule_prices(rule, products)
        vals_list = []
        for product, (current, new_price) in new_prices.items():
            if rule.get("only_changed") and self.currency_id.compare_amounts(current, new_price) == 0:
                continue
            if product in lines:
                lines[product].new_price = new_price
            else:
                vals_list.append({"revision_id": self.id, "product_id": product.id, "new_price": new_price})
        self.env["torg.price.revision.line"].create(vals_list)

    def _get_lines_of(self, products):
        domain = [("revision_id", "=", self.id), ("product_id", "in", products.ids), ("min_quantity", "=", 0)]
        return self.env["torg.price.revision.line"].search(domain)

    def _get_rule_prices(self, rule, products):
        """Return ``{product: (price now, new price)}`` of the products that have something to count from."""
        current = self._get_list_prices(products, self.pricelist_id)
        bases = self._get_rule_bases(rule, products, current)
        return {
            product: (
                current[product],
                change_price(bases[product], rule["percent"], rule["surcharge"], rule["rounding"], rule["mode"]),
            )
            for product in products
            if bases[product] > 0
        }

    def _get_rule_bases(self, rule, products, current):
        if rule["base"] == "pricelist":
            other = self.env["product.pricelist"].browse(rule["pricelist_id"])
            prices = self._get_list_prices(products, other)
            return {product: self._to_own_money(price, other.currency_id) for product, price in prices.items()}
        if rule["base"] == "current":
            return current
        field = "standard_price" if rule["base"] == "cost" else "lst_price"
        # sudo: the wizard offers the cost only to those who may see it
        return {product: self._to_own_money(product.sudo()[field]) for product in products}

    def _get_list_prices(self, products, pricelist):
        quotes = products._get_customer_prices(pricelist=pricelist, date=self._get_moment())
        return {product: quotes[product.id].price for product in products}
