import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { formatQuantity } from "@torg_stock/stock_search/stock_figures";
import { EntrySearch } from "./entry_search";

/** The goods: Enter adds the first found; a quantity is written in its line or before the name, «3*rum». */
export class EntryGoods extends Component {
    static template = "torg_sale.EntryGoods";
    static components = { EntrySearch };
    static props = { model: Object };

    setup() {
        this.model = useState(this.props.model);
        this.formatQuantity = formatQuantity;
        this.root = useRef("root");
        // Who it is for is said: the next thing typed is goods.
        useEffect(
            (customerId) => customerId && this.root.el.querySelector("input[role=combobox]").focus(),
            () => [this.model.customer?.id]
        );
        this.find = (text) => this.model.findGoods(text);
        this.select = (goods, text) => this.model.addGoods(goods, text);
    }

    formatMoney(amount) {
        return formatCurrency(amount, this.model.currencyId);
    }

    onQuantity(line, ev) {
        this.model.setQuantity(line, Number(ev.target.value.replace(",", ".")) || 0);
    }
}
