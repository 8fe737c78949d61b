import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { askDesk, formatMoney } from "../desk/desk_tools";
import { HandoutSheet } from "./handout_sheet";
import { ReturnSheet } from "./return_sheet";

/** «To hand over»: one big field finds the order, its sheet takes the money and gives the goods, or takes them back. */
export class Counter extends Component {
    static template = "torg_store_desk.Counter";
    static components = { HandoutSheet, ReturnSheet };
    static props = { desk: Object, now: Object, version: Number, reload: Function };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ mode: "handout", text: "", code: "", found: null, sheet: null });
        this.searchSoon = useDebounced(() => this.search(), 250);
        onWillUpdateProps((next) => {
            if (next.version !== this.props.version) {
                this.refresh(next);
            }
        });
    }

    get orders() {
        return this.state.found || (this.state.mode === "handout" ? this.props.desk.ready : []);
    }

    get codePlaceholder() {
        return _t("Code, number or phone");
    }

    get numberPlaceholder() {
        return _t("Number or phone");
    }

    formatMoney(sum) {
        return formatMoney(sum, this.props.desk.currency_id);
    }

    formatDay(moment) {
        return deserializeDateTime(moment).toLocaleString({ day: "numeric", month: "long" });
    }

    get openId() {
        return this.state.sheet?.id;
    }

    get emptyText() {
        if (this.state.text.trim()) {
            return _t("Nothing found: check the code, the number or the phone.");
        }
        return this.state.mode === "handout" ? _t("No order waits for its customer.") : _t("Find the order to return.");
    }

    getTimer() {
        return null;
    }

    // === FINDING === //

    chooseMode(mode) {
        Object.assign(this.state, { mode, sheet: null, found: null });
        return this.search();
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    async onKeydown(ev) {
        if (ev.key === "Enter") {
            await this.search();
            if (this.orders.length === 1) {
                await this.open(this.orders[0].id);
            }
        }
    }

    async search() {
        const { mode, text } = this.state;
        const store = this.props.desk.store_id;
        if (mode === "return") {
            this.state.found = await this.keepLast.add(askDesk(this.orm, "find_sold", [text, store], true));
            return;
        }
        if (!text.trim()) {
            Object.assign(this.state, { found: null, code: "" });
            return;
        }
        const { orders, code } = await this.keepLast.add(askDesk(this.orm, "find_handout", [text, store], true));
        Object.assign(this.state, { found: orders, code });
        if (code && orders.length === 1) {
            await this.open(orders[0].id);
        }
    }

    // === THE SHEET === //

    async open(orderId) {
        this.state.sheet = await askDesk(this.orm, "get_handout", [orderId]);
    }

    close() {
        this.state.sheet = null;
    }

    next() {
        Object.assign(this.state, { sheet: null, text: "", code: "", found: null });
        if (this.state.mode === "return") {
            return this.search();
        }
    }

    show(sheet) {
        this.state.sheet = sheet;
        return this.props.reload();
    }

    async refresh(props) {
        const id = this.openId;
        if (id) {
            const sheet = await askDesk(this.orm, "get_handout", [id], true);
            if (this.openId === id) {
                this.state.sheet = sheet;
            }
        } else if (this.state.found && props.desk.store_id) {
            await this.search();
        }
    }
}
