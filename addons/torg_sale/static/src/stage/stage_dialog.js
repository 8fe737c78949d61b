import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { Record } from "@web/model/record";
import { Field } from "@web/views/fields/field";

const NAMED = {
    activeFields: { display_name: {} },
    fields: { id: { name: "id", type: "integer" }, display_name: { name: "display_name", type: "char" } },
};
const NO_WAYS_OUT = { canCreate: false, canCreateEdit: false, canOpen: false, canQuickCreate: false };

function isEmpty(value) {
    return !value || (Array.isArray(value) && !value.length);
}

/** The questions themselves. Apart from the dialog: whatever draws that anew begins with empty answers. */
class StageForm extends Component {
    static template = "torg_sale.StageForm";
    static components = { Dialog, Field };
    static props = { title: String, questions: Array, record: Object, onAnswer: Function, close: Function };

    setup() {
        this.state = useState({ isIncomplete: false });
    }

    getWidget({ type, widget }) {
        return widget || (type === "many2many" ? "many2many_tags" : type);
    }

    getExtraProps(question) {
        return this.getWidget(question) === "many2one" ? NO_WAYS_OUT : {};
    }

    async confirm() {
        const answers = await this.props.record.getChanges();
        this.state.isIncomplete = this.props.questions.some(({ name }) => isEmpty(answers[name]));
        if (!this.state.isIncomplete) {
            this.props.onAnswer(answers);
            this.props.close();
        }
    }
}

/** What a stage asks for before an order may enter it. Answers go to `onAnswer`, nothing is written here. */
export class StageDialog extends Component {
    static template = "torg_sale.StageDialog";
    static components = { Record, StageForm };
    static props = {
        title: String,
        fields: Object, // {name: definition} of any fields of an order, see `get_stage_questions`
        onAnswer: Function,
        close: Function,
    };

    setup() {
        this.questions = Object.entries(this.props.fields).map(([name, field]) => ({ ...field, name }));
        const fill = (one, many) =>
            Object.fromEntries(this.questions.map(({ name, type }) => [name, type === "many2many" ? many : one]));
        this.activeFields = fill({}, { related: NAMED });
        this.values = fill(false, []);
    }
}
