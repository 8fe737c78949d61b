import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { PaymentDialog } from "../counter/payment_dialog";
import { askDesk, formatMoney, getTimer } from "../desk/desk_tools";

/** «Not claimed»: whose time is over or nearly so, and what is to be put back and given back. */
export class Unclaimed extends Component {
    static template = "torg_store_desk.Unclaimed";
    static props = { desk: Object, now: Object, version: Number, reload: Function };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ isBusy: false });
        this.days = [1, 3, 7];
    }

    formatMoney(sum) {
        return formatMoney(sum, this.props.desk.currency_id);
    }

    getTimer(order) {
        return getTimer(order.until, this.props.now);
    }

    formatDay(moment) {
        return deserializeDateTime(moment).toLocaleString({ day: "numeric", month: "long" });
    }

    formatDays(number) {
        return _t("+%s d", number);
    }

    extend(order, days) {
        return this.act("extend", [order.id, days]);
    }

    release(order) {
        this.dialog.add(ConfirmationDialog, {
            title: order.name,
            body: _t("The order is cancelled, its goods are free again, and the customer gets a letter."),
            confirmLabel: _t("Release"),
            confirm: () => this.act("release", [order.id]),
            cancel: () => {},
        });
    }

    giveBack(order) {
        this.dialog.add(PaymentDialog, {
            due: order.due,
            title: order.name,
            currencyId: this.props.desk.currency_id,
            pay: (method, key) => this.act("take_payment", [order.id, order.due, method, key]),
        });
    }

    async act(verb, args) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await askDesk(this.orm, verb, args);
            await this.props.reload();
        } finally {
            this.state.isBusy = false;
        }
    }
}
