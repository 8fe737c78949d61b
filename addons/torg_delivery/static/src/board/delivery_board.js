import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** A column without a courier says so: «None» would leave it to guessing. */
class BoardGroup extends RelationalModel.Group {
    setup(config, data) {
        super.setup(...arguments);
        if (this.groupByField.name === "courier_id" && !this.value) {
            this.displayName = _t("Without a courier");
        }
    }
}

class BoardModel extends RelationalModel {
    static Group = BoardGroup;
}

registry.category("views").add("torg_delivery_board", { ...kanbanView, Model: BoardModel });
