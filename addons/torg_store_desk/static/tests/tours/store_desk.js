import { registry } from "@web/core/registry";

const line = (name) => `.o_torg_line[data-line='${name}']`;

registry.category("web_tour.tours").add("torg_store_collect", {
    steps: () => [
        { content: "the day begins at the counter", trigger: ".o_torg_counter .o_torg_card:contains(Семён Лавкин)", run: "click" },
        { trigger: ".o_torg_take", run: "click" },
        { content: "the scanner types and presses Enter", trigger: ".o_torg_scan input", run: "edit 4600000000031" },
        { trigger: ".o_torg_scan input", run: "press Enter" },
        { trigger: `${line("Rum")} .o_torg_line_count b:contains(1)` },
        { trigger: ".o_torg_scan input", run: "edit 4600000000031" },
        { trigger: ".o_torg_scan input", run: "press Enter" },
        { content: "all the rum is there", trigger: `${line("Rum")}.o_torg_done` },
        { content: "the port is not", trigger: `${line("Port")} .o_torg_not_found`, run: "click" },
        { trigger: ".o_torg_missing_dialog .o_torg_offer:contains(Gin)", run: "click" },
        { trigger: ".o_torg_report", run: "click" },
        { content: "the manager has it now", trigger: `${line("Port")}.o_torg_missing` },
    ],
});

registry.category("web_tour.tours").add("torg_store_manager_accepts", {
    steps: () => [
        { content: "the order says what is missing", trigger: ".o_torg_order_missing:contains(Port)" },
        { content: "one click", trigger: ".o_torg_order_missing .o_torg_accept:contains(Gin)", run: "click" },
        { trigger: ".o_form_view:not(:has(.o_torg_order_missing)) .o_data_row:contains(Gin)" },
    ],
});

registry.category("web_tour.tours").add("torg_store_hand_over", {
    steps: () => [
        { trigger: ".o_torg_card:contains(Семён Лавкин)", run: "click" },
        { content: "the substitute is to be collected", trigger: `${line("Gin")} .o_torg_picked`, run: "click" },
        { content: "that was the last line", trigger: ".o_torg_counter:not(:has(.o_torg_line)) [data-tab=counter] .o_torg_count:contains(1)" },
        { trigger: "[data-tab=counter]", run: "click" },
        { content: "the customer says the code", trigger: ".o_torg_find input", run: "edit 77777" },
        { trigger: ".o_torg_sheet[data-order] .o_torg_pay", run: "click" },
        { trigger: "[data-note='500']", run: "click" },
        { content: "three hundred and twenty are to be paid", trigger: ".o_torg_change:contains(180)" },
        { trigger: ".o_torg_paid", run: "click" },
        { trigger: ".o_torg_code_known:contains(77777)" },
        { trigger: ".o_torg_hand_over", run: "click" },
        { trigger: ".o_torg_over" },
        { trigger: ".o_torg_next", run: "click" },
        { trigger: ".o_torg_counter:not(:has(.o_torg_over))" },
    ],
});
