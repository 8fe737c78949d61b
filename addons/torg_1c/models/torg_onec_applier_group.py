from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import CATEGORY, GROUP
from odoo.addons.torg_1c.tools.records import VariantRec, filled

# Nobody is told of each change, and a product that is born at no cost is no revaluation.
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "onec_quiet": True,
}
KIND_OF_ITEMS = "category"


class TorgOnecApplier(models.AbstractModel):
    """Groups of items are product categories; kinds of items are values of a property of their own."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply groups and kinds of items."""
        return super()._get_handlers() | {"GroupRec": "_apply_groups", "CategoryRec": "_apply_categories"}

    def _apply_groups(self, work, groups):
        """Apply groups level by level; one whose parent is unknown waits for it."""
        work.see(GROUP, [(group.id, "") for group in groups])
        waiting = self._leave_out_circles(work, list({group.id: group for group in groups}.values()))
        while waiting:
            parents = self._lookup_groups(work, [group.parent_id for group in waiting])
            ready = [group for group in waiting if not group.parent_id or group.parent_id in parents]
            if not ready:
                break
            self._sync_groups(work, ready, parents)
            waiting = [group for group in waiting if group not in ready]
        for group in waiting:
            work.park(group, GROUP, (group.parent_id, ""), self.env._("The group above it has not come yet."))

    def _leave_out_circles(self, work, groups):
        """Return the groups that do not stand inside themselves, told as they are and here as they were."""
        known = self._lookup_groups(work, [key for group in groups for key in (group.id, group.parent_id)])
        told = {known.get(group.id, group.id): known.get(group.parent_id, group.parent_id) for group in groups}

        def get_parent(place):
            if place in told or isinstance(place, str):
                return told.get(place)
            return self.env["product.category"].browse(place).exists().parent_id.id

        circles = _find_circles(told, get_parent)
        for group in groups:
            if known.get(group.id, group.id) in circles:
                self._refuse_circle(work, group)
        return [group for group in groups if known.get(group.id, group.id) not in circles]

    def _refuse_circle(self, work, group):
        text = self.env._(
            "The group “%(group)s” stands inside itself: correct the hierarchy of groups in 1C.",
            group=filled(group.name) or group.id,
        )
        work.issue("group_circle", text, group, where=group.id)

    def _lookup_groups(self, work, ids):
        keys = [(group_id, "") for group_id in dict.fromkeys(ids) if group_id]
        known = self.env["torg.exchange.link"]._lookup(work.endpoint, GROUP, keys)
        return {key[0]: res_id for key, res_id in known.items()}

    def _sync_groups(self, work, groups, parents):
        top = work.endpoint.onec_root_category_id.id or False
        known = self._lookup_groups(work, [group.id for group in groups])
        wanted = {}
        for group in groups:
            name = filled(group.name, "")
            if group.deleted and group.id not in known:
                continue
            vals = {"parent_id": parents.get(group.parent_id, top)}
            if name or group.id not in known:
                vals["name"] = name or group.id
            wanted[group.id, ""] = vals
        self.with_context(**QUIET)._sync(work, GROUP, "product.category", wanted)

    def _apply_categories(self, work, categories):
        """Keep kinds of items as the values an item's kind may have."""
        work.see(CATEGORY, [(category.id, "") for category in categories])
        rows = self.env["torg.onec.property"]._ensure(work.endpoint, "field", {KIND_OF_ITEMS: ""})
        variants = [VariantRec(category.id, category.name) for category in categories]
        number = rows[KIND_OF_ITEMS]._keep_variants(variants)
        work.count("CategoryRec", "changed", number)
        work.count("CategoryRec", "unchanged", len(categories) - number)


def _find_circles(places, get_parent):
    """Return the places from which the way up leads back."""
    seen, circles = set(), set()
    for place in places:
        path = []
        while place and place not in seen:
            seen.add(place)
            path.append(place)
            place = get_parent(place)
        if place in path:
            circles.update(path[path.index(place) :])
    return circles
