import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { Shortage } from "@torg_stock/shortage/shortage";

describe.current.tags("desktop");
defineMailModels();

const store = (id, name, short) => ({ id, name, short, address: "", keeper: "odoo", figures_known: true, freshness: "live" });
const cell = (level, vals) => ({ free: 0, incoming: 0, minimum: 0, maximum: 0, need: 0, rate: 0, cover: null, level, ...vals });
const FILTERS = {
    stores: [{ id: 1, name: "Nevsky" }],
    categories: [],
    suppliers: [],
    can_transfer: true,
    can_plan: true,
};
const ANSWER = {
    stores: [store(1, "Nevsky", 1), store(2, "Central", 0)],
    products: [{ id: 7, name: "Rum", article: "A-7", unit: "pcs", image_url: "", need: 6 }],
    cells: {
        7: {
            1: cell("short", { free: 2, minimum: 4, maximum: 8, need: 6, rate: 0.5, cover: 4 }),
            2: cell("surplus", { free: 30, minimum: 5, maximum: 10 }),
        },
    },
    transfers: { 7: [{ source_id: 2, target_id: 1, quantity: 6, source_name: "Central" }] },
    total: 1,
    short_total: 1,
    positions: 1,
    empty: 0,
};
const NOTHING = { ...ANSWER, products: [], cells: {}, transfers: {}, total: 0, short_total: 0, positions: 0 };

async function mountScreen({ answer = ANSWER, filters = FILTERS } = {}) {
    onRpc("product.product", "get_shortage_filters", () => filters);
    onRpc("product.product", "search_shortage", ({ kwargs }) => {
        expect.step(kwargs.only_short ? "missing" : "all");
        return answer;
    });
    await mountWithCleanup(Shortage, { props: { action: {}, actionId: 1, updateActionState() {}, className: "" } });
    expect.verifySteps(["missing"]);
}

test("a cell says in words what is missing, how long the rest lasts and who can help", async () => {
    await mountScreen();
    expect(queryAllTexts(".o_torg_level_short .o_torg_cell_word")).toEqual(["missing 6", "for 4 d", "6 Central"]);
    expect(queryAllTexts(".o_torg_level_surplus .o_torg_cell_state")).toEqual(["spare 20"]);
    expect(".o_torg_back_short").toHaveCount(1);
});

test("who may not decide is not offered to", async () => {
    await mountScreen({ filters: { ...FILTERS, can_transfer: false, can_plan: false } });
    expect(".o_torg_help").toHaveCount(1);
    expect(".o_torg_transfer_one, .o_torg_transfer_all, .o_torg_plan").toHaveCount(0);
});

test("where nothing is missing the screen says so", async () => {
    await mountScreen({ answer: NOTHING });
    expect(".o_torg_stock_empty h3").toHaveText("Nothing is missing");
    await contains(".o_torg_only_short").click();
    await animationFrame();
    expect(".o_torg_stock_empty h3").toHaveText("Nothing found");
    expect.verifySteps(["all"]);
});

test("goods of one product are moved with one click", async () => {
    onRpc("stock.warehouse", "create_shortage_transfers", ({ args }) => {
        expect.step(`move ${args[0]}`);
        return { message: "Transfers made: 1", pickings: { type: "ir.actions.act_window_close" }, requests: false };
    });
    await mountScreen();
    await contains(".o_torg_transfer_one").click();
    await animationFrame();
    expect.verifySteps(["move 7", "missing"]);
});
