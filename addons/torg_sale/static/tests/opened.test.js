import { mailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { defineModels, fields, models, mountView, onRpc, serverState } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class SaleOrder extends models.Model {
    _name = "sale.order";
    user_id = fields.Many2one({ relation: "res.users" });
    opened_date = fields.Datetime();
    _records = [
        { id: 1, user_id: serverState.userId, opened_date: false },
        { id: 2, user_id: serverState.publicUserId, opened_date: false },
        { id: 3, user_id: serverState.userId, opened_date: "2026-11-06 09:00:00" },
    ];
}
defineModels({ ...mailModels, SaleOrder });

async function open(resId) {
    onRpc("sale.order", "mark_opened", ({ args }) => {
        expect.step(args[0]);
        return 1;
    });
    await mountView({
        type: "form",
        resModel: "sale.order",
        resId,
        arch: `<form><field name="user_id"/><widget name="torg_order_opened"/></form>`,
    });
}

test("the manager of an order tells once that it is on the screen", async () => {
    await open(1);
    expect.verifySteps([[1]]);
});

test("nobody else tells it", async () => {
    await open(2);
    expect.verifySteps([]);
});

test("an order that was opened before is not told about again", async () => {
    await open(3);
    expect.verifySteps([]);
});
