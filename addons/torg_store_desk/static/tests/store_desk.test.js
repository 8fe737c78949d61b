import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import { Deferred, advanceTime } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import { DELAY } from "@torg_sale/desk/orders_ping";
import { card, mountDesk, setUpWorld, world } from "./store_desk_helpers";

describe.current.tags("desktop");
defineMailModels();
setUpWorld();

test("a card tells how much time is left; nothing urgent is red", async () => {
    await mountDesk();
    expect(queryAllTexts(".o_torg_card .o_torg_timer")).toEqual(["30 min"]);
    expect(".o_torg_card .o_torg_soon").toHaveCount(1);
    expect(".o_torg_urgent").toHaveCount(0);
});

test("the screen follows changes by itself", async () => {
    await mountDesk();
    expect(".o_torg_card").toHaveCount(1);
    world.desk = { ...world.desk, collect: [...world.desk.collect, card(9, { customer: "Petr" })] };
    world.ping([9]);
    await advanceTime(DELAY + 10);
    await animationFrame();
    expect(".o_torg_card:contains(Petr)").toHaveCount(1);
});

test("whose time is nearly over is red, and may be kept longer", async () => {
    world.desk.waiting = [card(4, { until: "2026-03-02 11:00:00" })];
    await mountDesk({ extend: () => true });
    expect("[data-tab=unclaimed] .o_torg_urgent").toHaveText("1");
    await contains("[data-tab=unclaimed]").click();
    await contains(".o_torg_extend[data-days='3']").click();
    expect.verifySteps(["extend [4,3]"]);
});

test("without a store the screen says what to do", async () => {
    world.desk = { ...world.desk, stores: [], store_id: false };
    await mountDesk();
    expect(".o_torg_counter_empty b").toHaveText("You work in no store yet");
});

test("a change that is heard before the first answer breaks nothing", async () => {
    const first = world.desk;
    const answer = new Deferred();
    world.desk = answer;
    const mounted = mountDesk();
    await advanceTime(DELAY);
    world.ping([1]);
    await advanceTime(DELAY);
    answer.resolve(first);
    await mounted;
    expect(".o_torg_counter").toHaveCount(1);
});
