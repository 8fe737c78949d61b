import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_price_list", {
    steps: () => [
        {
            content: "a new price list",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "with the prices of a customer",
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Corner shop",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Corner shop)",
            run: "click",
        },
        {
            content: "his price list is there",
            trigger: ".o_field_widget[name=pricelist_id] input:value(Wholesale test)",
        },
        {
            content: "some categories",
            trigger: ".o_field_widget[name=scope] input[data-value=category]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=category_ids] input",
            run: "edit Tour wine",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour wine)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=product_count]:contains(1)",
        },
        {
            content: "make the file",
            trigger: "button[name=action_make]",
            run: "click",
        },
        {
            content: "it is ready to be downloaded",
            trigger: "button[name=action_download]",
        },
        {
            content: "send it",
            trigger: "button[name=action_send]",
            run: "click",
        },
        {
            content: "the customer has not agreed to letters",
            trigger: ".modal .alert-warning:contains(Corner shop)",
        },
        {
            content: "but he has asked for it",
            trigger: ".modal .o_field_widget[name=requested] input",
            run: "click",
        },
        {
            trigger: ".modal:not(:has(.alert-warning)) button[name=action_send]",
            run: "click",
        },
        {
            content: "the chatter says it went",
            trigger: ".o-mail-Message:contains(Sent to)",
        },
    ],
});
