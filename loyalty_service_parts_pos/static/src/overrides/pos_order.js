import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { roundDecimals, roundDown } from "@loyalty_service_parts_pos/points/rounding";

/** A discount that is worth so much money for each point of a member's card. */
export function isPerPoint(reward) {
  const program = reward.program_id;
  return (
    program.program_type === "loyalty" &&
    program.is_nominative &&
    reward.reward_type === "discount" &&
    reward.discount_mode === "per_point"
  );
}

const isSale = (line) =>
  !line.is_reward_line &&
  !line.reward_id &&
  !line.refunded_orderline_id &&
  !line.sale_order_origin_id;

patch(PosOrder.prototype, {
  /**
   * Only what is usable may be spent: not expired, not pending, not of a blocked card;
   * points of this sale where the program lets them pay for it.
   */
  _getRealCouponPoints(coupon_id) {
    let points = super._getRealCouponPoints(...arguments);
    const card = this.models["loyalty.card"].get(coupon_id);
    if (card?.is_ledger) {
      points += card.points_usable - card.points;
    }
    const program = card?.program_id;
    if (program?.redeem_same_order === false && program.applies_on !== "future") {
      const change = Object.values(this.uiState.couponPointChanges).find(
        (pe) => pe.coupon_id === coupon_id,
      );
      points -= change ? change.points : 0;
    }
    const limit = this.pointsLimits?.[coupon_id];
    return limit === undefined ? points : Math.min(points, limit);
  },

  /** As many points as chosen and allowed, rounded as the program says. */
  _getRewardLineValuesDiscount(args) {
    const { reward, coupon_id } = args;
    if (!isPerPoint(reward) || reward.program_id.points_digits === undefined) {
      return super._getRewardLineValuesDiscount(...arguments);
    }
    const program = reward.program_id;
    const digits = parseInt(program.points_digits);
    const chosen = this.uiState.pointsChoice?.[coupon_id];
    const points = roundDown(
      Math.min(
        this._getRealCouponPoints(coupon_id),
        this.pointsCap(program) / reward.discount,
        chosen === undefined ? Infinity : chosen,
      ),
      digits,
    );
    if (points <= 0) {
      return _t("No points can be used on this sale.");
    }
    if (points < program.redeem_min_points) {
      return _t("“%(program)s” takes %(minimum)s points at least.", {
        program: program.name,
        minimum: program.redeem_min_points,
      });
    }
    this.pointsLimits = { [coupon_id]: points };
    try {
      const lines = super._getRewardLineValuesDiscount(...arguments);
      for (const line of Array.isArray(lines) ? lines : []) {
        line.points_cost = roundDecimals(line.points_cost, digits);
      }
      return lines;
    } finally {
      this.pointsLimits = undefined;
    }
  },

  /** The most money that points of a program may pay: a share of what is left to pay. */
  pointsCap(program) {
    const sum = (lines) =>
      lines.reduce((total, line) => total + line.prices.total_included, 0);
    const goods = this.getOrderlines().filter(
      (line) =>
        isSale(line) &&
        line.prices.total_included > 0 &&
        !line.getEWalletGiftCardProgramType(),
    );
    const isService = (line) => line.product_id.product_tmpl_id?.type === "service";
    const scope = {
      services: goods.filter(isService),
      goods: goods.filter((line) => !isService(line)),
    };
    const promotions = this.getOrderlines().filter((line) => {
      const program = line.reward_id?.program_id;
      return program
        ? !program.is_nominative && program.program_type !== "gift_card"
        : isSale(line) && line.prices.total_included < 0;
    });
    const all = sum(goods);
    const own = sum(scope[program.redeem_scope] || goods);
    const left = all ? own + (sum(promotions) * own) / all : 0;
    return (Math.max(left, 0) * program.redeem_max_percent) / 100;
  },

  /** The points that rewards of a card cost on this sale. */
  pointsSpent(card) {
    return this._get_reward_lines()
      .filter(
        (line) =>
          line.reward_id?.program_id.is_nominative &&
          (!card || line.coupon_id?.id === card.id),
      )
      .reduce((total, line) => total + line.points_cost, 0);
  },

  /** Whether the server has something to say before this sale is paid. */
  pointsNeedCheck() {
    const isSpecial = ({ product_id }) => {
      const template = product_id.product_tmpl_id;
      return (
        template?.member_restricted || template?.limit_member || template?.limit_total
      );
    };
    return (
      this.pointsSpent() > 0 ||
      this.lines.some((line) => isSale(line) && isSpecial(line))
    );
  },

  /** The figures of this sale, for the server. */
  pointsFigures() {
    const real = (record) => (record?.id > 0 ? record.id : false);
    const lines = [...this.lines];
    return {
      partner_id: real(this.partner_id),
      pricelist_id: real(this.pricelist_id),
      fiscal_position_id: real(this.fiscal_position_id),
      lines: lines.map((line) => ({
        product_id: real(line.product_id),
        qty: line.qty,
        price_unit: line.price_unit,
        discount: line.discount || 0,
        tax_ids: line.tax_ids.map((tax) => tax.id),
        reward_id: real(line.reward_id),
        coupon_id: real(line.coupon_id),
        points_cost: line.points_cost || 0,
        reward_identifier_code: line.reward_identifier_code || false,
        refunded_orderline_id: real(line.refunded_orderline_id),
        sale_order_origin_id: real(line.sale_order_origin_id),
        sale_order_line_id: real(line.sale_order_line_id),
        combo: line.combo_parent_id ? lines.indexOf(line.combo_parent_id) : false,
      })),
    };
  },

  /** What the server says that this sale earns, or has earned, in a program. */
  pointsGiven(program) {
    const posted = (this.points_receipt || []).find(
      (row) => row.program_id === program.id,
    );
    if (posted) {
      return { won: posted.won, spent: posted.spent };
    }
    const quoted = (this.uiState.pointsQuote || []).find(
      (row) => row.program_id === program.id,
    );
    return quoted && { won: quoted.earns };
  },

  /** What was quoted is asked for anew when the till is opened again. */
  serializeState() {
    const state = super.serializeState(...arguments);
    if (state) {
      delete state.pointsQuote;
      delete state.pointsAsked;
      delete state.memberOf;
    }
    return state;
  },

  /** The server counts: with the tier's part, steps and campaigns. */
  getLoyaltyPoints() {
    return super.getLoyaltyPoints(...arguments).map((stat) => {
      const given = this.pointsGiven(stat.program);
      if (!given) {
        return stat;
      }
      const points = { ...stat.points, ...given };
      points.total = parseFloat(
        (points.balance + points.won - points.spent).toFixed(2),
      );
      return { ...stat, points };
    });
  },
});
