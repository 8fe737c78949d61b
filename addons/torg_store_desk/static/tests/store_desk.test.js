import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { Deferred, advanceTime, mockDate } from "@odoo/hoot-mock";
import { contains, mountWithCleanup, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { busService } from "@bus/services/bus_service";
import { DELAY, PING } from "@torg_sale/desk/orders_ping";
import { StoreDesk } from "@torg_store_desk/desk/store_desk";

describe.current.tags("desktop");
defineMailModels();

const USER = 7;
const card = (id, vals) => ({
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
const sheet = (vals, lineVals) => ({
    ...card(1, { collector_id: USER, collector: "Me" }),
    is_open: true,
    is_ready: false,
    lines: [line(lineVals)],
    ...vals,
});
const handout = (vals) => ({
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

let desk, hear;

/** Mount the screen; verbs are answered by `verbs`, each press is a step. */
async function mountDesk(verbs = {}) {
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
    onRpc("torg.store.desk", "*", ({ method, args }) => {
        if (method === "get_desk") {
            return desk;
        }
        if (!method.startsWith("get_")) {
            expect.step(`${method} ${JSON.stringify(args)}`);
        }
        return verbs[method](...args);
    });
    await mountWithCleanup(StoreDesk, { props: { action: {}, actionId: 1, updateActionState() {}, className: "" } });
}

beforeEach(() => {
    mockDate("2026-03-02 09:00:00", 0);
    desk = {
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

async function scan(code) {
    await contains(".o_torg_scan input").edit(code, { confirm: false });
    await contains(".o_torg_scan input").press("Enter");
    await animationFrame();
}

test("a card tells how much time is left; nothing urgent is red", async () => {
    await mountDesk();
    expect(queryAllTexts(".o_torg_card .o_torg_timer")).toEqual(["30 min"]);
    expect(".o_torg_card .o_torg_soon").toHaveCount(1);
    expect(".o_torg_urgent").toHaveCount(0);
});

test("a scanned piece is one, a scanned package is as many as it holds, never more than asked for", async () => {
    let picked = 0;
    await mountDesk({
        get_collect: () => sheet({}, { picked }),
        pick: (order, id, quantity) => sheet({}, { picked: (picked = quantity) }),
    });
    await contains(".o_torg_card").click();
    await scan("4600000000017");
    await scan("14600000000014");
    await scan("R-1");
    expect.verifySteps(["pick [1,11,1]", "pick [1,11,3]"]);
    expect(".o_torg_line.o_torg_done").toHaveCount(1);
    expect(".o_notification").toHaveCount(1);
});

test("a code of other goods is told and counts nothing", async () => {
    await mountDesk({ get_collect: () => sheet() });
    await contains(".o_torg_card").click();
    await scan("999");
    expect(".o_notification:contains(999)").toHaveCount(1);
    expect.verifySteps([]);
});

test("quick presses are sent one after another, and the last answer is shown", async () => {
    const first = new Deferred();
    await mountDesk({
        get_collect: () => sheet(),
        pick: async (order, id, quantity) => {
            if (quantity === 1) {
                await first;
            }
            return sheet({}, { picked: quantity });
        },
    });
    await contains(".o_torg_card").click();
    await contains(".o_torg_plus").click();
    await contains(".o_torg_plus").click();
    expect.verifySteps(["pick [1,11,1]"]);
    expect(queryOne(".o_torg_line_count b").textContent).toBe("2");
    first.resolve();
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["pick [1,11,2]"]);
    expect(queryOne(".o_torg_line_count b").textContent).toBe("2");
});

test("an order that a colleague collects is only looked at until it is taken over", async () => {
    await mountDesk({ get_collect: () => sheet({ collector_id: 8, collector: "Olga" }), take_order: () => sheet() });
    await contains(".o_torg_card").click();
    expect(".o_torg_picked, .o_torg_scan").toHaveCount(0);
    expect(".o_torg_notice:contains(Olga)").toHaveCount(1);
    await contains(".o_torg_take").click();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["take_order [1,true]"]);
    expect(".o_torg_picked").toHaveCount(1);
});

test("change is counted, too little is refused, and the second press takes nothing", async () => {
    const answer = new Deferred();
    let keys = [];
    await mountDesk({
        get_handout: () => handout(),
        take_payment: async (order, sum, method, key) => {
            keys.push(key);
            await answer;
            return handout({ due: 0, paid: 200 });
        },
    });
    await contains("[data-tab=counter]").click();
    await contains(".o_torg_card").click();
    expect(".o_torg_hand_over").toHaveCount(0);
    await contains(".o_torg_pay").click();
    await contains("#o_torg_given").edit("150", { confirm: false });
    expect(".o_torg_paid").not.toBeEnabled();
    await contains("[data-note='500']").click();
    expect(".o_torg_change:contains(300)").toHaveCount(1);
    await contains(".o_torg_paid").click();
    expect(".o_torg_paid").not.toBeEnabled();
    answer.resolve();
    await animationFrame();
    await animationFrame();
    expect(keys.length).toBe(1);
    expect.verifySteps([`take_payment [2,200,"cash","${keys[0]}"]`]);
    expect(".modal").toHaveCount(0);
});

test("news that come while the money is taken leave the till open for the next step", async () => {
    const first = new Deferred();
    let paid = {}, key;
    await mountDesk({
        get_handout: () => handout(paid),
        take_payment: (order, sum, method, press) => {
            key = press;
            return handout((paid = { due: 0, paid: 200 }));
        },
    });
    await contains("[data-tab=counter]").click();
    await contains(".o_torg_card").click();
    await contains(".o_torg_pay").click();
    const fresh = desk;
    desk = first;
    await contains(".o_torg_paid").click();
    await animationFrame();
    desk = fresh;
    hear({ order_ids: [2] });
    await advanceTime(DELAY + 10);
    first.resolve({ ...fresh, ready: [] });
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect("[data-tab=counter] .o_torg_count").toHaveText("1", { message: "the older answer does not replace the newer one" });
    await contains(".o_torg_code_input").edit("12345", { confirm: false });
    expect(".o_torg_hand_over").toBeEnabled();
    expect.verifySteps([`take_payment [2,200,"cash","${key}"]`]);
});

test("goods are given by the code or by what the customer is known by", async () => {
    await mountDesk({
        get_handout: () => handout({ due: 0, paid: 200, asks_age: true }),
        hand_over: () => handout({ due: 0, paid: 200, is_given: true, is_ready: false }),
    });
    await contains("[data-tab=counter]").click();
    await contains(".o_torg_card").click();
    expect(".o_torg_age").toHaveCount(1);
    expect(".o_torg_hand_over").not.toBeEnabled();
    await contains(".o_torg_code_input").edit("12345", { confirm: false });
    await contains(".o_torg_hand_over").click();
    await animationFrame();
    expect.verifySteps(['hand_over [2,"12345",""]']);
    expect(".o_torg_over").toHaveCount(1);
    expect(".o_torg_age").toHaveCount(0);
});

test("the code typed into the big field opens its order and stays with it", async () => {
    await mountDesk({
        find_handout: () => ({ orders: [card(2)], code: "54321" }),
        get_handout: () => handout({ due: 0, paid: 200 }),
        hand_over: () => handout({ due: 0, is_given: true, is_ready: false }),
    });
    await contains("[data-tab=counter]").click();
    await contains(".o_torg_find input").edit("54321", { confirm: false });
    await advanceTime(300);
    await animationFrame();
    expect(".o_torg_code_known:contains(54321)").toHaveCount(1);
    await contains(".o_torg_hand_over").click();
    expect.verifySteps(['find_handout ["54321",1]', 'hand_over [2,"54321",""]']);
});

test("what the customer does not take is chosen by the piece", async () => {
    await mountDesk({ get_handout: () => handout(), refuse_goods: () => handout({ due: 100, total: 100 }) });
    await contains("[data-tab=counter]").click();
    await contains(".o_torg_card").click();
    await contains(".o_torg_refuse_mode").click();
    expect(".o_torg_refuse").not.toBeEnabled();
    await contains(".o_torg_stepper button:last").click();
    await contains(".o_torg_refuse").click();
    expect.verifySteps(['refuse_goods [2,{"11":1}]']);
});

test("a return wants goods and a reason", async () => {
    await mountDesk({
        find_sold: () => [card(3, { due: 0, date: "2026-03-01 08:00:00" })],
        get_handout: () => handout({ is_given: true, lines: [{ ...handout().lines[0], given: 2, open: 0 }] }),
        take_back: (order, quantities, reason, method) => handout({ is_given: true, returned: 100 }),
    });
    await contains("[data-tab=counter]").click();
    await contains("[data-mode=return]").click();
    await contains(".o_torg_card").click();
    await contains(".o_torg_stepper button:last").click();
    expect(".o_torg_take_back").not.toBeEnabled();
    await contains(".o_torg_choice:contains(Defective)").click();
    expect(".o_torg_take_back").toBeEnabled();
    expect.verifySteps(['find_sold ["",1]']);
});

test("the screen follows changes by itself", async () => {
    await mountDesk();
    expect(".o_torg_card").toHaveCount(1);
    desk = { ...desk, collect: [...desk.collect, card(9, { customer: "Petr" })] };
    hear({ order_ids: [9] });
    await advanceTime(DELAY + 10);
    await animationFrame();
    expect(".o_torg_card:contains(Petr)").toHaveCount(1);
});

test("whose time is nearly over is red, and may be kept longer", async () => {
    desk.waiting = [card(4, { until: "2026-03-02 11:00:00" })];
    await mountDesk({ extend: () => true });
    expect("[data-tab=unclaimed] .o_torg_urgent").toHaveText("1");
    await contains("[data-tab=unclaimed]").click();
    await contains(".o_torg_extend[data-days='3']").click();
    expect.verifySteps(["extend [4,3]"]);
});

test("without a store the screen says what to do", async () => {
    desk = { ...desk, stores: [], store_id: false };
    await mountDesk();
    expect(".o_torg_counter_empty b").toHaveText("You work in no store yet");
});

test("a change that is heard before the first answer breaks nothing", async () => {
    const first = desk;
    const answer = new Deferred();
    desk = answer;
    const mounted = mountDesk();
    await advanceTime(DELAY);
    hear({ order_ids: [1] });
    await advanceTime(DELAY);
    answer.resolve(first);
    await mounted;
    expect(".o_torg_counter").toHaveCount(1);
});
