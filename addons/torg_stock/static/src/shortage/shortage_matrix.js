import { Component } from "@odoo/owl";
import { describeAge, formatQuantity } from "../stock_search/stock_figures";
import { describeCover, describePosition, explainPosition, getHelp, getPosition } from "./shortage_figures";

/** Products by stores: what is missing where and who can help. A table on a desk, cards on a phone. */
export class ShortageMatrix extends Component {
    static template = "torg_stock.ShortageMatrix";
    static props = {
        answer: Object,
        isSmall: Boolean,
        canTransfer: Boolean,
        onTransfer: Function,
        onOpen: Function,
    };

    setup() {
        Object.assign(this, { describeAge, describeCover, describePosition, explainPosition, formatQuantity });
        Object.assign(this, { getHelp, getPosition });
    }

    /** Stores that lack the product: what a card shows. */
    getShortStores(product) {
        const { answer } = this.props;
        return answer.stores.filter((store) => getPosition(answer, product, store).need > 0);
    }

    canHelp(product) {
        return this.props.canTransfer && this.props.answer.transfers[product.id]?.length > 0;
    }
}
