import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { FormController } from "@web/views/form/form_controller";
import { patch } from "@web/core/utils/patch";

const CONFLICT = "odoo.addons.torg_sale.exceptions.EditConflict";
const MODEL = "sale.order";
const [UPDATE, DELETE] = [1, 2];

/** What somebody else changed meanwhile, beside what this person wants to save. */
export class ConflictDialog extends Component {
    static template = "torg_sale.ConflictDialog";
    static components = { Dialog };
    static props = { message: String, conflicts: Array, choose: Function, close: Function };

    choose(choice) {
        this.props.choose(choice);
        this.props.close();
    }
}

/** The values of some fields of a record as they were loaded, in the form the server sends them. */
function pickLoaded(record, names) {
    const known = names.filter((name) => name in record._values && record.fields[name]);
    return Object.fromEntries(
        known.map((name) => [name, record._formatServerValue(record.fields[name].type, record._values[name])])
    );
}

/** What the screen had loaded of everything it is about to save: `{ fields, lines: { id: fields } }`. */
export function getLoaded(record, changes) {
    const scalars = Object.keys(changes).filter(
        (name) => !["one2many", "many2many"].includes(record.fields[name]?.type)
    );
    const loaded = { fields: pickLoaded(record, scalars), lines: {} };
    const cache = record.data.order_line?._cache || {};
    for (const [code, id, vals] of changes.order_line || []) {
        const line = cache[id];
        if (line && (code === UPDATE || code === DELETE)) {
            const names = code === UPDATE ? Object.keys(vals) : Object.keys(line._values);
            loaded.lines[id] = pickLoaded(line, names);
        }
    }
    return loaded;
}

/** Follow what the person chose: "mine" makes the newer values the ones I knew of, "theirs" takes mine out. */
export function applyChoice({ conflicts, choice }, changes, loaded) {
    for (const { field, line, current } of conflicts) {
        const known = line ? loaded.lines[line] : loaded.fields;
        if (choice === "mine") {
            if (known) {
                known[field] = current;
            }
        } else if (line) {
            dropLine(changes, line, field);
        } else {
            delete changes[field];
        }
    }
    if (choice === "mine") {
        // A line that was removed cannot be changed any more.
        conflicts.filter(({ field }) => field === "order_line").forEach(({ line }) => dropLine(changes, line));
    }
}

function dropLine(changes, line, field) {
    changes.order_line = (changes.order_line || []).filter(([code, id, vals]) => {
        if (id !== line) {
            return true;
        }
        if (code === UPDATE && field in vals) {
            delete vals[field];
            return Object.keys(vals).length > 0;
        }
        return false;
    });
}

patch(FormController.prototype, {
    /** Tell the server what was loaded, so that nobody's change is lost. */
    async onWillSaveRecord(record, changes) {
        const canProceed = await super.onWillSaveRecord(...arguments);
        if (canProceed !== false && record.resModel === MODEL && record.resId && changes) {
            const loaded = getLoaded(record, changes);
            for (const choice of this.torgChoices || []) {
                applyChoice(choice, changes, loaded);
            }
            this.torgChoices = [];
            changes.torg_loaded = loaded;
        }
        return canProceed;
    },

    async onSaveError(error, { discard, retry }, leaving) {
        if (error.data?.name !== CONFLICT) {
            return super.onSaveError(...arguments);
        }
        const { conflicts } = error.data.context;
        const choice = await new Promise((resolve) =>
            this.dialogService.add(
                ConflictDialog,
                { message: error.data.message, conflicts, choose: resolve },
                { onClose: () => resolve(false) }
            )
        );
        if (!choice) {
            return false;
        }
        this.torgChoices = [...(this.torgChoices || []), { conflicts, choice }];
        return retry();
    },
});
