import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { ConnectionLostError } from "@web/core/network/rpc";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** How often the server hears that the order is still open here. */
export const HEARTBEAT = 30 * 1000;

/** Faces of the colleagues who have the same order open now. */
export class OrderPresence extends Component {
    static template = "torg_sale.OrderPresence";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.state = useState({ users: [] });
        const onPresence = ({ order_id, users }) => {
            if (order_id === this.props.record.resId) {
                this.state.users = users;
            }
        };
        this.bus.subscribe("torg_sale/presence", onPresence);
        onWillUnmount(() => this.bus.unsubscribe("torg_sale/presence", onPresence));
        useEffect(
            (orderId) => {
                this.state.users = [];
                if (!orderId) {
                    return;
                }
                this.touch(orderId);
                const timer = browser.setInterval(() => this.touch(orderId), HEARTBEAT);
                return () => {
                    browser.clearInterval(timer);
                    this.touch(orderId, true);
                };
            },
            () => [this.props.record.resId]
        );
    }

    async touch(orderId, leaving = false) {
        try {
            const users = await this.orm.silent.call("sale.order", "touch_presence", [[orderId]], { leaving });
            if (!leaving && orderId === this.props.record.resId) {
                this.state.users = users;
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }
}

registry.category("view_widgets").add("torg_order_presence", { component: OrderPresence });
