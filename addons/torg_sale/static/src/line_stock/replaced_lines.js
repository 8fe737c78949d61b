import { SaleOrderLineListRenderer } from "@sale/js/sale_order_line_field/sale_order_line_field";
import { patch } from "@web/core/utils/patch";

// A line that was replaced and of which nothing is left is no line any more: its substitute is shown alone.
patch(SaleOrderLineListRenderer.prototype, {
    getRowClass(record) {
        const classes = super.getRowClass(record);
        return record.data.is_replaced ? `${classes} d-none` : classes;
    },
});
