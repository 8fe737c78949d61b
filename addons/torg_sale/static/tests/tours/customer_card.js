import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_sale_customer_card", {
    steps: () => [
        {
            content: "who is it",
            trigger: ".o_kanban_record:contains(Test customer) .o_torg_order_customer_card",
            run: "click",
        },
        {
            content: "what he buys",
            trigger: ".modal .o_torg_card_section[data-code='goods'] .o_torg_card_row:contains(Rum)",
        },
        {
            trigger: ".modal .o_torg_card_section[data-code='notes'] input",
            run: "edit Calls in the evening",
        },
        {
            trigger: ".modal .o_torg_card_section[data-code='notes'] button[type='submit']",
            run: "click",
        },
        {
            trigger: ".modal .o_torg_card_section[data-code='notes'] .o_torg_card_row:contains(Calls in the evening)",
        },
        {
            content: "the same again",
            trigger: ".modal .o_torg_card_section[data-code='orders'] .o_torg_card_row .fa-repeat",
            run: "click",
        },
        {
            content: "a new order of the same goods",
            trigger: "body:not(:has(.modal)) .o_form_view .o_field_widget[name='order_line'] .o_data_row:contains(Rum)",
        },
    ],
});
