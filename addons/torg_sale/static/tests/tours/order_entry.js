import { registry } from "@web/core/registry";

const GOODS = ".o_torg_entry_goods input[role=combobox]";
const CUSTOMER = ".o_torg_entry_customer input[role=combobox]";
const MOST = 10;

/** Steps of a person, counted: what is typed or clicked is a press each. */
function count(steps) {
    const presses = steps.filter(({ run }) => run).length;
    if (presses > MOST) {
        throw new Error(`${presses} presses are more than ${MOST}`);
    }
    return steps;
}

const addGoods = (name) => [
    { content: `type ${name}`, trigger: GOODS, run: `edit ${name}` },
    { content: "take it", trigger: GOODS, run: "press Enter" },
    { trigger: `.o_torg_entry_line:contains(${name})` },
];

registry.category("web_tour.tours").add("torg_entry_request", {
    steps: () =>
        count([
            {
                content: "the card of the request",
                trigger: ".o_kanban_record:contains(Два рома) .o_torg_make_order",
                run: "click",
            },
            { content: "client and text are there", trigger: ".o_torg_entry_customer:contains(916 123-45-67)" },
            { content: "his words", trigger: ".o_torg_entry_note:value(Два рома)" },
            { content: "two at once", trigger: GOODS, run: "edit 2*Rum" },
            { trigger: GOODS, run: "press Enter" },
            { trigger: ".o_torg_entry_line:contains(Rum)" },
            { content: "confirm", trigger: ".o_torg_entry_confirm:enabled", run: "click" },
            { trigger: ".o_form_view .o_arrow_button_current:contains(Agreed)" },
        ]),
});

registry.category("web_tour.tours").add("torg_entry_lines", {
    steps: () => [
        { content: "from the desk", trigger: ".o_torg_desk_new", run: "click" },
        { content: "the last digits are enough", trigger: CUSTOMER, run: "edit 9167654321" },
        { trigger: CUSTOMER, run: "press Enter" },
        { trigger: ".o_torg_entry_customer:contains(Семён Лавкин)" },
        ...count(["Rum", "Gin", "Vodka", "Cognac", "Tequila"].flatMap(addGoods)),
        { content: "the sum is there", trigger: ".o_torg_entry_total:contains(500)" },
        { content: "save", trigger: ".o_torg_entry_save:enabled", run: "click" },
        { trigger: ".o_form_view .o_arrow_button_current:contains(New)" },
    ],
});

registry.category("web_tour.tours").add("torg_entry_customer", {
    steps: () => [
        { trigger: CUSTOMER, run: "edit 8 916 000-00-01" },
        { content: "nobody has it", trigger: ".o_torg_entry_create", run: "click" },
        { trigger: ".o_torg_entry_phone:value(916)" },
        { trigger: ".o_torg_entry_name", run: "edit Новый Клиент" },
        { trigger: ".o_torg_entry_new .btn-primary", run: "click" },
        { trigger: ".o_torg_entry_customer:contains(Новый Клиент)" },
        { content: "more than the store has", trigger: GOODS, run: "edit 20*Rum" },
        { trigger: GOODS, run: "press Enter" },
        { content: "the form warns", trigger: ".o_torg_entry_lacks" },
    ],
});
