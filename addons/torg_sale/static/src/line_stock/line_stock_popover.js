import { Component, useState } from "@odoo/owl";
import {
    describeAge,
    describeDistance,
    describeLevel,
    formatQuantity,
    getCell,
} from "@torg_stock/stock_search/stock_figures";

/** All stores of a product, the chosen one first, then the nearest; what to do about it below. */
export class LineStockPopover extends Component {
    static template = "torg_sale.LineStockPopover";
    static props = {
        close: { type: Function, optional: true }, // a bottom sheet gives none
        stock: Object, // the reactive answer: it follows changes while it is open
        product: Object,
        needed: Number,
        own: Number,
        onStore: { type: Function, optional: true },
        onSubstitute: { type: Function, optional: true },
    };

    setup() {
        this.stock = useState(this.props.stock);
        Object.assign(this, { describeAge, describeDistance, describeLevel, formatQuantity });
    }

    get rows() {
        const { answer } = this.stock;
        return answer.stores
            .map((store) => ({ store, cell: getCell(answer, this.props.product, store) }))
            .filter(({ store, cell }) => store.is_near || cell.level !== "none");
    }

    get emptyCount() {
        return this.stock.answer.stores.length - this.rows.length;
    }

    hasEnough({ store, cell }) {
        return Math.max(cell.free, 0) + (store.is_near ? this.props.own : 0) >= this.props.needed - 1e-6;
    }
}
