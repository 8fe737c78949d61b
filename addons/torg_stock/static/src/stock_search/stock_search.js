import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { getProductAction, saveSheet } from "../core/goods_screen";
import { getCell } from "./stock_figures";
import { StockMatrix } from "./stock_matrix";

const PING = "torg_stock/changed";
const PAGE = 20;
const MOST = 200; // what the server gives at once
const NEAR_KEY = "torg_stock.near_store";

/** «Is there any, where and for how much»: what a manager asks with a customer on the phone. */
export class StockSearch extends Component {
    static template = "torg_stock.StockSearch";
    static components = { CheckboxItem, Dropdown, StockMatrix };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.keepLast = new KeepLast();
        this.state = useState({
            query: "",
            categoryId: false,
            valueIds: [],
            nearId: Number(browser.localStorage.getItem(NEAR_KEY)) || false,
            onlyStocked: false,
            limit: PAGE,
            answer: null,
            substitutes: {},
            changed: new Set(),
            active: undefined,
            isExporting: false,
        });
        useAutofocus({ refName: "search" });
        this.searchSoon = useDebounced(() => this.search(), 200);
        this.refreshSoon = useDebounced(() => this.refresh(), 300);
        const onPing = ({ product_ids: ids }) => this.onStockChanged(ids);
        this.bus.subscribe(PING, onPing);
        this.bus.start();
        onWillUnmount(() => this.bus.unsubscribe(PING, onPing));
        onWillStart(async () => {
            this.filters = await this.orm.call("product.product", "get_stock_filters", []);
            if (!this.filters.stores.some((store) => store.id === this.state.nearId)) {
                this.state.nearId = false;
            }
        });
    }

    // === WHAT IS ASKED === //

    get isAsked() {
        return Boolean(this.state.query.trim() || this.state.categoryId || this.state.valueIds.length);
    }

    get question() {
        const { query, categoryId, valueIds, nearId } = this.state;
        return {
            query,
            category_id: categoryId,
            attribute_value_ids: valueIds,
            near_store_id: nearId,
        };
    }

    async search() {
        if (!this.isAsked) {
            this.keepLast.add(Promise.resolve());
            this.state.answer = null;
            return;
        }
        const { limit } = this.state;
        const request = this.orm.silent.call("product.product", "search_stock", [], { ...this.question, limit });
        const answer = await this.keepLast.add(request);
        const isSame = (id) => answer.products.some((product) => product.id === id);
        Object.assign(this.state, { answer, changed: new Set() });
        this.state.active = isSame(this.state.active) ? this.state.active : undefined;
        for (const id of Object.keys(this.state.substitutes)) {
            isSame(Number(id)) || delete this.state.substitutes[id];
        }
    }

    onInput(ev) {
        this.state.query = ev.target.value;
        this.state.limit = PAGE;
        this.searchSoon();
    }

    clear() {
        Object.assign(this.state, { query: "", categoryId: false, valueIds: [], limit: PAGE });
        this.search();
    }

    onFilter(name, ev) {
        this.state[name] = Number(ev.target.value) || false;
        this.state.limit = PAGE;
        this.search();
    }

    onNear(ev) {
        browser.localStorage.setItem(NEAR_KEY, ev.target.value);
        this.state.substitutes = {};
        this.onFilter("nearId", ev);
    }

    toggleValue(id) {
        const { valueIds } = this.state;
        this.state.valueIds = valueIds.includes(id) ? valueIds.filter((other) => other !== id) : [...valueIds, id];
        this.state.limit = PAGE;
        this.search();
    }

    showMore() {
        this.state.limit = Math.min(this.state.limit + PAGE * 2, MOST);
        this.search();
    }

    // === WHAT IS SHOWN === //

    get stores() {
        const { answer, onlyStocked } = this.state;
        const has = (store) => answer.products.some((product) => getCell(answer, product, store).free > 0);
        return onlyStocked ? answer.stores.filter((store) => store.is_near || has(store)) : answer.stores;
    }

    /** How the text was understood, when it is not found as written. */
    get hint() {
        const { reading, shown } = this.state.answer;
        if (reading === "layout") {
            return _t("Shown for “%s”: the keyboard was in the other layout.", shown);
        }
        return reading === "typo" ? _t("Nothing is called exactly so. The most alike:") : "";
    }

    get shownText() {
        const { products, total, is_more: isMore } = this.state.answer;
        const numbers = { shown: products.length, total };
        return isMore ? _t("Shown %(shown)s of more than %(total)s", numbers) : _t("Shown %(shown)s of %(total)s", numbers);
    }

    get canShowMore() {
        const { answer, limit } = this.state;
        return answer.products.length < answer.total && limit < MOST;
    }

    // === KEYBOARD === //

    onKeydown(ev) {
        const products = this.state.answer?.products || [];
        const at = products.findIndex((product) => product.id === this.state.active);
        if (ev.key === "ArrowDown") {
            this.activate(products[Math.min(at + 1, products.length - 1)]);
        } else if (ev.key === "ArrowUp") {
            this.activate(products[Math.max(at - 1, 0)]);
        } else if (ev.key === "Enter" && at >= 0) {
            this.toggleSubstitutes(products[at]);
        } else if (ev.key === "Escape" && this.isAsked) {
            this.clear();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    activate(product) {
        if (product) {
            this.state.active = product.id;
            document.querySelector(`.o_torg_stock_search [data-product-id="${product.id}"]`)?.scrollIntoView({
                block: "nearest",
            });
        }
    }

    // === FOLLOWING CHANGES === //

    get visibleIds() {
        const answers = [this.state.answer, ...Object.values(this.state.substitutes)];
        return answers.flatMap((answer) => answer?.products.map((product) => product.id) || []);
    }

    onStockChanged(ids) {
        const visible = this.visibleIds;
        if (visible.length && (!ids || visible.some((id) => ids.includes(id)))) {
            this.refreshSoon();
        }
    }

    /** Ask again about the rows on the screen, not what is to be found: rows do not jump under the hand. */
    async refresh() {
        if (!this.state.answer) {
            return;
        }
        const before = this.state.answer;
        const open = Object.keys(this.state.substitutes).map(Number);
        const ids = before.products.map((product) => product.id);
        const kwargs = { near_store_id: this.state.nearId };
        const [fresh] = await Promise.all([
            this.orm.silent.call("product.product", "read_stock", [ids], kwargs),
            ...open.map((id) => this.loadSubstitutes(id)),
        ]);
        if (this.state.answer !== before && this.state.answer?.products.some(({ id }) => !ids.includes(id))) {
            return; // another search came in between
        }
        this.state.changed = this.getChanged(before, fresh);
        this.state.answer = { ...this.state.answer, ...fresh };
    }

    getChanged(before, fresh) {
        const changed = new Set();
        for (const product of fresh.products) {
            for (const store of fresh.stores) {
                if (getCell(before, product, store).free !== getCell(fresh, product, store).free) {
                    changed.add(`${product.id}:${store.id}`);
                }
            }
        }
        return changed;
    }

    // === SUBSTITUTES, HOLDS, EXPORT === //

    async toggleSubstitutes(product) {
        if (this.state.substitutes[product.id]) {
            delete this.state.substitutes[product.id];
        } else {
            await this.loadSubstitutes(product.id);
        }
    }

    async loadSubstitutes(id) {
        const kwargs = { near_store_id: this.state.nearId };
        this.state.substitutes[id] = await this.orm.silent.call("product.product", "get_stock_substitutes", [[id]], kwargs);
    }

    async acceptSubstitute(product, other) {
        await this.orm.call("product.product", "accept_stock_substitute", [[product.id], other.id]);
        this.notification.add(_t("Counted: “%(other)s” instead of “%(product)s”.", { other: other.name, product: product.name }), {
            type: "success",
        });
        await this.loadSubstitutes(product.id);
    }

    hold(product, store) {
        const lines = [[0, 0, { product_id: product.id, quantity: 1 }]];
        const context = { default_warehouse_id: store.id, default_line_ids: lines };
        this.action.doAction("torg_stock.torg_hold_action", {
            additionalContext: context,
            onClose: () => this.refresh(),
        });
    }

    openProduct(product) {
        this.action.doAction(getProductAction(product.id));
    }

    async exportXlsx() {
        this.state.isExporting = true;
        try {
            saveSheet(await this.orm.call("product.product", "export_stock", [], this.question), this.notification);
        } finally {
            this.state.isExporting = false;
        }
    }
}

registry.category("actions").add("torg_stock.stock_search", StockSearch);
