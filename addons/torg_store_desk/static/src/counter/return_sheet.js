import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { askDesk, makeKey } from "../desk/desk_tools";
import { useChosenLines } from "./chosen_lines";

/** A sold order at the counter: what comes back, why, and how the money goes. */
export class ReturnSheet extends Component {
    static template = "torg_store_desk.ReturnSheet";
    static props = { sheet: Object, reasons: Array, currencyId: Number, show: Function, close: Function, next: Function };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.key = makeKey();
        this.isChoosing = true;
        this.state = useState({ reasonId: false, method: "cash", isBusy: false });
        useChosenLines(this, (line) => (line.is_goods ? line.given : 0));
    }

    get methods() {
        return [
            { id: "cash", name: _t("Cash") },
            { id: "card", name: _t("Card") },
            { id: "sbp", name: _t("SBP") },
        ];
    }

    get canTake() {
        return this.chosen.size > 0 && this.state.reasonId && !this.state.isBusy;
    }

    async takeBack() {
        if (!this.canTake) {
            return;
        }
        this.state.isBusy = true;
        try {
            const { reasonId, method } = this.state;
            const args = [this.props.sheet.id, this.getChosen(), reasonId, method, this.key];
            const sheet = await askDesk(this.orm, "take_back", args);
            this.key = makeKey();
            this.chosen.clear();
            this.state.reasonId = false;
            this.notification.add(_t("Came back: %s", this.formatMoney(sheet.returned)), { type: "success" });
            await this.props.show(sheet);
        } finally {
            this.state.isBusy = false;
        }
    }
}
