import { Component } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import {
    describeAge,
    describeDistance,
    describeLevel,
    explainCell,
    formatQuantity,
    getCell,
    getStoreTotal,
    getTotal,
} from "./stock_figures";

/** Products by stores: a table on a desk, cards on a phone. */
export class StockMatrix extends Component {
    static template = "torg_stock.StockMatrix";
    static props = {
        answer: Object,
        stores: Array,
        substitutes: Object, // { product id: answer }, of the rows that are open
        changed: Set, // "product:store" that changed a moment ago
        active: { type: Number, optional: true }, // id of the product chosen by keyboard
        isSmall: Boolean,
        canHold: Boolean,
        onToggle: Function,
        onHold: Function,
        onOpen: Function,
        onAccept: Function,
    };

    setup() {
        Object.assign(this, { describeAge, describeDistance, describeLevel, explainCell, formatQuantity });
        Object.assign(this, { getCell, getStoreTotal, getTotal });
    }

    /** Products with their open substitutes right below. */
    get rows() {
        return this.props.answer.products.flatMap((product) => {
            const answer = this.props.substitutes[product.id];
            const row = { key: `${product.id}`, product, answer: this.props.answer, isOpen: Boolean(answer) };
            const below = answer?.products.map((other) => ({
                key: `${product.id}-${other.id}`,
                product: other,
                answer,
                instead: product,
            }));
            const empty = { key: `${product.id}-none`, instead: product, isEmpty: true };
            return answer ? [row, ...(below.length ? below : [empty])] : [row];
        });
    }

    /** Stores of a card: the chosen one, then those that have something. */
    getCardStores({ answer, product }) {
        return this.props.stores.filter(
            (store) => store.is_near || ["few", "many", "coming"].includes(getCell(answer, product, store).level)
        );
    }

    formatPrice({ answer, product }) {
        return formatCurrency(product.price, answer.currency_id);
    }

    isChanged({ product }, store) {
        return this.props.changed.has(`${product.id}:${store.id}`);
    }

    onCell(row, store) {
        if (this.canHold(row, store)) {
            this.props.onHold(row.product, store);
        }
    }

    canHold(row, store) {
        return this.props.canHold && row.product.counted && getCell(row.answer, row.product, store).free > 0;
    }
}
