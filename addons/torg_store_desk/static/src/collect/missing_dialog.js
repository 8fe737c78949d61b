import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { clampQuantity, formatMoney, formatQuantity } from "../desk/desk_tools";

/** How much was found, and what the store has instead. */
export class MissingDialog extends Component {
    static template = "torg_store_desk.MissingDialog";
    static components = { Dialog };
    static props = { line: Object, offers: Array, currencyId: Number, report: Function, close: Function };

    setup() {
        this.state = useState({ found: this.props.line.picked, chosen: [], note: "", isBusy: false });
        this.formatMoney = (sum) => formatMoney(sum, this.props.currencyId);
        this.formatQuantity = formatQuantity;
    }

    step(difference) {
        this.choose(this.state.found + difference);
    }

    choose(text) {
        this.state.found = clampQuantity(text, this.props.line.asked);
    }

    get isMissing() {
        return this.state.found < this.props.line.asked;
    }

    toggle(id) {
        const { chosen } = this.state;
        this.state.chosen = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    }

    async confirm() {
        this.state.isBusy = true;
        try {
            await this.props.report(this.state.found, this.state.chosen, this.state.note);
            this.props.close();
        } finally {
            this.state.isBusy = false;
        }
    }
}
