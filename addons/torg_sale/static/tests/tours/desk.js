import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains(${name}))`;
const folded = (name) => `.o_kanban_group:contains(${name})`;
// A card that is being saved is not draggable yet.
const card = (customer, name) => `${column(name)} .o_kanban_record.o_draggable:contains(${customer})`;

/** Steps that drag a customer's card from column to column and wait until it has settled. */
const drag = (customer, from, to) => [
    {
        content: `${from} → ${to}`,
        trigger: card(customer, from),
        run: `drag_and_drop(${column(to)})`,
    },
    { trigger: card(customer, to) },
];

const atDesk = { content: "the day begins at the desk", trigger: ".o_torg_desk .o_torg_desk_bar" };

registry.category("web_tour.tours").add("torg_desk_stages", {
    steps: () => [
        atDesk,
        ...drag("Семён Лавкин", "New", "In work"),
        ...drag("Семён Лавкин", "In work", "Agreed"),
        ...drag("Семён Лавкин", "Agreed", "Being collected"),
        ...drag("Семён Лавкин", "Being collected", "Ready for pickup"),
        ...drag("Семён Лавкин", "Ready for pickup", "In delivery"),
        {
            content: "the last column is folded: drop on its spine",
            trigger: card("Семён Лавкин", "In delivery"),
            run: `drag_and_drop(${folded("Completed")})`,
        },
        { trigger: `.o_torg_desk:not(:has(.o_kanban_record:contains(Семён Лавкин)))` },
        { content: "it is in there", trigger: `.o_column_folded${folded("Completed")}`, run: "click" },
        { trigger: card("Семён Лавкин", "Completed") },
    ],
});

registry.category("web_tour.tours").add("torg_desk_refusal", {
    steps: () => [
        atDesk,
        {
            content: "nothing is paid",
            trigger: card("Семён Лавкин", "New"),
            run: `drag_and_drop(${column("Ready for pickup")})`,
        },
        { content: "it says why", trigger: ".o_notification:contains(Ready for pickup)" },
        { content: "the card is back", trigger: card("Семён Лавкин", "New") },
    ],
});

registry.category("web_tour.tours").add("torg_desk_cancel", {
    steps: () => [
        atDesk,
        {
            trigger: card("Семён Лавкин", "New"),
            run: `drag_and_drop(${folded("Cancelled")})`,
        },
        { content: "think better of it", trigger: ".o_torg_stage_dialog .btn-secondary", run: "click" },
        { content: "the card is back", trigger: card("Семён Лавкин", "New"), run: "click" },
        { content: "cancel from the form", trigger: ".o_torg_move_cancel", run: "click" },
        { content: "without a reason", trigger: ".o_torg_stage_dialog .btn-primary", run: "click" },
        { trigger: ".o_torg_incomplete" },
        { trigger: ".o_torg_stage_dialog .form-check:contains(mind) input", run: "click" },
        { trigger: ".o_torg_stage_dialog .btn-primary", run: "click" },
        { trigger: ".o_field_statusbar .o_arrow_button_current:contains(Cancelled)" },
        { content: "over: no way on for a manager", trigger: ".o_form_statusbar:not(:has(.o_torg_move_next))" },
    ],
});

registry.category("web_tour.tours").add("torg_desk_bar", {
    steps: () => [
        atDesk,
        { trigger: ".o_torg_desk_customer input", run: "edit 500100732259" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Семён Лавкин)", run: "click" },
        { content: "the customer's card is over the board", trigger: ".modal:contains(Семён Лавкин) .btn-close", run: "click" },
        { trigger: ".o_torg_desk_stock", run: "click" },
        { trigger: ".modal .o_torg_stock_search input[type=search]" },
        { trigger: ".modal .btn-close", run: "click" },
        { content: "only the far store", trigger: "[data-chip=warehouse_id]", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:contains(Far)", run: "click" },
        { trigger: ".o_searchview_facet:contains(Far)" },
        { trigger: ".o_torg_desk:not(:has(.o_kanban_record:contains(Семён Лавкин)))" },
        { content: "both stores again", trigger: ".o-dropdown--menu .dropdown-item:contains(Far)", run: "click" },
        { trigger: card("Семён Лавкин", "New") },
        { trigger: "[data-chip=warehouse_id]:not(.o_torg_chip_on)" },
    ],
});

const openCard = { trigger: ".o_torg_desk .o_kanban_record:contains(Семён Лавкин)", run: "click" };

registry.category("web_tour.tours").add("torg_desk_late_take", {
    steps: () => [
        atDesk,
        openCard,
        { content: "both press; the other was first", trigger: "button[name=action_take]", run: "click" },
        { content: "it says who has it", trigger: ".modal:contains(torg_other_manager) .btn-close", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("torg_desk_reassign", {
    steps: () => [
        openCard,
        { trigger: "button[name=action_assign]", run: "click" },
        { trigger: ".modal [name=user_id] input", run: "edit torg_other_manager" },
        { trigger: ".o-autocomplete--dropdown-item:contains(torg_other_manager)", run: "click" },
        { trigger: ".modal [name=reason] input", run: "edit on leave till Monday" },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_view [name=assignment_reason]:contains(on leave till Monday)" },
    ],
});

registry.category("web_tour.tours").add("torg_desk_phone", {
    steps: () => [
        { content: "the board fits a phone", trigger: ".o_torg_desk .o_kanban_record:contains(Семён Лавкин) .o_torg_order_sum" },
        openCard,
        { content: "on by the form's button", trigger: ".o_form_view .o_torg_move_next:contains(In work)", run: "click" },
        { trigger: ".o_form_view .o_torg_move_next:contains(Agreed)" },
    ],
});
