import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-dom";
import { defineModels, fields, mockService, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { HEARTBEAT } from "@torg_sale/order_form/order_presence";

describe.current.tags("desktop");
defineMailModels();

class SaleOrder extends models.Model {
    _name = "sale.order";

    name = fields.Char();
    _records = [{ id: 1, name: "S1" }];
}

defineModels([SaleOrder]);

test("faces of the others come with the form, with the bus and go with them", async () => {
    const listeners = {};
    mockService("bus_service", {
        start() {},
        subscribe: (type, callback) => (listeners[type] = callback),
        unsubscribe() {},
        addEventListener() {},
        removeEventListener() {},
        addChannel() {},
        deleteChannel() {},
    });
    onRpc("sale.order", "touch_presence", ({ kwargs }) => {
        if (!kwargs.leaving) {
            expect.step("touch");
        }
        return [{ id: 7, name: "Anna" }];
    });
    await mountView({
        type: "form",
        resModel: "sale.order",
        resId: 1,
        arch: `<form><widget name="torg_order_presence"/><field name="name"/></form>`,
    });
    await animationFrame();
    expect(".o_torg_presence img").toHaveCount(1);
    expect(".o_torg_presence").toHaveText(/Anna/);
    listeners["torg_sale/presence"]({ order_id: 1, users: [{ id: 7, name: "Anna" }, { id: 8, name: "Boris" }] });
    await animationFrame();
    expect(".o_torg_presence img").toHaveCount(2);
    listeners["torg_sale/presence"]({ order_id: 2, users: [] });
    await animationFrame();
    expect(".o_torg_presence img").toHaveCount(2);
    listeners["torg_sale/presence"]({ order_id: 1, users: [] });
    await animationFrame();
    expect(".o_torg_presence img").toHaveCount(0);
    await advanceTime(HEARTBEAT);
    expect.verifySteps(["touch", "touch"]);
});
