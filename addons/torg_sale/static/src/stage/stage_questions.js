import { StageDialog } from "./stage_dialog";

/**
 * Ask what must be asked before these orders go to a stage: the answers ({} when there is nothing to ask), or null when
 * they stay where they are, because the person thought better of it or the move is refused (and told why).
 */
export async function askForStage({ orm, dialog, notification }, orderIds, stageId) {
    const { refusal, fields, title } = await orm.call("sale.order", "get_stage_questions", [orderIds, stageId]);
    if (refusal) {
        notification.add(refusal, { type: "danger" });
        return null;
    }
    if (!Object.keys(fields).length) {
        return {};
    }
    return new Promise((resolve) => {
        let answers = null;
        const onAnswer = (given) => (answers = given);
        dialog.add(StageDialog, { title, fields, onAnswer }, { onClose: () => resolve(answers) });
    });
}
