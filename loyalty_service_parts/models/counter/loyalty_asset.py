"""What a customer owns is found while its number is typed (S57)."""

from odoo import models


class LoyaltyAsset(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset"  # pylint: disable=consider-merging-classes-inherited

    _counter_number = models.Index(
        "(number_key varchar_pattern_ops) WHERE active AND number_key <> ''"
    )
    _counter_plate = models.Index(
        "(plate_key varchar_pattern_ops) WHERE active AND plate_key <> ''"
    )
