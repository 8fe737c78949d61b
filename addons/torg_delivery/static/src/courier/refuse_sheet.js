import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** «Не вручён»: why, and whether to come again. */
export class RefuseSheet extends Component {
    static template = "torg_delivery.RefuseSheet";
    static props = { stop: Object, reasons: Array, isBusy: Boolean, onDone: Function, onClose: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ reasonId: false, again: null, days: null, date: false, intervalId: false, note: "" });
    }

    get day() {
        return this.state.days?.find((row) => row.date === this.state.date);
    }

    get canFinish() {
        return this.state.reasonId && this.state.again !== null && !this.props.isBusy;
    }

    chooseReason(id) {
        this.state.reasonId = id;
    }

    async comeAgain() {
        this.state.again = true;
        this.state.days ??= await this.orm.call("torg.delivery", "get_free_days", [[this.props.stop.id]]);
    }

    giveUp() {
        Object.assign(this.state, { again: false, date: false, intervalId: false });
    }

    chooseDay(date) {
        Object.assign(this.state, { date, intervalId: false });
    }

    chooseInterval(id) {
        this.state.intervalId = id;
    }

    finish() {
        const { reasonId, again, date, intervalId, note } = this.state;
        this.props.onDone({ reason_id: reasonId, again, date, interval_id: intervalId, note: note.trim() || false });
    }
}
