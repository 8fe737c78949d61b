import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useOrdersPing } from "@torg_sale/desk/orders_ping";
import { formatQuantity } from "../desk/desk_tools";

/** On the manager's order: what the store did not find, and one click for each way out. */
export class OrderMissing extends Component {
    static template = "torg_store_desk.OrderMissing";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ rows: [], isBusy: false });
        this.formatQuantity = formatQuantity;
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(({ record }) => this.load(record.resId));
        useOrdersPing((ids) => {
            if (!ids || ids.includes(this.props.record.resId)) {
                this.load(this.props.record.resId);
            }
        });
    }

    async load(orderId) {
        this.state.rows = orderId ? await this.orm.silent.call("sale.order", "get_missing", [[orderId]]) : [];
    }

    async decide(row, verb, ...args) {
        this.state.isBusy = true;
        try {
            await this.orm.call("torg.order.missing", verb, [[row.id], ...args]);
        } finally {
            this.state.isBusy = false;
            await this.props.record.model.root.load();
        }
    }
}

registry.category("view_widgets").add("torg_order_missing", { component: OrderMissing });
