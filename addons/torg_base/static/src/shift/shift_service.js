import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const { DateTime } = luxon;

/** How often the server hears that this person is here. */
export const HEARTBEAT = 60 * 1000;

/**
 * The shift of the current person: one state for all tabs, kept fresh by the bus.
 *
 * `useService("torg_shift")` gives `shift` ({ isLoaded, state, since, today }, reactive), `load()` and `set(state)`.
 * The answer to the heartbeat brings the state too, for the case that the bus is silent. People who take no shifts
 * have nothing loaded and send nothing.
 */
export const shiftService = {
    dependencies: ["bus_service", "lazy_session", "multi_tab", "notification", "orm", "presence"],

    start(env, { bus_service, lazy_session, multi_tab, notification, orm, presence }) {
        const shift = reactive({ isLoaded: false, state: "off", since: null, today: {}, at: "" });
        let closeNotice = () => {};

        /** Take what the server says; false when it is older than what is known: the bus repeats the last minute. */
        function update(data) {
            if (!data || data.at < shift.at) {
                return false;
            }
            shift.isLoaded = true;
            shift.at = data.at;
            shift.state = data.state;
            shift.since = data.since ? deserializeDateTime(data.since) : null;
            shift.today = data.today || shift.today;
            return true;
        }

        function load() {
            lazy_session.getValue("torg_shift", update);
        }

        async function set(state) {
            closeNotice();
            update(await orm.call("res.users", "set_my_shift_state", [state]));
        }

        async function touch() {
            if (!shift.isLoaded || shift.state === "off" || !(await multi_tab.isOnMainTab())) {
                return;
            }
            const seconds = Math.round(presence.getInactivityPeriod() / 1000);
            try {
                update(await orm.silent.call("res.users", "touch_my_shift", [seconds]));
            } catch (error) {
                if (!(error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }

        function explain({ reason, state }, lastState) {
            closeNotice();
            if (state === "off" && lastState !== "off" && reason !== "manual") {
                const text =
                    reason === "supervisor"
                        ? _t("Your supervisor put you off the line.")
                        : _t("You were put off the line: you seemed to be away.");
                closeNotice = notification.add(text, { type: "warning", sticky: true });
            }
        }

        bus_service.subscribe("torg_base/shift", (payload) => {
            env.bus.trigger("TORG:SHIFT", payload);
            if (payload.user_id === user.userId && shift.isLoaded) {
                const lastState = shift.state;
                if (update(payload)) {
                    explain(payload, lastState);
                }
            }
        });
        browser.setInterval(touch, HEARTBEAT);

        return { shift, load, set };
    },
};

/** "2:05" for a number of hours. */
export function formatHours(hours) {
    const minutes = Math.floor(hours * 60 + 1e-6);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Hours since a moment. */
export function hoursSince(moment) {
    return moment ? Math.max(0, DateTime.now().diff(moment, "hours").hours) : 0;
}

registry.category("services").add("torg_shift", shiftService);
