import hashlib
import json

from odoo import api, models
from odoo.fields import Command

from odoo.addons.torg_1c.tools.kinds import ARCHIVED_KINDS
from odoo.addons.torg_1c.tools.work import CHANGED, CREATED, PARKED, UNCHANGED

CONFLICT = "conflict"


class TorgOnecApplier(models.AbstractModel):
    """Records of the suite follow what 1C says: created once, compared with its last word, written where it differs.

    What people changed here stays until 1C changes the same field; then 1C wins and the difference is kept, unless the
    field is kept here: then ours stays and the difference is kept.
    """

    _inherit = "torg.onec.applier"

    @api.model
    def _sync(self, work, kind, model, wanted, hashes=None):
        """Create or change the records of these keys and return ``{key: record}``.

        :param str kind: kind of link, see tools.kinds
        :param dict wanted: ``{(id, sub id): values}``; values are plain JSON: a field that the message does not carry
            is not among them; ids for many2one, a list of ids for x2many fields (it replaces what is there)
        :param dict hashes: ``{key: hash}`` of what the values were made of, when the caller has looked for changes
            already; of the values themselves by default
        """
        links = self.env["torg.exchange.link"]
        hashes = hashes or {key: digest(vals) for key, vals in wanted.items()}
        changed = links._filter_changed(work.endpoint, kind, {key: hashes[key] for key in wanted})
        found = self._find(work.endpoint, kind, model, wanted)
        todo = set(changed) | (wanted.keys() - found.keys())
        new = {key: wanted[key] for key in wanted if key in todo and key not in found}
        old = {key: (found[key], wanted[key]) for key in wanted if key in todo and key in found}
        found |= self._create_linked(work, kind, model, new)
        self._merge(work, kind, old)
        links._set_hashes(work.endpoint, kind, {key: hashes[key] for key in todo})
        work.count(kind, UNCHANGED, len(wanted) - len(todo))
        return {key: found[key] for key in wanted}

    def _find(self, endpoint, kind, model, keys):
        """Return ``{key: record}`` of the keys whose record still exists."""
        known = self.env["torg.exchange.link"]._lookup(endpoint, kind, list(keys))
        records = self.env[model].browse(known.values()).exists()
        alive = {record.id: record for record in records}  # one prefetch for all
        return {key: alive[res_id] for key, res_id in known.items() if res_id in alive}

    def _create_linked(self, work, kind, model, wanted):
        if not wanted:
            return {}
        links, records = self.env["torg.exchange.link"], self.env[model]
        made = links._get_or_create(
            work.endpoint,
            kind,
            model,
            list(wanted),
            lambda keys: self._create_records(records, [self._as_commands(records, wanted[key]) for key in keys]),
        )
        links._set_applied(work.endpoint, kind, wanted)
        work.linked[kind] |= wanted.keys()
        work.count(kind, CREATED, len(made))
        for record in made.values():
            work.change(CREATED, record)
        return made

    def _merge(self, work, kind, rows):
        """Write what differs from the last message, ``{key: (record, values)}``, equal differences at once."""
        if not rows:
            return
        links = self.env["torg.exchange.link"]
        applied = links._get_applied(work.endpoint, kind, list(rows))
        records = next(iter(rows.values()))[0].union(*(record for record, _vals in rows.values()))
        elsewhere, groups, going, back = work.endpoint._get_known_elsewhere(records), {}, {}, set()
        for key, (record, vals) in rows.items():
            told = {name: value for name, value in vals.items() if applied.get(key, {}).get(name, ...) != value}
            todo = self._judge(work, record, told, applied.get(key, {}), record.id in elsewhere, kind in ARCHIVED_KINDS)
            if kind in ARCHIVED_KINDS and todo.get("active") is False:
                going[key] = record
                del todo["active"]
            elif told.get("active"):
                back.add(key)
            if todo or key not in going:
                work.count(kind, CHANGED if todo else UNCHANGED)
            if todo:
                groups.setdefault(digest(todo), (todo, []))[1].append(record.id)
        for todo, ids in groups.values():
            group = records.browse(ids).with_prefetch(records._prefetch_ids)  # what one of them reads is read for all
            self._write_records(work, group, self._as_commands(group, todo))
        if kind in ARCHIVED_KINDS:
            self._let_go(work, kind, going, back)
        links._set_applied(
            work.endpoint, kind, {key: applied.get(key, {}) | vals for key, (_record, vals) in rows.items()}
        )

    def _let_go(self, work, kind, going, back):
        """Archive what 1C deletes, as far as the fuse lets it; about what comes back nobody is asked any longer."""
        approvals = self.env["torg.onec.approval"]
        if back:
            approvals._forget(work.endpoint, kind, back)
        work.count(kind, PARKED, len(going) - approvals._take_away(work.run, kind, going))

    def _archive_gone(self, work, kind, records):
        """Archive ``{key: record}`` that 1C names no more, as if it had marked them for deletion: those that this base
        owns, through the fuse. Return the keys that this is news about."""
        links, keys = self.env["torg.exchange.link"], list(records)
        applied = links._get_applied(work.endpoint, kind, keys)
        news = [key for key in keys if applied.get(key, {}).get("active") is not False]
        self._merge(work, kind, {key: (records[key], {"active": False}) for key in news})
        links._set_hashes(work.endpoint, kind, dict.fromkeys(news, ""))  # what comes back is not taken for unchanged
        return news

    def _judge(self, work, record, told, before, is_elsewhere=False, is_fused=False):
        """Return what of the told values is to be written; note differences and conflicts.

        :param bool is_elsewhere: all fields of the record belong to another base
        :param bool is_fused: the fuse has still to let it be archived, and tells
        """
        kept_here = told if is_elsewhere else work.endpoint._get_fields_kept_here(record._name)
        todo, difference, conflict = {}, {}, {}
        for name, value in told.items():
            ours = self._read_plain(record, name)
            if ours == value:
                continue
            if name in kept_here:
                conflict[name] = [ours, value]
                continue
            todo[name] = value
            if not (is_fused and name == "active" and value is False):
                difference[name] = [ours, value]
            if name in before and before[name] != ours:
                conflict[name] = [ours, value]
        if difference:
            work.change(CHANGED, record, difference)
        if conflict:
            work.change(CONFLICT, record, conflict)
        return todo

    def _as_commands(self, records, vals):
        """Return values as the ORM writes them."""
        return {
            name: [Command.set(value)] if records._fields[name].type in ("many2many", "one2many") else value
            for name, value in vals.items()
        }


def digest(vals):
    """Hash of plain values."""
    text = json.dumps(vals, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
