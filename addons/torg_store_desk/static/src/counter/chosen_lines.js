import { useState } from "@odoo/owl";
import { clampQuantity, formatMoney, formatQuantity } from "../desk/desk_tools";

/** Lines of a sheet of which a person chooses quantities: what is not taken, or what comes back. */
export function useChosenLines(component, most) {
    const chosen = useState(new Map());
    Object.assign(component, {
        chosen,
        most,
        formatQuantity,
        formatMoney: (sum) => formatMoney(sum, component.props.currencyId),
        step(line, difference) {
            this.choose(line, (chosen.get(line.id) || 0) + difference);
        },
        choose(line, text) {
            const quantity = clampQuantity(text, most(line));
            quantity ? chosen.set(line.id, quantity) : chosen.delete(line.id);
        },
        getChosen: () => Object.fromEntries(chosen),
        getChosenSum: () =>
            component.props.sheet.lines.reduce(
                (sum, line) => sum + (line.quantity ? (line.total * (chosen.get(line.id) || 0)) / line.quantity : 0),
                0
            ),
    });
    return chosen;
}
