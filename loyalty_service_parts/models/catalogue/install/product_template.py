"""A part that is sold with its installation (S32)."""

from odoo import api, fields, models


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    install_product_id = fields.Many2one(
        "product.product",
        "Installed With",
        ondelete="restrict",
        domain="[('type', '=', 'service'), ('sale_ok', '=', True)]",
        help="The work that is offered with this part.",
    )
    install_hours = fields.Float(
        "Usual Duration (Hours)",
        help="For one piece; so many hours are sold where the work is sold by the hour. "
        "Empty: one hour.",
    )

    _install_hours_positive = models.Constraint(
        "CHECK (install_hours >= 0)", "An installation takes some time."
    )

    # no default: a shop of many products reads the column with each of them
    @api.onchange("install_product_id")
    def _onchange_install_product_id(self):
        if self.install_product_id and not self.install_hours:
            self.install_hours = 1

    def _install_quantity(self, pieces):
        """How much work, in its own unit, installs so many pieces."""
        self.ensure_one()
        unit = self.install_product_id.uom_id
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        if hour and unit._has_common_reference(hour):
            hours = (self.install_hours or 1) * pieces
            return hour._compute_quantity(hours, unit)
        return pieces
