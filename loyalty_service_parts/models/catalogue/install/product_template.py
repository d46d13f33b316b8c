"""A part that is sold with its installation (S32)."""

from odoo import fields, models


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
        default=1,
        help="For one piece; so many hours are sold where the work is sold by the hour.",
    )

    _install_hours_positive = models.Constraint(
        "CHECK (install_hours > 0 OR install_product_id IS NULL)",
        "An installation takes some time.",
    )

    def _install_quantity(self, pieces):
        """How much work, in its own unit, installs so many pieces."""
        self.ensure_one()
        unit = self.install_product_id.uom_id
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        if hour and unit._has_common_reference(hour):
            return hour._compute_quantity(self.install_hours * pieces, unit)
        return pieces
