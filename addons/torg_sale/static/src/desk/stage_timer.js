import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const { DateTime } = luxon;
const MINUTE = 60 * 1000;

/** "5 min", "3 h", "2 d" for a number of milliseconds. */
export function formatSpan(milliseconds) {
    const minutes = Math.floor(milliseconds / MINUTE);
    if (minutes < 60) {
        return _t("%s min", Math.max(minutes, 1));
    }
    return minutes < 48 * 60 ? _t("%s h", Math.floor(minutes / 60)) : _t("%s d", Math.floor(minutes / 24 / 60));
}

function useClock() {
    const clock = useState({ now: DateTime.now() });
    let timer;
    onMounted(() => (timer = browser.setInterval(() => (clock.now = DateTime.now()), MINUTE / 2)));
    onWillUnmount(() => browser.clearInterval(timer));
    return clock;
}

/** How long the order stands in its stage; with a time limit, what is left of it. */
export class StageTimer extends Component {
    static template = "torg_sale.StageTimer";
    static props = { ...standardWidgetProps };

    setup() {
        this.clock = useClock();
    }

    get timer() {
        const { stage_date: since, stage_deadline: deadline, stage_is_final: isFinal } = this.props.record.data;
        const { now } = this.clock;
        if (isFinal) {
            return null;
        }
        if (!deadline) {
            return since ? { level: "age", text: formatSpan(now - since), hint: this.getHint(since) } : null;
        }
        const left = deadline - now;
        const share = since && deadline > since ? left / (deadline - since) : 1;
        const level = left < 0 ? "over" : share < 0.25 ? "soon" : "calm";
        const text = left < 0 ? `−${formatSpan(-left)}` : formatSpan(left);
        const limit = _t("Time limit: %s", deadline.toLocaleString(DateTime.DATETIME_SHORT));
        return { level, text, hint: [limit, this.getHint(since)].filter(Boolean).join("\n") };
    }

    getHint(since) {
        return since ? _t("In this stage since %s", since.toLocaleString(DateTime.DATETIME_SHORT)) : "";
    }
}

/** How old the order is. */
export class OrderAge extends Component {
    static template = "torg_sale.OrderAge";
    static props = { ...standardWidgetProps };

    setup() {
        this.clock = useClock();
    }

    get since() {
        return this.props.record.data.date_order;
    }

    get text() {
        return formatSpan(this.clock.now - this.since);
    }

    get hint() {
        return _t("Ordered %s", this.since.toLocaleString(DateTime.DATETIME_SHORT));
    }
}

registry.category("view_widgets").add("torg_order_age", {
    component: OrderAge,
    fieldDependencies: [{ name: "date_order", type: "datetime" }],
});

registry.category("view_widgets").add("torg_stage_timer", {
    component: StageTimer,
    fieldDependencies: [
        { name: "stage_date", type: "datetime" },
        { name: "stage_deadline", type: "datetime" },
        { name: "stage_is_final", type: "boolean" },
    ],
});
