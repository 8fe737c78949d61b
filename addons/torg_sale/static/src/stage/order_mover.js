import { useService } from "@web/core/utils/hooks";
import { askForStage } from "./stage_questions";

/** Moves the order of a form: saves what was typed, asks, then writes the stage and the answers in one go. */
export function useOrderMover() {
    const services = {
        orm: useService("orm"),
        dialog: useService("dialog"),
        notification: useService("notification"),
    };
    return async function move(record, stageId) {
        if (!(await record.save())) {
            return false;
        }
        const answers = await askForStage(services, [record.resId], stageId);
        if (!answers) {
            return false;
        }
        await services.orm.write("sale.order", [record.resId], { ...answers, stage_id: stageId });
        await record.load();
        return true;
    };
}
