import { markRaw, onWillStart, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Deferred } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { askForStage } from "../stage/stage_questions";
import { DeskBar } from "./desk_bar";
import { useOrdersPing } from "./orders_ping";

/** A column that opens while the board is loaded anew must not jump back. */
class DeskGroup extends RelationalModel.Group {
    async toggle() {
        const { hand } = this.model;
        hand.toggling++;
        hand.turn++;
        try {
            return await super.toggle(...arguments);
        } finally {
            hand.toggling--;
        }
    }
}

/** Orders as they are now, never as they were when the screen was open last; and never pulled from under the hand. */
export class DeskModel extends RelationalModel {
    static withCache = false;
    static Group = DeskGroup;

    setup() {
        super.setup(...arguments);
        this.hand = markRaw({ turn: 0, toggling: 0, released: null });
        this.loads = markRaw({ begun: 0, done: 0, quiet: 0, isLate: false });
    }

    /** Load what the reader asked for: news that come meanwhile wait, nothing may overtake the first picture. */
    async load() {
        const load = ++this.loads.begun;
        this.hand.turn++;
        try {
            await super.load(...arguments);
        } finally {
            this.loads.done = load;
        }
        if (this.loads.isLate) {
            this.loads.isLate = false;
            this.reloadQuietly();
        }
    }

    get isLoading() {
        return this.loads.begun !== this.loads.done;
    }

    /** The hand takes a card. */
    hold() {
        this.hand.turn++;
        this.hand.released = new Deferred();
    }

    /** The hand lets the card go. */
    release() {
        this.hand.released?.resolve();
        this.hand.released = null;
    }

    get isBusy() {
        return Boolean(this.hand.released || this.hand.toggling || this.mutex._queueSize);
    }

    /** Load the board again where it stands. What was loaded while a card was moved is thrown away and asked again. */
    async reloadQuietly() {
        let config, data, turn;
        const quiet = ++this.loads.quiet;
        do {
            if (this.isLoading) {
                this.loads.isLate = true;
                return;
            }
            await this.hand.released;
            await this.mutex.getUnlockedDef();
            turn = this.hand.turn;
            config = this._getNextConfig(this.config, {});
            this.hooks.onWillLoadRoot(config);
            data = await this._loadData(config);
            if (quiet !== this.loads.quiet) {
                return; // newer news is on its way
            }
        } while (turn !== this.hand.turn || this.isBusy);
        const root = this._createRoot(config, data);
        this.keepCards(root);
        this.root = root;
        this.config = config;
        await this.hooks.onRootLoaded(root);
    }

    /** Cards and columns stay the same elements of the page: nothing blinks, and a hand that closes finds them. */
    keepCards(root) {
        const columns = new Map((this.root.groups || []).map(({ value, id }) => [value, id]));
        for (const group of root.groups || []) {
            group.id = columns.get(group.value) || group.id;
        }
        const known = new Map(this.root.records.map(({ resId, id }) => [resId, id]));
        for (const record of root.records) {
            record.id = known.get(record.resId) || record.id;
        }
    }
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

    sortStart() {
        this.props.list.model.hold();
        return super.sortStart(...arguments);
    }

    sortStop() {
        this.props.list.model.release();
        return super.sortStop(...arguments);
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
        useOrdersPing(() => this.model.reloadQuietly());
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
}

export const deskView = { ...kanbanView, Controller: DeskController, Model: DeskModel, Renderer: DeskRenderer };

registry.category("views").add("torg_desk", deskView);
