import { expect, test } from "@odoo/hoot";
import { defineModels, fields, models, mountView, onRpc, contains } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

const STEPS = [
  { code: "company", title: "Company", icon: "fa-building-o", state: "done" },
  { code: "stores", title: "Stores", icon: "fa-map-marker", state: "skipped" },
  { code: "mail", title: "Mail", icon: "fa-envelope-o", state: "todo" },
  { code: "finish", title: "Ready", icon: "fa-flag-checkered", state: "todo" },
];

class Setup extends models.Model {
  _name = "torg.setup";
  step = fields.Char();
  steps = fields.Json();
  _records = [{ id: 1, step: "stores", steps: STEPS }];
}

defineMailModels();
defineModels([Setup]);

const mountRail = () =>
  mountView({
    type: "form",
    resModel: "torg.setup",
    resId: 1,
    arch: `<form><field name="step" invisible="1"/><field name="steps" widget="torg_setup_steps"/></form>`,
  });

test("each step shows what became of it", async () => {
  await mountRail();
  expect("[data-step]").toHaveCount(4);
  expect("[data-step=company]").toHaveAttribute("data-state", "done");
  expect("[data-step=company] .fa-check").toHaveCount(1);
  expect("[data-step=stores]").toHaveText("Stores\nLeft for later");
  expect("[data-step=mail] .fa-envelope-o").toHaveCount(1);
});

test("the open step is marked", async () => {
  await mountRail();
  expect("[aria-current=step]").toHaveCount(1);
  expect("[data-step=stores]").toHaveAttribute("aria-current", "step");
});

test("progress counts the work, not the closing page", async () => {
  await mountRail();
  expect(".o_torg_setup_progress").toHaveText("1 of 3 done");
  expect(".progress").toHaveAttribute("aria-valuenow", "33");
});

test("a click opens the step and keeps it on the record", async () => {
  onRpc("web_save", ({ args }) => expect.step(args[1]));
  await mountRail();
  await contains("[data-step=mail]").click();
  expect.verifySteps([{ step: "mail" }]);
  expect("[data-step=mail]").toHaveAttribute("aria-current", "step");
});
