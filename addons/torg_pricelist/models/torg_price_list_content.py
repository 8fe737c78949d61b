import base64

from odoo import models
from odoo.tools import format_date, format_datetime

from odoo.addons.torg_pricelist.tools.price_list_data import Heading, Item, Layout
from odoo.addons.torg_pricelist.tools.thumbnail import make_thumbnail


class TorgPriceList(models.Model):
    """What stands in the price list."""

    _inherit = "torg.price.list"

    # === HEADING === #

    def _prepare_heading(self):
        company = self.company_id
        return Heading(
            company=company.name,
            title=self.env._("Price list"),
            lines=tuple(filter(None, self._get_company_lines(company))),
            facts=tuple(self._get_facts()),
            note=self.note or "",
            logo=not company.uses_default_logo and make_thumbnail(base64.b64decode(company.logo), side=480),
            site=self._get_site() or "",
            made=self.env._("Made %(moment)s", moment=format_datetime(self.env, self.date, dt_format="short")),
            fonts=self._get_fonts(),
        )

    def _get_company_lines(self, company):
        partner = company.partner_id
        requisites = [
            (self.env._("INN"), company.vat), (self.env._("KPP"), company.kpp),
            (self.env._("OGRN"), company.company_registry),
        ]  # fmt: skip
        lines = (partner._display_address(without_company=True) or "").splitlines()
        address = ", ".join(line.strip() for line in lines if line.strip())
        contacts = (company.phone, company.email, (company.website or "").removeprefix("https://"))
        return [
            " · ".join(f"{name} {value}" for name, value in requisites if value),
            address,
            " · ".join(filter(None, contacts)),
        ]

    def _get_facts(self):
        """Return pairs of a name and a value."""
        valid = self.env._("from %(date)s", date=format_date(self.env, self.date))
        if self.valid_until:
            valid += " " + self.env._("until %(date)s", date=format_date(self.env, self.valid_until))
        facts = [(self.env._("Prices"), self.pricelist_id.name), (self.env._("Valid"), valid)]
        if self.partner_id:
            facts.insert(0, (self.env._("For"), self.partner_id.name))
        return [*facts, (self.env._("Tax"), self._get_tax_fact())]

    def _get_tax_fact(self):
        included = self.company_id.account_price_include == "tax_included"
        return self.env._("included in the price") if included else self.env._("comes on top")

    def _get_site(self):
        """Return where the QR code leads. Hook: a portal leads to the customer's own page."""
        return self.company_id.website

    # === COLUMNS === #

    def _prepare_layout(self):
        return Layout(
            words=self._get_words(),
            currency=self.currency_id.symbol or self.currency_id.name,
            stores=tuple(self._get_stores()) if self.with_stock else (),
            photo=self.with_photo,
            article=self.with_article,
            barcode=self.with_barcode,
            unit=self.with_unit,
            vat=self.with_vat,
        )

    def _get_words(self):
        return {
            "article": self.env._("Article"),
            "barcode": self.env._("Barcode"),
            "name": self.env._("Name"),
            "unit": self.env._("Unit"),
            "vat": self.env._("VAT"),
            "price": self.env._("Price"),
            "old_price": self.env._("Without discount"),
            "page": self.env._("Page"),
            "continued": self.env._("continued"),
            "plenty": self.env._("plenty"),
            "few": self.env._("few"),
            "none": self.env._("none"),
        }

    # === ROWS === #

    def _prepare_items(self, products, pictures=True):
        """Return the lines of goods that have a price, and the id of the product of each."""
        products = products.with_context(lang=self.lang, display_default_code=False)
        quotes = products._get_customer_prices(self.partner_id, date=self.date, pricelist=self.pricelist_id)
        marks = self._get_stock_marks(products) if self.with_stock else {}
        vats = products._get_vat_labels(self.company_id) if self.with_vat else {}
        with_photo = pictures and self.with_photo and self.file_format == "pdf"
        photos = products._get_thumbnails() if with_photo else {}
        paths = self._get_category_paths(products.categ_id)
        items, owners = [], []
        for product in products:
            quote = quotes[product.id]
            if quote.price <= 0:
                continue
            owners.append(product.id)
            items.append(
                Item(
                    name=product.display_name,
                    price=quote.price,
                    old_price=quote.base_price if quote.discount else 0.0,
                    categories=paths[product.categ_id.id],
                    article=product.default_code or "",
                    barcode=product.barcode or "",
                    unit=product.uom_id.name,
                    vat=vats.get(product.id, ""),
                    marks=marks.get(product.id, ()),
                    photo=photos.get(product.id),
                )
            )
        return items, owners

    def _get_category_paths(self, categories):
        """Return ``{category id: names from the top down}``."""
        paths = {False: ()}
        for category in categories:
            ids = [int(part) for part in (category.parent_path or "").split("/") if part]
            paths[category.id] = tuple(categories.browse(ids).mapped("name"))
        return paths

    # === STOCK === #

    def _get_stores(self):
        """Return the names of the stores whose stock the list shows. Hook: the addon that knows stores fills it."""
        return []

    def _get_stock_marks(self, products):
        """Return ``{product id: (plenty | few | none, …)}``, a mark for each of the stores. Hook."""
        return {}
