import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Odoo's ribbon, with the text of one field and the colour of another: balance, tier. */
export class PointsRibbon extends Component {
  static template = xml`
    <div t-if="text" class="ribbon ribbon-top-right">
      <span
        t-attf-class="{{ color ? '' : 'text-bg-info' }} {{ size }}"
        t-att-style="color"
        t-att-title="title"
        t-out="text"
      />
    </div>`;
  static props = {
    ...standardWidgetProps,
    textField: { type: String },
    colorField: { type: String, optional: true },
    titleField: { type: String, optional: true },
  };

  get text() {
    return this.props.record.data[this.props.textField] || "";
  }

  get title() {
    return (
      (this.props.titleField && this.props.record.data[this.props.titleField]) ||
      this.text
    );
  }

  get color() {
    return this.props.colorField && this.props.record.data[this.props.colorField];
  }

  get size() {
    if (this.text.length > 15) {
      return "o_small";
    }
    return this.text.length > 10 ? "o_medium" : "";
  }
}

registry.category("view_widgets").add("points_ribbon", {
  component: PointsRibbon,
  extractProps: ({ attrs }) => ({
    textField: attrs.text_field,
    colorField: attrs.color_field,
    titleField: attrs.title_field,
  }),
});
