import { registry } from "@web/core/registry";

/** The manager looks at a customer who is close to the next level. */
registry.category("web_tour.tours").add("torg_sale_level_before", {
    steps: () => [
        {
            content: "the customer has the first level",
            trigger: "button[name=action_open_turnover_level]:contains(3 %)",
            run: "click",
        },
        {
            content: "and is told how much is left",
            trigger: ".o_form_view .o_field_widget[name=left]:contains(150)",
        },
    ],
});

/** The order is paid: the level has grown, and the next order has its discount. */
registry.category("web_tour.tours").add("torg_sale_level_after", {
    steps: () => [
        {
            content: "the level has grown",
            trigger: "button[name=action_open_turnover_level]:contains(5 %)",
            run: "click",
        },
        {
            content: "the history says from what to what",
            trigger: ".o_field_widget[name=history_ids] .o_data_row:contains(3 %):contains(5 %)",
        },
        {
            content: "to the orders",
            trigger: ".o_menu_sections [data-menu-xmlid='torg_base.menu_orders']",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item[data-menu-xmlid='torg_base.sale_order_menu_quotations']",
            run: "click",
        },
        {
            content: "the next order of the customer",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Tier customer",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tier customer)",
            run: "click",
        },
        {
            trigger: ".o_field_x2many_list_row_add button:contains(Add a product), .o_field_x2many_list_row_add a:contains(Add a product)",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=product_template_id] input, .o_selected_row .o_field_widget[name=product_id] input",
            run: "edit Tier goods",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tier goods)",
            run: "click",
        },
        {
            content: "has the discount of the new level",
            trigger: ".o_selected_row .o_field_widget[name=discount] input:value(5.00), .o_data_row [name=discount]:contains(5.00)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible",
        },
    ],
});
