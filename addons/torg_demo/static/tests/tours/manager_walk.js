import { stepUtils } from "@web_tour/tour_utils";

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_demo_manager_walk", {
  steps: () => [
    ...stepUtils.goToAppSteps("torg_base.menu_root", "open the trade menu"),
    {
      content: "unfold the orders",
      trigger: ".o_menu_sections button[data-menu-xmlid='torg_base.menu_orders']",
      run: "click",
    },
    {
      content: "list the orders",
      trigger: ".o-dropdown-item[data-menu-xmlid='torg_base.sale_order_menu']",
      run: "click",
    },
    {
      content: "open the newest order",
      trigger: ".o_list_view .o_data_row:first .o_data_cell[name=partner_id]",
      run: "click",
    },
    {
      content: "it has a customer, lines and roubles",
      trigger: ".o_form_view:has(.o_field_widget[name=partner_id]):has(.o_data_row) .o_field_widget:contains(₽)",
    },
    {
      content: "unfold the stock",
      trigger: ".o_menu_sections button[data-menu-xmlid='torg_base.menu_stock']",
      run: "click",
    },
    {
      content: "look at the goods",
      trigger: ".o-dropdown-item[data-menu-xmlid='torg_base.product_template_menu']",
      run: "click",
    },
    {
      content: "as cards",
      trigger: ".o_cp_switch_buttons .o_switch_view.o_kanban",
      run: "click",
    },
    {
      content: "look for a wine",
      trigger: "body:has(.o_kanban_view) .o_searchview_input",
      run: "edit Таврино",
    },
    {
      trigger: ".o_searchview_input",
      run: "press Enter",
    },
    {
      content: "it stands there with its picture: open it",
      trigger: ".o_kanban_record:contains(Таврино):has(img[src*='image_128'])",
      run: "click",
    },
    {
      content: "price and category are in place",
      trigger: ".o_form_view:has(.o_field_widget[name=list_price]:contains(₽)) .o_field_widget[name=categ_id]:contains(Вино)",
    },
    {
      content: "unfold the customers",
      trigger: ".o_menu_sections button[data-menu-xmlid='torg_base.menu_customers']",
      run: "click",
    },
    {
      content: "list them",
      trigger: ".o-dropdown-item[data-menu-xmlid='torg_base.res_partner_menu']",
      run: "click",
    },
    {
      content: "look for a restaurant by its name",
      trigger: "body:not(:has(.o_form_view)) .o_searchview_input",
      run: "edit Гавань",
    },
    {
      trigger: ".o_searchview_input",
      run: "press Enter",
    },
    {
      content: "open its card",
      trigger: ".o_kanban_record:contains(Ресторан Гавань), .o_data_row .o_data_cell:contains(Ресторан Гавань)",
      run: "click",
    },
    {
      content: "the people who work there are on the card",
      trigger: ".o_form_view .o_field_widget[name=child_ids]:contains(Георгий Аванесов)",
    },
  ],
});
