import { Component, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { EntryCustomer } from "./entry_customer";
import { EntryGoods } from "./entry_goods";
import { EntryModel } from "./entry_model";

/** A new order while the customer is on the phone: who, what, where. */
export class OrderEntry extends Component {
    static template = "torg_sale.OrderEntry";
    static components = { EntryCustomer, EntryGoods };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.model = useState(new EntryModel(useService("orm")));
        const { params = {}, context = {} } = this.props.action;
        onWillStart(() => this.model.load(params.order_id || context.torg_request_id));
    }

    get total() {
        return formatCurrency(this.model.total, this.model.currencyId);
    }

    get title() {
        const { request } = this.model;
        return request ? _t("%(number)s: %(source)s", { number: request.name, source: request.source }) : _t("New order");
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && ev.ctrlKey) {
            ev.preventDefault();
            this.save(true);
        }
    }

    async save(confirm) {
        const order = await this.model.save(confirm);
        if (!order) {
            return;
        }
        const words = order.is_confirmed ? _t("%s is confirmed", order.name) : _t("%s is saved", order.name);
        this.notification.add(words, { type: "success" });
        await this.openOrder(order.id);
    }

    /** Core's own form, of the request or of a new order. */
    openFullForm() {
        return this.openOrder(this.model.request?.id || false);
    }

    openOrder(id) {
        const action = { type: "ir.actions.act_window", res_model: "sale.order", res_id: id, views: [[false, "form"]] };
        return this.action.doAction(action, { stackPosition: "replaceCurrentAction" });
    }
}

registry.category("actions").add("torg_sale.order_entry", OrderEntry);
