import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { Component, useState, xml } from "@odoo/owl";
import { animationFrame, queryAllTexts, waitFor } from "@odoo/hoot-dom";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { CustomerCard } from "@torg_base/customer_card/customer_card";

describe.current.tags("desktop");
defineMailModels();

const CARD = {
    id: 7,
    name: "Пётр Ладожский",
    is_company: false,
    company: { id: 8, name: "ООО «Ладога»" },
    phones: [
        { number: "+7 916 123-45-67", key: "+79161234567", extension: false, kind: "main", kind_label: "Main" },
        { number: "+7 495 123-45-67", key: "+74951234567", extension: "102", kind: "work", kind_label: "Work" },
    ],
    email: "petr@example.com",
    city: "Тверь",
    manager: { id: 3, name: "Анна" },
    tags: [{ id: 1, name: "VIP", color: 4 }],
    comment: "Звонить после обеда",
    facts: [
        { code: "order_count", label: "Orders", value: 12, kind: "integer", sequence: 10, action: { type: "a" } },
        { code: "last_order", label: "Last order", value: false, kind: "date", sequence: 20 },
        { code: "debt", label: "Debt", value: 0, kind: "integer", sequence: 30, level: "danger" },
        { code: "tier", label: "Tier", value: "Gold", kind: "text", sequence: 40 },
    ],
};

test("the card shows who calls and the facts, zero as zero and nothing as a dash", async () => {
    onRpc("res.partner", "get_customer_card", () => CARD);
    await mountWithCleanup(CustomerCard, { props: { partnerId: 7 } });
    expect(".o_torg_card_name").toHaveText("Пётр Ладожский");
    expect(".o_torg_card").toHaveText(/ООО «Ладога» · Тверь/);
    expect(queryAllTexts(".o_torg_card_phone")).toEqual(["+7 916 123-45-67", "+7 495 123-45-67 ext. 102"]);
    expect(".o_torg_card_phone:first a").toHaveAttribute("href", "tel:+79161234567");
    expect(".o_torg_card_comment").toHaveText("Звонить после обеда");
    expect(queryAllTexts(".o_torg_card_fact .fs-4")).toEqual(["12", "–", "0", "Gold"]);
    expect(".o_torg_card_fact[data-code=debt] .fs-4").toHaveClass("text-danger");
});

test("money is written in its currency", async () => {
    const money = { code: "turnover", label: "Turnover", value: 1500.5, kind: "monetary", currency_id: 1, sequence: 1 };
    onRpc("res.partner", "get_customer_card", () => ({ ...CARD, facts: [money] }));
    await mountWithCleanup(CustomerCard, { props: { partnerId: 7 } });
    expect(".o_torg_card_fact .fs-4").toHaveText(/1,500\.50/);
    expect(serverState.currencies.some((currency) => currency.id === 1)).toBe(true);
});

test("a fact with an action opens it, another does not", async () => {
    onRpc("res.partner", "get_customer_card", () => CARD);
    mockService("action", { doAction: (action) => expect.step(action.type) });
    const props = { partnerId: 7, onAction: () => expect.step("closed") };
    await mountWithCleanup(CustomerCard, { props });
    expect(".o_torg_card_fact[data-code=tier]").toHaveProperty("tagName", "DIV");
    await contains(".o_torg_card_fact[data-code=order_count]").click();
    await expect.waitForSteps(["closed", "a"]);
});

test("another customer replaces the card", async () => {
    onRpc("res.partner", "get_customer_card", ({ args }) => ({ ...CARD, id: args[0], name: `No. ${args[0]}` }));
    class Parent extends Component {
        static components = { CustomerCard };
        static template = xml`<CustomerCard partnerId="state.id"/><button class="next" t-on-click="() => state.id++"/>`;
        static props = [];
        setup() {
            this.state = useState({ id: 7 });
        }
    }
    await mountWithCleanup(Parent);
    expect(".o_torg_card_name").toHaveText("No. 7");
    await contains(".next").click();
    await animationFrame();
    expect(".o_torg_card_name").toHaveText("No. 8");
});

test("sections below the facts: links, values and buttons, and an empty one says so", async () => {
    const call = { label: "Repeat", icon: "fa-repeat", model: "res.partner", method: "repeat_order", args: [7, 5] };
    const row = { id: 5, title: "S00005", hint: "today", value: 12, kind: "integer", badge: { text: "Done", level: "info" }, call };
    const sections = [
        { code: "orders", title: "Purchases", sequence: 10, empty: "None", rows: [{ ...row, action: { type: "open" } }] },
        { code: "goods", title: "Goods", sequence: 20, empty: "Nothing yet", rows: [] },
    ];
    onRpc("res.partner", "get_customer_card", () => ({ ...CARD, sections }));
    onRpc("res.partner", "repeat_order", ({ args }) => {
        expect.step(args.join());
        return { type: "again" };
    });
    mockService("action", { doAction: (action) => expect.step(action.type) });
    await mountWithCleanup(CustomerCard, { props: { partnerId: 7 } });
    expect(".o_torg_card_section[data-code=goods]").toHaveText(/Nothing yet/);
    expect(".o_torg_card_row .badge").toHaveText("Done");
    await contains(".o_torg_card_row a").click();
    await contains(".o_torg_card_row button").click();
    await expect.waitForSteps(["open", "7,5", "again"]);
});

test("a note is sent and the card is asked again", async () => {
    const input = { placeholder: "Note", model: "res.partner", method: "add_customer_note", args: [7] };
    let rows = [];
    onRpc("res.partner", "get_customer_card", () => ({
        ...CARD,
        sections: [{ code: "notes", title: "Notes", sequence: 90, empty: "None", rows, input }],
    }));
    onRpc("res.partner", "add_customer_note", ({ args }) => {
        rows = [{ id: 1, title: args[1], hint: "Anna" }];
        return false;
    });
    await mountWithCleanup(CustomerCard, { props: { partnerId: 7 } });
    await contains(".o_torg_card_section input").edit("Dog at the door", { confirm: false });
    await contains(".o_torg_card_section form button").click();
    await waitFor(".o_torg_card_row_title");
    expect(".o_torg_card_row_title").toHaveText("Dog at the door");
});
