import { PosStore } from "@point_of_sale/app/services/pos_store";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { debounce } from "@web/core/utils/timing";
import { patch } from "@web/core/utils/patch";

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
      (program) => program.is_nominative && program.redeem_same_order !== undefined,
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

  /** Do what only adds to the screen: a sale goes on without it, and it is in the log. */
  async besides(what, work) {
    try {
      return await work();
    } catch (error) {
      logPosMessage("Points", what, error.message, false, [error]);
      return undefined;
    }
  },

  // -- member ------------------------------------------------------------------------
  /** Cards of a customer, as the server knows them now. */
  async loadMember(partner) {
    if (!partner || !this.hasLedgerPrograms || !(partner.id > 0)) {
      return;
    }
    const cards = await this.besides("loadMember", () =>
      this.askTill("member", [partner.id]),
    );
    if (cards) {
      await this.readCards(cards.map((card) => card.id));
      this.members[partner.id] = cards;
    }
  },

  async readCards(ids) {
    if (ids.length && !this.data.network.offline) {
      await this.besides("readCards", () => this.data.read("loyalty.card", ids));
    }
  },

  memberCards(partner) {
    return (partner && this.members[partner.id]) || [];
  },

  /** Each sale asks once for its customer: he may have joined, or bought elsewhere. */
  async orderUpdateLoyaltyPrograms() {
    const order = this.getOrder();
    const partner = order?.getPartner();
    if (partner && !order.finalized && order.uiState.memberOf !== partner.id) {
      order.uiState.memberOf = partner.id;
      await this.loadMember(partner);
    }
    await super.orderUpdateLoyaltyPrograms(...arguments);
    this.quotePointsLater();
  },

  /** A card may belong to the customer's company. */
  async fetchLoyaltyCard(programId, partnerId) {
    if (!this.members[partnerId]) {
      await this.loadMember(this.models["res.partner"].get(partnerId));
    }
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
    const quote = await this.besides("quote", () => this.askTill("quote", [figures]));
    if (order.uiState.pointsAsked === asked) {
      order.uiState.pointsQuote = quote || [];
      order.uiState.pointsAsked = quote ? asked : "";
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
    const choice = { ...order.uiState.pointsChoice };
    delete choice[card.id];
    order.uiState.pointsChoice = points ? { ...choice, [card.id]: points } : choice;
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
    const partner = order.getPartner();
    const used = new Set(order.lines.map((line) => line.coupon_id?.id));
    const cards = this.models["loyalty.card"].filter(
      (card) =>
        card.is_ledger &&
        (used.has(card.id) || (partner && card.partner_id?.id === partner.id)),
    );
    await this.readCards(cards.map((card) => card.id));
    if (partner && this.members[partner.id]) {
      await this.loadMember(partner);
    }
  },
});
