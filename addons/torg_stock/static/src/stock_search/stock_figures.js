import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const NOTHING = Object.freeze({ free: 0, on_hand: 0, reserved: 0, incoming: 0, level: "none" });
const HOUR = 60;
const DAY = 24 * HOUR;

/** The figures of a product in a store; the server leaves out what is all zeros. */
export function getCell({ cells }, product, store) {
    const cell = cells[product.id]?.[store.id] || NOTHING;
    return store.figures_known ? cell : { ...cell, level: "unknown" };
}

/** All stores of a product together. */
export function getTotal({ cells }, product) {
    const total = { free: 0, on_hand: 0, reserved: 0, incoming: 0 };
    for (const cell of Object.values(cells[product.id] || {})) {
        for (const figure in total) {
            total[figure] += cell[figure];
        }
    }
    const level = total.free > 0 ? "many" : total.incoming > 0 ? "coming" : "none";
    return { ...total, level };
}

/** What is free in a store of all products shown. */
export function getStoreTotal(answer, store) {
    return answer.products.reduce((sum, product) => sum + Math.max(getCell(answer, product, store).free, 0), 0);
}

export function formatQuantity(quantity) {
    return formatFloat(quantity, { digits: [0, 3], trailingZeros: false });
}

/** The word beside the colour: people who do not tell colours apart read it. */
export function describeLevel({ level, incoming }) {
    switch (level) {
        case "many":
            return _t("in stock");
        case "few":
            return _t("few left");
        case "coming":
            return _t("coming: %s", formatQuantity(incoming));
        case "unknown":
            return _t("no data");
        default:
            return _t("none");
    }
}

/** All figures of a cell in one sentence, for a tooltip. */
export function explainCell({ on_hand, reserved, incoming }) {
    return _t("On hand %(on_hand)s, reserved %(reserved)s, coming %(incoming)s", {
        on_hand: formatQuantity(on_hand),
        reserved: formatQuantity(reserved),
        incoming: formatQuantity(incoming),
    });
}

/** How old the figures of a store are; "" where they are live. */
export function describeAge({ keeper, figures_known, age }) {
    if (keeper === "odoo") {
        return "";
    }
    if (!figures_known) {
        return _t("no data yet");
    }
    if (age < 1) {
        return _t("just now");
    }
    if (age < HOUR) {
        return _t("%s min ago", age);
    }
    return age < DAY ? _t("%s h ago", Math.floor(age / HOUR)) : _t("%s d ago", Math.floor(age / DAY));
}

export function describeDistance({ distance, is_near }) {
    if (is_near) {
        return _t("chosen store");
    }
    return distance === null ? "" : _t("%s km", formatFloat(distance, { digits: [0, 1], trailingZeros: false }));
}
