import { Component, onWillStart, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { getProductAction, saveSheet } from "../core/goods_screen";
import { ShortageMatrix } from "./shortage_matrix";

const PAGE = 50;
const MOST = 200; // what the server gives at once

/** «What is missing where, and who can help»: the morning screen of those who supply the stores. */
export class Shortage extends Component {
    static template = "torg_stock.Shortage";
    static components = { ShortageMatrix };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.keepLast = new KeepLast();
        this.state = useState({
            query: "",
            storeId: false,
            categoryId: false,
            supplierId: false,
            onlyShort: true,
            limit: PAGE,
            answer: null,
            isBusy: false,
        });
        this.searchSoon = useDebounced(() => this.search(), 250);
        onWillStart(async () => {
            this.filters = await this.orm.call("product.product", "get_shortage_filters", []);
            await this.search();
        });
    }

    // === WHAT IS ASKED === //

    get question() {
        const { query, storeId, categoryId, supplierId, onlyShort } = this.state;
        return {
            query,
            store_ids: storeId ? [storeId] : null,
            category_id: categoryId,
            supplier_id: supplierId,
            only_short: onlyShort,
        };
    }

    get isNarrowed() {
        const { query, storeId, categoryId, supplierId } = this.state;
        return Boolean(query.trim() || storeId || categoryId || supplierId);
    }

    async search() {
        const request = this.orm.silent.call("product.product", "search_shortage", [], {
            ...this.question,
            limit: this.state.limit,
        });
        this.state.answer = await this.keepLast.add(request);
    }

    onInput(ev) {
        this.state.query = ev.target.value;
        this.state.limit = PAGE;
        this.searchSoon();
    }

    onFilter(name, ev) {
        this.state[name] = Number(ev.target.value) || false;
        this.state.limit = PAGE;
        this.search();
    }

    toggleShort() {
        this.state.onlyShort = !this.state.onlyShort;
        this.state.limit = PAGE;
        this.search();
    }

    clear() {
        Object.assign(this.state, { query: "", storeId: false, categoryId: false, supplierId: false, limit: PAGE });
        this.search();
    }

    showMore() {
        this.state.limit = Math.min(this.state.limit + PAGE, MOST);
        this.search();
    }

    get canShowMore() {
        const { answer, limit } = this.state;
        return answer.products.length < answer.total && limit < MOST;
    }

    get shownText() {
        const { products, total } = this.state.answer;
        return _t("Shown %(shown)s of %(total)s", { shown: products.length, total });
    }

    // === WHAT IS DONE === //

    /** Products that other stores can help with. */
    get helpedIds() {
        const { products, transfers } = this.state.answer;
        return products.map((product) => product.id).filter((id) => transfers[id]?.length);
    }

    transferAll() {
        const { transfers } = this.state.answer;
        const moves = this.helpedIds.flatMap((id) => transfers[id]);
        const documents = new Set(moves.map((move) => `${move.source_id}:${move.target_id}`)).size;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Move between stores"),
            body: _t(
                "Documents: %(documents)s, lines: %(lines)s. Where Odoo keeps both stores a transfer is made and the goods are reserved; where 1C keeps one of them, a request goes to 1C.",
                { documents, lines: moves.length }
            ),
            confirmLabel: _t("Move"),
            confirm: () => this.transfer(this.helpedIds),
            cancel: () => {},
        });
    }

    async transfer(productIds) {
        this.state.isBusy = true;
        try {
            const storeIds = this.state.storeId ? [this.state.storeId] : null;
            const made = await this.orm.call("stock.warehouse", "create_shortage_transfers", [productIds, storeIds]);
            const buttons = [
                [_t("Transfers"), made.pickings],
                [_t("Requests to 1C"), made.requests],
            ].filter(([, action]) => action);
            this.notification.add(made.message, {
                type: buttons.length ? "success" : "warning",
                sticky: buttons.length > 0,
                buttons: buttons.map(([name, action]) => ({ name, onClick: () => this.action.doAction(action) })),
            });
            await this.search();
        } finally {
            this.state.isBusy = false;
        }
    }

    makeMinimums() {
        this.action.doAction("torg_stock.torg_minimum_action", { onClose: () => this.search() });
    }

    openProduct(product) {
        this.action.doAction(getProductAction(product.id));
    }

    async exportXlsx() {
        this.state.isBusy = true;
        try {
            saveSheet(await this.orm.call("product.product", "export_shortage", [], this.question), this.notification);
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("torg_stock.shortage", Shortage);
