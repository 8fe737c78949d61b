import { registry } from "@web/core/registry";
import { StatusBarField, statusBarField } from "@web/views/fields/statusbar/statusbar_field";
import { useOrderMover } from "./order_mover";

/** The stages at the top of an order: a click asks what the stage asks for, like a drag on the desk. */
export class StageStatusBar extends StatusBarField {
    setup() {
        super.setup();
        this.move = useOrderMover();
    }

    /** Override to ask before anything is written. */
    async selectItem(item) {
        if (item && !item.isSelected) {
            await this.move(this.props.record, item.value);
        }
    }
}

export const stageStatusBar = {
    ...statusBarField,
    component: StageStatusBar,
    additionalClasses: ["o_field_statusbar"],
};

registry.category("fields").add("torg_stage_statusbar", stageStatusBar);
