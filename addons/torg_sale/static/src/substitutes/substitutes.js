import { Component, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatQuantity } from "@torg_stock/stock_search/stock_figures";

/** What to sell instead of a line: only what its store has, with the price for this very customer. */
export class Substitutes extends Component {
    static template = "torg_sale.Substitutes";
    static components = { Dialog };
    static props = { close: Function, lineId: Number, onDone: { type: Function, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ answer: null, busyId: false });
        Object.assign(this, { formatQuantity });
        onWillStart(async () => {
            this.state.answer = await this.orm.call("sale.order.line", "get_offers", [[this.props.lineId]]);
        });
    }

    get title() {
        return _t("Instead of %s", this.state.answer.product);
    }

    get asked() {
        const { quantity, unit, price, store } = this.state.answer;
        return _t("%(quantity)s %(unit)s at %(price)s, store “%(store)s”", {
            quantity: formatQuantity(quantity),
            unit,
            price: this.formatPrice(price),
            store,
        });
    }

    get advice() {
        const { store } = this.state.answer;
        return _t("“%s” has no substitute in this quantity. Name one on the product, or change the store.", store);
    }

    formatPrice(price) {
        return formatCurrency(price, this.state.answer.currency_id);
    }

    formatDifference({ difference }) {
        return difference ? `${difference > 0 ? "+" : "−"} ${this.formatPrice(Math.abs(difference))}` : _t("same price");
    }

    async replace(offer) {
        this.state.busyId = offer.id;
        try {
            await this.orm.call("sale.order.line", "replace_product", [[this.props.lineId], offer.id]);
        } finally {
            this.state.busyId = false;
        }
        const names = { product: this.state.answer.product, offer: offer.name };
        this.notification.add(_t("“%(offer)s” instead of “%(product)s”.", names), { type: "success" });
        await this.props.onDone?.();
        this.props.close();
    }
}
