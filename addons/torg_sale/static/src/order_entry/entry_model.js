import { reactive } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";

/** «3*rum» asks for three at once. */
export function readQuantity(text) {
    const [, quantity, query] = text.match(/^(\d+(?:[.,]\d+)?)\s*[*×]\s*(.+)$/) || [];
    return query ? { quantity: Number(quantity.replace(",", ".")), query } : { quantity: 1, query: text };
}

/** What the form holds, and what the server says about it: prices, stock, other stores. */
export class EntryModel {
    constructor(orm) {
        this.orm = orm;
        this.keepLast = new KeepLast();
        Object.assign(this, { stores: [], carriers: [], currencyId: false, request: false });
        Object.assign(this, { customer: null, lines: [], storeId: false, isDelivery: false, carrierId: false });
        Object.assign(this, { address: "", note: "", check: null, isChecking: false, isSaving: false, error: "" });
        return reactive(this);
    }

    async load(orderId) {
        const entry = await this.orm.call("sale.order", "get_entry", [orderId || false]);
        Object.assign(this, { stores: entry.stores, carriers: entry.carriers, currencyId: entry.currency_id });
        this.request = entry.order;
        this.storeId = entry.store_id;
        this.carrierId = this.carriers.find(({ is_pickup }) => !is_pickup)?.id || false;
        if (entry.order) {
            this.note = entry.order.text;
            this.setCustomer(entry.order.customer);
        }
        this.isDelivery = !this.pickupStores.length;
        if (!this.isDelivery && !this.store?.pickup) {
            this.storeId = this.pickupStores[0].id;
        }
    }

    // === WHO === //

    setCustomer(customer) {
        this.customer = customer;
        this.address = customer?.address || "";
        this.recheck();
    }

    async chooseCustomer({ id }) {
        this.setCustomer(await this.orm.call("sale.order", "get_entry_customer", [id]));
    }

    async createCustomer(name, phone) {
        this.setCustomer(await this.orm.call("sale.order", "create_entry_customer", [name, phone]));
    }

    async verifyCustomer(name) {
        const { id } = this.customer;
        await this.orm.call("res.partner", "verify_customer", [[id], name]);
        await this.chooseCustomer({ id });
    }

    // === WHAT === //

    async findGoods(text) {
        const { query } = readQuantity(text);
        const answer = await this.orm.silent.call("sale.order", "find_entry_goods", [query], {
            partner_id: this.customer?.id || false,
            store_id: this.storeId,
        });
        return answer.goods;
    }

    addGoods(goods, text) {
        const { quantity } = readQuantity(text);
        const line = this.lines.find(({ id }) => id === goods.id);
        if (line) {
            line.quantity += quantity;
        } else {
            this.lines.push({ ...goods, quantity });
        }
        this.recheck();
    }

    setQuantity(line, quantity) {
        if (quantity > 0) {
            line.quantity = quantity;
            this.recheck();
        } else {
            this.removeLine(line);
        }
    }

    removeLine(line) {
        this.lines = this.lines.filter(({ id }) => id !== line.id);
        this.recheck();
    }

    getChecked(line) {
        return this.check?.lines[line.id] || { price: line.price, amount: line.price * line.quantity, is_missing: false };
    }

    get total() {
        return this.lines.reduce((sum, line) => sum + this.getChecked(line).amount, 0);
    }

    async recheck() {
        this.error = "";
        if (!this.lines.length) {
            this.check = null;
            return;
        }
        this.isChecking = true;
        const kwargs = { partner_id: this.customer?.id || false, store_id: this.storeId };
        this.check = await this.keepLast.add(this.orm.silent.call("sale.order", "check_entry", [this.sentLines], kwargs));
        this.isChecking = false;
    }

    get sentLines() {
        return this.lines.map(({ id, quantity }) => ({ product_id: id, quantity }));
    }

    // === WHERE === //

    get store() {
        return this.stores.find(({ id }) => id === this.storeId);
    }

    get pickupStores() {
        return this.stores.filter(({ pickup }) => pickup);
    }

    get shownStores() {
        return this.isDelivery ? this.stores : this.pickupStores;
    }

    get missing() {
        return this.lines.filter((line) => this.getChecked(line).is_missing);
    }

    /** Stores that have all of it, when the chosen one has not. */
    get betterStores() {
        return this.missing.length ? this.shownStores.filter(({ id }) => this.check?.stores[id] === 0) : [];
    }

    setStore(id) {
        this.storeId = id;
        this.recheck();
    }

    setDelivery(isDelivery) {
        this.isDelivery = isDelivery;
        if (!this.shownStores.some(({ id }) => id === this.storeId)) {
            this.setStore(this.shownStores[0]?.id || false);
        }
    }

    // === SAVING === //

    get isReady() {
        return Boolean(this.customer && this.lines.length && this.storeId && !this.isSaving);
    }

    /** The saved order, or null with a sentence why not. */
    async save(confirm) {
        if (!this.isReady) {
            return null;
        }
        this.isSaving = true;
        this.error = "";
        const values = {
            order_id: this.request?.id || false,
            partner_id: this.customer.id,
            lines: this.sentLines,
            store_id: this.storeId,
            is_delivery: this.isDelivery,
            carrier_id: this.isDelivery && this.carrierId,
            address: this.address,
            note: this.note,
        };
        try {
            return await this.orm.call("sale.order", "save_entry", [values], { confirm });
        } catch (refusal) {
            if (!refusal.data?.message) {
                throw refusal;
            }
            this.error = refusal.data.message;
            return null;
        } finally {
            this.isSaving = false;
        }
    }
}
