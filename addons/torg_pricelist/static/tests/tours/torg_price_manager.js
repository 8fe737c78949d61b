import { registry } from "@web/core/registry";

/** A manager walks where the cost used to be: nothing is broken, nothing is told. */
registry.category("web_tour.tours").add("torg_price_manager", {
    steps: () => [
        {
            content: "the product is open",
            trigger: ".o_form_view .o_field_widget[name=list_price]",
        },
        {
            content: "without its cost",
            trigger: ".o_form_view:not(:has([name=standard_price]))",
        },
        {
            content: "why this price",
            trigger: "button:contains(Why this price)",
            run: "click",
        },
        {
            trigger: ".modal .o_torg_price_total:contains(500)",
        },
        {
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            content: "the orders",
            trigger: ".o_menu_sections [data-menu-xmlid='torg_base.menu_orders']",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item[data-menu-xmlid='torg_base.sale_order_menu_quotations']",
            run: "click",
        },
        {
            trigger: ".o_data_row td:contains(Corner shop)",
            run: "click",
        },
        {
            content: "an order without a margin",
            trigger: ".o_form_view:has(.o_field_widget[name=order_line] .o_data_row):not(:has([name=margin], [name=purchase_price]))",
        },
    ],
});

/** The leader of a team looks at the report of sales. */
registry.category("web_tour.tours").add("torg_price_report", {
    steps: () => [
        {
            content: "the report is there",
            trigger: ".o_graph_view, .o_pivot_view, .o_list_view",
        },
        {
            trigger: "button:contains(Measures)",
            run: "click",
        },
        {
            content: "and offers no margin",
            trigger: ".o-dropdown--menu:has(.o_menu_item):not(:contains(Margin))",
        },
    ],
});
