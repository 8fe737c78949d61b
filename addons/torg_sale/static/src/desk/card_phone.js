import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Calls the customer from the card: the telephone takes the link over. */
export class CardPhone extends Component {
    static template = "torg_sale.CardPhone";
    static props = { ...standardWidgetProps };

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
