import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { parseMonetary } from "@web/views/fields/parsers";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { _t } from "@web/core/l10n/translation";

const TYPING = 250;

/** The counter: one field finds a customer, one page shows him, a click sells. */
export class LoyaltyCounter extends Component {
  static template = "loyalty_service_parts.Counter";
  static props = { ...standardActionServiceProps };

  setup() {
    this.orm = useService("orm");
    this.action = useService("action");
    this.dialog = useService("dialog");
    this.input = useRef("autofocus");
    useAutofocus({ refName: "autofocus", mobile: true });
    this.last = new KeepLast();
    this.lastPurchase = new KeepLast();
    this.state = useState({
      text: "",
      found: [],
      more: false,
      asked: false,
      may: {},
      member: null,
      amount: "",
      purchase: null,
      quotations: null,
    });
    this.search = useDebounced(() => this.find(), TYPING);
    this.ask = useDebounced(() => this.askPurchase(), TYPING);
    useBus(useService("barcode").bus, "barcode_scanned", (event) => {
      // while the field has the focus a scanner types into it
      this.state.text = event.detail.barcode;
      this.search.cancel();
      this.find(true);
    });
    onWillStart(async () => {
      const partner = this.props.action.params?.partner_id;
      if (partner) {
        await this.show(partner);
      }
    });
  }

  call(method, ...args) {
    return this.orm.call("loyalty.counter", method, args);
  }

  onInput() {
    this.search();
  }

  async onKeydown(event) {
    if (event.key === "Enter") {
      this.search.cancel();
      await this.find(true);
    } else if (event.key === "Escape") {
      this.clear();
    }
  }

  /** Customers for what stands in the field; with `open` the only one is shown at once. */
  async find(open = false) {
    const text = this.state.text.trim();
    if (!text) {
      this.forget();
      Object.assign(this.state, { found: [], more: false, asked: false });
      return;
    }
    const answer = await this.last.add(this.call("find", text));
    Object.assign(this.state, { ...answer, asked: text, member: null });
    if (open && answer.found.length === 1) {
      await this.show(answer.found[0].id);
    }
  }

  async show(partnerId) {
    const member = await this.last.add(this.call("show", partnerId));
    Object.assign(this.state, { member, quotations: null, amount: "", purchase: null });
  }

  /** What is under way does not come any more. */
  forget() {
    this.search.cancel();
    this.last.add(Promise.resolve());
  }

  clear() {
    this.forget();
    Object.assign(this.state, {
      text: "",
      found: [],
      more: false,
      asked: false,
      member: null,
    });
    this.input.el?.focus();
  }

  get card() {
    return this.state.member?.cards[0];
  }

  onAmount() {
    this.ask();
  }

  async askPurchase() {
    const amount = this.amount();
    this.state.purchase =
      this.card && amount >= 0
        ? await this.lastPurchase.add(this.call("purchase", this.card.id, amount))
        : await this.lastPurchase.add(Promise.resolve(null));
  }

  /** The amount as it is written in the user's language; -1 where it is none. */
  amount() {
    try {
      return this.state.amount.trim() ? parseMonetary(this.state.amount) : -1;
    } catch {
      return -1;
    }
  }

  async sell() {
    this.action.doAction(await this.call("quotation", this.state.member.partner.id));
  }

  async chooseQuotation() {
    this.state.quotations = await this.call("quotations");
  }

  async apply(orderId) {
    const partner = this.state.member.partner.id;
    this.action.doAction(await this.call("apply", partner, orderId));
  }

  /** Odoo's own enrolment; what was typed goes along. */
  enrol(partner) {
    const known = partner ? { default_partner_id: partner.id } : this.typed();
    this.action.doAction("loyalty_service_parts.loyalty_card_enrol_action", {
      additionalContext: known,
      onClose: (params) => {
        if (partner && !params?.noReload) {
          this.show(partner.id);
        }
      },
    });
  }

  /** What was typed, as a default of the enrolment. */
  typed() {
    const text = this.state.text.trim();
    if (text.includes("@")) {
      return { default_email: text };
    }
    if (/^044\d{10}$/.test(text)) {
      return {};
    }
    const isPhone = /^\+?[\d\s().-]+$/.test(text);
    return { [isPhone ? "default_phone" : "default_name"]: text };
  }

  replace(card) {
    this.dialog.add(ConfirmationDialog, {
      title: _t("Replace card"),
      body: _t("The card gets a new number; the old one is not valid any more."),
      confirm: async () => {
        await this.orm.call("loyalty.card", "action_replace", [[card.id]]);
        await this.show(this.state.member.partner.id);
      },
      cancel: () => {},
    });
  }

  open(model, id) {
    this.action.doAction({
      type: "ir.actions.act_window",
      res_model: model,
      res_id: id,
      views: [[false, "form"]],
    });
  }
}

registry.category("actions").add("loyalty_service_parts.counter", LoyaltyCounter);
