import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { ListController } from "@web/views/list/list_controller";
import { useOrdersPing } from "./orders_ping";

/** The desk as a list: follows what others do, unless a row is being typed in or rows are ticked. */
export class DeskListController extends ListController {
    setup() {
        super.setup();
        useOrdersPing(async () => {
            const { editedRecord, selection } = this.model.root;
            if (!editedRecord && !selection?.length) {
                await this.model.mutex.getUnlockedDef();
                await this.model.load();
            }
        });
    }
}

registry.category("views").add("torg_desk_list", { ...listView, Controller: DeskListController });
