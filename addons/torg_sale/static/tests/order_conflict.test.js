import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { applyChoice } from "@torg_sale/order_form/order_conflict";

describe.current.tags("desktop");
defineMailModels();

class SaleOrderLine extends models.Model {
    _name = "sale.order.line";

    order_id = fields.Many2one({ relation: "sale.order" });
    quantity = fields.Float();
    price = fields.Float();
    _records = [{ id: 11, order_id: 1, quantity: 2, price: 100 }];
}

class SaleOrder extends models.Model {
    _name = "sale.order";

    name = fields.Char();
    reference = fields.Char();
    order_line = fields.One2many({ relation: "sale.order.line", relation_field: "order_id" });
    _records = [{ id: 1, name: "S1", reference: "old", order_line: [11] }];
}

defineModels([SaleOrder, SaleOrderLine]);

const ARCH = `
    <form>
        <field name="name"/>
        <field name="reference"/>
        <field name="order_line"><list editable="bottom"><field name="quantity"/><field name="price"/></list></field>
    </form>`;
const CONFLICT = {
    field: "reference",
    line: false,
    label: "Reference",
    was: "old",
    mine: "mine",
    theirs: "theirs",
    current: "theirs",
    who: "Anna",
};

/** Mount the form of an order; the first save is refused with a conflict, the next ones go through. */
async function mountOrder({ refusals = 1 } = {}) {
    const saves = [];
    onRpc("sale.order", "web_save", ({ args, parent }) => {
        const [, { torg_loaded, ...changes }] = args;
        saves.push({ changes: JSON.parse(JSON.stringify(changes)), loaded: JSON.parse(JSON.stringify(torg_loaded)) });
        delete args[1].torg_loaded;
        if (saves.length <= refusals) {
            throw makeServerError({
                errorName: "odoo.addons.torg_sale.exceptions.EditConflict",
                message: "Anna has changed the same",
                context: { conflicts: [CONFLICT] },
            });
        }
        return parent();
    });
    await mountView({ type: "form", resModel: "sale.order", resId: 1, arch: ARCH });
    return saves;
}

test("a save tells what was loaded of the fields and lines it changes, and of nothing else", async () => {
    const saves = await mountOrder({ refusals: 0 });
    await contains("[name=reference] input").edit("mine");
    await contains("[name=quantity]").click();
    await contains("[name=quantity] input").edit("3", { confirm: false });
    await contains(".o_form_button_save").click();
    expect(saves).toEqual([
        {
            changes: { reference: "mine", order_line: [[1, 11, { quantity: 3 }]] },
            loaded: { fields: { reference: "old" }, lines: { 11: { quantity: 2 } } },
        },
    ]);
});

test("both values are shown, and who keeps his own saves over the newer one", async () => {
    const saves = await mountOrder();
    await contains("[name=reference] input").edit("mine");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect(queryAllTexts(".o_torg_conflict tbody td")).toEqual(["Reference", "old", "mine", "theirs (Anna)"]);
    await contains(".modal button[name=mine]").click();
    await animationFrame();
    expect(saves[1]).toEqual({
        changes: { reference: "mine" },
        loaded: { fields: { reference: "theirs" }, lines: {} },
    });
    expect(".modal").toHaveCount(0);
});

test("who takes the new value saves the rest of his changes", async () => {
    const saves = await mountOrder();
    await contains("[name=reference] input").edit("mine");
    await contains("[name=name] input").edit("S2");
    await contains(".o_form_button_save").click();
    await contains(".modal button[name=theirs]").click();
    await animationFrame();
    expect(saves[1].changes).toEqual({ name: "S2" });
    expect("[name=name] input").toHaveValue("S2");
});

test("who goes on editing loses nothing and saves nothing", async () => {
    const saves = await mountOrder();
    await contains("[name=reference] input").edit("mine");
    await contains(".o_form_button_save").click();
    await contains(".modal button[name=back]").click();
    await animationFrame();
    expect(saves).toHaveLength(1);
    expect("[name=reference] input").toHaveValue("mine");
});

test("a choice about a line touches that line's field alone", () => {
    const conflicts = [{ field: "quantity", line: 11, current: 7 }];
    const changes = { order_line: [[1, 11, { quantity: 3, price: 90 }]] };
    applyChoice({ conflicts, choice: "theirs" }, changes, { fields: {}, lines: { 11: { quantity: 2 } } });
    expect(changes).toEqual({ order_line: [[1, 11, { price: 90 }]] });
    const loaded = { fields: {}, lines: { 11: { quantity: 2 } } };
    applyChoice({ conflicts, choice: "mine" }, changes, loaded);
    expect(loaded.lines).toEqual({ 11: { quantity: 7 } });
});
