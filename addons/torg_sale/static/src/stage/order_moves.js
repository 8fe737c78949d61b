import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useOrdersPing } from "../desk/orders_ping";
import { useOrderMover } from "./order_mover";

/** Loading the form anew would close what the reader has just opened: the news wait until it is closed. */
const OPEN_OVER_FORM = ".o_popover, .o_dialog, .o-dropdown--menu";
const PATIENCE = 300; // ms

/** The order's own buttons: on to the next stage, or away; and a form that follows what others do to the order. */
export class OrderMoves extends Component {
    static template = "torg_sale.OrderMoves";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.moveOrder = useOrderMover();
        this.state = useState({ next: false, cancel: false, isBusy: false });
        useRecordObserver((record) => (this.getKey(record) === this.shown ? undefined : this.loadWays(record)));
        useOrdersPing((ids) => this.follow(ids));
        onWillUnmount(() => browser.clearTimeout(this.later));
    }

    getKey({ resId, data }) {
        return `${resId}:${data.stage_id?.id}`;
    }

    async loadWays(record) {
        this.shown = this.getKey(record);
        const none = { next: false, cancel: false };
        Object.assign(
            this.state,
            record.resId ? await this.orm.silent.call("sale.order", "get_stage_ways", [[record.resId]]) : none
        );
    }

    async move({ id }) {
        this.state.isBusy = true;
        try {
            await this.moveOrder(this.props.record, id);
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Somebody has changed the order: show it as it is, unless something is typed here that would be lost. */
    async follow(ids) {
        const { record } = this.props;
        if (!record.resId || (ids && !ids.includes(record.resId)) || this.state.isBusy) {
            return;
        }
        browser.clearTimeout(this.later);
        if (document.querySelector(OPEN_OVER_FORM)) {
            this.later = browser.setTimeout(() => this.follow(ids), PATIENCE);
            return;
        }
        const [{ revision }] = await this.orm.silent.read("sale.order", [record.resId], ["revision"]);
        if (revision === record.data.revision) {
            return; // news from before the form was loaded, or its own
        }
        if (!(await record.isDirty())) {
            await record.load();
            return this.loadWays(record);
        }
        this.closeNotice?.();
        this.closeNotice = this.notification.add(
            _t("This order has been changed meanwhile. Save to see it as it is now, or discard what you have typed."),
            { type: "warning" }
        );
    }
}

registry.category("view_widgets").add("torg_order_moves", {
    component: OrderMoves,
    fieldDependencies: [{ name: "revision", type: "char" }],
});
