import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_price_revision", {
    steps: () => [
        {
            content: "a new revision",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".o_field_widget[name=reason] input",
            run: "edit New supplier prices",
        },
        {
            content: "fill it by a rule",
            trigger: "button:contains(Fill by Rule)",
            run: "click",
        },
        {
            content: "all wine",
            trigger: ".modal .o_field_widget[name=category_ids] input",
            run: "edit Tour wine",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour wine)",
            run: "click",
        },
        {
            content: "five per cent up",
            trigger: ".modal .o_field_widget[name=percent] input",
            run: "edit 5 && press Tab",
        },
        {
            content: "one product is found and the example is counted",
            trigger: ".modal:has(.o_field_widget[name=product_count]:contains(1)) .o_field_widget[name=example]:contains(91)",
        },
        {
            trigger: ".modal button[name=action_fill]",
            run: "click",
        },
        {
            content: "the preview shows the new price",
            trigger: ".o_field_widget[name=line_ids] .o_data_row td[name=new_price]:contains(525)",
        },
        {
            content: "change it by hand",
            trigger: ".o_field_widget[name=line_ids] .o_data_row td[name=new_price]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_selected_row [name=new_price] input",
            run: "edit 530",
        },
        {
            content: "hand it in",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            content: "agree and publish",
            trigger: "button[name=action_approve_and_publish]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "the prices are out",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Published)",
        },
        {
            content: "take them back",
            trigger: "button[name=action_roll_back]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "the reverse revision is out",
            trigger: ".o_field_widget[name=rollback_of_id]",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Published)",
        },
    ],
});
