import { registry } from "@web/core/registry";

const ROW = ".o_field_x2many_list .o_data_row:not(.d-none)";

registry.category("web_tour.tours").add("torg_sale_change_store", {
    steps: () => [
        {
            content: "the goods of the line are reserved in the chosen store",
            trigger: `${ROW}:contains(Rum) .o_torg_line_stock.o_torg_level_many`,
        },
        {
            content: "the customer wants to go elsewhere",
            trigger: "button[name='action_choose_store']",
            run: "click",
        },
        {
            content: "this store refuses to sell what it does not have",
            trigger: ".o_torg_store_choice .o_torg_store_row:contains(Small store) .o_torg_take",
            run: "click",
        },
        {
            content: "the refusal names stores that have it",
            trigger: ".modal .modal-body:contains(“Far store”), .modal .modal-body:contains(«Far store»)",
        },
        {
            trigger: ".modal:not(:has(.o_torg_store_choice)) .modal-footer .btn",
            run: "click",
        },
        {
            content: "this one has the whole order",
            trigger: ".o_torg_store_choice .o_torg_store_row:contains(Far store):has(.o_torg_state_all) .o_torg_take",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Far store)",
        },
        {
            trigger: ".o_form_view:not(:has(.modal)) [name='store'] .o_field_widget[name='warehouse_id']:contains(Far store)",
        },
        {
            content: "the journal has it",
            trigger: ".nav-link[name='journal']",
            run: "click",
        },
        {
            trigger: "[name='journal_ids'] .o_data_row:contains(Near store → Far store)",
        },
    ],
});

const takeSubstitute = () => [
    {
        content: "what about this line",
        trigger: `${ROW}:contains(Rum) .o_torg_line_stock`,
        run: "click",
    },
    {
        content: "all stores are listed, the chosen one first",
        trigger: ".o_torg_stores_list li:first:contains(Near store)",
    },
    {
        trigger: ".o_torg_offer",
        run: "click",
    },
    {
        content: "the customer takes the gin",
        trigger: ".o_torg_substitutes .o_torg_store_row:contains(Gin) .o_torg_replace",
        run: "click",
    },
    {
        content: "one line, of gin",
        trigger: `${ROW}:contains(Gin)`,
    },
    {
        trigger: `.o_field_x2many_list:not(:has(.o_data_row:not(.d-none):contains(Rum)))`,
    },
    {
        trigger: ".nav-link[name='journal']",
        run: "click",
    },
    {
        content: "the journal tells one replacement",
        trigger: "[name='journal_ids'] .o_data_row:first:contains(Rum × 2 → Gin × 2)",
    },
];

registry.category("web_tour.tours").add("torg_sale_substitute", { steps: takeSubstitute });
