import { PosStore } from "@point_of_sale/app/services/pos_store";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";

patch(PosStore.prototype, {
  /** A part that is not for everybody is asked for; not one that an order sold already. */
  async addLineToCurrentOrder(vals, opts = {}, configure = true) {
    const template = this.templateOf(vals);
    const isReturn = this.getOrder()?.preset_id?.is_return;
    const isAsked =
      template?.member_restricted &&
      // a variant that is made with the sale is asked for before it is paid
      template.product_variant_ids.length &&
      !vals.sale_order_origin_id &&
      !isReturn;
    if (isAsked && !(await this.mayBuyPart(template))) {
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
    const problems = await this.askTill("check", [
      {
        partner_id: this.getOrder()?.getPartner()?.id || false,
        lines: [{ product_id: template.product_variant_ids[0].id, qty: 1 }],
      },
    ]);
    if (problems && !problems.length) {
      return true;
    }
    const values = {
      part: template.name,
      audience: template.member_ribbon || _t("members"),
    };
    this.dialog.add(AlertDialog, {
      title: _t("For members"),
      body: problems
        ? problems.join(" ")
        : _t(
            "“%(part)s” is for %(audience)s. Without a connection it cannot be seen whether the customer is one.",
            values,
          ),
    });
    return false;
  },
});
