import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { formatMoney, makeKey } from "../desk/desk_tools";

const NOTES = [100, 500, 1000, 5000];

/** Money at the till: how, and the change from a banknote. The key is made once, so a second press counts nothing. */
export class PaymentDialog extends Component {
    static template = "torg_store_desk.PaymentDialog";
    static components = { Dialog };
    static props = { due: Number, title: String, currencyId: Number, pay: Function, close: Function };

    setup() {
        this.key = makeKey();
        this.state = useState({ method: "cash", given: "", isBusy: false });
        this.methods = [
            { id: "cash", name: _t("Cash"), icon: "fa-money" },
            { id: "card", name: _t("Card"), icon: "fa-credit-card" },
            { id: "sbp", name: _t("SBP"), icon: "fa-qrcode" },
        ];
    }

    formatMoney(sum) {
        return formatMoney(sum, this.props.currencyId);
    }

    get sum() {
        return Math.abs(this.props.due);
    }

    get isBack() {
        return this.props.due < 0;
    }

    get asksGiven() {
        return this.state.method === "cash" && !this.isBack;
    }

    /** What a customer is likely to hold out: the sum rounded up to each banknote. */
    get notes() {
        const sums = NOTES.map((note) => Math.ceil(this.sum / note) * note).filter((sum) => sum > this.sum);
        return [...new Set(sums)];
    }

    get given() {
        return Number(this.state.given.replace(/\s/g, "").replace(",", ".")) || 0;
    }

    get change() {
        return Math.round((this.given - this.sum) * 100) / 100;
    }

    get isEnough() {
        return !this.asksGiven || !this.given || this.change >= 0;
    }

    give(note) {
        this.state.given = `${note}`;
    }

    async confirm() {
        if (this.state.isBusy || !this.isEnough) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.props.pay(this.state.method, this.key);
            this.props.close();
        } finally {
            this.state.isBusy = false;
        }
    }
}
