import { registry } from "@web/core/registry";

const stop = (number) => `.o_torg_stop[data-number=${number}]`;

registry.category("web_tour.tours").add("torg_courier_day", {
    steps: () => [
        {
            content: "the day begins with three stops, those of the morning first",
            trigger: `.o_torg_courier .o_torg_stop:nth-of-type(1)[data-number=FIRST] .o_torg_sum:contains(250)`,
        },
        {
            content: "the phone and the map are links",
            trigger: `${stop("FIRST")}:has(a.o_torg_call[href="tel:+78125550011"]):has(a.o_torg_map[href^="https://yandex.ru/maps"])`,
        },
        {
            content: "the third stop lies on the way: it goes first of the evening",
            trigger: ".o_torg_sort",
            run: "click",
        },
        { trigger: `${stop("THIRD")} .o_torg_up`, run: "click" },
        { trigger: `.o_torg_stop:nth-of-type(2)[data-number=THIRD]` },
        { trigger: ".o_torg_sort", run: "click" },
        { trigger: `${stop("FIRST")} .o_torg_goods_toggle`, run: "click" },
        { trigger: `${stop("FIRST")} .o_torg_goods li:contains(Rum)` },
        { trigger: `${stop("FIRST")} .o_torg_set_off`, run: "click" },
        { trigger: `${stop("FIRST")}.o_torg_on_way .o_torg_deliver`, run: "click" },
        {
            content: "money is taken, but how?",
            trigger: ".o_torg_deliver_sheet:has(.o_torg_finish:disabled) .o_torg_cash",
            run: "click",
        },
        { trigger: ".o_torg_deliver_sheet .o_torg_finish:enabled", run: "click" },
        { trigger: `.o_torg_courier:not(:has(${stop("FIRST")}))` },
        {
            content: "nobody is at home at the third one",
            trigger: `${stop("THIRD")} .o_torg_refuse`,
            run: "click",
        },
        { trigger: ".o_torg_refuse_sheet .o_torg_reason[data-code=not_at_home]", run: "click" },
        { trigger: ".o_torg_refuse_sheet .o_torg_again", run: "click" },
        { trigger: ".o_torg_refuse_sheet .o_torg_day:contains(tomorrow)", run: "click" },
        { trigger: ".o_torg_refuse_sheet .o_torg_slot:contains(18:00)", run: "click" },
        { trigger: ".o_torg_refuse_sheet .o_torg_finish:enabled", run: "click" },
        { trigger: `.o_torg_courier:not(:has(${stop("THIRD")}))` },
        {
            content: "the second one still waits in the store",
            trigger: `${stop("SECOND")} .o_torg_take`,
            run: "click",
        },
        { trigger: `${stop("SECOND")} .o_torg_deliver`, run: "click" },
        { trigger: ".o_torg_deliver_sheet .o_torg_partial", run: "click" },
        { trigger: ".o_torg_deliver_sheet .o_torg_less", run: "click" },
        {
            content: "the sum follows what the customer takes",
            trigger: ".o_torg_deliver_sheet:contains(250)",
        },
        { trigger: ".o_torg_deliver_sheet .o_torg_reason[data-code=refused]", run: "click" },
        { trigger: ".o_torg_deliver_sheet .o_torg_card", run: "click" },
        { trigger: ".o_torg_deliver_sheet .o_torg_finish:enabled", run: "click" },
        { trigger: ".o_torg_all_done" },
        { trigger: ".o_torg_done_toggle:contains(3)", run: "click" },
        { trigger: ".o_torg_closed.o_torg_refused:contains(THIRD)" },
    ],
});
