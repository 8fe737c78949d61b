import { reactive, toRaw } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { debounce } from "@web/core/utils/timing";

const PING = "torg_stock/changed";

/** What the stores have of the goods of one open order: asked once for all its lines, and again when stock changes. */
export class OrderStock {
    constructor(orm) {
        this.orm = orm;
        this.keepLast = new KeepLast();
        this.state = reactive({ answer: null });
        this.question = { orderId: false, productIds: [], storeId: false };
        this.key = "";
        this.watchers = 0;
        this.loadSoon = debounce(() => this.load(), 300);
    }

    /** Every line asks at every render; only another question goes to the server. */
    ask(question) {
        const key = JSON.stringify(question);
        if (key !== this.key) {
            this.key = key;
            this.question = question;
            this.load();
        }
    }

    async load() {
        const { orderId, productIds, storeId } = this.question;
        if (!productIds.length) {
            return;
        }
        const request = this.orm.silent.call("sale.order", "read_goods", [
            orderId ? [orderId] : [],
            productIds,
            storeId,
        ]);
        this.state.answer = await this.keepLast.add(request);
    }

    onPing(ids) {
        if (this.watchers && (!ids || this.question.productIds.some((id) => ids.includes(id)))) {
            this.loadSoon();
        }
    }
}

export const orderStockService = {
    dependencies: ["bus_service", "orm"],
    start(env, { bus_service: bus, orm }) {
        const boards = new WeakMap();
        const watched = new Set();
        let isListening = false;
        return {
            /** Return the OrderStock of the form whose model this is. */
            get(model) {
                const key = toRaw(model); // every component has a proxy of its own
                if (!boards.has(key)) {
                    boards.set(key, new OrderStock(orm));
                }
                return boards.get(key);
            },
            watch(board) {
                if (!isListening) {
                    isListening = true;
                    bus.subscribe(PING, ({ product_ids: ids }) => watched.forEach((one) => one.onPing(ids)));
                    bus.start();
                }
                board.watchers++;
                watched.add(board);
                return () => --board.watchers || watched.delete(board);
            },
        };
    },
};

registry.category("services").add("torg_order_stock", orderStockService);
