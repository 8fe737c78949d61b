import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, press, queryAllTexts } from "@odoo/hoot-dom";
import { contains, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { getTotal } from "@torg_stock/stock_search/stock_figures";
import { StockSearch } from "@torg_stock/stock_search/stock_search";
import { cell, store } from "./stock_helpers";

describe.current.tags("desktop");
defineMailModels();

const product = (id, name, vals) => ({
    id,
    name,
    article: `A-${id}`,
    barcode: "",
    category: "",
    unit: "pcs",
    price: 490,
    counted: true,
    image_url: "",
    ...vals,
});
const FILTERS = {
    stores: [
        { id: 1, name: "Невский" },
        { id: 2, name: "Гатчина" },
    ],
    categories: [{ id: 5, name: "Водка" }],
    attributes: [],
    can_hold: true,
};
const ANSWER = {
    stores: [store(1, "Невский", { is_near: true }), store(2, "Гатчина", { distance: 42.7 })],
    products: [product(7, "Водка «Ладожская»"), product(8, "Водка «Онегин»")],
    cells: {
        7: { 1: cell(12, "many"), 2: cell(2, "few", { on_hand: 3, reserved: 1 }) },
        8: { 2: cell(0, "coming", { incoming: 24 }) },
    },
    currency_id: 1,
    total: 2,
    is_more: false,
    reading: "written",
    shown: "",
};

/** Mount the screen; `answers` are given to the searches one after another, the last one for ever. */
async function mountScreen({ answers = [ANSWER], verbs = {} } = {}) {
    const pings = {};
    let number = 0;
    mockService("bus_service", {
        start() {},
        subscribe: (type, callback) => (pings[type] = callback),
        unsubscribe() {},
        addEventListener() {},
        removeEventListener() {},
        addChannel() {},
        deleteChannel() {},
    });
    onRpc("product.product", "get_stock_filters", () => FILTERS);
    onRpc("product.product", "search_stock", ({ kwargs }) => {
        expect.step(kwargs.query);
        return answers[Math.min(number++, answers.length - 1)];
    });
    for (const [name, verb] of Object.entries(verbs)) {
        onRpc("product.product", name, verb);
    }
    await mountWithCleanup(StockSearch, {
        props: { action: {}, actionId: 1, updateActionState() {}, className: "" },
    });
    return (ids) => pings["torg_stock/changed"]({ product_ids: ids });
}

async function type(text) {
    await contains("input[type=search]").edit(text, { confirm: false });
    await advanceTime(250);
    await animationFrame();
}

test("the screen opens ready for typing and says what to type", async () => {
    await mountScreen();
    expect("input[type=search]").toBeFocused();
    expect(".o_torg_stock_empty h3").toHaveCount(1);
    expect.verifySteps([]);
});

test("products stand by stores with figure, colour and word", async () => {
    await mountScreen();
    await type("водка");
    expect.verifySteps(["водка"]);
    expect(queryAllTexts("tbody .o_torg_matrix_name")).toEqual(["Водка «Ладожская»", "Водка «Онегин»"]);
    expect("tr[data-product-id='7'] .o_torg_cell[data-store-id='1']").toHaveClass("o_torg_level_many");
    expect("tr[data-product-id='7'] .o_torg_cell[data-store-id='2']").toHaveText(/2\s*few left\s*reserved: 1/);
    expect("tr[data-product-id='8'] .o_torg_cell[data-store-id='1']").toHaveText("none");
    expect("tr[data-product-id='8'] .o_torg_cell[data-store-id='2']").toHaveText("coming: 24");
    expect("tr[data-product-id='7'] .o_torg_matrix_total").toHaveText(/^14/);
    expect(queryAllTexts("tfoot td")).toEqual(["14", "12", "2"]);
});

test("fast typing asks once", async () => {
    await mountScreen();
    await contains("input[type=search]").edit("вод", { confirm: false });
    await type("водка");
    expect.verifySteps(["водка"]);
});

test("the hint tells how a forgotten layout and a slip were understood", async () => {
    await mountScreen({
        answers: [
            { ...ANSWER, reading: "layout", shown: "водка" },
            { ...ANSWER, reading: "typo" },
        ],
    });
    await type("djlrf");
    expect(".o_torg_stock_hint").toHaveText(/“водка”/);
    await type("вотка");
    expect(".o_torg_stock_hint").toHaveText(/most alike/);
    expect.verifySteps(["djlrf", "вотка"]);
});

test("nothing found says what to do, and one click begins anew", async () => {
    await mountScreen({ answers: [{ ...ANSWER, products: [], cells: {}, total: 0 }] });
    await type("щщщ");
    expect(".o_torg_stock_empty h3").toHaveText("Nothing found");
    await contains(".o_torg_stock_empty .btn").click();
    expect("input[type=search]").toHaveValue("");
    expect.verifySteps(["щщщ"]);
});

test("arrows choose a product, Enter opens its substitutes, Escape begins anew", async () => {
    const other = product(9, "Водка «Белая берёза»", { reason: "Softer", accepted: 2 });
    const substitutes = { ...ANSWER, products: [other], cells: { 9: { 1: cell(3, "few") } } };
    await mountScreen({ verbs: { get_stock_substitutes: () => substitutes } });
    await type("водка");
    await press("ArrowDown");
    await press("ArrowDown");
    await animationFrame();
    expect(".o_torg_matrix_active").toHaveAttribute("data-product-id", "8");
    await press("Enter");
    await animationFrame();
    expect(".o_torg_matrix_instead .o_torg_matrix_reason").toHaveText("Softer");
    expect(".o_torg_matrix_instead .o_torg_cell[data-store-id='1']").toHaveText(/^3/);
    await press("Escape");
    await animationFrame();
    expect(".o_torg_matrix").toHaveCount(0);
    expect.verifySteps(["водка"]);
});

test("a substitute that the customer takes is counted", async () => {
    const substitutes = { ...ANSWER, products: [product(9, "Other", { reason: "Alike", accepted: 0 })], cells: {} };
    await mountScreen({
        verbs: {
            get_stock_substitutes: () => substitutes,
            accept_stock_substitute: ({ args }) => {
                expect.step(args);
                return true;
            },
        },
    });
    await type("водка");
    await contains("tr[data-product-id='7'] .o_torg_instead").click();
    await contains(".o_torg_accept").click();
    await expect.waitForSteps(["водка", [[7], 9]]);
});

test("a click on a figure holds the product in that store", async () => {
    mockService("action", {
        doAction: (action, { additionalContext }) => {
            const [[, , line]] = additionalContext.default_line_ids;
            expect.step([action, additionalContext.default_warehouse_id, line.product_id]);
        },
    });
    await mountScreen();
    await type("водка");
    await contains("tr[data-product-id='7'] .o_torg_cell[data-store-id='2']").click();
    expect.verifySteps(["водка", ["torg_stock.torg_hold_action", 2, 7]]);
    expect("tr[data-product-id='8'] button.o_torg_cell").toHaveCount(0, { message: "nothing free, nothing to hold" });
});

test("a change of a visible product asks for the rows again and marks what changed", async () => {
    const fresh = { ...ANSWER, cells: { ...ANSWER.cells, 7: { 1: cell(11, "many") } } };
    const ping = await mountScreen({
        verbs: {
            read_stock: ({ args }) => {
                expect.step(args[0]);
                return fresh;
            },
        },
    });
    await type("водка");
    ping([99]);
    await advanceTime(1000);
    expect.verifySteps(["водка"]);
    ping([7, 99]);
    ping([8]);
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps([[7, 8]]);
    expect("tr[data-product-id='7'] .o_torg_cell[data-store-id='1']").toHaveText(/^11/);
    expect(".o_torg_matrix_changed").toHaveCount(2);
    ping(false);
    await advanceTime(1000);
    expect.verifySteps([[7, 8]]);
});

test("a store without figures says so instead of none", async () => {
    const silent = store(2, "Гатчина", { keeper: "external", figures_known: false, freshness: "stale" });
    await mountScreen({ answers: [{ ...ANSWER, stores: [silent], cells: {} }] });
    await type("водка");
    expect("tr[data-product-id='7'] .o_torg_cell").toHaveText("no data");
    expect("thead .o_torg_age_stale").toHaveText("no data yet");
    expect.verifySteps(["водка"]);
});

test("the total adds all stores and is none when nothing is free", () => {
    expect(getTotal(ANSWER, ANSWER.products[0])).toEqual({ free: 14, on_hand: 15, reserved: 1, incoming: 0, level: "many" });
    expect(getTotal(ANSWER, ANSWER.products[1]).level).toBe("coming");
    expect(getTotal({ cells: {} }, { id: 1 }).level).toBe("none");
});
