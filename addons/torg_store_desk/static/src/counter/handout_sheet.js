import { Component, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { askDesk } from "../desk/desk_tools";
import { useChosenLines } from "./chosen_lines";
import { PaymentDialog } from "./payment_dialog";

/** A ready order at the counter: what it costs, what is paid, the code, and «Handed over». */
export class HandoutSheet extends Component {
    static template = "torg_store_desk.HandoutSheet";
    static props = {
        sheet: Object,
        code: String,
        currencyId: Number,
        show: Function,
        close: Function,
        next: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ code: this.props.code, note: "", isRefusing: false, isCodeless: false, isBusy: false });
        useChosenLines(this, (line) => (line.is_goods ? line.open : 0));
    }

    get isChoosing() {
        return this.state.isRefusing;
    }

    get isOver() {
        return this.props.sheet.is_given || this.props.sheet.is_cancelled;
    }

    get mustPay() {
        return this.props.sheet.due > 0 && !this.props.sheet.is_paid_later;
    }

    get canHandOver() {
        const { sheet } = this.props;
        const { code, note, isBusy, isRefusing } = this.state;
        return !isBusy && !isRefusing && !this.mustPay && (!sheet.asks_code || code.trim() || note.trim());
    }

    get untilText() {
        const { until } = this.props.sheet;
        return until ? deserializeDateTime(until).toLocaleString({ day: "numeric", month: "long", hour: "numeric", minute: "numeric" }) : "";
    }

    get documentNotes() {
        return [_t("Known by the passport"), _t("Known by the phone and the list of goods")];
    }

    pay() {
        const { sheet } = this.props;
        this.dialog.add(PaymentDialog, {
            due: sheet.due,
            title: sheet.name,
            currencyId: this.props.currencyId,
            pay: (method, key) => this.act("take_payment", [sheet.id, sheet.due, method, key]),
        });
    }

    handOver() {
        return this.act("hand_over", [this.props.sheet.id, this.state.code, this.state.note]);
    }

    toggleRefusing() {
        this.state.isRefusing = !this.state.isRefusing;
        this.chosen.clear();
    }

    async refuse() {
        await this.act("refuse_goods", [this.props.sheet.id, this.getChosen()]);
        this.toggleRefusing();
    }

    async act(verb, args) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.props.show(await askDesk(this.orm, verb, args));
        } finally {
            this.state.isBusy = false;
        }
    }
}
