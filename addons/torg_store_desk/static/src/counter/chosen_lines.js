import { useState } from "@odoo/owl";
import { formatMoney, formatQuantity } from "../desk/desk_tools";

/** Lines of a sheet of which a person chooses quantities: what is not taken, or what comes back. */
export function useChosenLines(component, most) {
    const chosen = useState(new Map());
    Object.assign(component, {
        chosen,
        most,
        formatQuantity,
        formatMoney: (sum) => formatMoney(sum, component.props.currencyId),
        step(line, difference) {
            const quantity = Math.max(0, Math.min(most(line), (chosen.get(line.id) || 0) + difference));
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
