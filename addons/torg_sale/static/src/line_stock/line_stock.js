import { Component, onMounted, onWillRender, onWillUnmount, useState } from "@odoo/owl";
import { usePopover } from "@web/core/popover/popover_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { formatQuantity, getCell } from "@torg_stock/stock_search/stock_figures";
import { StoreChoice } from "../store_choice/store_choice";
import { Substitutes } from "../substitutes/substitutes";
import { LineStockPopover } from "./line_stock_popover";

/** In a line of an order: is there enough in the chosen store, and where else. */
export class LineStock extends Component {
    static template = "torg_sale.LineStock";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        const service = useService("torg_order_stock");
        this.board = service.get(this.props.record.model);
        this.stock = useState(this.board.state);
        this.popover = usePopover(LineStockPopover, {
            position: "left",
            popoverClass: "o_torg_line_stock_popover",
            useBottomSheet: this.ui.isSmall,
        });
        let forget = () => {};
        onMounted(() => (forget = service.watch(this.board)));
        onWillUnmount(() => forget());
        onWillRender(() => this.isAsking && this.board.ask(this.question));
    }

    // === WHAT IS ASKED === //

    get data() {
        return this.props.record.data;
    }

    get root() {
        return this.props.record.model.root;
    }

    get isAsking() {
        return Boolean(this.data.product_id) && this.data.state !== "cancel" && !this.data.is_replaced;
    }

    /** The question is that of the whole order, so all lines have the same one. */
    get question() {
        const lines = this.root.data?.order_line?.records || [this.props.record];
        const ids = lines.map((line) => line.data.product_id?.id).filter(Boolean);
        return {
            orderId: this.root.resModel === "sale.order" ? this.root.resId : false,
            productIds: [...new Set(ids)].sort((one, other) => one - other),
            storeId: this.root.data?.warehouse_id?.id || this.data.warehouse_id?.id || false,
            state: this.data.state,
        };
    }

    // === WHAT IS SHOWN === //

    /** The product as the answer tells of it; nothing for services and goods that are not counted. */
    get product() {
        const { answer } = this.stock;
        return this.isAsking && answer?.products.find((product) => product.id === this.data.product_id.id);
    }

    /** What the line still needs, in the unit of the product. */
    get needed() {
        const { units, product_units: productUnits } = this.stock.answer;
        const open = Math.max(this.data.product_uom_qty - (this.data.qty_delivered || 0), 0);
        const unit = this.data.product_uom_id?.id;
        return unit ? (open * units[unit]) / units[productUnits[this.product.id]] : open;
    }

    get own() {
        return this.stock.answer.own[this.product.id] || 0;
    }

    /** How it stands: figures of the chosen store and how many others could help. */
    get standing() {
        const { answer } = this.stock;
        const stores = answer.stores.filter((store) => !store.is_near);
        const chosen = answer.stores.find((store) => store.is_near);
        const cell = chosen && getCell(answer, this.product, chosen);
        const here = (cell ? Math.max(cell.free, 0) : 0) + this.own;
        const isEnough = here >= this.needed - 1e-6;
        const others = stores.filter((store) => getCell(answer, this.product, store).free > 0).length;
        const isReserved = this.needed > 0 && this.own >= this.needed - 1e-6;
        return { here, isEnough, isReserved, others, level: this.getLevel(isEnough, here, others) };
    }

    getLevel(isEnough, here, others) {
        return isEnough ? "many" : here || others ? "few" : "missing";
    }

    get label() {
        const { here, isEnough, isReserved } = this.standing;
        if (isReserved) {
            return _t("reserved");
        }
        return isEnough || here ? formatQuantity(here) : _t("none");
    }

    get note() {
        const { isEnough, others } = this.standing;
        if (isEnough) {
            return "";
        }
        return others ? _t("elsewhere: %s", others) : _t("nowhere");
    }

    // === ACTIONS === //

    get canAct() {
        const { data } = this.root;
        return this.root.resModel === "sale.order" && data.state !== "cancel" && !data.stage_is_final && !data.locked;
    }

    open(ev) {
        this.popover.open(ev.currentTarget, {
            stock: this.stock,
            product: this.product,
            needed: this.needed,
            own: this.own,
            onStore: this.canAct ? () => this.openDialog(StoreChoice, () => ({ orderId: this.root.resId })) : undefined,
            onSubstitute:
                this.canAct && this.needed > 0 ? () => this.openDialog(Substitutes, (id) => ({ lineId: id })) : undefined,
        });
    }

    /** What was typed is saved first: the window works with the order as the server knows it. */
    async openDialog(dialog, getProps) {
        this.popover.close();
        const { record } = this.props;
        const at = this.root.data.order_line?.records.indexOf(record);
        if (!(await this.root.save())) {
            return;
        }
        const { resId } = record.resId ? record : this.root.data.order_line.records[at];
        const { model } = record;
        const onDone = () => model.load({ resId: model.root.resId });
        this.dialog.add(dialog, { ...getProps(resId), onDone });
    }
}

registry.category("view_widgets").add("torg_line_stock", {
    component: LineStock,
    fieldDependencies: [
        { name: "is_replaced", type: "boolean" },
        { name: "product_id", type: "many2one" },
        { name: "product_uom_id", type: "many2one" },
        { name: "product_uom_qty", type: "float" },
        { name: "qty_delivered", type: "float" },
        { name: "state", type: "selection" },
        { name: "warehouse_id", type: "many2one" },
    ],
});
