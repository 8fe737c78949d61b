import { onWillUnmount, useEffect, Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const PAUSE = 2000;

/** Bar of a work done by jobs; looks at the record again every two seconds until the work is over. */
export class PriceProgress extends Component {
    static template = "torg_pricelist.PriceProgress";
    static props = { ...standardFieldProps };

    setup() {
        this.timer = null;
        useEffect(
            () => this.plan(),
            () => [this.props.record.data.is_busy, this.percent, this.props.record.resId]
        );
        onWillUnmount(() => clearTimeout(this.timer));
    }

    get percent() {
        return Math.round(this.props.record.data[this.props.name] || 0);
    }

    get title() {
        const { work, state } = this.props.record.data;
        const titles = {
            fill: _t("Being filled"),
            file: _t("The file is being read"),
            publishing: _t("Being published"),
            making: _t("Being made"),
        };
        return titles[work] || titles[state] || "";
    }

    plan() {
        clearTimeout(this.timer);
        if (this.props.record.data.is_busy && this.props.record.resId) {
            this.timer = setTimeout(() => this.look(), PAUSE);
        }
    }

    async look() {
        if (!this.props.record.dirty) {
            await this.props.record.load();
        }
        this.plan();
    }
}

registry.category("fields").add("torg_price_progress", {
    component: PriceProgress,
    supportedTypes: ["float"],
});
