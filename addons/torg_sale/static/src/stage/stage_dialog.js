import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { Record } from "@web/model/record";
import { Field } from "@web/views/fields/field";

const NAMED = {
    activeFields: { display_name: {} },
    fields: { id: { name: "id", type: "integer" }, display_name: { name: "display_name", type: "char" } },
};
const NO_WAYS_OUT = { canCreate: false, canCreateEdit: false, canOpen: false, canQuickCreate: false };

/** What a stage asks for before an order may enter it. Answers go to `onAnswer`, nothing is written here. */
export class StageDialog extends Component {
    static template = "torg_sale.StageDialog";
    static components = { Dialog, Field, Record };
    static props = {
        title: String,
        fields: Object, // {name: definition} of any fields of an order, see `get_stage_questions`
        onAnswer: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ isIncomplete: false });
        this.activeFields = Object.fromEntries(
            this.questions.map(({ name, type }) => [name, type === "many2many" ? { related: NAMED } : {}])
        );
        this.values = Object.fromEntries(
            this.questions.map(({ name, type }) => [name, type === "many2many" ? [] : false])
        );
        this.hooks = { onRecordChanged: () => (this.state.isIncomplete = false) };
    }

    get questions() {
        return Object.entries(this.props.fields).map(([name, field]) => ({ ...field, name }));
    }

    getWidget({ type, widget }) {
        return widget || (type === "many2many" ? "many2many_tags" : type);
    }

    getExtraProps(question) {
        return this.getWidget(question) === "many2one" ? NO_WAYS_OUT : {};
    }

    async confirm(record) {
        const answers = await record.getChanges();
        const isEmpty = (value) => !value || (Array.isArray(value) && !value.length);
        if (this.questions.some(({ name }) => isEmpty(answers[name]))) {
            this.state.isIncomplete = true;
            return;
        }
        this.props.onAnswer(answers);
        this.props.close();
    }
}
