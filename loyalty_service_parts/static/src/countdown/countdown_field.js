import { Component, onMounted, onWillUnmount, useState, xml } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;
const MINUTE = 60 * 1000;

/** How much time is left until a moment, counting down: the promise of a ticket. */
export class CountdownField extends Component {
  static template = xml`
    <span t-if="value" t-att-class="className" t-att-title="title" t-out="text"/>`;
  static props = { ...standardFieldProps };

  setup() {
    this.state = useState({ now: DateTime.now() });
    onMounted(() => {
      this.timer = setInterval(() => (this.state.now = DateTime.now()), MINUTE / 2);
    });
    onWillUnmount(() => clearInterval(this.timer));
  }

  get value() {
    return this.props.record.data[this.props.name];
  }

  get minutes() {
    return Math.floor(this.value.diff(this.state.now).as("minutes"));
  }

  get title() {
    return this.value.toLocaleString(DateTime.DATETIME_MED);
  }

  get className() {
    if (this.minutes < 0) {
      return "text-danger fw-bold";
    }
    return this.minutes < 60 ? "text-warning fw-bold" : "";
  }

  get text() {
    const minutes = Math.abs(this.minutes);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    const parts = [];
    if (days) {
      parts.push(_t("%s d", days));
    }
    if (hours) {
      parts.push(_t("%s h", hours));
    }
    if (!days) {
      parts.push(_t("%s min", minutes % 60));
    }
    const time = parts.join(" ");
    return this.minutes < 0 ? _t("late by %s", time) : time;
  }
}

registry.category("fields").add("service_countdown", {
  component: CountdownField,
  displayName: _t("Time left"),
  supportedTypes: ["datetime"],
});
