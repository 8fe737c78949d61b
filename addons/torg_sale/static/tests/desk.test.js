import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { Deferred, advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    MockServer,
    allowTranslations,
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { DELAY } from "@torg_sale/desk/orders_ping";
import { formatSpan } from "@torg_sale/desk/stage_timer";
import { catchPings } from "./orders_ping_helpers";

describe.current.tags("desktop");

class SaleOrder extends models.Model {
    _name = "sale.order";
    name = fields.Char();
    stage_id = fields.Many2one({ relation: "sale.order.stage" });
    stage_date = fields.Datetime();
    stage_deadline = fields.Datetime();
    stage_is_final = fields.Boolean();
    date_order = fields.Datetime();
    desk_card = fields.Json();
    cancel_reason_id = fields.Many2one({ relation: "torg.cancel.reason", string: "Reason" });
    _records = [
        { id: 1, name: "S1", stage_id: 1, stage_date: "2026-03-02 08:00:00", stage_deadline: "2026-03-02 08:30:00" },
        { id: 2, name: "S2", stage_id: 1, stage_date: "2026-03-02 08:00:00" },
        { id: 3, name: "S3", stage_id: 2, stage_is_final: true }, // a column without cards is not shown here
    ];
}

class Stage extends models.Model {
    _name = "sale.order.stage";
    name = fields.Char();
    color = fields.Integer();
    _records = [
        { id: 1, name: "New", color: 4 },
        { id: 2, name: "Cancelled", color: 1 },
    ];
}

class Reason extends models.Model {
    _name = "torg.cancel.reason";
    name = fields.Char();
    _records = [
        { id: 5, name: "Too expensive" },
        { id: 6, name: "Duplicate" },
    ];
}

class Warehouse extends models.Model {
    _name = "stock.warehouse";
    name = fields.Char();
    _records = [{ id: 1, name: "Near" }];
}

class OrderType extends models.Model {
    _name = "torg.order.type";
    name = fields.Char();
}

defineMailModels();
defineModels([SaleOrder, Stage, Reason, Warehouse, OrderType]);

const ARCH = `
    <kanban js_class="torg_desk" default_group_by="stage_id">
        <field name="stage_id"/>
        <templates><t t-name="card"><field name="name"/><widget name="torg_stage_timer"/></t></templates>
    </kanban>`;
const REASON = { cancel_reason_id: { type: "many2one", relation: "torg.cancel.reason", string: "Reason", widget: "radio", domain: [] } };

let pingOrders;

async function ping(ids) {
    pingOrders(ids);
    await animationFrame();
}

/** Mount the board; the server answers questions like this, and writes are steps. */
async function mountDesk(questions) {
    pingOrders = catchPings();
    onRpc("sale.order", "get_stage_questions", ({ args }) => {
        expect.step(`ask ${args[0]} ${args[1]}`);
        return { refusal: false, title: "S1 → Cancelled", fields: {}, ...questions };
    });
    onRpc("sale.order", "web_save", ({ args }) => {
        expect.step(JSON.stringify(args[1]));
    });
    await mountView({ type: "kanban", resModel: "sale.order", arch: ARCH, groupBy: ["stage_id"] });
}

async function drag() {
    await contains(".o_kanban_group:first .o_kanban_record:first").dragAndDrop(".o_kanban_group:last");
    await animationFrame();
}

function countCards() {
    return [0, 1].map((column) => document.querySelectorAll(".o_kanban_group")[column].querySelectorAll(".o_kanban_record").length);
}

beforeEach(() => mockDate("2026-03-02 09:00:00", 0));

test("a stage that asks nothing is entered at once", async () => {
    await mountDesk({});
    await drag();
    await expect.waitForSteps(["ask 1 2", '{"stage_id":2}']);
    expect(".modal").toHaveCount(0);
    expect(countCards()).toEqual([1, 2]);
});

test("the question comes before the write, and the answer travels with the stage", async () => {
    await mountDesk({ fields: REASON });
    await drag();
    await expect.waitForSteps(["ask 1 2"]);
    expect(".modal-title").toHaveText("S1 → Cancelled");
    await contains(".modal .btn-primary").click();
    expect(".o_torg_incomplete").toHaveCount(1);
    expect.verifySteps([]);
    await contains(".modal .form-check:last input").click();
    await contains(".modal .btn-primary").click();
    await expect.waitForSteps(['{"stage_id":2,"cancel_reason_id":6}']);
    expect(countCards()).toEqual([1, 2]);
});

test("who thinks better of it finds the card where it was", async () => {
    await mountDesk({ fields: REASON });
    await drag();
    await contains(".modal .btn-secondary").click();
    await expect.waitForSteps(["ask 1 2"]);
    expect(countCards()).toEqual([2, 1]);
    await drag(); // and may try again
    await expect.waitForSteps(["ask 1 2"]);
    expect(".modal").toHaveCount(1);
});

test("a refusal puts the card back, says why and writes nothing", async () => {
    mockService("notification", { add: (text, { type }) => expect.step(`${type}: ${text}`) });
    await mountDesk({ refusal: "S1 is over." });
    await drag();
    await expect.waitForSteps(["ask 1 2", "danger: S1 is over."]);
    expect(countCards()).toEqual([2, 1]);
});

test("another's commit is on the board without a reload, several pings are one reload", async () => {
    await mountDesk({});
    onRpc("sale.order", "web_read_group", () => {
        expect.step("reload");
    });
    const cards = document.querySelectorAll(".o_kanban_record");
    MockServer.env["sale.order"].write([2], { stage_id: 2 });
    await ping([2]);
    await ping([1]);
    await advanceTime(DELAY);
    await expect.waitForSteps(["reload"]);
    await animationFrame();
    expect(countCards()).toEqual([1, 2]);
    expect(cards[0].isConnected).toBe(true, { message: "a card that stays is not drawn anew" });
});

test("news that come while the board is loading for the first time do not leave it empty", async () => {
    const first = new Deferred();
    let isFirst = true;
    onRpc("sale.order", "web_read_group", async () => {
        expect.step("load");
        if (isFirst) {
            isFirst = false;
            await first;
        }
    });
    await mountDesk({});
    await ping([2]);
    await advanceTime(DELAY);
    expect.verifySteps(["load"]);
    first.resolve();
    await expect.waitForSteps(["load"]);
    await animationFrame();
    expect(countCards()).toEqual([2, 1]);
});

test("a board with an open question is left alone until it is answered", async () => {
    await mountDesk({ fields: REASON });
    onRpc("sale.order", "web_read_group", () => {
        expect.step("reload");
    });
    await drag();
    await expect.waitForSteps(["ask 1 2"]);
    await ping([2]);
    await advanceTime(DELAY);
    expect.verifySteps([]);
    expect(".modal").toHaveCount(1);
    await contains(".modal .btn-secondary").click();
    await expect.waitForSteps(["reload"]);
});

test("cards show what is left of the time limit, columns the colour of their stage", async () => {
    await mountDesk({});
    expect(".o_kanban_group:first").toHaveClass("o_torg_stage_4");
    expect(queryAllTexts(".o_torg_timer")).toEqual(["−30 min", "1 h"]);
    expect(".o_torg_timer:first").toHaveClass("o_torg_timer_over");
    expect(".o_torg_timer:eq(1)").toHaveClass("o_torg_timer_age");
});

test("spans are written shortly", () => {
    allowTranslations();
    const hour = 3600 * 1000;
    expect([0, hour / 2, hour, 30 * hour, 49 * hour].map((span) => String(formatSpan(span)))).toEqual([
        "1 min", "30 min", "1 h", "30 h", "2 d",
    ]);
});
