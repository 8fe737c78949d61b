import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const { DateTime } = luxon;
const formatters = registry.category("formatters");

/** Who the customer is, and the facts every addon adds about them. */
export class CustomerCard extends Component {
    static template = "torg_base.CustomerCard";
    static props = {
        partnerId: Number,
        onAction: { type: Function, optional: true }, // called before a click opens something else
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ card: null, busy: false });
        onWillStart(() => this.load(this.props.partnerId));
        onWillUpdateProps(({ partnerId }) => partnerId !== this.props.partnerId && this.load(partnerId));
    }

    async load(partnerId) {
        this.state.card = await this.orm.call("res.partner", "get_customer_card", [partnerId]);
    }

    get subtitle() {
        const { company, city } = this.state.card;
        return [company && company.name, city].filter(Boolean).join(" · ");
    }

    /** The fact as a person reads it; "" when there is nothing to read. */
    formatFact({ kind, value, currency_id }) {
        if (value === false || value === null || value === "") {
            return "";
        }
        switch (kind) {
            case "date":
                return deserializeDate(value).toLocaleString(DateTime.DATE_MED);
            case "datetime":
                return deserializeDateTime(value).toLocaleString(DateTime.DATETIME_MED);
            case "monetary":
                return formatters.get("monetary")(value, { currencyId: currency_id });
            case "integer":
            case "float":
            case "percentage":
                return formatters.get(kind)(value);
            default:
                return String(value);
        }
    }

    openFact({ action }) {
        if (action) {
            this.props.onAction?.();
            this.action.doAction(action);
        }
    }

    /** A button of a row: what it returns is opened, or the card is asked again. */
    async call({ model, method, args }) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const action = await this.orm.call(model, method, args);
            if (action) {
                this.openFact({ action });
            } else {
                await this.load(this.props.partnerId);
            }
        } finally {
            this.state.busy = false;
        }
    }

    async send(section, ev) {
        const field = ev.target.querySelector("input");
        const text = field.value.trim();
        if (text) {
            const { model, method, args } = section.input;
            await this.call({ model, method, args: [...args, text] });
            field.value = "";
        }
    }

    openPartner() {
        this.props.onAction?.();
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: this.props.partnerId,
            views: [[false, "form"]],
        });
    }
}

/** The card as an action: over the screen it was asked from. */
export class CustomerCardAction extends Component {
    static template = "torg_base.CustomerCardAction";
    static components = { CustomerCard };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
    }

    get partnerId() {
        return this.props.action.params.partner_id;
    }

    close() {
        this.action.doAction({ type: "ir.actions.act_window_close" });
    }
}

registry.category("actions").add("torg_base.customer_card", CustomerCardAction);
