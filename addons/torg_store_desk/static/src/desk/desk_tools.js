import { formatCurrency } from "@web/core/currency";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { formatSpan } from "@torg_sale/desk/stage_timer";

const MODEL = "torg.store.desk";

/** Ask a verb of the counter. */
export function askDesk(orm, verb, args, silent = false) {
    return (silent ? orm.silent : orm).call(MODEL, verb, args);
}

/** A key of one press: whatever is sent with it twice counts once. */
export function makeKey() {
    const digits = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(digits, (digit) => digit.toString(16).padStart(2, "0")).join("");
}

/** A sum as it is read aloud. */
export function formatMoney(amount, currencyId) {
    return formatCurrency(amount, currencyId);
}

/** `{ text, level }` of a deadline: over, soon (less than an hour) or calm; null without one. */
export function getTimer(deadline, now) {
    if (!deadline) {
        return null;
    }
    const left = deserializeDateTime(deadline) - now;
    const text = left < 0 ? `−${formatSpan(-left)}` : formatSpan(left);
    return { text, level: left < 0 ? "over" : left < 3600 * 1000 ? "soon" : "calm" };
}

/** What was typed as a quantity from nothing to the most there can be. */
export function clampQuantity(text, most) {
    const quantity = Number(String(text).replace(",", ".")) || 0;
    return Math.max(0, Math.min(most, quantity));
}

/** Pieces without needless zeros. */
export function formatQuantity(quantity) {
    return String(Math.round(quantity * 1000) / 1000).replace(".", ",");
}
