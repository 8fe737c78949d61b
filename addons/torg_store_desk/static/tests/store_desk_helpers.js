import { beforeEach, expect } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { catchPings } from "@torg_sale/../tests/orders_ping_helpers";
import { StoreDesk } from "@torg_store_desk/desk/store_desk";

export const USER = 7;
export const card = (id, vals) => ({
    id,
    name: `S${id}`,
    customer: "Ivan",
    phone: "",
    positions: 1,
    picked: 0,
    missing: 0,
    goods: "Rum",
    deadline: false,
    until: false,
    since: "2026-03-02 08:00:00",
    note: "",
    for_counter: true,
    total: 200,
    due: 200,
    collector_id: false,
    collector: "",
    ...vals,
});
const line = (vals) => ({
    id: 11,
    product_id: 3,
    name: "Rum",
    article: "R-1",
    unit: "pcs",
    image_url: "",
    barcodes: { 4600000000017: 1, 14600000000014: 2 },
    place: "A-12",
    asked: 3,
    picked: 0,
    instead_of: "",
    missing: "",
    offers: "",
    ...vals,
});
export const sheet = (vals, lineVals) => ({
    ...card(1, { collector_id: USER, collector: "Me" }),
    is_open: true,
    is_ready: false,
    lines: [line(lineVals)],
    ...vals,
});
export const handout = (vals) => ({
    ...card(2),
    is_ready: true,
    is_cancelled: false,
    is_given: false,
    is_paid_later: false,
    asks_code: true,
    asks_age: false,
    restrictions: [],
    paid: 0,
    lines: [{ ...line(), quantity: 2, open: 2, given: 0, returned: 0, total: 200, is_goods: true }],
    ...vals,
});

/** What the server knows: `world.desk` is the answer to `get_desk`, also a promise of one. */
export const world = {};

export function setUpWorld() {
    beforeEach(() => {
        mockDate("2026-03-02 09:00:00", 0);
        world.desk = {
            stores: [{ id: 1, name: "Near" }],
            store_id: 1,
            user_id: USER,
            currency_id: 1,
            reasons: [{ id: 5, name: "Defective" }],
            collect: [card(1, { collector_id: USER, collector: "Me", deadline: "2026-03-02 09:30:30" })],
            ready: [card(2)],
            waiting: [],
            released: [],
        };
    });
}

/** Mount the screen; verbs are answered by `verbs`, each press is a step. Orders change by `world.ping([id])`. */
export async function mountDesk(verbs = {}) {
    world.ping = catchPings();
    onRpc("torg.store.desk", "*", ({ method, args }) => {
        if (method === "get_desk") {
            return world.desk;
        }
        if (!method.startsWith("get_")) {
            expect.step(`${method} ${JSON.stringify(args)}`);
        }
        return verbs[method](...args);
    });
    await mountWithCleanup(StoreDesk, { props: { action: {}, actionId: 1, updateActionState() {}, className: "" } });
}

export async function scan(code) {
    await contains(".o_torg_scan input").edit(code, { confirm: false });
    await contains(".o_torg_scan input").press("Enter");
    await animationFrame();
}
