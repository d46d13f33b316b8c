import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { RibbonWidget } from "@web/views/widgets/ribbon/ribbon";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Odoo's ribbon with the text of a field: the balance of a member on his contact. */
export class PointsRibbon extends Component {
  static template = xml`<RibbonWidget t-if="text" text="text" bgClass="'text-bg-info'"/>`;
  static components = { RibbonWidget };
  static props = { ...standardWidgetProps };

  get text() {
    return this.props.record.data.points_ribbon || "";
  }
}

registry.category("view_widgets").add("points_ribbon", {
  component: PointsRibbon,
  fieldDependencies: [{ name: "points_ribbon", type: "char" }],
});
