from odoo import SUPERUSER_ID, Command, models
from odoo.tools import format_datetime, formatLang

from odoo.addons.torg_sale.const import LINE_KEYS
from odoo.addons.torg_sale.exceptions import EditConflict
from odoo.addons.torg_sale.tools.conflict import stands_against

LOADED = "torg_loaded"  # what the screen had loaded of what it changes, a key beside the values it saves


class SaleOrder(models.Model):
    """Two people edit one order: a save is refused where one would undo what the other has just done, and only there.

    The screen tells what it had loaded: {"fields": {name: value}, "lines": {line id: {name: value}}}.
    """

    _inherit = "sale.order"

    def web_save(self, vals, specification, next_id=None):
        """Override of web to look whether somebody else has changed the same fields meanwhile."""
        loaded = vals.get(LOADED)
        vals = {name: value for name, value in vals.items() if name != LOADED}
        if self and loaded:
            vals = self._without_removed_lines(vals)
            self._refuse_conflicts(vals, loaded)
        return super().web_save(vals, specification, next_id=next_id)

    def _without_removed_lines(self, vals):
        """Return the values without commands to delete lines that are gone: both wanted the same."""
        commands = vals.get("order_line")
        if not commands:
            return vals
        gone = {command[1] for command in commands if command[0] == Command.DELETE}
        gone -= set(self.order_line.browse(gone).exists().ids)
        return vals | {"order_line": [command for command in commands if command[1] not in gone]}

    def _refuse_conflicts(self, vals, loaded):
        conflicts = self._find_conflicts(vals, loaded)
        if conflicts:
            who = ", ".join(dict.fromkeys(conflict["who"] for conflict in conflicts))
            message = self.env._("%(people)s has changed the same in %(order)s meanwhile.", people=who, order=self.name)
            raise EditConflict(message, conflicts)

    def _find_conflicts(self, vals, loaded):
        """Return what others have changed since it was loaded and these values would undo.

        :return: list of `{"field", "line", "label", "was", "mine", "theirs", "current", "who"}`; `line` is an id or
            False, `current` is the raw value, the others are for people
        """
        self.ensure_one()
        conflicts = self._compare(self, vals, loaded.get("fields") or {})
        for command in vals.get("order_line") or ():
            known = (loaded.get("lines") or {}).get(str(command[1]))
            if known and command[0] in (Command.UPDATE, Command.DELETE):
                conflicts += self._compare_line(command, known)
        return conflicts

    def _compare_line(self, command, known):
        line = self.order_line.browse(command[1]).exists()
        if not line:
            who = self._find_who_changed("order_line", command[1])
            removed = self.env._("the line is removed")
            return who and [self._prepare_conflict(line, "order_line", who, theirs=removed, line=command[1])] or []
        if command[0] == Command.UPDATE:
            return self._compare(line, command[2], known)
        removed = dict.fromkeys(LINE_KEYS.keys() & known.keys(), object())
        return [
            conflict | {"mine": self.env._("the line is removed")}
            for conflict in self._compare(line, removed, known, show_mine=False)
        ]

    def _compare(self, record, vals, loaded, show_mine=True):
        conflicts = []
        for name in vals.keys() & loaded.keys():
            if not self._is_edited_by_people(record, name):
                continue
            theirs = record._fields[name].convert_to_write(record[name], record) if record[name] else False
            theirs = (
                record._fields[name].to_string(theirs) if record._fields[name].type in ("date", "datetime") else theirs
            )
            if not stands_against(loaded[name], vals[name], theirs):
                continue
            if who := self._find_who_changed(name, record.id if record != self else None, record.write_uid):
                mine = show_mine and self._show_plain(record, name, vals[name])
                was = self._show_plain(record, name, loaded[name])
                shown = self._show_plain(record, name, theirs)
                conflicts.append(
                    self._prepare_conflict(record, name, who, was=was, mine=mine, theirs=shown, current=theirs)
                )
        return conflicts

    def _prepare_conflict(self, record, name, who, line=False, **values):
        is_line = record._name == "sale.order.line"
        label = record._fields[name].get_description(self.env)["string"] if name in record._fields else ""
        if is_line and record:
            label = f"{record.product_id.display_name or record.name}: {label}"
        return {
            "field": name,
            "line": line or (record.id if is_line else False),
            "label": label or self.env._("Order line"),
            "was": False,
            "mine": False,
            "current": False,
            **values,
            "who": who.sudo().name,  # sudo: the name of a colleague
        }

    def _is_edited_by_people(self, record, name):
        """Return whether a field is one that people type: sums, dates of stages and lists never conflict."""
        field = record._fields.get(name)
        return bool(field and field.store and not field.readonly and field.type not in ("one2many", "many2many"))

    def _find_who_changed(self, name, line_id=None, last_writer=None):
        """Return the other person who changed the field last; nobody when it was this one himself or the system."""
        # sudo: the journal knows it, also of people whose rows are closed
        rows = self.env["torg.order.journal"].sudo().search([("order_id", "=", self.id)], limit=50)
        row = next((row for row in rows if row._touches(name, line_id)), None)
        user = row.user_id if row else (last_writer or self.write_uid)
        # sudo: whether a user is a person
        is_person = user.id != SUPERUSER_ID and not user.sudo().is_service
        return user if is_person and user != self.env.user else self.env["res.users"]

    def _show_plain(self, record, name, value):
        """Return a plain value of a field for people."""
        field = record._fields[name]
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if value is False or value is None:
            return "—"
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(value).sudo().display_name  # sudo: a name both have on screen
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "datetime":
            return format_datetime(self.env, value)
        return formatLang(self.env, value) if field.type in ("float", "monetary") else str(value)
