import { Component, onMounted, onPatched } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Shows nothing: tells the server that the manager of the order has it on the screen. */
export class OrderOpened extends Component {
    static template = "torg_sale.OrderOpened";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.told = new Set();
        onMounted(() => this.tell());
        onPatched(() => this.tell());
    }

    /** Tell it once for each order that is the reader's and was not opened before. */
    async tell() {
        const { resId, data } = this.props.record;
        if (resId && data.user_id?.id === user.userId && !data.opened_date && !this.told.has(resId)) {
            this.told.add(resId);
            await this.orm.silent.call("sale.order", "mark_opened", [[resId]]);
        }
    }
}

registry.category("view_widgets").add("torg_order_opened", {
    component: OrderOpened,
    fieldDependencies: [
        { name: "user_id", type: "many2one" },
        { name: "opened_date", type: "datetime" },
    ],
});
