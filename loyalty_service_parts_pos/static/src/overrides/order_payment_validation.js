import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";

patch(OrderPaymentValidation.prototype, {
  /** The server looks at points and members' parts before the money is taken. */
  async askBeforeValidation() {
    if (this.pos.hasLedgerPrograms && this.order.pointsNeedCheck()) {
      const problem = await this.pointsProblem();
      if (problem) {
        this.pos.dialog.add(AlertDialog, { title: _t("Points"), body: problem });
        await this.pos.refreshCards(this.order);
        return false;
      }
    }
    return await super.askBeforeValidation(...arguments);
  },

  async pointsProblem() {
    const problems = await this.pos.askTill("check", [this.order.pointsFigures()]);
    if (problems) {
      return problems.join(" ");
    }
    return this.order.pointsSpent() > 0
      ? _t(
          "There is no connection: points cannot be spent now. Take them off and go on without them; the sale earns as usual.",
        )
      : "";
  },

  /** What could not be asked is told to the managers when the sale arrives. */
  handleValidationError(error) {
    if (error instanceof ConnectionLostError) {
      this.order.points_offline = true;
    } else {
      this.pos.refreshCards(this.order);
    }
    return super.handleValidationError(...arguments);
  },
});
