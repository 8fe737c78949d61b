from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.torg_1c.tools.commerceml.names import plain as plain_word
from odoo.addons.torg_1c.tools.kinds import OFFER
from odoo.addons.torg_1c.tools.records import filled

VARIANT_FIELDS = ("default_code", "barcode", "weight", "volume")
SHARED = ("default_code", "weight", "volume")
SERVICES = {"услуга", "работа", "послуга", "робота"}


class TorgOnecApplier(models.AbstractModel):
    """What an item says, as values of a template; article, barcode and weight are kept by its variants."""

    _inherit = "torg.onec.applier"

    def _prepare_plain_vals(self, item):
        """Return the values that need nothing but the item; what it does not tell is not among them."""
        vals = {}
        if filled(item.article) is not None:
            vals["default_code"] = item.article or False
        if filled(item.barcodes) is not None:
            vals["barcode"] = next(iter(item.barcodes), False)
        if filled(item.weight) is not None:
            vals["weight"] = float(item.weight)
        if filled(item.description) is not None:
            vals["description"] = _as_html(item.description)
        return vals

    def _prepare_kind_vals(self, item):
        """Return whether it is goods or a service, when the item tells."""
        told = next((row.value for row in filled(item.requisites, ()) if row.key == "item_type"), "")
        if not told:
            return {}
        is_service = plain_word(told) in SERVICES
        return {"type": "service" if is_service else "consu", "is_storable": not is_service}

    def _prepare_unit_vals(self, context, item):
        uom = item.unit and context["units"][item.unit]
        return {"uom_id": uom.id} if uom else {}

    def _prepare_tax_vals(self, work, context, item):
        """Return the sale tax of the VAT rate; a rate this company does not have is told once a batch."""
        rates = [row.rate for row in filled(item.taxes, ()) if filled(row.rate)]
        if not rates:
            return {}
        code = "none" if rates[0].percent is None else f"{rates[0].percent.normalize():f}"
        taxes = context["taxes"]
        if code not in taxes:
            taxes[code] = self._find_tax(work, code)
        return {"taxes_id": taxes[code]} if taxes[code] else {}

    def _find_tax(self, work, code):
        try:
            return self.env.company._get_vat(code).ids
        except UserError as error:
            work.issue("no_tax", str(error), level="note")
            return []

    # === VARIANTS BEHIND A TEMPLATE === #

    def _create_records(self, records, vals_list):
        """Override to create templates and their only variants in two statements instead of one each."""
        if records._name == "product.product":
            return self._create_variants(self._share_with_siblings(vals_list))
        if records._name != "product.template":
            return super()._create_records(records, vals_list)
        told = {"name": self.env._("Without a name"), "type": "consu", "is_storable": True}
        defaults = self._get_defaults(records) | told
        own = [{name: vals[name] for name in VARIANT_FIELDS if name in vals} for vals in vals_list]
        templates = records.with_context(create_product_product=False).create(
            [defaults | {name: vals[name] for name in vals if name not in VARIANT_FIELDS} for vals in vals_list]
        )
        variants = self._create_variants(
            [{"product_tmpl_id": template.id, **vals} for template, vals in zip(templates, own, strict=True)]
        )
        templates.invalidate_recordset(["product_variant_ids", "product_variant_id"])
        variants.invalidate_recordset(["product_tmpl_id"], flush=False)
        return templates.with_context(create_product_product=True)

    def _create_variants(self, vals_list):
        products = self.env["product.product"]
        defaults = self._get_defaults(products, product_tmpl_id=True)
        del defaults["product_tmpl_id"]
        return products.create([defaults | vals for vals in vals_list])

    def _get_defaults(self, records, **told):
        """Return the default values of a model, asked for once: core asks anew for each record it creates."""
        return records._add_missing_default_values(told)

    def _share_with_siblings(self, vals_list):
        """A new variant has the article and the weight that its siblings share: they are the item's."""
        templates = self.env["product.template"].browse(vals["product_tmpl_id"] for vals in vals_list)
        shared = {
            template.id: {name: value for name in SHARED if (value := self._read_plain(template, name))}
            for template in templates
        }
        return [shared[vals["product_tmpl_id"]] | vals for vals in vals_list]

    def _read_plain(self, record, name):
        """Override to read what variants keep from them: the value they share."""
        if record._name != "product.template" or name not in VARIANT_FIELDS:
            return super()._read_plain(record, name)
        values = {variant[name] for variant in record.with_context(active_test=False).product_variant_ids}
        return values.pop() if len(values) == 1 else False

    def _write_records(self, work, records, vals):
        """Override to write what variants keep to them, except where an offer of theirs tells another value."""
        if records._name != "product.template":
            return super()._write_records(work, records, vals)
        own = {name: vals[name] for name in VARIANT_FIELDS if name in vals}
        rest = {name: value for name, value in vals.items() if name not in own}
        if rest:
            super()._write_records(work, records, rest)
        if vals.get("active"):
            self._keep_gone_offers(work, records)
        if own:
            self._write_variants(work, records.with_context(active_test=False).product_variant_ids, own)
        return None

    def _write_variants(self, work, variants, vals):
        links = self.env["torg.exchange.link"]
        keys = links._lookup_external(work.endpoint, OFFER, variants)
        told = links._get_applied(work.endpoint, OFFER, list(keys.values()))
        for name, value in vals.items():
            free = variants.filtered(lambda variant, name=name: name not in told.get(keys.get(variant.id), {}))
            if name == "barcode" and value:
                free = free.filtered("active") if len(free.filtered("active")) == 1 else free.browse()
            free.write({name: value})

    def _keep_gone_offers(self, work, templates):
        """A product that comes back brings all its variants with it: those that 1C has deleted stay archived."""
        variants = templates.product_variant_ids
        links = self.env["torg.exchange.link"]
        keys = links._lookup_external(work.endpoint, OFFER, variants)
        told = links._get_applied(work.endpoint, OFFER, list(keys.values()))
        gone = [variant.id for variant in variants if told.get(keys.get(variant.id), {}).get("active") is False]
        variants.browse(gone).write({"active": False})

    def _drop_taken_barcodes(self, work, kind, wanted):
        """Leave out barcodes that other products have: one of them is wrong, and a person sees which."""
        told = {vals["barcode"]: key for key, vals in reversed(wanted.items()) if vals.get("barcode")}
        products = self.env["product.product"].with_context(active_test=False)
        owners = {row.barcode: row for row in products.search([("barcode", "in", list(told))])}
        packs = self.env["product.uom"].search([("barcode", "in", list(told))])
        owners |= {pack.barcode: pack.product_id for pack in packs}
        known = self._find(work.endpoint, kind, "product.template" if kind != OFFER else "product.product", wanted)
        for key, vals in wanted.items():
            code = vals.get("barcode")
            owner, ours = owners.get(code), known.get(key)
            is_ours = owner and ours and ours in (owner, owner.product_tmpl_id)
            if code and (told[code] != key or owner and not is_ours):
                del vals["barcode"]
                other = owner.display_name if owner else "/".join(told[code])
                text = self.env._("The barcode %(code)s belongs to “%(other)s” already.", code=code, other=other)
                work.issue("barcode_taken", text, level="note", where=key[0])


def _as_html(text):
    if not text:
        return False
    return text if "<" in text and ">" in text else str(plaintext2html(text))
