import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Calls the customer from the card: the telephone takes the link over, the order keeps that somebody called. */
export class CardPhone extends Component {
    static template = "torg_sale.CardPhone";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
    }

    call() {
        this.orm.silent.call("sale.order", "register_call", [[this.props.record.resId]]);
    }

    /** A request is answered by a call: its button says the number. */
    get request() {
        return this.props.record.data.desk_card?.request;
    }

    get phone() {
        return this.props.record.data.desk_card?.phone;
    }

    get link() {
        return `tel:${this.phone.replace(/[^\d+]/g, "")}`;
    }
}

registry.category("view_widgets").add("torg_card_phone", {
    component: CardPhone,
    fieldDependencies: [{ name: "desk_card", type: "json" }],
});
