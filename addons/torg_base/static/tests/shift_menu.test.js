import { defineMailModels, startServer } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { Deferred, advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { ShiftMenu } from "@torg_base/shift/shift_menu";
import { HEARTBEAT, formatHours } from "@torg_base/shift/shift_service";

describe.current.tags("desktop");
defineMailModels();

const DOT = ".o_torg_shift_switch .o_torg_shift_dot";

/** Mount the switch of a manager in this state; `shift` false stands for somebody who takes no shifts. */
async function mountSwitch(shift) {
    onRpc("lazy_session_info", () => ({ torg_shift: shift }));
    const pyEnv = await startServer();
    const env = await makeMockEnv();
    await mountWithCleanup(ShiftMenu, { env });
    env.bus.trigger("WEB_CLIENT_READY");
    await animationFrame();
    return pyEnv;
}

function makeShift(state, values = {}) {
    return { user_id: serverState.userId, state, since: "2026-03-02 06:00:00", today: {}, at: "2026-03-02 09:05:00", ...values };
}

/** The server tells of a shift; the screen has heard and is redrawn. */
async function sendShift(pyEnv, shift) {
    const heard = new Deferred();
    getService("bus_service").subscribe("torg_base/shift", () => heard.resolve());
    pyEnv["bus.bus"]._sendone(serverState.partnerId, "torg_base/shift", shift);
    await heard;
    await animationFrame();
}

beforeEach(() => mockDate("2026-03-02 09:05:00", 0));

test("the switch shows the state by colour, word and time", async () => {
    await mountSwitch(makeShift("on_line"));
    expect(DOT).toHaveAttribute("data-state", "on_line");
    expect(".o_torg_shift_switch").toHaveText(/^On line\s*3:05$/);
});

test("who takes no shifts has no switch", async () => {
    await mountSwitch(false);
    expect(".o_torg_shift_switch").toHaveCount(0);
});

test("choosing a break sends it once and shows it", async () => {
    onRpc("res.users", "set_my_shift_state", ({ args }) => {
        expect.step(args[0]);
        return makeShift(args[0], { since: "2026-03-02 09:05:00", today: { on_line: 3.0833 } });
    });
    await mountSwitch(makeShift("on_line"));
    await contains(".o_torg_shift_switch").click();
    expect(".o_torg_shift_choice").toHaveCount(3);
    await contains(".o_torg_shift_choice[data-choice=break]").click();
    await expect.waitForSteps(["break"]);
    expect(DOT).toHaveAttribute("data-state", "break");
    await contains(".o_torg_shift_switch").click();
    await contains(".o_torg_shift_choice[data-choice=break]").click(); // already there
    await expect.waitForSteps([]);
});

test("another tab's switch is followed without a word", async () => {
    const pyEnv = await mountSwitch(makeShift("on_line"));
    await sendShift(pyEnv, makeShift("off", { since: false, reason: "manual" }));
    expect(DOT).toHaveAttribute("data-state", "off");
    expect(".o_notification").toHaveCount(0);
});

test("who was put off is told why", async () => {
    mockService("notification", { add: (text) => {
        expect.step(text);
        return () => {};
    } });
    const pyEnv = await mountSwitch(makeShift("on_line"));
    await sendShift(pyEnv, makeShift("off", { since: false, reason: "supervisor" }));
    await expect.waitForSteps(["Your supervisor put you off the line."]);
    await sendShift(pyEnv, makeShift("on_line", { reason: "manual" }));
    await sendShift(pyEnv, makeShift("off", { since: false, reason: "auto" }));
    await expect.waitForSteps(["You were put off the line: you seemed to be away."]);
});

test("what is older than the screen is not believed", async () => {
    const pyEnv = await mountSwitch(makeShift("on_line"));
    await sendShift(pyEnv, makeShift("off", { reason: "supervisor", at: "2026-03-02 09:04:59" }));
    expect(DOT).toHaveAttribute("data-state", "on_line");
    expect(".o_notification").toHaveCount(0);
});

test("a colleague's switch moves nothing here", async () => {
    const pyEnv = await mountSwitch(makeShift("on_line"));
    await sendShift(pyEnv, makeShift("off", { user_id: 987, reason: "manual" }));
    expect(DOT).toHaveAttribute("data-state", "on_line");
});

test("the server hears every minute that the person is here, and nothing from who is off", async () => {
    mockService("multi_tab", { isOnMainTab: async () => true });
    onRpc("res.users", "touch_my_shift", () => {
        expect.step("touch");
        return makeShift("off");
    });
    await mountSwitch(makeShift("on_line"));
    await advanceTime(HEARTBEAT);
    await expect.waitForSteps(["touch"]);
    await animationFrame();
    expect(DOT).toHaveAttribute("data-state", "off"); // the answer brought what the bus did not
    await advanceTime(HEARTBEAT);
    await expect.waitForSteps([]);
});

test("hours are written as on a clock", () => {
    expect([0, 0.5, 1 + 59.5 / 60, 2, 10.25].map(formatHours)).toEqual(["0:00", "0:30", "1:59", "2:00", "10:15"]);
});
