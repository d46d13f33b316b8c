"""The installation of a part: one more line, linked with it (S32)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    can_install = fields.Boolean(compute="_compute_can_install")

    @api.depends("product_id.install_product_id", "installed_by_id", "state")
    def _compute_can_install(self):
        for line in self:
            line.can_install = bool(
                line.product_id.install_product_id
                and not line.installed_by_id
                and line.state in ("draft", "sent")
            )

    def action_install(self):
        """Add the work that installs these parts, at the customer's price.

        :raise UserError: the part has no installation, or has it already
        """
        for line in self:
            line._install_add()
        return True

    def _install_add(self):
        """The new line of work."""
        self.ensure_one()
        if not self.can_install:
            raise UserError(
                self.env._(
                    "“%s” is sold without an installation, has one, or its order is "
                    "confirmed.",
                    self.product_id.display_name,
                )
            )
        self.order_id._install_number_lines()
        template = self.product_id.product_tmpl_id
        labour = self.create(
            {
                "order_id": self.order_id.id,
                "product_id": template.install_product_id.id,
                "product_uom_qty": self._install_wanted(),
                "sequence": self.sequence + 1,
            }
        )
        self.installed_by_id = labour
        return labour

    def _install_wanted(self):
        """The work for the pieces of this line."""
        pieces = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id
        )
        return self.product_id.product_tmpl_id._install_quantity(pieces)

    def write(self, vals):
        """More pieces need more work, unless somebody agreed on something else."""
        if "product_uom_qty" not in vals:
            return super().write(vals)
        usual = self.filtered(
            lambda line: (
                line.installed_by_id
                and line.state in ("draft", "sent")
                and not float_compare(
                    line.installed_by_id.product_uom_qty,
                    line._install_wanted(),
                    precision_digits=4,
                )
            )
        )
        result = super().write(vals)
        for line in usual:
            line.installed_by_id.product_uom_qty = line._install_wanted()
        return result

    def unlink(self):
        """Work goes with the last part of a quotation that it was for."""
        work = self.filtered(
            lambda line: line.state in ("draft", "sent")
        ).installed_by_id
        left = work.order_id.order_line - self
        return super(SaleOrderLine, self | (work - left.installed_by_id)).unlink()

    def _install_earliest(self):
        """When the parts of this work are there: naive UTC; no earlier than now."""
        self.ensure_one()
        order = self.order_id
        parts = order.order_line.filtered(
            lambda line: (
                line.installed_by_id == self
                and float_compare(
                    line.qty_delivered, line.product_uom_qty, precision_digits=4
                )
                < 0
            )
        )
        promised = [order.commitment_date or line._expected_date() for line in parts]
        return max([fields.Datetime.now(), *promised])

    def _install_booked(self):
        """Hook: the time that was taken for this work, in words; False if there is none."""
        return False

    def _install_booking_path(self):
        """Hook: where the customer chooses a time for this work; False if nowhere."""
        return False
