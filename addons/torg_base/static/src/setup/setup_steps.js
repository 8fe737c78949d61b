import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The rail of the first-start wizard: what is done, what waits, where we are. */
export class SetupSteps extends Component {
  static template = "torg_base.SetupSteps";
  static props = { ...standardFieldProps };

  get steps() {
    const current = this.props.record.data.step;
    return (this.props.record.data[this.props.name] || []).map((step, index) => ({
      ...step,
      number: index + 1,
      isCurrent: step.code === current,
      note: { done: _t("Done"), skipped: _t("Left for later") }[step.state] || "",
    }));
  }

  /** The closing page is no work, so it does not count. */
  get progress() {
    const steps = this.steps.slice(0, -1);
    const done = steps.filter((step) => step.state === "done").length;
    return {
      percent: steps.length ? Math.round((done * 100) / steps.length) : 100,
      text: _t("%(done)s of %(total)s done", { done, total: steps.length }),
    };
  }

  async open(step) {
    await this.props.record.update({ step: step.code }, { save: true });
  }
}

registry.category("fields").add("torg_setup_steps", {
  component: SetupSteps,
  displayName: _t("Wizard steps"),
  supportedTypes: ["json"],
});
