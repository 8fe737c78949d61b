import { _t } from "@web/core/l10n/translation";
import { formatQuantity } from "../stock_search/stock_figures";

const IDLE = Object.freeze({ free: 0, incoming: 0, minimum: 0, maximum: 0, need: 0, rate: 0, cover: null, level: "idle" });

/** How a product stands in a store. */
export function getPosition({ cells }, product, store) {
    return cells[product.id]?.[store.id] || IDLE;
}

/** What can be brought to a store: «6 from the central warehouse». */
export function getHelp({ transfers }, product, store) {
    return (transfers[product.id] || []).filter((move) => move.target_id === store.id);
}

/** The word beside the colour. */
export function describePosition({ level, need, incoming, free, maximum }) {
    switch (level) {
        case "empty":
        case "short":
            return _t("missing %s", formatQuantity(need));
        case "coming":
            return _t("coming: %s", formatQuantity(incoming));
        case "surplus":
            return _t("spare %s", formatQuantity(free - maximum));
        case "enough":
            return _t("enough");
        default:
            return "";
    }
}

/** All figures of a cell in one sentence, for a tooltip. */
export function explainPosition({ free, incoming, minimum, maximum, rate, cover }) {
    const figures = {
        free: formatQuantity(free),
        incoming: formatQuantity(incoming),
        minimum: formatQuantity(minimum),
        maximum: formatQuantity(maximum),
        rate: formatQuantity(rate),
    };
    const sentence = _t(
        "Free %(free)s, coming %(incoming)s. Minimum %(minimum)s, fill up to %(maximum)s. Sold in a day: %(rate)s",
        figures
    );
    const lasting = describeCover({ cover, free });
    return lasting ? `${sentence}. ${lasting}` : sentence;
}

/** How long the goods last at the present rate of sales. */
export function describeCover({ cover, free }) {
    return cover === null || free <= 0 ? "" : _t("for %s d", cover);
}
