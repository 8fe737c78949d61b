import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { Deferred, advanceTime } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import { DELAY } from "@torg_sale/desk/orders_ping";
import { card, handout, mountDesk, setUpWorld, world } from "./store_desk_helpers";

describe.current.tags("desktop");
defineMailModels();
setUpWorld();

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
    const fresh = world.desk;
    world.desk = first;
    await contains(".o_torg_paid").click();
    await animationFrame();
    world.desk = fresh;
    world.ping([2]);
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
    let key;
    await mountDesk({
        find_sold: () => [card(3, { due: 0, date: "2026-03-01 08:00:00" })],
        get_handout: () => handout({ id: 3, is_given: true, lines: [{ ...handout().lines[0], given: 2, open: 0 }] }),
        take_back: (order, quantities, reason, method, press) => {
            key = press;
            return handout({ is_given: true, returned: 100 });
        },
    });
    await contains("[data-tab=counter]").click();
    await contains("[data-mode=return]").click();
    await contains(".o_torg_card").click();
    await contains(".o_torg_stepper button:last").click();
    expect(".o_torg_take_back").not.toBeEnabled();
    await contains(".o_torg_choice:contains(Defective)").click();
    await contains(".o_torg_take_back").click();
    expect(".o_notification:contains(Came back)").toHaveCount(1);
    expect.verifySteps(['find_sold ["",1]', `take_back [3,{"11":1},5,"cash","${key}"]`]);
});
