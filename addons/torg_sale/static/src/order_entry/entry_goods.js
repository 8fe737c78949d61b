import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { formatFloat } from "@web/core/utils/numbers";
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

    /** A number in a field has no spaces between thousands: it is written back as it is read. */
    writeQuantity(quantity) {
        return formatFloat(quantity, { digits: [0, 3], trailingZeros: false, thousandsSep: "" });
    }

    /** A nought takes the line out; what is no quantity at all leaves it as it was. */
    onQuantity(line, ev) {
        const text = ev.target.value.replace(/\s/g, "").replace(",", ".");
        if (/^\d+(\.\d+)?$/.test(text)) {
            this.model.setQuantity(line, Number(text));
        } else {
            ev.target.value = this.writeQuantity(line.quantity);
        }
    }
}
