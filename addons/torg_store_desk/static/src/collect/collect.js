import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { Mutex } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { askDesk, formatQuantity, getTimer } from "../desk/desk_tools";
import { MissingDialog } from "./missing_dialog";

/** «Collect»: orders whose time ends first come first; one of them is open, its lines are put aside one by one. */
export class Collect extends Component {
    static template = "torg_store_desk.Collect";
    static props = { desk: Object, now: Object, version: Number, reload: Function };

    setup() {
        this.ui = useService("ui");
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.mutex = new Mutex();
        this.waiting = 0;
        this.state = useState({ sheet: null });
        this.canScan = isBarcodeScannerSupported();
        this.formatQuantity = formatQuantity;
        if (!this.ui.isSmall) {
            useAutofocus({ refName: "code" });
        }
        onWillUpdateProps((next) => {
            if (next.version !== this.props.version) {
                this.refresh();
            }
        });
    }

    getTimer(order) {
        return getTimer(order.deadline, this.props.now);
    }

    get openId() {
        return this.state.sheet?.id;
    }

    get isMine() {
        return this.state.sheet.collector_id === this.props.desk.user_id;
    }

    isDone(line) {
        return line.picked >= line.asked;
    }

    // === ORDERS === //

    async open(orderId) {
        this.state.sheet = await askDesk(this.orm, "get_collect", [orderId]);
    }

    close() {
        this.state.sheet = null;
    }

    async refresh() {
        const id = this.openId;
        if (id && !this.waiting && this.props.desk.store_id) {
            const sheet = await askDesk(this.orm, "get_collect", [id], true);
            if (this.openId === id && !this.waiting) {
                this.show(sheet);
            }
        }
    }

    take() {
        const { sheet } = this.state;
        if (!sheet.collector_id) {
            return this.act("take_order", [sheet.id]);
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Take over"),
            body: _t("%(name)s collects this order. Take it over?", { name: sheet.collector }),
            confirmLabel: _t("Take over"),
            confirm: () => this.act("take_order", [sheet.id, true]),
            cancel: () => {},
        });
    }

    // === LINES === //

    onScan(ev) {
        if (ev.key === "Enter") {
            this.pickCode(ev.target.value.trim());
            ev.target.value = "";
        }
    }

    async scan() {
        const code = await scanBarcode(this.env);
        if (code) {
            this.pickCode(code);
        }
    }

    /** One press of the scanner is one piece, or as many as the package holds. */
    pickCode(code) {
        const fitting = this.state.sheet.lines.filter((line) => code in line.barcodes || (code && line.article === code));
        const line = fitting.find((one) => !this.isDone(one));
        if (!code) {
            return;
        }
        if (!line) {
            const text = fitting.length ? _t("All of it is put aside already.") : _t("“%s” is not in this order.", code);
            this.notification.add(text, { type: fitting.length ? "warning" : "danger" });
            return;
        }
        this.pick(line, Math.min(line.asked, line.picked + (line.barcodes[code] || 1)));
    }

    pick(line, quantity) {
        line.picked = quantity;
        return this.act("pick", [this.openId, line.id, quantity]);
    }

    async reportMissing(line) {
        const offers = await askDesk(this.orm, "get_offers", [this.openId, line.id]);
        this.dialog.add(MissingDialog, {
            line,
            offers,
            currencyId: this.props.desk.currency_id,
            report: (found, offerIds, note) =>
                this.act("report_missing", [this.openId, line.id, found, offerIds, note]),
        });
    }

    /** Work in the order of the presses; what the server says last is what is shown. */
    async act(verb, args) {
        this.waiting++;
        try {
            const sheet = await this.mutex.exec(() => askDesk(this.orm, verb, args, true));
            if (this.waiting === 1 && this.openId === sheet.id) {
                this.show(sheet);
            }
        } catch (error) {
            if (this.waiting === 1 && this.openId) {
                this.show(await askDesk(this.orm, "get_collect", [this.openId], true));
            }
            throw error;
        } finally {
            this.waiting--;
            await this.props.reload();
        }
    }

    show(sheet) {
        if (sheet.is_open) {
            this.state.sheet = sheet;
            return;
        }
        if (sheet.is_ready) {
            this.notification.add(_t("%s is ready: put it where orders wait.", sheet.name), { type: "success" });
        }
        this.state.sheet = null;
    }
}
