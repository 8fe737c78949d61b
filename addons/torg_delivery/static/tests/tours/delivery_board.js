import { registry } from "@web/core/registry";

const column = (name) => `.o_torg_delivery_board .o_kanban_group:contains(${name})`;

registry.category("web_tour.tours").add("torg_delivery_board", {
    steps: () => [
        {
            content: "what nobody brings stands first and is open; the card goes to a courier",
            trigger: `${column("Without a courier")} .o_kanban_record:contains(Nevsky 1)`,
            run: `drag_and_drop(${column("Courier Anna")})`,
        },
        { trigger: `${column("Courier Anna")} .o_kanban_record:contains(Nevsky 1)` },
        { trigger: ".o_torg_delivery_board .o_kanban_group:not(:has(.o_kanban_record)):contains(Without a courier)" },
    ],
});
