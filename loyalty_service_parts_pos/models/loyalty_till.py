"""What the screen of a till asks; nothing is kept here. The figures are the server's (S48)."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

_FIGURES = ("qty", "price_unit", "discount", "points_cost")
_LINKS = {
    "product_id": "product.product",
    "reward_id": "loyalty.reward",
    "coupon_id": "loyalty.card",
    "refunded_orderline_id": "pos.order.line",
    "sale_order_origin_id": "sale.order",
    "sale_order_line_id": "sale.order.line",
}


#: A sale has no more lines than this.
MOST_LINES = 1000


class LoyaltyTill(models.AbstractModel):
    _name = "loyalty.till"
    _description = "Till"

    @api.model
    def find(self, config_id, text):
        """Customers by phone however written, its last four digits, card, plate, VIN or name.

        :param str text: as typed or scanned
        :return: ids of contacts that the cashier may read, the best match first
        :raise UserError: too many look-ups by number
        """
        self._till_of(config_id)
        counter = self.env["loyalty.counter"]
        typed = counter._counter_read(str(text))
        if not typed:
            return []
        ranks, _how = counter._counter_matches(typed, "till")
        found = self.env["res.partner"].search([("id", "in", list(ranks))])
        return found.sorted(lambda one: ranks[one.id]).ids

    @api.model
    def member(self, config_id, partner_id):
        """A customer's cards as the till shows them.

        :return: list of cards: tier, what is missing, usable points and their value,
            pending, expiring, status; texts are ready to be shown
        :raise AccessError: not a cashier, or a customer whom he may not read
        """
        till, partner = self._till_of(config_id), self._till_partner(partner_id)
        programs = till.config_id._get_program_ids()
        cards = self.env["loyalty.card"].sudo()
        cards = cards._points_search_of(
            partner, till.company_id, [("program_id.program_type", "=", "loyalty")]
        )._points_of_contact(partner)
        # a cashier sees what a card is worth without reading programs and tiers
        counter = self.env["loyalty.counter"].sudo()
        own = cards.filtered(lambda card: card.program_id in programs)
        return [
            {
                **counter._counter_of_card(card),
                "program_id": card.program_id.id,
                "partner_id": partner.id,
            }
            for card in own.sorted(lambda card: (card.program_id.sequence, card.id))
        ]

    @api.model
    def quote(self, config_id, sale):
        """What a sale that is being rung up earns, and what of it points may pay.

        :param dict sale: `partner_id`, `pricelist_id`, `fiscal_position_id`, `lines`:
            figures and ids, and of a part of a combo the place of the combo
        :return: per program `{"program_id", "earns", "text", "rewards"}`: points, the same
            in words, and the most points that each reward may use
        :raise UserError: no figures of a sale
        """
        order = self._till_order(config_id, sale)
        result = []
        for program in order._points_programs():
            card = order._points_member_card(program)
            parts = order._points_parts_to_earn(program)
            points = sum(parts.values())
            name = card or order._points_coming_card(program)
            result.append(
                {
                    "program_id": program.id,
                    "earns": points,
                    "text": order._points_in_words(name, points, parts),
                    "rewards": {
                        reward.id: order._points_most(card, reward)
                        for reward in program.reward_ids
                        if card and order._points_is_per_point(reward)
                    },
                }
            )
        return result

    @api.model
    def check(self, config_id, sale):
        """Whether a sale can be paid as it is; asked before the money is taken.

        :param dict sale: as for `quote`
        :return: sentences that say why not; empty if it can
        """
        order = self._till_order(config_id, sale)
        problems = order._points_part_problems()
        for card, wanted in order._points_by_card().items():
            problems.append(order._points_spending_problem(card, wanted))
        return [problem for problem in problems if problem]

    # -- steps -----------------------------------------------------------------------
    @api.model
    def _till_check(self):
        """:raise AccessError: not a cashier"""
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("The till is for cashiers."))

    @api.model
    def _till_of(self, config_id):
        """An order of a till, not stored, to ask with."""
        self._till_check()
        config = self.env["pos.config"].browse(_number(config_id) or 0).exists()
        if not config:
            raise UserError(self.env._("This till does not exist any more."))
        config.check_access("read")
        # a cashier reads neither programs and tiers nor entries
        return self.env["pos.order"].sudo().new(self._till_values(config))

    @api.model
    def _till_values(self, config):
        return {
            "config_id": config.id,
            "session_id": config.current_session_id.id,
            "company_id": config.company_id.id,
        }

    @api.model
    def _till_partner(self, partner_id):
        partner = self.env["res.partner"].browse(_number(partner_id) or 0).exists()
        partner.check_access("read")
        return partner.sudo()

    @api.model
    def _till_order(self, config_id, sale):
        """The sale as an order that is not stored."""
        order = self._till_of(config_id)
        lines = sale.get("lines") if isinstance(sale, dict) else None
        is_sale = isinstance(lines, list) and len(lines) <= MOST_LINES
        if not is_sale or not all(isinstance(line, dict) for line in lines):
            raise UserError(self.env._("These are not the figures of a sale."))
        order.update(
            {
                "partner_id": self._till_partner(sale.get("partner_id")).id,
                "pricelist_id": self._till_link(
                    "product.pricelist", sale.get("pricelist_id")
                ),
                "fiscal_position_id": self._till_link(
                    "account.fiscal.position", sale.get("fiscal_position_id")
                ),
                "lines": [(0, 0, self._till_line(line)) for line in sale["lines"]],
            }
        )
        self._till_combos(order, [line.get("combo") for line in sale["lines"]])
        return order

    @api.model
    def _till_combos(self, order, places):
        """Link parts of combos: `places` says for each line where its combo stands."""
        lines = list(order.lines)
        for line, place in zip(lines, places, strict=True):
            if _number(place) or place == 0 and place is not False:
                line.combo_parent_id = lines[place] if place < len(lines) else False

    @api.model
    def _till_line(self, line):
        vals = {
            name: self._till_link(model, line.get(name))
            for name, model in _LINKS.items()
        }
        for name in _FIGURES:
            figure = line.get(name) or 0
            if not isinstance(figure, (int, float)) or not abs(figure) < 1e12:
                raise UserError(self.env._("These are not the figures of a sale."))
            vals[name] = figure
        code = line.get("reward_identifier_code")
        return {
            **vals,
            "reward_identifier_code": str(code) if code else False,
            "is_reward_line": bool(vals["reward_id"]),
            "tax_ids": [
                (4, tax)
                for tax in map(_number, line.get("tax_ids") or ())
                if self._till_link("account.tax", tax)
            ],
        }

    @api.model
    def _till_link(self, model, number):
        """An id that exists; a card that the till only counts on has none yet."""
        number = _number(number)
        # whether it exists, not what it is
        return bool(number) and self.env[model].sudo().browse(number).exists().id


def _number(value):
    """A positive whole number, or None."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 < value < 2**31 else None
