import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Opens the short form with the request: client, phone and text are in it. */
export class MakeOrder extends Component {
    static template = "torg_sale.MakeOrder";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
    }

    open() {
        const context = { torg_request_id: this.props.record.resId };
        this.action.doAction("torg_sale.sale_order_entry_action", { additionalContext: context });
    }
}

registry.category("view_widgets").add("torg_make_order", { component: MakeOrder });
