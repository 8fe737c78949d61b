import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { busService } from "@bus/services/bus_service";
import { PING } from "@torg_sale/desk/orders_ping";

/** Return a function that tells the screen mounted next that orders with these ids have changed. */
export function catchPings() {
    let hear;
    patchWithCleanup(busService, {
        start() {
            const service = super.start(...arguments);
            const subscribe = service.subscribe;
            service.subscribe = (type, callback) => {
                if (type === PING) {
                    hear = callback;
                }
                return subscribe(type, callback);
            };
            return service;
        },
    });
    return (ids) => hear({ order_ids: ids });
}
