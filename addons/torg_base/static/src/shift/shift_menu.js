import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatHours, hoursSince } from "./shift_service";

const { DateTime } = luxon;

/** The switch «On line / Break / Off line» at the top of every screen. */
export class ShiftMenu extends Component {
    static template = "torg_base.ShiftMenu";
    static components = { Dropdown, DropdownItem };
    static props = [];

    setup() {
        this.action = useService("action");
        this.service = useService("torg_shift");
        this.shift = useState(this.service.shift);
        this.clock = useState({ tick: 0, isBusy: false });
        let timer;
        onMounted(() => {
            this.service.load(); // not awaited: the screen does not wait for the switch
            timer = browser.setInterval(() => this.clock.tick++, 60 * 1000);
        });
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get states() {
        return [
            { state: "on_line", name: _t("On line"), hint: _t("Orders and calls come to you") },
            { state: "break", name: _t("Break"), hint: _t("Nothing new comes, the shift goes on") },
            { state: "off", name: _t("Off line"), hint: _t("The shift is over") },
        ];
    }

    get current() {
        return this.states.find((choice) => choice.state === this.shift.state);
    }

    get since() {
        return this.shift.since?.toLocaleString(DateTime.TIME_SIMPLE);
    }

    /** Hours of today in a state, the running interval included. */
    hoursOf(state) {
        this.clock.tick; // read to be redrawn every minute
        const running = this.shift.state === state ? hoursSince(this.shift.since) : 0;
        return formatHours((this.shift.today[state] || 0) + running);
    }

    async choose(state) {
        if (state === this.shift.state || this.clock.isBusy) {
            return;
        }
        this.clock.isBusy = true;
        try {
            await this.service.set(state);
        } finally {
            this.clock.isBusy = false;
        }
    }

    openMyShifts() {
        this.action.doAction("torg_base.torg_shift_action_my", { clearBreadcrumbs: true });
    }
}

registry.category("systray").add("torg_base.ShiftMenu", { Component: ShiftMenu }, { sequence: 102 });
