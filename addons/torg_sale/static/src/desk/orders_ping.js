import { onWillDestroy } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";

export const PING = "torg_sale/orders_changed";
export const DELAY = 100;

/**
 * Call back when orders have changed: with their ids, or null for «any». Pings that come together are one call; a tab
 * that nobody looks at waits until somebody does.
 */
export function useOrdersPing(callback) {
    const bus = useService("bus_service");
    let changed = new Set();
    let timer;
    const deliver = () => {
        timer = undefined;
        if (changed?.size === 0 || document.hidden) {
            return;
        }
        const ids = changed && [...changed];
        changed = new Set();
        callback(ids);
    };
    const deliverSoon = () => {
        browser.clearTimeout(timer);
        timer = browser.setTimeout(deliver, DELAY);
    };
    const onPing = ({ order_ids: ids }) => {
        changed = ids && changed ? new Set([...changed, ...ids]) : null;
        timer ?? deliverSoon();
    };
    bus.subscribe(PING, onPing);
    bus.start();
    document.addEventListener("visibilitychange", deliverSoon);
    onWillDestroy(() => {
        bus.unsubscribe(PING, onPing);
        document.removeEventListener("visibilitychange", deliverSoon);
        browser.clearTimeout(timer);
    });
}
