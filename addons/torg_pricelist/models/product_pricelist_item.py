from odoo import models
from odoo.tools import format_date, formatLang

from odoo.addons.torg_pricelist.tools.price_quote import PriceStep

# The parts of a formula in the order core applies them; each stage repeats the former ones.
FORMULA_STAGES = ("price_discount", "price_round", "price_surcharge", "price_min_margin", "price_max_margin")


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    def _get_price_steps(self, product, quantity, uom, date, currency, **kwargs):
        """Return the steps from the base price to the price of this rule, each computed by core itself.

        An empty rule means the price list says nothing: the price is the product's own.

        :return: list of PriceStep; amounts are in `currency`, those of a base price list in its own currency
        """
        target = {"product": product, "quantity": quantity, "uom": uom, "date": date, "currency": currency, **kwargs}
        if self.compute_price == "fixed":
            return [self._new_step("fixed", self._get_fixed_title(), self._compute_price(**target), currency)]
        steps = self._get_base_steps(**target)
        if self:
            steps += self._get_rule_steps(**target)
        return steps

    # === BASE === #

    def _get_base_steps(self, product, quantity, uom, date, currency, **kwargs):
        target = {"quantity": quantity, "uom": uom, "date": date, **kwargs}
        amount = self._compute_base_price(product, currency=currency, **target)
        if self.base == "pricelist" and self.base_pricelist_id:
            base = self.base_pricelist_id
            rule = self.browse(base._get_product_rule(product, **target))
            steps = rule._get_price_steps(product, currency=base.currency_id, **target)
            return steps + self._get_currency_steps(base.currency_id, currency, amount, date)
        if self.base == "standard_price":
            title = self.env._("Cost of the product")
            return [self._new_step("cost", title, amount, currency, internal=True, secret=True)]
        title = self.env._("List price of the product")
        if product._get_attributes_extra_price():
            title = self.env._("List price of the product with the extras of its attributes")
        return [self._new_step("list_price", title, amount, currency)]

    def _get_currency_steps(self, source, target, amount, date):
        if source == target:
            return []
        title = self.env._(
            "From %(old)s to %(new)s at the rate of %(date)s",
            old=source.name,
            new=target.name,
            date=format_date(self.env, date),
        )
        return [self._new_step("currency", title, amount, target)]

    # === RULE === #

    def _get_rule_steps(self, currency, **target):
        target["currency"] = currency
        if self.compute_price == "percentage":
            title = self._get_stage_title("percent_price")
            return [self._new_step("discount", title, self._compute_price(**target), currency)]
        secret = self.base == "standard_price"
        steps = [
            self._new_step(kind, title, amount, currency, internal=True, secret=secret)
            for kind, title, amount in self._get_formula_stages(**target)
        ]
        if secret:
            title = self.env._("“%(pricelist)s”: counted from the cost", pricelist=self.pricelist_id.name)
            steps.append(self._new_step("formula", title, self._compute_price(**target), currency, internal=True))
        return steps

    def _get_formula_stages(self, **target):
        """Let core compute ever longer versions of the formula."""
        kinds = dict(zip(FORMULA_STAGES, ("discount", "rounding", "surcharge", "limit", "limit"), strict=True))
        shared = {
            "pricelist_id": self.pricelist_id.id,
            "compute_price": "formula",
            "base": self.base,
            "base_pricelist_id": self.base_pricelist_id.id,
        }
        for length, field in enumerate(FORMULA_STAGES, start=1):
            if not self[field]:
                continue
            values = {name: self[name] for name in FORMULA_STAGES[:length]}
            partial = self.new(shared | values)
            yield kinds[field], self._get_stage_title(field), partial._compute_price(**target)

    # === WORDS === #

    def _new_step(self, kind, title, amount, currency, **values):
        return PriceStep(kind, title, amount, currency.id, pricelist_id=self.pricelist_id.id, rule_id=self.id, **values)

    def _get_scope(self):
        """Return what the rule is about: nothing to add when it is this very product."""
        scope = "" if self.applied_on in ("0_product_variant", "1_product") else self.name
        if self.min_quantity:
            quantity = formatLang(self.env, self.min_quantity, dp="Product Unit").rstrip("0").rstrip(",.")
            scope = f"{scope}, " if scope else ""
            scope += self.env._("from %(quantity)s", quantity=quantity)
        return f" ({scope})" if scope else ""

    def _get_fixed_title(self):
        words = {"pricelist": self.pricelist_id.name, "scope": self._get_scope()}
        if not self.date_start:
            return self.env._("“%(pricelist)s”%(scope)s: the price is set", **words)
        words["date"] = format_date(self.env, self.date_start)
        if self.revision_id:
            words["revision"] = self.revision_id.name
            return self.env._("“%(pricelist)s”%(scope)s: the price is set from %(date)s by %(revision)s", **words)
        return self.env._("“%(pricelist)s”%(scope)s: the price is set from %(date)s", **words)

    def _get_stage_title(self, field):
        """Return the sentence of one part of the rule."""
        percent = self.percent_price if field == "percent_price" else self.price_discount
        money = {"digits": 2, "currency_obj": self.currency_id}
        words = {"pricelist": self.pricelist_id.name, "scope": self._get_scope()}
        if field in ("percent_price", "price_discount"):
            words["percent"] = formatLang(self.env, abs(percent), digits=0 if percent == int(percent) else 2)
            if percent < 0:
                return self.env._("“%(pricelist)s”%(scope)s: +%(percent)s %%", **words)
            return self.env._("“%(pricelist)s”%(scope)s: −%(percent)s %%", **words)
        words["sum"] = formatLang(self.env, abs(self[field]), **money)
        if field == "price_round":
            return self.env._("“%(pricelist)s”%(scope)s: rounded to %(sum)s", **words)
        if field == "price_surcharge":
            words["sign"] = "+" if self.price_surcharge > 0 else "−"
            return self.env._("“%(pricelist)s”%(scope)s: %(sign)s%(sum)s", **words)
        if field == "price_min_margin":
            return self.env._("“%(pricelist)s”%(scope)s: at least %(sum)s above the base", **words)
        return self.env._("“%(pricelist)s”%(scope)s: at most %(sum)s above the base", **words)
