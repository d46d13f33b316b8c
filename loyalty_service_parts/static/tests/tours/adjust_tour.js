import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loyalty_service_parts_adjust", {
  steps: () => [
    {
      content: "open the member",
      trigger: ".o_data_row td:contains('Anna Petrova')",
      run: "click",
    },
    {
      content: "correct the balance",
      trigger: ".o_form_view button:contains('Adjust Points')",
      run: "click",
    },
    {
      trigger: ".modal .o_field_widget[name=points] input",
      run: "edit 600",
    },
    {
      trigger: ".modal .o_field_widget[name=reason] input",
      run: "edit Waited too long",
    },
    {
      content: "more than the clerk may: a manager has to confirm it",
      trigger: ".modal .alert:contains('a manager has to confirm')",
    },
    {
      content: "so he gives less",
      trigger: ".modal .o_field_widget[name=points] input",
      run: "edit 300",
    },
    {
      trigger: ".modal .o_field_widget[name=reason] input",
      run: "edit Waited an hour",
    },
    {
      trigger: ".modal button:contains('Adjust'):not(:contains('Manager'))",
      run: "click",
    },
    {
      content: "the new row is there, with its reason",
      trigger: ".o_field_widget[name=visible_entry_ids] td:contains('Waited an hour')",
    },
    {
      trigger: ".o_field_widget[name=points_display]:contains('400 points')",
    },
  ],
});
