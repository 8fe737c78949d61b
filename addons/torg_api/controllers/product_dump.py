"""Goods in the words of the API: each field is told for all products of a page at once."""

from odoo.fields import Domain

from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.products import Attribute, Document, Pack, Picture, Price, Product, Variant


class ProductDump:
    """Tells fields of products.

    :param customer: whose prices, see torg.api.key
    """

    def __init__(self, api, products, customer):
        self.api = api
        self.products = products
        self.customer = customer
        self.company = api.key.company_id

    def dump(self, names):
        """Return a Product for each, with these fields only."""
        told = {name: getattr(self, f"_tell_{name}")() for name in names if name != "id"}
        return [
            Product.model_construct({"id", *told}, id=product.id, **{name: told[name].get(product.id) for name in told})
            for product in self.products
        ]

    def _each(self, get_value):
        return {product.id: get_value(product) for product in self.products}

    # === PLAIN FIELDS === #

    def _tell_name(self):
        return self._each(lambda product: product.with_context(display_default_code=False).display_name)

    def _tell_article(self):
        return self._each(lambda product: product.default_code or None)

    def _tell_barcode(self):
        return self._each(lambda product: product.barcode or None)

    def _tell_barcodes(self):
        own = self._each(lambda product: [product.barcode] if product.barcode else [])
        for product in self.products:
            packs = product.product_uom_ids.filtered(lambda row, unit=product.uom_id: row.uom_id == unit)
            own[product.id] += packs.mapped("barcode")
        return own

    def _tell_category(self):
        return self._each(lambda product: product.categ_id.id or None)

    def _tell_description(self):
        return self._each(lambda product: product.description_sale or None)

    def _tell_unit(self):
        return self._each(lambda product: product.uom_id.name)

    def _tell_group(self):
        return self._each(lambda product: product.product_tmpl_id.id)

    def _tell_updated_at(self):
        return self._each(lambda product: moment(max(product.write_date, product.product_tmpl_id.write_date)))

    def _tell_facts(self):
        return self.products._get_shop_facts()

    def _tell_shelf_life_days(self):
        return self.products._get_shop_shelf_life()

    # === WHAT IS MORE THAN A FIELD === #

    def _tell_packs(self):
        return self._each(lambda product: [self._dump_pack(product, unit) for unit in product.uom_ids])

    def _dump_pack(self, product, unit):
        barcodes = product.product_uom_ids.filtered(lambda row: row.uom_id == unit).mapped("barcode")
        quantity = unit._compute_quantity(1, product.uom_id, round=False)
        return Pack(name=unit.name, quantity=quantity, barcodes=barcodes)

    def _tell_price(self):
        quotes = self.api.key._get_shop_prices(self.products, self.customer)
        return {number: dump_price(self.api, quote) for number, quote in quotes.items()}

    def _tell_image(self):
        return {number: rows[0] if rows else None for number, rows in self._tell_images().items()}

    def _tell_images(self):
        if not hasattr(self, "_pictures"):
            pictures = self.products._get_shop_pictures(self.company)
            self._pictures = {number: [Picture(sizes=row) for row in rows] for number, rows in pictures.items()}
        return self._pictures

    def _tell_documents(self):
        return {
            number: [self._dump_document(row) for row in rows if not row._is_shop_picture()]
            for number, rows in self.products._get_shop_documents().items()
        }

    def _dump_document(self, document):
        url = self.company._get_document_address(document)
        return Document(name=document.name, mimetype=document.mimetype or "", size=document.file_size, url=url)

    def _tell_attributes(self):
        return self._each(self._dump_attributes)

    def _dump_attributes(self, product):
        own = product.product_template_attribute_value_ids
        rows = []
        for line in product.product_tmpl_id.attribute_line_ids:
            chosen = own.filtered(lambda value, line=line: value.attribute_line_id == line)
            values = (chosen.product_attribute_value_id or line.value_ids).mapped("name")
            differs = bool(chosen) and len(line.value_ids) > 1
            rows.append(Attribute(name=line.attribute_id.name, values=values, of_variant=differs))
        return rows + self._dump_properties(product)

    def _dump_properties(self, product):
        """Properties are attributes that a category brings."""
        properties = [(row["string"], _as_texts(row)) for row in self._get_properties()[product.product_tmpl_id.id]]
        return [Attribute(name=name, values=values, of_variant=False) for name, values in properties if values]

    def _get_properties(self):
        """Return `{template id: [property as core reads it]}`, read once."""
        if not hasattr(self, "_properties"):
            rows = self.products.product_tmpl_id.read(["product_properties"])
            self._properties = {row["id"]: row["product_properties"] for row in rows}
        return self._properties

    def _tell_variants(self):
        seen = self.api.env["product.product"].search(
            self.api.key._get_shop_product_domain() & Domain("product_tmpl_id", "in", self.products.product_tmpl_id.ids)
        )
        groups = seen.grouped("product_tmpl_id")
        return self._each(lambda product: self._dump_variants(groups.get(product.product_tmpl_id, seen.browse())))

    def _dump_variants(self, variants):
        return [Variant(id=row.id, attributes=_get_combination(row)) for row in variants] if len(variants) > 1 else []

    def _tell_related(self):
        wanted = self.products.optional_product_ids.product_variant_id
        seen = set(self.api.key._find_shop_products(wanted.ids).ids)
        return self._each(
            lambda product: [row.id for row in product.optional_product_ids.product_variant_id if row.id in seen]
        )


def dump_price(api, quote):
    """A PriceQuote of the price verb as the API tells it."""
    currency = api.env["res.currency"].browse(quote.currency_id)
    return Price(price=quote.price, base_price=quote.base_price, discount=quote.discount, currency=currency.name)


def _as_texts(row):
    """Values of a property as texts; those a customer cannot read (records, separators) are left out."""
    value, kind = row.get("value"), row.get("type")
    if kind == "selection":
        value = [label for code, label in row.get("selection") or () if code == value]
    elif kind == "tags":
        value = [label for code, label, _color in row.get("tags") or () if code in (value or ())]
    elif kind in ("integer", "float", "char", "text", "date"):
        value = [f"{value:g}" if kind == "float" else str(value)] if value or kind in ("integer", "float") else []
    else:
        value = []
    return value


def _get_combination(variant):
    return {
        value.attribute_id.name: value.name
        for value in variant.product_template_attribute_value_ids
        if len(value.attribute_line_id.value_ids) > 1
    }
