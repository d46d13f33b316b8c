"""What is read of a tier: its colour, what it needs, what it brings (S18)."""

from markupsafe import Markup

from odoo import api, fields, models

#: The colours of Odoo's colour picker, for ribbons and for pages outside the back office.
PALETTE = (
    "#A2A2A2",
    "#EE2D2D",
    "#DC8534",
    "#E8BB1D",
    "#5794DD",
    "#9F628F",
    "#DB8865",
    "#41A9A2",
    "#304BE0",
    "#EE2F8A",
    "#61C36E",
    "#9872E6",
)

#: Colours of the palette on which dark letters are read better.
LIGHT = {0, 3, 10}


def style_of(color):
    """The style of a badge in a colour of the palette."""
    color = (color or 0) % len(PALETTE)
    text = "#212529" if color in LIGHT else "#ffffff"
    # themes of the shop make badges transparent
    styles = {"background-color": PALETTE[color], "color": text}
    return "; ".join(f"{name}: {value} !important" for name, value in styles.items())


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    color_style = fields.Char("Colours", compute="_compute_color_style")
    needs_text = fields.Char("Needs", compute="_compute_needs_text")
    benefits = fields.Html("Brings", compute="_compute_benefits")

    @api.depends("color")
    def _compute_color_style(self):
        for tier in self:
            tier.color_style = style_of(tier.color)

    @api.depends(
        "threshold",
        "program_id.tier_metric",
        "program_id.tier_window",
        "program_id.tier_window_months",
    )
    def _compute_needs_text(self):
        for tier in self:
            program = tier.program_id
            amount = program._points_in_metric(tier.threshold) if program else ""
            tier.needs_text = {
                "rolling": self.env._(
                    "%(amount)s in %(months)s months",
                    amount=amount,
                    months=program.tier_window_months,
                ),
                "calendar_year": self.env._("%s in a calendar year", amount),
                "lifetime": self.env._("%s in all", amount),
            }.get(program.tier_window, amount)

    def _compute_benefits(self):
        for tier in self:
            lines = [Markup("<li>%s</li>") % text for text in tier._points_benefits()]
            tier.benefits = lines and Markup("<ul class='mb-0 ps-3'>%s</ul>") % Markup(
                ""
            ).join(lines)

    def _points_benefits(self):
        """Hook: what the tier brings, one sentence each, from its settings."""
        self.ensure_one()
        if not self.birthday_points:
            return []
        return [self.env._("%g points for the birthday", self.birthday_points)]
