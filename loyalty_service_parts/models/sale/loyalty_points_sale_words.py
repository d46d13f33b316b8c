"""What a sale did to a card, in figures and words: for forms, tills and receipts."""

from odoo import fields, models


class LoyaltyPointsSale(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.points.sale"  # pylint: disable=consider-merging-classes-inherited

    points_entry_count = fields.Integer(
        "Points Entries", compute="_compute_points_entry_count", compute_sudo=True
    )

    def _compute_points_entry_count(self):
        counts = dict(
            self.env["loyalty.points.entry"]._read_group(
                self._points_origin_domain(), ["origin_id"], ["__count"]
            )
        )
        for sale in self:
            sale.points_entry_count = counts.get(sale.id, 0)

    def _points_in_words(self, card, points, parts):
        """“150 points (100 + 50 Gold)”, where a tier or a campaign adds something.

        :param dict parts: points by who gives them, `""` for the program
        """
        text = card._format_points(points)
        if len(parts) < 2:
            return text
        listed = " + ".join(
            f"{given:.2f}".rstrip("0").rstrip(".") + f" {name}".rstrip()
            for name, given in parts.items()
        )
        return f"{text} ({listed})"

    def _points_entries_earned(self, card):
        """What the sale gave to a card, less what was taken back."""
        return self._points_entries().filtered(
            lambda entry: (
                entry.card_id == card
                and entry.state != "void"
                and (
                    entry.type == "earn"
                    or entry.type == "reversal"
                    and entry.points < 0
                )
            )
        )

    def _points_parts_posted(self, card):
        """The same by who gave it: `{"": the program, name of a tier or campaign: points}`."""
        return self._points_parts_of_entries(self._points_entries_earned(card))

    def _points_parts_of_entries(self, entries):
        """The same of entries that are known."""
        parts = {}
        for entry in entries.sorted("id"):
            given = entry.reverses_id or entry
            name = "" if given.component == "base" else given.reason or ""
            parts[name] = parts.get(name, 0) + entry.points
        return parts
