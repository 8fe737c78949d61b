import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** «Вручён»: what the customer takes, how much he pays and how. */
export class DeliverSheet extends Component {
    static template = "torg_delivery.DeliverSheet";
    static props = { stop: Object, reasons: Array, symbol: String, isBusy: Boolean, onDone: Function, onClose: Function };

    setup() {
        this.orm = useService("orm");
        const { stop } = this.props;
        this.state = useState({
            refused: Object.fromEntries(stop.goods.map((line) => [line.id, 0])),
            isPartial: false,
            due: stop.amount,
            dueText: stop.amount_text,
            amount: String(stop.amount),
            method: "",
            reasonId: false,
        });
    }

    /** What comes back, without zeros. */
    get refused() {
        return Object.fromEntries(Object.entries(this.state.refused).filter(([, quantity]) => quantity > 0));
    }

    get hasRefused() {
        return Object.keys(this.refused).length > 0;
    }

    get takesNothing() {
        return this.props.stop.goods.every((line) => this.state.refused[line.id] >= line.quantity);
    }

    get amount() {
        return Number(this.state.amount.replace(/\s/g, "").replace(",", ".")) || 0;
    }

    get canFinish() {
        const isPaid = !this.amount || this.state.method;
        return isPaid && !this.takesNothing && (!this.hasRefused || this.state.reasonId) && !this.props.isBusy;
    }

    startPartial() {
        this.state.isPartial = true;
    }

    async change(line, step) {
        const quantity = this.state.refused[line.id] + step;
        this.state.refused[line.id] = Math.min(Math.max(quantity, 0), line.quantity);
        const sum = await this.orm.silent.call("torg.delivery", "preview_sum", [[this.props.stop.id], this.refused]);
        Object.assign(this.state, { due: sum.amount, dueText: sum.text, amount: String(sum.amount) });
    }

    choose(method) {
        this.state.method = method;
    }

    chooseReason(id) {
        this.state.reasonId = id;
    }

    finish() {
        this.props.onDone({
            amount: this.amount,
            method: this.state.method || "cash",
            refused: this.refused,
            reason_id: this.hasRefused && this.state.reasonId,
        });
    }
}
