import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, Deferred, runAllTimers } from "@odoo/hoot-mock";
import { contains, makeServerError, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { OrderEntry } from "@torg_sale/order_entry/order_entry";
import { readQuantity } from "@torg_sale/order_entry/entry_model";

describe.current.tags("desktop");
defineMailModels();

const GOODS = ".o_torg_entry_goods input[role=combobox]";
const CUSTOMER = ".o_torg_entry_customer input[role=combobox]";
const RUM = { id: 1, name: "Rum", article: "R1", unit: "Units", price: 100, counted: true, free: 4, elsewhere: 10 };
const GIN = { ...RUM, id: 2, name: "Gin" };
const IVAN = { id: 7, name: "Ivan", phone: "+7 916", hint: "+7 916", address: "Moscow", is_unverified: false };

function makeStore(id, name, pickup = true) {
    return { id, name, address: `${name} street`, opening: "until 21:00", is_open: true, pickup };
}

let request;
beforeEach(() => {
    request = false;
    onRpc("sale.order", "get_entry", () => ({
        stores: [makeStore(1, "Near"), makeStore(2, "Far"), makeStore(3, "Depot", false)],
        store_id: 1,
        carriers: [{ id: 5, name: "Courier", is_pickup: false }],
        currency_id: 1,
        order: request,
    }));
    onRpc("sale.order", "get_entry_customer", () => IVAN);
    onRpc("sale.order", "find_entry_goods", ({ args }) => ({
        goods: [RUM, GIN].filter(({ name }) => name.toLowerCase().includes(args[0].toLowerCase())),
    }));
    onRpc("sale.order", "check_entry", ({ args, kwargs }) => ({
        lines: Object.fromEntries(
            args[0].map(({ product_id: id, quantity }) => [
                id,
                { price: 100, amount: 100 * quantity, free: 4, is_missing: kwargs.store_id === 1 && quantity > 4 },
            ])
        ),
        total: 0,
        stores: { 1: 1, 2: 0, 3: 0 },
    }));
    onRpc("res.partner", "find_customers", ({ args }) => (args[0] === "916" ? [IVAN] : []));
});

async function open() {
    const action = { type: "ir.actions.client", tag: "torg_sale.order_entry", params: {}, context: {} };
    await mountWithCleanup(OrderEntry, { props: { action, actionId: 1 } });
}

async function findCustomer(text) {
    await contains(CUSTOMER).edit(text, { confirm: false });
    await press("Enter");
    await animationFrame();
    await animationFrame();
}

async function add(text) {
    await contains(GOODS).edit(text, { confirm: false });
    await press("Enter");
    await animationFrame();
    await animationFrame();
}

test("a quantity may stand before the name", () => {
    expect(readQuantity("3*rum")).toEqual({ quantity: 3, query: "rum" });
    expect(readQuantity("1,5 × rum")).toEqual({ quantity: 1.5, query: "rum" });
    expect(readQuantity("12 oz rum")).toEqual({ quantity: 1, query: "12 oz rum" });
});

test("Enter adds what is found and the same goods once more", async () => {
    await open();
    await add("rum");
    await add("gin");
    await add("2*rum");
    expect(queryAllTexts(".o_torg_entry_line_name div:first-child")).toEqual(["Rum", "Gin"]);
    expect(".o_torg_entry_line[data-id='1'] input").toHaveValue("3");
    expect(".o_torg_entry_total").toHaveText(/400/);
    expect(GOODS).toHaveValue("");
});

test("Enter waits for the answer to what is typed now", async () => {
    await open();
    const late = new Deferred();
    onRpc("sale.order", "find_entry_goods", async ({ args }) => {
        await (args[0] === "gin" && late);
        return { goods: [args[0] === "gin" ? GIN : RUM] };
    });
    await contains(GOODS).edit("rum", { confirm: false });
    await runAllTimers();
    await animationFrame();
    expect(".o_torg_entry_option").toHaveCount(1);
    await contains(GOODS).edit("gin", { confirm: false });
    await press("Enter");
    expect(".o_torg_entry_line").toHaveCount(0);
    late.resolve();
    await animationFrame();
    await animationFrame();
    expect(queryAllTexts(".o_torg_entry_line_name div:first-child")).toEqual(["Gin"]);
});

test("the form warns of what the store lacks and offers one that has all", async () => {
    await open();
    await add("5*rum");
    expect(".o_torg_entry_lacks").toHaveText(/Rum/);
    expect(queryAllTexts(".o_torg_entry_lacks .btn")).toEqual(["Far"]);
    await click(".o_torg_entry_lacks .btn");
    await animationFrame();
    await animationFrame();
    expect(".o_torg_entry_lacks").toHaveCount(0);
    expect(".o_torg_entry_store").toHaveValue("2");
});

test("who is not known gets a name and a number in place", async () => {
    onRpc("sale.order", "create_entry_customer", ({ args }) => {
        expect.step(args);
        return { ...IVAN, name: args[0] };
    });
    await open();
    await contains(CUSTOMER).edit("8 916 1", { confirm: false });
    await press("Enter");
    await animationFrame();
    await contains(".o_torg_entry_create").click();
    await contains(".o_torg_entry_name").edit("Olga", { confirm: false });
    await contains(".o_torg_entry_new .btn-primary").click();
    await animationFrame();
    expect.verifySteps([["Olga", "8 916 1"]]);
    expect(".o_torg_entry_customer").toHaveText(/Olga/);
});

test("what is saved is what the form shows", async () => {
    onRpc("sale.order", "save_entry", ({ args, kwargs }) => {
        const [{ partner_id, lines, store_id, is_delivery }] = args;
        expect.step([partner_id, lines, store_id, is_delivery, kwargs.confirm]);
        return { id: 9, name: "S9", is_confirmed: true };
    });
    mockService("action", { doAction: ({ res_id }) => expect.step(`order ${res_id}`) });
    await open();
    expect(".o_torg_entry_save").not.toBeEnabled();
    await findCustomer("916");
    expect(GOODS).toBeFocused();
    await add("rum");
    await contains(".o_torg_entry_confirm").click();
    await animationFrame();
    expect.verifySteps([[7, [{ product_id: 1, quantity: 1 }], 1, false, true], "order 9"]);
});

test("what is no quantity leaves the line as it was; a nought takes it out", async () => {
    const quantity = ".o_torg_entry_line input";
    await open();
    await findCustomer("916");
    await add("rum");
    for (const text of ["-5", "many", ""]) {
        await contains(quantity).edit(text, { confirm: "blur" });
        await animationFrame();
        expect(quantity).toHaveValue("1");
    }
    await contains(quantity).edit("1 000", { confirm: "blur" });
    await animationFrame();
    expect(quantity).toHaveValue("1000");
    await contains(quantity).edit("0", { confirm: "blur" });
    await animationFrame();
    expect(quantity).toHaveCount(0);
});

test("a refusal stays on the form with all that was typed", async () => {
    onRpc("sale.order", "save_entry", () => {
        throw makeServerError({ type: "UserError", message: "The store lacks Rum" });
    });
    await open();
    await findCustomer("916");
    await add("rum");
    await contains(".o_torg_entry_confirm").click();
    await animationFrame();
    expect(".o_torg_entry_error").toHaveText("The store lacks Rum");
    expect(".o_torg_entry_line").toHaveCount(1);
});

test("a request brings its customer and its text", async () => {
    request = { id: 4, name: "RQ-4", text: "Two, please", source: "Call back", phone: "+7 916", customer: IVAN };
    await open();
    expect(".o_torg_entry_head h2").toHaveText("RQ-4: Call back");
    expect(".o_torg_entry_customer").toHaveText(/Ivan/);
    expect(".o_torg_entry_note").toHaveValue("Two, please");
});

test("delivery asks for an address and takes goods from any store", async () => {
    await open();
    expect(queryAllTexts(".o_torg_entry_store option")).toEqual(["Near", "Far"]);
    await contains(".o_torg_entry_delivery").click();
    expect(queryAllTexts(".o_torg_entry_store option")).toEqual(["Near", "Far", "Depot"]);
    expect(".o_torg_entry_address").toHaveCount(1);
});
