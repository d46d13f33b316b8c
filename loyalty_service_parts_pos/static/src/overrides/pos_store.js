import { PosStore } from "@point_of_sale/app/services/pos_store";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { debounce } from "@web/core/utils/timing";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";

const QUOTE_AFTER = 300;

patch(PosStore.prototype, {
  async setup() {
    /** Cards of customers as the server shows them, by the customer's id. */
    this.members = {};
    this.quotePointsLater = debounce(() => this.quotePoints(), QUOTE_AFTER);
    await super.setup(...arguments);
  },

  /** Programs whose points are kept in a ledger: core's own data do not know of one. */
  get hasLedgerPrograms() {
    return this.models["loyalty.program"].some(
      (program) =>
        program.program_type === "loyalty" && program.redeem_same_order !== undefined,
    );
  },

  /** Ask the server; nothing when there is no connection. */
  async askTill(method, args) {
    if (this.data.network.offline) {
      return undefined;
    }
    try {
      return await this.data.call("loyalty.till", method, [this.config.id, ...args]);
    } catch (error) {
      if (error instanceof ConnectionLostError) {
        return undefined;
      }
      throw error;
    }
  },

  // -- member ------------------------------------------------------------------------
  /** Cards of a customer, as the server knows them now. */
  async loadMember(partner) {
    if (!partner || !this.hasLedgerPrograms || !(partner.id > 0)) {
      return [];
    }
    const cards = await this.askTill("member", [partner.id]);
    if (cards) {
      if (cards.length) {
        await this.data.read(
          "loyalty.card",
          cards.map((card) => card.id),
        );
      }
      this.members[partner.id] = cards;
    }
    return this.members[partner.id] || [];
  },

  memberCards(partner) {
    return (partner && this.members[partner.id]) || [];
  },

  async orderUpdateLoyaltyPrograms() {
    const partner = this.getOrder()?.getPartner();
    if (partner && !this.members[partner.id]) {
      await this.loadMember(partner);
    }
    await super.orderUpdateLoyaltyPrograms(...arguments);
    this.quotePointsLater();
  },

  /** A card may belong to the customer's company. */
  async fetchLoyaltyCard(programId, partnerId) {
    const own = (this.members[partnerId] || []).find(
      (card) => card.program_id === programId,
    );
    const card = own && this.models["loyalty.card"].get(own.id);
    return card || (await super.fetchLoyaltyCard(...arguments));
  },

  /** What the sale earns, by the server's arithmetic: tiers, steps and campaigns. */
  async quotePoints(order = this.getOrder()) {
    if (!order || order.finalized || !this.hasLedgerPrograms) {
      return;
    }
    if (!order.getPartner() || !order.lines.length) {
      order.uiState.pointsQuote = [];
      return;
    }
    const figures = order.pointsFigures();
    const asked = JSON.stringify(figures);
    if (asked === order.uiState.pointsAsked) {
      return;
    }
    order.uiState.pointsAsked = asked;
    const quote = await this.askTill("quote", [figures]);
    if (order.uiState.pointsAsked === asked) {
      order.uiState.pointsQuote = quote || [];
    }
  },

  /** What the server refuses of a card is said, as core says what it refuses itself. */
  async activateCode(code) {
    try {
      return await super.activateCode(...arguments);
    } catch (error) {
      const refused = "odoo.exceptions.UserError";
      if (error instanceof RPCError && error.exceptionName === refused) {
        return error.data.message;
      }
      throw error;
    }
  },

  // -- points ------------------------------------------------------------------------
  /** Use so many points of a card; 0 takes them off. The reason why not, or true. */
  usePoints(card, reward, points, order = this.getOrder()) {
    order.uiState.pointsChoice = { ...order.uiState.pointsChoice, [card.id]: points };
    for (const line of order._get_reward_lines()) {
      if (line.reward_id?.id === reward.id && line.coupon_id?.id === card.id) {
        line.delete();
      }
    }
    order.uiState.disabledRewards.delete(reward.id);
    const result = points ? order._applyReward(reward, card.id, {}) : true;
    this.updateRewards();
    return result;
  },

  /** After a sale the cards have other points. */
  async postProcessLoyalty(order) {
    await super.postProcessLoyalty(...arguments);
    await this.refreshCards(order);
  },

  /** Read the cards of the customer and of the sale again. */
  async refreshCards(order) {
    if (this.data.network.offline) {
      return;
    }
    const partner = order.getPartner();
    const used = new Set(order.lines.map((line) => line.coupon_id?.id));
    const cards = this.models["loyalty.card"].filter(
      (card) =>
        card.is_ledger &&
        (used.has(card.id) || (partner && card.partner_id?.id === partner.id)),
    );
    if (cards.length) {
      await this.data.read(
        "loyalty.card",
        cards.map((card) => card.id),
      );
    }
    if (partner && this.members[partner.id]) {
      await this.loadMember(partner);
    }
  },

  // -- members' parts ----------------------------------------------------------------
  async addLineToCurrentOrder(vals, opts = {}, configure = true) {
    const template = this.templateOf(vals);
    if (template?.member_restricted && !(await this.mayBuyPart(template))) {
      return;
    }
    return await super.addLineToCurrentOrder(vals, opts, configure);
  },

  templateOf({ product_tmpl_id, product_id }) {
    if (typeof product_tmpl_id === "number") {
      return this.models["product.template"].get(product_tmpl_id);
    }
    return product_tmpl_id || product_id?.product_tmpl_id;
  },

  /** Whether the customer may buy a part that is not for everybody; says why not. */
  async mayBuyPart(template) {
    const product = template.product_variant_ids[0];
    const problems = await this.askTill("check", [
      {
        partner_id: this.getOrder()?.getPartner()?.id || false,
        pricelist_id: false,
        lines: [{ product_id: product.id, qty: 1 }],
      },
    ]);
    if (problems && !problems.length) {
      return true;
    }
    this.dialog.add(AlertDialog, {
      title: _t("For members"),
      body: problems
        ? problems.join(" ")
        : _t(
            "“%(part)s” is for %(audience)s. Without a connection it cannot be seen whether the customer is one.",
            { part: template.name, audience: template.member_ribbon || _t("members") },
          ),
    });
    return false;
  },
});
