import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The transition matrix as a table: from where to where a role may move orders of a type by a way, and why not. */
export class TransitionGrid extends Component {
    static template = "torg_sale.TransitionGrid";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ typeId: false, role: "manager", channel: "desk", grid: null, over: null });
        this.display = { controlPanel: {} };
        onWillStart(() => this.load());
    }

    async load() {
        const { typeId, role, channel } = this.state;
        this.state.grid = await this.orm.call("torg.order.transition", "get_grid", [typeId, role, channel]);
        this.state.typeId = this.state.grid.type_id;
    }

    choose(name, value) {
        this.state[name] = value;
        return this.load();
    }

    getCell(from, to) {
        return this.state.grid.cells[from.id][to.id];
    }

    point(from, to) {
        this.state.over = from && { from, to, ...this.getCell(from, to) };
    }

    openRules() {
        this.action.doAction("torg_sale.torg_order_transition_action");
    }
}

registry.category("actions").add("torg_sale.transition_grid", TransitionGrid);
