import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("torg_setup", {
  steps: () => [
    {
      content: "the wizard has opened by itself, at the company",
      trigger: ".o_torg_setup [data-step=company][aria-current=step]",
    },
    {
      content: "name the company",
      trigger: ".o_torg_setup .o_field_widget[name=company_name] input",
      run: "edit Ladoga LLC",
    },
    {
      content: "go on",
      trigger: ".o_torg_setup button[name=action_next]",
      run: "click",
    },
    {
      content: "the company is done, the stores wait",
      trigger: ".o_torg_setup:has([data-step=company][data-state=done]) [data-step=stores][aria-current=step]",
    },
    {
      content: "add a store",
      trigger: ".o_torg_setup .o_field_x2many_list_row_add a",
      run: "click",
    },
    {
      content: "name it",
      trigger: ".o_torg_setup .o_selected_row [name=name] input",
      run: "edit Store on Nevsky",
    },
    {
      content: "go on",
      trigger: ".o_torg_setup button[name=action_next]",
      run: "click",
    },
    {
      content: "a mailbox on this machine, where nothing listens",
      trigger: ".o_torg_setup .o_field_widget[name=mail_from] input",
      run: "edit shop@example.com",
    },
    {
      trigger: ".o_torg_setup .o_field_widget[name=mail_host] input",
      run: "edit 127.0.0.1",
    },
    {
      trigger: ".o_torg_setup .o_field_widget[name=mail_port] input",
      run: "edit 1",
    },
    {
      content: "the test letter fails",
      trigger: ".o_torg_setup button[name=action_send_test_letter]",
      run: "click",
    },
    {
      content: "and the screen says why",
      trigger: ".o_torg_setup .alert-danger:contains(127.0.0.1)",
    },
    {
      content: "so the mail is left for later",
      trigger: ".o_torg_setup button[name=action_skip]",
      run: "click",
    },
    {
      content: "look back at the company by the rail",
      trigger: ".o_torg_setup:has([data-step=mail][data-state=skipped]) [data-step=company]",
      run: "click",
    },
    {
      trigger: ".o_torg_setup [data-step=company][aria-current=step]",
    },
    {
      content: "to the closing page",
      trigger: ".o_torg_setup [data-step=finish]",
      run: "click",
    },
    {
      content: "start working",
      trigger: ".o_torg_setup button[name=action_finish]",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the trade menu is open",
      trigger: ".o_menu_sections [data-menu-xmlid='torg_base.menu_orders'], .o_menu_sections .o_nav_entry",
    },
  ],
});
