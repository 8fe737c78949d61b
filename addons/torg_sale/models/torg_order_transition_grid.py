from odoo import api, models

from odoo.addons.torg_sale.tools import transitions


class TorgOrderTransition(models.Model):
    """The matrix as a table that people read, and a warning when a change leaves orders without a way."""

    _inherit = "torg.order.transition"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._warn_of_faults()
        return rules

    def write(self, vals):
        res = super().write(vals)
        self._warn_of_faults()
        return res

    def unlink(self):
        res = super().unlink()
        self._warn_of_faults()
        return res

    # === BUSINESS METHODS === #

    @api.model
    def get_grid(self, order_type_id=False, role="manager", channel="desk"):
        """Return the matrix as one role sees it by one way, for its screen.

        `cells`: {from: {to: {"allow", "why"}}} by ids of stages as strings; `types`, `roles`, `channels`: what may be
        chosen; `faults`: what `_lint` has found, for all types.
        """
        self.check_access("read")
        kinds = self.env["torg.order.type"].search([])
        kind = kinds.filtered(lambda kind: kind.id == order_type_id) or kinds[:1]
        stages = self._get_stages_of(kind)
        return {
            "type_id": kind.id,
            "types": [{"id": kind.id, "name": kind.name} for kind in kinds],
            "roles": self._list_choices("role"),
            "channels": self._list_choices("channel"),
            "stages": [{"id": stage.id, "name": stage.name, "is_final": stage.is_final} for stage in stages],
            "cells": {str(stage.id): self._get_grid_row(kind, stage, stages, role, channel) for stage in stages},
            "faults": self._get_faults(),
        }

    @api.model
    def _list_choices(self, name):
        return [{"code": code, "name": label} for code, label in self._fields[name]._description_selection(self.env)]

    @api.model
    def _get_stages_of(self, kind):
        stages = self.env["sale.order.stage"].search([])
        return stages.filtered(lambda stage: not stage.order_type_ids or kind in stage.order_type_ids)

    @api.model
    def _get_grid_row(self, kind, source, stages, role, channel):
        held = self._get_held_roles(role)
        row = {}
        for target in stages - source:
            move = transitions.Move(kind.id, source.id, target.id, held, channel)
            found = transitions.find_rule(self._get_rules(), move)
            rule = self.browse(found.id if found else ())
            row[str(target.id)] = {"allow": rule.effect == "allow", "why": rule.name or ""}
        return row

    @api.model
    def _get_held_roles(self, role):
        """Return the roles that a holder of this one has: each step of the ladder holds those below."""
        ladder = ["manager", "supervisor", "director"]
        return frozenset(ladder[: ladder.index(role) + 1] if role in ladder else [role])

    @api.model
    def _get_faults(self):
        """Return [{"type", "unreachable", "dead_ends"}] by names, of the order types whose matrix has faults."""
        return [
            {"type": kind.name, "unreachable": unreachable.mapped("name"), "dead_ends": dead_ends.mapped("name")}
            for kind, (unreachable, dead_ends) in self._lint().items()
            if unreachable or dead_ends
        ]

    @api.model
    def _warn_of_faults(self):
        """Tell whoever changed the matrix that orders cannot come to a stage now, or cannot leave it."""
        faults = self._get_faults()
        if not faults or self.env.user._is_public() or not self.env.user.has_group("torg_base.group_director"):
            return
        lines = []
        for fault in faults:
            if fault["unreachable"]:
                names = ", ".join(fault["unreachable"])
                lines.append(self.env._("%(type)s: no way leads to %(stages)s.", type=fault["type"], stages=names))
            if fault["dead_ends"]:
                names = ", ".join(fault["dead_ends"])
                lines.append(self.env._("%(type)s: no way leads out of %(stages)s.", type=fault["type"], stages=names))
        self.env.user._bus_send(
            "simple_notification",
            {"title": self.env._("Check the transitions"), "message": "\n".join(lines), "type": "warning"},
        )
