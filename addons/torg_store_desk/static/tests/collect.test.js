import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryOne } from "@odoo/hoot-dom";
import { Deferred } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import { mountDesk, scan, setUpWorld, sheet } from "./store_desk_helpers";

describe.current.tags("desktop");
defineMailModels();
setUpWorld();

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
