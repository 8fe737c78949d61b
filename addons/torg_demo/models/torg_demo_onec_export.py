from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from odoo import api, fields, models

from odoo.addons.torg_1c.tools import kinds
from odoo.addons.torg_1c.tools.commerceml.writer import write_partners
from odoo.addons.torg_1c.tools.commerceml.writer_catalogue import write_catalogue, write_offers
from odoo.addons.torg_1c.tools.records import (
    ABSENT,
    CharacteristicRec,
    GroupRec,
    ItemRec,
    OfferRec,
    PriceRec,
    PriceTypeRec,
    RequisiteRec,
    StockRec,
    TaxRec,
    UnitRec,
    WarehouseRec,
)

from .torg_demo_onec_links import COST, NAMES, RETAIL, identifier

UNITS = {
    "uom.product_uom_unit": ("796", "шт", "Штука", "PCE"),
    "uom.product_uom_kgm": ("166", "кг", "Килограмм", "KGM"),
}


class TorgDemo(models.AbstractModel):
    """The 1C base of the company as files: what it would send of what both sides have, as it is at this moment.

    Nothing is kept in the repository that could grow old: the files are made of the base whenever they are wanted.
    """

    _inherit = "torg.demo"

    @api.model
    def _export_onec(self):
        """Return ``{file name: bytes}``, a full export in CommerceML for ``scripts/fake-1c push``."""
        endpoint = self._get_onec()
        if not endpoint:
            return {}
        demo = self.with_env(endpoint._in_company_language().env)
        now = endpoint._to_onec_time(fields.Datetime.now())
        links = demo._get_onec_links(endpoint)
        offers = demo._get_onec_offers(links)
        return {
            "import0_1.xml": write_catalogue(demo._get_onec_groups(links), demo._get_onec_items(links), now),
            "offers0_1.xml": write_offers(
                [PriceTypeRec(identifier(name), title, "руб") for name, title in NAMES.items()],
                [WarehouseRec(key[0], store.name) for key, store in links[kinds.WAREHOUSE].items()],
                offers.values(),
                demo._get_onec_prices(offers),
                demo._get_onec_stock(links, offers),
                now,
            ),
            "contragents.xml": write_partners(demo._get_onec_partners(links), now, only_changes=False),
        }

    @api.model
    def _write_onec_export(self, folder):
        """Write the export into a folder, which is made; return the names of the files."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        files = self._export_onec()
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return sorted(files)

    @api.model
    def _get_onec_links(self, endpoint):
        """Return ``{kind: {key: record}}`` of everything that 1C knows, in the order of its identifiers."""
        found = self.env["torg.exchange.link"].search([("endpoint_id", "=", endpoint.id)], order="external_id, sub_id")
        links = defaultdict(dict)
        for model, rows in found.grouped("res_model").items():
            records = self.env[model].with_context(active_test=False).browse(rows.mapped("res_id")).exists()
            alive = {record.id: record for record in records}
            for row in rows.filtered(lambda row, alive=alive: row.res_id in alive):
                links[row.kind][row.external_id, row.sub_id or ""] = alive[row.res_id]
        return links

    # === CATALOGUE === #

    @api.model
    def _get_onec_groups(self, links):
        keys = {category: key[0] for key, category in links[kinds.GROUP].items()}
        return [GroupRec(key, category.name, keys.get(category.parent_id, "")) for category, key in keys.items()]

    @api.model
    def _get_onec_items(self, links):
        groups = {category: key[0] for key, category in links[kinds.GROUP].items()}
        single = {key[0]: variant for key, variant in links[kinds.OFFER].items() if not key[1]}
        for (item_id, _none), template in links[kinds.ITEM].items():
            group = groups.get(template.categ_id)
            item = ItemRec(
                item_id,
                item_id,
                name=template.name,
                full_name=template.name,
                unit=self._get_onec_unit(template),
                group_ids=(group,) if group else ABSENT,
                description=str(template.description or "") or ABSENT,
                taxes=tuple(_tax(tax) for tax in template.taxes_id if tax.vat_rate_code) or ABSENT,
                requisites=(RequisiteRec("ТипНоменклатуры", "Услуга" if template.type == "service" else "Товар"),),
                deleted=True if not template.active else ABSENT,
            )
            yield self._add_own(item, single[item_id]) if item_id in single else item

    @api.model
    def _add_own(self, item, variant):
        """What an item says itself when it has no characteristics."""
        return replace(
            item,
            article=variant.default_code or ABSENT,
            barcodes=(variant.barcode,) if variant.barcode else ABSENT,
            weight=_decimal(variant.weight) if variant.weight else ABSENT,
        )

    @api.model
    def _get_onec_unit(self, template):
        for xmlid, words in UNITS.items():
            if template.uom_id == self.env.ref(xmlid):
                code, name, full, international = words
                return UnitRec(code=code, name=name, full_name=full, international=international)
        return UnitRec(name=template.uom_id.name)

    # === OFFERS === #

    @api.model
    def _get_onec_offers(self, links):
        """Return ``{product: OfferRec}``."""
        rows = links[kinds.OFFER].items()
        return {product: self._get_onec_offer(*key, product) for key, product in rows if product.active}

    @api.model
    def _get_onec_offer(self, item_id, characteristic_id, product):
        values, name = product.product_template_attribute_value_ids, product.product_tmpl_id.name
        told = tuple(CharacteristicRec(value.attribute_id.name, value.name) for value in values)
        return OfferRec(
            f"{item_id}#{characteristic_id}" if characteristic_id else item_id,
            item_id,
            characteristic_id,
            name=f"{name} ({', '.join(row.value for row in told)})" if characteristic_id else name,
            article=product.default_code or ABSENT,
            barcodes=(product.barcode,) if product.barcode else ABSENT,
            characteristics=told if characteristic_id else ABSENT,
        )

    @api.model
    def _get_onec_prices(self, offers):
        products = self.env["product.product"].union(*offers)
        retail = self.env["torg.price.type"].search([("is_retail", "=", True)], limit=1)
        quotes = products._get_customer_prices(pricelist=retail.pricelist_id)
        for product, offer in offers.items():
            prices = {RETAIL: quotes[product.id].price, COST: product.standard_price}
            for name, price in prices.items():
                if price:
                    key = (offer.id, offer.item_id, offer.characteristic_id, identifier(name))
                    yield PriceRec(*key, _decimal(price), "руб", "RUB")

    @api.model
    def _get_onec_stock(self, links, offers):
        """What lies in the stores that 1C keeps, by its own last word."""
        stores = {store.id: key[0] for key, store in links[kinds.WAREHOUSE].items()}
        figures = self.env["torg.stock.figure"].search(
            [("warehouse_id", "in", list(stores))], order="warehouse_id, product_id"
        )
        for figure in figures:
            offer = offers.get(self.env["product.product"].browse(figure.product_id.id))
            if offer:
                key = (offer.id, offer.item_id, offer.characteristic_id)
                yield StockRec(*key, stores[figure.warehouse_id.id], _decimal(figure.on_hand))

    # === PARTNERS === #

    @api.model
    def _get_onec_partners(self, links):
        for key, partner in links[kinds.PARTNER].items():
            record = partner._prepare_onec_record(key[0])
            if record.official_name is not ABSENT:
                record = replace(record, official_name=partner.official_name or ABSENT)
            yield replace(record, deleted=True) if not partner.active else record


def _tax(tax):
    text = "Без налога" if tax.vat_rate_code == "none" else tax.vat_rate_code
    return TaxRec("НДС", rate_text=text)


def _decimal(value):
    return Decimal(f"{value:.4f}").normalize() + 0
