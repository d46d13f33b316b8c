import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { _t } from "@web/core/l10n/translation";
import { isPerPoint } from "@loyalty_service_parts_pos/overrides/pos_order";
import { roundDown } from "@loyalty_service_parts_pos/points/rounding";

/** The cards of the customer, and how many of their points pay for this sale. */
export class PointsPopup extends Component {
  static template = "loyalty_service_parts_pos.PointsPopup";
  static components = { Dialog };
  static props = { partner: Object, close: Function };

  setup() {
    this.pos = usePos();
    this.order = this.pos.getOrder();
    this.state = useState({ points: {}, problem: "" });
    for (const { reward, card } of this.offers) {
      this.state.points[reward.id] =
        this.order.pointsSpent(card) || this.most(card, reward);
    }
  }

  get cards() {
    return this.pos.memberCards(this.props.partner);
  }

  /** Rewards “money per point” of the customer's cards. */
  get offers() {
    return this.cards.flatMap((shown) => {
      const card = this.pos.models["loyalty.card"].get(shown.id);
      const rewards = card?.program_id?.reward_ids.filter(isPerPoint) || [];
      return shown.status === "active"
        ? rewards.map((reward) => ({ card, reward }))
        : [];
    });
  }

  offersOf(shown) {
    return this.offers.filter(({ card }) => card.id === shown.id);
  }

  /** What the server says of the sale as it is now. */
  quoted(programId) {
    return (this.order.uiState.pointsQuote || []).find(
      (row) => row.program_id === programId,
    );
  }

  earnsText(shown) {
    const quoted = this.quoted(shown.program_id);
    return quoted?.earns ? quoted.text : "";
  }

  /** As many as cap, total and card allow: by the server, or as far as the till knows. */
  most(card, reward) {
    const program = card.program_id;
    const quoted = this.quoted(program.id)?.rewards[reward.id];
    if (quoted !== undefined) {
      return quoted;
    }
    const spent = this.order.pointsSpent(card);
    const points = Math.min(
      this.order._getRealCouponPoints(card.id) + spent,
      this.order.pointsCap(program) / reward.discount,
      this.order.priceIncl / reward.discount + spent,
    );
    return Math.max(roundDown(points, parseInt(program.points_digits)), 0);
  }

  money(points, reward) {
    return this.env.utils.formatCurrency((points || 0) * reward.discount);
  }

  isUsed(card) {
    return this.order.pointsSpent(card) > 0;
  }

  use(card, reward) {
    const points = this.state.points[reward.id] || 0;
    const most = this.most(card, reward);
    if (!(points > 0)) {
      this.state.problem = _t("Enter how many points shall pay.");
    } else if (points > most) {
      this.state.problem = _t("At most %s points can pay for this sale.", most);
    } else {
      this.apply(card, reward, points);
    }
  }

  takeOff(card, reward) {
    this.apply(card, reward, 0);
  }

  apply(card, reward, points) {
    const result = this.pos.usePoints(card, reward, points, this.order);
    if (result === true) {
      this.props.close();
    } else {
      this.state.problem = result;
    }
  }
}
