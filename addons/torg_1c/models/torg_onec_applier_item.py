from dataclasses import replace

from odoo import api, models

from odoo.addons.torg_1c.tools.fingerprint import fingerprint
from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM, OFFER, PICTURES, UNIT, VARIANT
from odoo.addons.torg_1c.tools.records import ABSENT, ItemRec, OfferRec, filled

from .torg_onec_applier_group import QUIET
from .torg_onec_parked import key_of
from .torg_onec_unit import code_of, is_identifier

FULL = "full"  # what a full export was full of
# What of an item waits for a key of this kind.
PARTS = {GROUP: ("group_ids",), UNIT: ("unit",), VARIANT: ("properties", "requisites", "category_id")}


class TorgOnecApplier(models.AbstractModel):
    """Items of 1C are product templates; an item without characteristics has its only variant for an offer as well."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply items."""
        return super()._get_handlers() | {"ItemRec": "_apply_items"}

    def _apply_items(self, work, items):
        """Apply items: what equals the last message is skipped unread."""
        if work.run.topic == PICTURES:
            return self._apply_pictures(work, items)
        self._see_items(work, items)
        told = self._take_last(items)
        links = self.env["torg.exchange.link"]
        salt = work.endpoint.onec_mapping_revision
        hashes = {key: fingerprint(item, salt) for key, item in told.items()}
        fresh = set(links._filter_changed(work.endpoint, ITEM, hashes))
        known = self._find(work.endpoint, ITEM, "product.template", told)
        changed = {key: item for key, item in told.items() if key in fresh or key not in known}
        work.count(ITEM, "unchanged", len(told) - len(changed))
        if changed:
            self._change_items(work, changed, known, hashes)
        self._apply_offers(work, [_as_offer(item) for item in items if item.characteristic_id])
        return None

    def _see_items(self, work, items):
        """Note what a full export names."""
        work.see(ITEM, [(item.item_id, "") for item in items])
        work.see(OFFER, [(item.item_id, item.characteristic_id) for item in items if item.characteristic_id])
        work.see(FULL, [(ITEM, "")])

    def _take_last(self, items):
        """Return ``{key: item}``; of the rows of one item that has several characteristics the first stands for it."""
        told = {}
        for item in items:
            key = (item.item_id, "")
            if not item.characteristic_id or key not in told or item.characteristic_id < told[key].characteristic_id:
                told[key] = item
        return {
            key: replace(item, id=item.item_id, characteristic_id="", characteristics=ABSENT, barcodes=ABSENT)
            if item.characteristic_id
            else item
            for key, item in told.items()
        }

    def _change_items(self, work, items, known, hashes):
        """Create or change the templates of items that say something new."""
        gone = {key for key, item in items.items() if item.deleted and key not in known}
        work.count(ITEM, "unchanged", len(gone))
        items = {key: item for key, item in items.items() if key not in gone}
        matched, doubtful = self._match_items(work, {key: item for key, item in items.items() if key not in known})
        known |= matched
        items = {key: item for key, item in items.items() if key not in doubtful}
        items = self._leave_out_nonsense(work, items)
        wanted, attributes, waiting = self._prepare_items(work, items)
        self._drop_taken_barcodes(work, ITEM, wanted)
        quiet = self.with_context(**QUIET)
        templates = quiet._sync(work, ITEM, "product.template", wanted, hashes)
        quiet._link_only_variants(work, {key: templates[key] for key in wanted if key not in known or key in matched})
        quiet._apply_attributes({templates[key]: values for key, values in attributes.items() if values})
        quiet._apply_packs(work, {templates[key]: rest for key, rest in _rest(items).items()})
        self._forget_waiting(work, items)
        for item, kind, key in waiting:
            work.park(item, kind, key, self.env._("The product is here; this part of it waits."))
        if work.run:
            work.run._note_pictures([item for item in items.values() if item.pictures is not ABSENT or item.files])

    def _forget_waiting(self, work, items):
        """What waited of these items is old now."""
        rows = [
            item if item.id.endswith(f"/{kind}") else _part(item, kind) for item in items.values() for kind in PARTS
        ]
        keys = [key_of(row) for row in [*items.values(), *rows]]
        self.env["torg.onec.parked"].search(
            [
                ("endpoint_id", "=", work.endpoint.id),
                ("record_kind", "=", "ItemRec"),
                ("record_key", "in", keys),
                ("waits_kind", "!=", "handler"),
            ]
        ).unlink()

    def _link_only_variants(self, work, templates):
        """Link the offer of an item without characteristics to the only variant its template has."""
        if not templates:
            return
        variants = {key: template.product_variant_ids for key, template in templates.items()}
        only = {key: found for key, found in variants.items() if len(found) == 1}
        self.env["torg.exchange.link"]._link(work.endpoint, OFFER, only)
        work.linked[OFFER] |= only.keys()

    # === VALUES === #

    def _prepare_items(self, work, items):
        """Return ``{key: values}``, ``{key: {attribute: names}}`` and the parts that wait, ``[(item, kind, key)]``."""
        context = self._prepare_context(work, items.values())
        wanted, attributes, waiting = {}, {}, []
        for key, item in items.items():
            wanted[key], attributes[key], waits = self._prepare_item_vals(work, context, item)
            waiting += [(_part(item, kind), kind, place) for kind, place in waits]
        return wanted, attributes, waiting

    def _prepare_context(self, work, items):
        """Read what many items refer to, once a batch."""
        groups = {(group, "") for item in items for group in filled(item.group_ids, ())[:1]}
        units = {item.unit for item in items if item.unit}
        return {
            "groups": self.env["torg.exchange.link"]._lookup(work.endpoint, GROUP, list(groups)),
            "units": self.env["torg.onec.unit"]._find(work.endpoint, units),
            "mapping": self._get_mapping(work, items),
            "taxes": {},
        }

    def _prepare_item_vals(self, work, context, item):
        vals, waits = {"active": not item.deleted}, []
        names = (item.full_name, item.name) if work.endpoint.onec_name_source == "full" else (item.name, item.full_name)
        name = next((filled(name) for name in names if filled(name)), "")
        if name:
            vals["name"] = name
        if item.group_ids:
            group = (item.group_ids[0], "")
            if group in context["groups"]:
                vals["categ_id"] = context["groups"][group]
            else:
                waits.append((GROUP, group))
        vals |= self._prepare_plain_vals(item) | self._prepare_kind_vals(item)
        vals |= self._prepare_unit_vals(context, item) | self._prepare_tax_vals(work, context, item)
        if "uom_id" not in vals and item.unit and is_identifier(item.unit):
            waits.append((UNIT, (code_of(item.unit), "")))
        mapped, attributes, wait = self._get_mapped(work, context["mapping"], item)
        return vals | mapped, attributes, [*waits, *([wait] if wait else [])]


def _part(item, kind):
    """The part of an item that waits for a key of a kind: the rest of it is applied."""
    return ItemRec(f"{item.id}/{kind}", item.item_id, **{name: getattr(item, name) for name in PARTS[kind]})


def _rest(items):
    """Return ``{key: (packs, further barcodes)}`` of the items that tell any."""
    rest = {key: (filled(item.packs, ()), filled(item.barcodes, ())[1:]) for key, item in items.items()}
    return {key: (packs, codes) for key, (packs, codes) in rest.items() if packs or codes}


def _as_offer(item):
    """The offer of a row that holds a characteristic in the catalogue."""
    return OfferRec(
        item.id,
        item.item_id,
        item.characteristic_id,
        name=item.name,
        article=item.article,
        barcodes=item.barcodes,
        characteristics=item.characteristics,
        deleted=item.deleted,
    )
