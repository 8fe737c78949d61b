import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useOrdersPing } from "@torg_sale/desk/orders_ping";
import { Collect } from "../collect/collect";
import { Counter } from "../counter/counter";
import { Unclaimed } from "../unclaimed/unclaimed";
import { askDesk } from "./desk_tools";

const { DateTime } = luxon;
const TICK = 20 * 1000;
const STORE_KEY = "torg_store_desk.store";

/** The counter of a store: what to collect, whom to hand over to, who has not come. */
export class StoreDesk extends Component {
    static template = "torg_store_desk.StoreDesk";
    static components = { Collect, Counter, Unclaimed };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.asked = 0;
        // made here: in a getter that the template reads, `this` is not the component
        this.reload = () => this.load(this.state.desk.store_id);
        this.state = useState({ desk: null, tab: "collect", now: DateTime.now(), version: 0 });
        onWillStart(() => this.load(Number(browser.localStorage.getItem(STORE_KEY)) || null));
        useOrdersPing(() => this.refresh());
        let timer;
        onMounted(() => (timer = browser.setInterval(() => (this.state.now = DateTime.now()), TICK)));
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get tabs() {
        const { collect, ready, waiting, released } = this.state.desk;
        const owed = released.filter((order) => order.due < 0);
        return [
            { id: "collect", icon: "fa-shopping-basket", name: _t("Collect"), count: collect.length },
            { id: "counter", icon: "fa-handshake-o", name: _t("To hand over"), count: ready.length },
            {
                id: "unclaimed",
                icon: "fa-clock-o",
                name: _t("Not claimed"),
                count: waiting.length + owed.length,
                isUrgent: waiting.length + owed.length > 0,
            },
        ];
    }

    /** Show the lists anew; an answer that a later question has made old is left, whoever waits for it goes on. */
    async load(storeId) {
        const number = ++this.asked;
        const desk = await askDesk(this.orm, "get_desk", [storeId], true);
        if (number === this.asked) {
            this.state.desk = desk;
        }
    }

    async refresh() {
        if (!this.state.desk) {
            return; // the first answer is still on its way: it will be as fresh
        }
        await this.load(this.state.desk.store_id);
        this.state.version++;
    }

    async chooseStore(ev) {
        browser.localStorage.setItem(STORE_KEY, ev.target.value);
        await this.load(Number(ev.target.value));
        this.state.version++;
    }

    chooseTab(tab) {
        this.state.tab = tab;
    }

    get screenProps() {
        const { desk, now, version } = this.state;
        return { desk, now, version, reload: this.reload };
    }
}

registry.category("actions").add("torg_store_desk.desk", StoreDesk);
