import { Component, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Keeps the screen of a mass action fresh while its jobs work. */
export class MassProgress extends Component {
    static template = "torg_sale.MassProgress";
    static props = { ...standardWidgetProps };

    setup() {
        const bus = useService("bus_service");
        const onProgress = ({ id }) => {
            if (id === this.props.record.resId) {
                this.props.record.load();
            }
        };
        bus.subscribe("torg_sale/mass", onProgress);
        onWillUnmount(() => bus.unsubscribe("torg_sale/mass", onProgress));
    }

    get share() {
        return Math.round(this.props.record.data.progress);
    }
}

registry.category("view_widgets").add("torg_mass_progress", {
    component: MassProgress,
    fieldDependencies: [{ name: "progress", type: "float" }],
});
