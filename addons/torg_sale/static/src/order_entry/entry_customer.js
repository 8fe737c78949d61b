import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { EntrySearch } from "./entry_search";

/** The customer: one field for phone, name and INN; who is not known gets a name and a number in place. */
export class EntryCustomer extends Component {
    static template = "torg_sale.EntryCustomer";
    static components = { EntrySearch };
    static props = { model: Object };

    setup() {
        this.orm = useService("orm");
        this.model = useState(this.props.model);
        this.state = useState({ isNew: false, name: "", phone: "", knownName: "" });
        this.find = (text) => this.orm.silent.call("res.partner", "find_customers", [text]);
        this.select = (customer) => this.model.chooseCustomer(customer);
    }

    /** Digits are a phone, anything else is a name. */
    startNew(text) {
        const isPhone = /^[\d\s()+.-]+$/.test(text);
        Object.assign(this.state, { isNew: true, name: isPhone ? "" : text, phone: isPhone ? text : "" });
    }

    async createNew() {
        await this.model.createCustomer(this.state.name, this.state.phone);
        this.state.isNew = false;
    }

    async verify() {
        await this.model.verifyCustomer(this.state.knownName || this.model.customer.name);
        this.state.knownName = "";
    }
}
