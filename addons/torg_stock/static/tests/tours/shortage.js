import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_shortage", {
    steps: () => [
        {
            content: "open the stock menu",
            trigger: "[data-menu-xmlid='torg_base.menu_stock']",
            run: "click",
        },
        {
            content: "what is missing",
            trigger: "[data-menu-xmlid='torg_stock.torg_shortage_menu']",
            run: "click",
        },
        {
            content: "only goods of this story",
            trigger: ".o_torg_shortage input[type=search]",
            run: "edit ладогская",
        },
        {
            content: "no minimums yet, nothing is missing",
            trigger: ".o_torg_shortage .o_torg_stock_empty",
        },
        {
            content: "make minimums",
            trigger: ".o_torg_plan",
            run: "click",
        },
        {
            content: "at least three everywhere",
            trigger: ".modal .o_field_widget[name=least] input",
            run: "edit 3",
        },
        {
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "the preview counts before and after",
            trigger: ".modal .o_field_widget[name=new_count]:not(:contains(/^0$/))",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "now the far store lacks three, and the near one can help",
            trigger: ".o_torg_shortage_matrix tr:contains(Ладогская) .o_torg_help",
        },
        {
            content: "move them",
            trigger: ".o_torg_shortage .o_torg_transfer_all",
            run: "click",
        },
        {
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "a transfer is made",
            trigger: ".o_notification .o_notification_buttons button",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row",
        },
    ],
});
