"""How long a product is covered."""

from odoo import fields, models


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    warranty_months = fields.Integer(
        "Warranty (Months)",
        help="From the delivery, or from the installation; of work, from its end. The "
        "months of the customer's tier are added.",
    )

    _warranty_positive = models.Constraint(
        "CHECK (warranty_months BETWEEN 0 AND 1200)",
        "A warranty lasts between 0 and 1200 months.",
    )
