from decimal import Decimal

from odoo.addons.torg_1c.tools.records import ItemRec, OfferRec, PriceRec, StockRec, UnitRec, WarehouseRec

PIECE = UnitRec(code="796", name="шт", okei="796")


class BasesMixin:
    """The office and a base of a store: what each of them would send about the same goods under its own identifiers."""

    @classmethod
    def set_up_bases(cls):
        """The office is the first base; the store has one of its own and tells its own warehouse."""
        cls.office = cls.onec
        cls.office.write({"name": "Office", "onec_match": "both", "onec_create_stores": True})
        cls.shop = cls.make_onec("shop", name="Shop", onec_create_stores=True)

    @classmethod
    def goods(cls, base, count, name="Goods", **vals):
        """Return the items of a base: articles are common, identifiers and names are its own."""
        code = base.code
        return [
            ItemRec(
                f"{code}-{number}",
                f"{code}-{number}",
                name=f"{name} {number}",
                article=f"A-{number:05}",
                unit=PIECE,
                **vals,
            )
            for number in range(count)
        ]

    @classmethod
    def balances(cls, base, store, quantities):
        """Return the rows of stock of a base, ``{number of the item: quantity}``."""
        code = base.code
        return [
            StockRec(f"{code}-{number}", f"{code}-{number}", "", store, Decimal(quantity))
            for number, quantity in quantities.items()
        ]

    @classmethod
    def send(cls, base, *records, section="offers", **vals):
        """Apply records of a base; return the run."""
        return cls.load_rows(list(records), section=section, endpoint=base, **vals)

    def free(self, product, store):
        """Return what is free of a product in a store."""
        return product._get_point_availability(store)[product.id][store.id].free

    def variant_of(self, base, number):
        """Return the product that a base means by an item."""
        key = (f"{base.code}-{number}", "")
        known = self.env["torg.exchange.link"]._lookup(base, "offer", [key])
        return self.env["product.product"].browse(known.get(key, ()))

    def store_of(self, base, key):
        """Return the store that a base means by a warehouse."""
        known = self.env["torg.exchange.link"]._lookup(base, "warehouse", [(key, "")])
        return self.env["stock.warehouse"].browse(known.get((key, ""), ()))


def warehouse(key, name):
    """A warehouse as a base introduces it."""
    return WarehouseRec(key, name=name)


def offer(base, number, characteristic, name):
    """A characteristic of an item of a base."""
    key = f"{base.code}-{number}"
    return OfferRec(f"{key}#{characteristic}", key, characteristic, name=name)


def price(base, number, amount, key="retail"):
    """A price of an item of a base."""
    item = f"{base.code}-{number}"
    return PriceRec(item, item, "", key, Decimal(amount))
