import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DeliverSheet } from "./deliver_sheet";
import { RefuseSheet } from "./refuse_sheet";

const OPEN = ["planned", "handed", "on_way"];
const AGAIN_EVERY = 60000; // how old the list may get while nobody touches it

/** The courier's day on his phone: where to, what to give, how much to take, and how it ended. */
export class CourierDay extends Component {
    static template = "torg_delivery.CourierDay";
    static components = { DeliverSheet, RefuseSheet };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ day: null, opened: {}, sheet: null, isBusy: false, showsDone: false, sorts: false });
        onWillStart(() => this.load());
        const timer = setInterval(() => !this.state.sheet && !this.state.isBusy && this.load(), AGAIN_EVERY);
        onWillUnmount(() => clearInterval(timer));
    }

    async load() {
        this.state.day = await this.orm.silent.call("torg.delivery", "get_courier_day", []);
    }

    get openStops() {
        return this.state.day.stops.filter((stop) => OPEN.includes(stop.state));
    }

    get doneStops() {
        return this.state.day.stops.filter((stop) => !OPEN.includes(stop.state));
    }

    get progress() {
        const { left, done } = this.state.day;
        return left + done ? Math.round((100 * done) / (left + done)) : 0;
    }

    getPhoneUrl(stop) {
        return `tel:${stop.phone.replace(/[^\d+]/g, "")}`;
    }

    getGoodsText(stop) {
        const pieces = stop.goods.length;
        return pieces === 1 ? stop.goods[0].name : _t("Goods: %s", pieces);
    }

    toggle(stop) {
        this.state.opened[stop.id] = !this.state.opened[stop.id];
    }

    toggleSorting() {
        this.state.sorts = !this.state.sorts;
    }

    toggleDone() {
        this.state.showsDone = !this.state.showsDone;
    }

    // === WHAT IS DONE === //

    async act(verb, stop, args = [], kwargs = {}) {
        if (this.state.isBusy) {
            return false;
        }
        this.state.isBusy = true;
        try {
            await this.orm.call("torg.delivery", verb, [[stop.id], ...args], kwargs);
            this.state.sheet = null;
            return true;
        } finally {
            this.state.isBusy = false;
            await this.load();
        }
    }

    take(stop) {
        return this.act("courier_take", stop);
    }

    setOff(stop) {
        return this.act("courier_set_off", stop);
    }

    openSheet(kind, stop) {
        this.state.sheet = { kind, stop };
    }

    closeSheet() {
        this.state.sheet = null;
    }

    async deliver(answers) {
        const { stop } = this.state.sheet;
        if (await this.act("courier_deliver", stop, [], answers)) {
            this.notification.add(_t("%s is delivered", stop.number), { type: "success" });
        }
    }

    async refuse(answers) {
        const { stop } = this.state.sheet;
        if (await this.act("courier_refuse", stop, [], answers)) {
            this.notification.add(_t("%s comes back to the store", stop.number), { type: "warning" });
        }
    }

    async move(stop, step) {
        const ids = this.openStops.map((row) => row.id);
        const from = ids.indexOf(stop.id);
        const to = from + step;
        if (to < 0 || to >= ids.length || this.state.isBusy) {
            return;
        }
        ids.splice(to, 0, ...ids.splice(from, 1));
        this.state.isBusy = true;
        try {
            await this.orm.call("torg.delivery", "courier_sort", [ids]);
            await this.load();
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("torg_delivery.courier_day", CourierDay);
