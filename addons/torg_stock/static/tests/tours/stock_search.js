import { registry } from "@web/core/registry";

const INPUT = ".o_torg_stock_search input[type=search]";

registry.category("web_tour.tours").add("torg_stock_search", {
    steps: () => [
        {
            content: "open the stock menu",
            trigger: "[data-menu-xmlid='torg_base.menu_stock']",
            run: "click",
        },
        {
            content: "what is where",
            trigger: "[data-menu-xmlid='torg_stock.torg_stock_search_menu']",
            run: "click",
        },
        {
            content: "type with the other keyboard layout",
            trigger: INPUT,
            run: "edit djlrf kfljucrfz",
        },
        {
            content: "it is understood",
            trigger: ".o_torg_stock_hint:contains(водка ладогская)",
        },
        {
            content: "ten are free",
            trigger: ".o_torg_matrix tbody tr:contains(Ладогская) .o_torg_level_many:contains(10)",
        },
        {
            content: "a slip of the finger",
            trigger: INPUT,
            run: "edit вотка",
        },
        {
            trigger: ".o_torg_stock_hint:not(:contains(ладогская))",
        },
        {
            content: "does no harm: see what to offer instead",
            trigger: ".o_torg_matrix tbody tr:contains(Ладогская) .o_torg_instead",
            run: "click",
        },
        {
            content: "the customer takes the other one",
            trigger: ".o_torg_matrix_instead:contains(Берёза) .o_torg_accept",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Берёза)",
        },
        {
            content: "nothing is called so",
            trigger: INPUT,
            run: "edit щщщщщщ",
        },
        {
            trigger: ".o_torg_stock_empty .btn",
            run: "click",
        },
        {
            trigger: ".o_torg_stock_empty:not(:has(.btn))",
        },
    ],
});
