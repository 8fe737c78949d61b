import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("torg_sale_merge", {
    steps: () => [
        {
            content: "the card tells what it looks like",
            trigger: ".o_torg_badge[data-code='duplicate']:contains(Like)",
            run: "click",
        },
        {
            content: "so does the order",
            trigger: ".o_form_view div[name='duplicate'] button[name='action_merge']",
            run: "click",
        },
        {
            content: "the earlier one stays",
            trigger: ".modal .o_field_widget[name='result']:contains(Rum)",
        },
        {
            trigger: ".modal .o_field_widget[name='how'] label:contains(Put the goods together)",
            run: "click",
        },
        {
            content: "all the goods of both",
            trigger: ".modal .o_field_widget[name='result'] tr:contains(Rum) td:contains(4)",
        },
        {
            trigger: ".modal-footer button[name='action_apply']",
            run: "click",
        },
        {
            content: "the order that stays is open, without a mark",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(div[name='duplicate'])) .nav-link[name='journal']",
            run: "click",
        },
        {
            trigger: "[name='journal_ids'] .o_data_row:contains(Rum: 2 for 200.00 → 4 for 400.00)",
        },
    ],
});

tours.add("torg_sale_return", {
    steps: () => [
        {
            content: "the customer brings one piece back",
            trigger: "button[name='action_return_goods']",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='line_ids'] .o_data_row:contains(Rum) td[name='quantity']",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='line_ids'] td[name='quantity'] input",
            run: "edit 1",
        },
        {
            trigger: ".modal .o_field_widget[name='reason_id'] label:contains(Defective goods)",
            run: "click",
        },
        {
            content: "the sum is there before anything is written",
            trigger: ".modal .o_field_widget[name='owed']:contains(100)",
        },
        {
            trigger: ".modal-footer button[name='action_apply']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_form_view .nav-link[name='returns']",
            run: "click",
        },
        {
            content: "what came back and why",
            trigger: "[name='return_ids'] .o_data_row:contains(Rum × 1):contains(Defective goods)",
        },
        {
            trigger: ".nav-link[name='payments']",
            run: "click",
        },
        {
            content: "the money went the way it came",
            trigger: "[name='payment_ids'] .o_data_row:contains(-100):contains(Card)",
        },
    ],
});

tours.add("torg_sale_give_back", {
    steps: () => [
        {
            trigger: "button[name='action_give_back']",
            run: "click",
        },
        {
            content: "all that is owed, by the way it came",
            trigger: ".modal .o_field_widget[name='amount'] input:value(200.00)",
        },
        {
            trigger: ".modal-footer button[name='action_apply']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name='action_give_back']))",
        },
    ],
});
