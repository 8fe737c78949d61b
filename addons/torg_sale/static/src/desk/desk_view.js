import { onWillStart, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { askForStage } from "../stage/stage_questions";
import { DeskBar } from "./desk_bar";
import { useOrdersPing } from "./orders_ping";

const AGAIN = 400; // how soon to look again whether the hand is free

/** Orders as they are now, never as they were when the screen was open last. */
export class DeskModel extends RelationalModel {
    static withCache = false;
}

/** The head of a column: how many orders, and for how much. */
export class DeskHeader extends KanbanHeader {
    static template = "torg_sale.DeskHeader";
}

/** Columns in the colours of their stages. */
export class DeskRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, KanbanHeader: DeskHeader };

    getGroupClasses(group) {
        const classes = super.getGroupClasses(...arguments);
        const color = group.groupByField.name === "stage_id" && this.env.deskColors?.[group.value];
        return color ? `${classes} o_torg_stage_${color}` : classes;
    }
}

/** The board: asks before a card is moved, and follows what others do without a reload of the page. */
export class DeskController extends KanbanController {
    static template = "torg_sale.DeskView";
    static components = { ...KanbanController.components, DeskBar };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.notification = useService("notification");
        const deskColors = {};
        useSubEnv({ deskColors });
        onWillStart(async () => {
            const stages = await this.orm.searchRead("sale.order.stage", [], ["color"]);
            Object.assign(deskColors, Object.fromEntries(stages.map(({ id, color }) => [id, color])));
        });
        useOrdersPing(() => this.reloadQuietly());
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onWillSaveRecord = (record, changes) => this.onWillSaveRecord(record, changes);
        return params;
    }

    /** A card was dropped: the answers travel with the stage in one write, or the card goes back. */
    async onWillSaveRecord(record, changes) {
        if (!("stage_id" in changes)) {
            return true;
        }
        const answers = await askForStage(this, [record.resId], changes.stage_id);
        if (!answers) {
            record._discard();
            return false;
        }
        Object.assign(changes, answers);
        return true;
    }

    /** Load the board again where it stands; wait while a card is in the hand or a question is open. */
    async reloadQuietly() {
        if (this.isReloading) {
            this.isStale = true;
            return;
        }
        this.isReloading = true;
        try {
            do {
                this.isStale = false;
                await this.model.mutex.getUnlockedDef();
                while (this.rootRef.el?.querySelector(".o_dragged")) {
                    await new Promise((resolve) => setTimeout(resolve, AGAIN));
                }
                await this.model.load();
            } while (this.isStale);
        } finally {
            this.isReloading = false;
        }
    }
}

export const deskView = { ...kanbanView, Controller: DeskController, Model: DeskModel, Renderer: DeskRenderer };

registry.category("views").add("torg_desk", deskView);
