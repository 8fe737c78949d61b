import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { reactive } from "@odoo/owl";
import { contains, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { cell, store } from "@torg_stock/../tests/stock_helpers";
import { LineStock } from "@torg_sale/line_stock/line_stock";

describe.current.tags("desktop");
defineMailModels();

const product = (id, name) => ({ id, name, unit: "pcs", counted: true });
const open = { opening: "Open until 22:00", is_open: true };
const STORES = [
    store(1, "Невский", { ...open, is_near: true }),
    store(2, "Гатчина", { ...open, distance: 42.7 }),
    store(3, "Выборг", open),
];
const ANSWER = {
    stores: STORES,
    products: [product(7, "Водка"), product(8, "Ром")],
    cells: { 7: { 1: cell(12, "many"), 2: cell(2, "few") }, 8: { 2: cell(3, "few") } },
    own: {},
    units: { 1: 1, 2: 6 },
    product_units: { 7: 1, 8: 1 },
};

function makeOrder(lines, vals = {}) {
    const model = {};
    const records = lines.map((data, number) => ({
        resId: number + 1,
        model,
        data: {
            product_uom_qty: 1,
            qty_delivered: 0,
            product_uom_id: { id: 1 },
            state: "draft",
            warehouse_id: { id: 1 },
            is_replaced: false,
            ...data,
            product_id: data.product_id && { id: data.product_id },
        },
    }));
    const data = { order_line: { records }, warehouse_id: { id: 1 }, state: "draft", stage_is_final: false, ...vals };
    model.root = { resModel: "sale.order", resId: 5, data, save: async () => true };
    model.load = () => expect.step("reload");
    return records.map((record) => reactive(record));
}

/** Mount the widgets of an order; return how to send a ping. */
async function mountLines(lines, { answer = ANSWER, vals, verbs = {} } = {}) {
    const pings = {};
    mockService("bus_service", {
        start() {},
        subscribe: (type, callback) => (pings[type] = callback),
        unsubscribe() {},
        addEventListener() {},
        removeEventListener() {},
        addChannel() {},
        deleteChannel() {},
    });
    let fresh = answer;
    onRpc("sale.order", "read_goods", ({ args }) => {
        expect.step(args);
        return fresh;
    });
    for (const [name, verb] of Object.entries(verbs)) {
        onRpc(name, verb);
    }
    for (const record of makeOrder(lines, vals)) {
        await mountWithCleanup(LineStock, { props: { record } });
    }
    await animationFrame();
    return (ids, next) => {
        fresh = next;
        pings["torg_stock/changed"]({ product_ids: ids });
    };
}

test("all lines of an order ask once", async () => {
    await mountLines([{ product_id: 8 }, { product_id: 7 }, { product_id: 7 }, { product_id: false }]);
    expect.verifySteps([[[5], [7, 8], 1]]);
    expect(".o_torg_line_stock").toHaveCount(3);
});

test("a line says whether the chosen store has enough, and where else it is", async () => {
    await mountLines([
        { product_id: 7, product_uom_qty: 12 },
        { product_id: 7, product_uom_qty: 13 },
        { product_id: 8 },
        { product_id: 7, product_uom_qty: 2, product_uom_id: { id: 2 } },
        { product_id: 7, product_uom_qty: 3, product_uom_id: { id: 2 } },
    ]);
    expect(queryAllTexts(".o_torg_line_stock").map((text) => text.replace(/\s+/g, " "))).toEqual([
        "12",
        "12 elsewhere: 1",
        "none elsewhere: 1",
        "12",
        "12 elsewhere: 1",
    ]);
    expect(".o_torg_level_many").toHaveCount(2);
    expect.verifySteps([[[5], [7, 8], 1]]);
});

test("what is reserved for the order itself is not missing", async () => {
    const cells = { 7: { 1: cell(0, "none") } };
    await mountLines([{ product_id: 7, product_uom_qty: 5, state: "sale" }], { answer: { ...ANSWER, cells, own: { 7: 5 } } });
    expect(".o_torg_line_stock").toHaveClass("o_torg_level_many");
    expect(".o_torg_line_stock").toHaveText("reserved");
    expect.verifySteps([[[5], [7], 1]]);
});

test("nothing anywhere is said plainly, and services have no stock", async () => {
    await mountLines([{ product_id: 7 }, { product_id: 99 }], { answer: { ...ANSWER, cells: {} } });
    expect(".o_torg_line_stock").toHaveCount(1);
    expect(".o_torg_line_stock").toHaveText(/none\s*nowhere/);
    expect(".o_torg_line_stock").toHaveClass("o_torg_level_missing");
    expect.verifySteps([[[5], [7, 99], 1]]);
});

test("the popover lists the stores, the chosen one first, with distance and hours", async () => {
    await mountLines([{ product_id: 7, product_uom_qty: 3 }]);
    await contains(".o_torg_line_stock").click();
    expect(queryAllAttributes(".o_torg_store_row", "data-store-id")).toEqual(["1", "2"]);
    expect(".o_torg_store_row:first").toHaveText(/Невский\s*chosen store\s*Open until 22:00\s*12/);
    expect(".o_torg_store_row[data-store-id='2']").toHaveText(/42.7 km/);
    expect(".o_torg_stores_list").toHaveText(/None in the other stores: 1/);
    expect(".o_torg_stores_foot button").toHaveCount(2);
    expect.verifySteps([[[5], [7], 1]]);
});

test("an open popover follows a change of stock, other products do not disturb", async () => {
    const ping = await mountLines([{ product_id: 7, product_uom_qty: 3 }]);
    await contains(".o_torg_line_stock").click();
    expect.verifySteps([[[5], [7], 1]]);
    ping([99], ANSWER);
    await advanceTime(1000);
    expect.verifySteps([]);
    ping([7], { ...ANSWER, cells: { 7: { 1: cell(1, "few") } } });
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps([[[5], [7], 1]]);
    expect(".o_torg_line_stock").toHaveText(/^1/);
    expect(".o_torg_store_row[data-store-id='1'] .o_torg_store_free").toHaveText("1");
});

test("an order that is over offers nothing to do", async () => {
    await mountLines([{ product_id: 7 }], { vals: { stage_is_final: true } });
    await contains(".o_torg_line_stock").click();
    expect(".o_torg_store_row").toHaveCount(2);
    expect(".o_torg_stores_foot").toHaveCount(0);
    expect.verifySteps([[[5], [7], 1]]);
});

test("a substitute is offered with its price and taken with one click", async () => {
    const offer = { ...product(9, "Джин"), price: 520, difference: 30, free: 4, reason: "Softer", accepted: 2, image_url: "" };
    const offers = {
        id: 1,
        product: "Водка",
        quantity: 1,
        unit: "pcs",
        store: "Невский",
        price: 490,
        is_forced: true,
        is_confirmed: false,
        currency_id: 1,
        offers: [offer],
    };
    await mountLines([{ product_id: 7 }], {
        verbs: {
            get_offers: () => offers,
            replace_product: ({ args }) => {
                expect.step(args);
                return 2;
            },
        },
    });
    await contains(".o_torg_line_stock").click();
    await contains(".o_torg_offer").click();
    expect(".o_torg_substitutes_head .badge").toHaveText("out of stock here");
    expect(".o_torg_substitutes [data-product-id='9']").toHaveText(/Джин\s*Softer · accepted: 2\s*in stock: 4/);
    await contains(".o_torg_replace").click();
    expect(".o_torg_substitutes").toHaveCount(0);
    expect.verifySteps([[[5], [7], 1], [[1], 9], "reload"]);
});

test("a store is chosen by what it has of the whole order", async () => {
    const choice = {
        name: "S1",
        is_pickup: true,
        is_confirmed: false,
        stores: [
            { ...STORES[0], state: "part", has: 1, of: 2, missing: [{ id: 8, name: "Ром", asked: 3, free: 1 }] },
            { ...STORES[1], state: "all", has: 2, of: 2, missing: [] },
            { ...STORES[2], state: "none", has: 0, of: 2, missing: [] },
        ],
    };
    await mountLines([{ product_id: 7 }], {
        verbs: {
            get_store_choice: () => choice,
            change_store: ({ args }) => {
                expect.step(args);
                return { store: "Гатчина" };
            },
        },
    });
    await contains(".o_torg_line_stock").click();
    await contains(".o_torg_choose_store").click();
    expect(queryAllTexts(".o_torg_store_state").map((text) => text.replace(/\s+/g, " "))).toEqual([
        "a part: 1 of 2 lines Ром: 1 of 3",
        "the whole order",
        "nothing of it",
    ]);
    expect(".o_torg_store_choice [data-store-id='1'] .o_torg_take").toHaveCount(0, { message: "it is there already" });
    await contains(".o_torg_store_choice [data-store-id='2'] .o_torg_take").click();
    expect.verifySteps([[[5], [7], 1], [[5], 2], "reload"]);
});
