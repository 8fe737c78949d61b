import { Component, onWillStart, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { ShiftMenu } from "@torg_base/shift/shift_menu";

/** The desk's header: the line switch, chips of stores and types, search for a customer and for goods. */
export class DeskBar extends Component {
    static template = "torg_sale.DeskBar";
    static components = { AutoComplete, CheckboxItem, Dropdown, ShiftMenu };
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.state = useState({ chips: [] });
        this.model = this.env.searchModel;
        useBus(this.model, "update", () => this.render());
        onWillStart(() => this.loadChips());
    }

    async loadChips() {
        const [stores, types] = await Promise.all([
            this.orm.searchRead("stock.warehouse", [], ["name"]),
            this.orm.searchRead("torg.order.type", [], ["name"]),
        ]);
        const chips = [
            { field: "warehouse_id", name: _t("Store"), icon: "fa-map-marker", choices: stores },
            { field: "order_type_id", name: _t("Type"), icon: "fa-tag", choices: types },
        ];
        this.state.chips = chips.filter(({ choices }) => choices.length > 1);
    }

    // === CHIPS === //

    /** The chip's filter in the search: one for all its chosen values, so that they widen each other. */
    findFilter({ field }) {
        return Object.values(this.model.searchItems).find(
            (item) => item.torgChip === field && this.model.query.some(({ searchItemId }) => searchItemId === item.id)
        );
    }

    getChosen(chip) {
        return this.findFilter(chip)?.torgChosen || [];
    }

    getLabel(chip) {
        const chosen = chip.choices.filter(({ id }) => this.getChosen(chip).includes(id));
        if (!chosen.length) {
            return chip.name;
        }
        return chosen.length === 1 ? chosen[0].name : `${chip.name}: ${chosen.length}`;
    }

    toggle(chip, id) {
        const filter = this.findFilter(chip);
        const chosen = this.getChosen(chip);
        const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
        if (!next.length) {
            this.model.deactivateGroup(filter.groupId);
            return;
        }
        if (filter) {
            this.model.query = this.model.query.filter(({ searchItemId }) => searchItemId !== filter.id);
            delete this.model.searchItems[filter.id];
        }
        const names = chip.choices.filter((choice) => next.includes(choice.id)).map(({ name }) => name);
        this.model.createNewFilters([
            {
                description: names.join(", "),
                domain: `[("${chip.field}", "in", [${next}])]`,
                torgChip: chip.field,
                torgChosen: next,
            },
        ]);
    }

    // === CUSTOMERS AND GOODS === //

    get customerSources() {
        return [{ placeholder: _t("Looking…"), options: (text) => this.findCustomers(text), optionSlot: "customer" }];
    }

    async findCustomers(text) {
        if (text.trim().length < 2) {
            return [];
        }
        const found = await this.orm.silent.call("res.partner", "find_customers", [text]);
        if (!found.length) {
            return [{ label: _t("Nobody is found"), cssClass: "text-muted fst-italic" }];
        }
        return found.map((customer) => ({
            data: customer,
            label: customer.name,
            onSelect: () => this.openCustomer(customer),
        }));
    }

    openCustomer({ id }) {
        this.action.doAction({
            type: "ir.actions.client",
            tag: "torg_base.customer_card",
            name: _t("Customer Card"),
            target: "new",
            params: { partner_id: id },
            context: { dialog_size: "large", footer: false },
        });
    }

    openEntry() {
        this.action.doAction("torg_sale.sale_order_entry_action");
    }

    openStock() {
        this.action.doAction({
            type: "ir.actions.client",
            tag: "torg_stock.stock_search",
            name: _t("Availability"),
            target: "new",
            context: { dialog_size: "extra-large", footer: false },
        });
    }
}

