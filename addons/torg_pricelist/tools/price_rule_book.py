"""The rules of price lists, indexed by what they apply to."""

from collections import defaultdict


class PriceRuleBook:
    """Candidate rules of many products, each price list searched once.

    Core tries every rule of a price list on every product. The book hands over only the rules that may apply to the
    product, in the order of the search, so core finds the same rule and computes the same price in fewer steps.

    :param products: product.product or product.template records of one batch
    :param date: moment of the prices
    """

    def __init__(self, products, date):
        self.products = products
        self.date = date
        self._known = set(products._ids)
        self._indexes = {}

    def covers(self, products, date):
        """Return whether the book can answer: one product, of its own, at its own moment."""
        return (
            len(products) == 1
            and products._name == self.products._name
            and products._ids[0] in self._known
            and date == self.date
        )

    def get_rules(self, pricelist, product, search):
        """Return the rules of the price list that may apply to one product.

        :param search: called with the products of the book the first time the price list is met
        """
        index = self._indexes.get(pricelist.id)
        if index is None:
            index = self._indexes[pricelist.id] = _RuleIndex(search(self.products))
        return index.get_rules(product)


class _RuleIndex:
    def __init__(self, rules):
        self.rules = rules
        self.by_product = defaultdict(list)
        self.by_template = defaultdict(list)
        self.by_category = defaultdict(list)
        self.general = []
        for position, rule in enumerate(rules):
            self._get_shelf(rule).append((position, rule.id))
        self._of_category = {}

    def _get_shelf(self, rule):
        if rule.applied_on == "0_product_variant":
            return self.by_product[rule.product_id.id]
        if rule.applied_on == "1_product":
            return self.by_template[rule.product_tmpl_id.id]
        if rule.applied_on == "2_product_category":
            return self.by_category[rule.categ_id.id]
        return self.general

    def get_rules(self, product):
        own = self._get_own(product)
        common = self._get_common(product.categ_id)
        ids = [rule_id for _position, rule_id in (sorted(own + common) if own else common)]
        return self.rules.browse(ids).with_prefetch(self.rules._prefetch_ids)

    def _get_own(self, product):
        if product._name == "product.template":
            variant_id = product.product_variant_count == 1 and product.product_variant_id.id
            return self.by_product.get(variant_id, []) + self.by_template.get(product.id, [])
        return self.by_product.get(product.id, []) + self.by_template.get(product.product_tmpl_id.id, [])

    def _get_common(self, category):
        """Rules of the category, of those above it, and of everything."""
        if category.id not in self._of_category:
            above = [int(part) for part in (category.parent_path or "").split("/") if part]
            found = self.general + [pair for category_id in above for pair in self.by_category.get(category_id, [])]
            self._of_category[category.id] = sorted(found)
        return self._of_category[category.id]
