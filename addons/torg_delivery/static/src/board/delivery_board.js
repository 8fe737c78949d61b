import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** A column without a courier says so: «None» would leave it to guessing. */
class DeliveryBoardHeader extends KanbanHeader {
    get groupName() {
        const isOfNobody = this.group.groupByField.name === "courier_id" && !this.group.value;
        return isOfNobody ? _t("Without a courier") : super.groupName;
    }
}

class DeliveryBoardRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, KanbanHeader: DeliveryBoardHeader };
}

registry.category("views").add("torg_delivery_board", { ...kanbanView, Renderer: DeliveryBoardRenderer });
