import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { formatMoney, formatQuantity } from "../desk/desk_tools";

/** How much was found, and what the store has instead. */
export class MissingDialog extends Component {
    static template = "torg_store_desk.MissingDialog";
    static components = { Dialog };
    static props = { line: Object, offers: Array, currencyId: Number, report: Function, close: Function };

    setup() {
        this.state = useState({ found: Math.min(this.props.line.picked, this.most), chosen: [], note: "", isBusy: false });
        this.formatMoney = (sum) => formatMoney(sum, this.props.currencyId);
        this.formatQuantity = formatQuantity;
    }

    get most() {
        const { asked } = this.props.line;
        return Math.max(asked - 1, 0);
    }

    step(difference) {
        this.state.found = Math.max(0, Math.min(this.most, this.state.found + difference));
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
