import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { describeAge, describeDistance, formatQuantity } from "@torg_stock/stock_search/stock_figures";

/** Which store the order is taken from: what each has of the whole order, how far it is, until when it is open. */
export class StoreChoice extends Component {
    static template = "torg_sale.StoreChoice";
    static components = { Dialog };
    static props = { close: Function, orderId: Number, onDone: { type: Function, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ choice: null, busyId: false });
        Object.assign(this, { describeAge, describeDistance, formatQuantity });
        onWillStart(async () => {
            this.state.choice = await this.orm.call("sale.order", "get_store_choice", [[this.props.orderId]]);
        });
    }

    get title() {
        const { is_pickup: isPickup, name } = this.state.choice;
        return isPickup ? _t("Change the pickup store of %s", name) : _t("Change the store of %s", name);
    }

    describeState({ state, has, of }) {
        switch (state) {
            case "all":
                return _t("the whole order");
            case "part":
                return _t("a part: %(has)s of %(of)s lines", { has, of });
            default:
                return _t("nothing of it");
        }
    }

    explainMissing({ missing }) {
        return missing
            .map(({ name, asked, free }) =>
                _t("%(name)s: %(free)s of %(asked)s", {
                    name,
                    free: formatQuantity(Math.max(free, 0)),
                    asked: formatQuantity(asked),
                })
            )
            .join("; ");
    }

    async choose(store) {
        this.state.busyId = store.id;
        try {
            await this.orm.call("sale.order", "change_store", [[this.props.orderId], store.id]);
        } finally {
            this.state.busyId = false;
        }
        const text = _t("%(order)s is taken from “%(store)s” now.", { order: this.state.choice.name, store: store.name });
        this.notification.add(text, { type: "success" });
        await this.props.onDone?.();
        this.props.close();
    }
}

registry.category("actions").add("torg_sale.choose_store", (env, { params }) => {
    return new Promise((resolve) => {
        // The form reads the order again when the window closes.
        const onClose = () => resolve({ type: "ir.actions.act_window_close" });
        env.services.dialog.add(StoreChoice, { orderId: params.order_id }, { onClose });
    });
});
