"""Invoices without an order as points documents, where a program lets them earn."""

from odoo import fields, models

from ..ledger.clock import is_stated


class AccountMove(models.Model):
    # one concern a file, one file a room
    _name = "account.move"
    _inherit = [  # pylint: disable=consider-merging-classes-inherited
        "account.move",
        "loyalty.points.document",
    ]

    points_terms = fields.Json(
        copy=False,
        groups="base.group_system",
        help="By card: the rule of accrual and the points of each line.",
    )

    def _points_origin_name(self):
        """Invoices are known by their number."""
        return self.name

    def _points_statement(self):
        """What posted invoices without an order earn; credit notes take their share."""
        rows = []
        for move in self.filtered(lambda move: move.state == "posted"):
            refunded = move._points_refunded_share()
            kept = max(1 - refunded, 0.0)
            # what a credit note paid was not paid by the customer
            paid = max(move._points_paid_share() - refunded, 0.0)
            for card_id, term in (move.points_terms or {}).items():
                card = self.env["loyalty.card"].browse(int(card_id))
                done = paid if term["accrual"] == "paid" else kept
                for line_id, (points, amount) in term["lines"].items():
                    rows.append(
                        move._points_line_row(
                            card,
                            term,
                            int(line_id),
                            points,
                            amount,
                            done,
                            kept,
                        )
                    )
        return rows

    def _points_line_row(self, card, term, line_id, points, amount, done, kept):
        program = card.program_id
        due = program._points_round(points * done, "DOWN")
        return {
            "document": self,
            "card": card,
            "type": "earn",
            "line_id": line_id,
            "component": "base",
            "due": due,
            "waiting": program._points_round(points * kept, "DOWN") - due,
            "waits_for": term["accrual"],
            "amount": amount * kept,
            "qualifying": True,
        }

    def _points_refunded_share(self):
        """Which share of this invoice posted credit notes took back."""
        self.ensure_one()
        notes = self.reversal_move_ids.filtered(lambda move: move.state == "posted")
        if self.currency_id.is_zero(self.amount_total):
            return 0.0
        return min(sum(notes.mapped("amount_total")) / self.amount_total, 1.0)

    def _points_keep_terms(self):
        """Fix what newly posted invoices earn: a later change of the program is for others."""
        for move in self.filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and not move.points_terms
                and not move._points_has_document()
            )
        ):
            lines = move.invoice_line_ids.filtered(
                lambda line: line.display_type == "product" and not line.sale_line_ids
            )
            terms = {
                str(card.id): {
                    "accrual": card.program_id.points_accrual,
                    "lines": move._points_of_lines(card.program_id, lines),
                }
                for card in (move._points_invoice_cards() if lines else ())
            }
            if terms:
                move.points_terms = terms

    def _points_has_document(self):
        """Hook: whether another document earns for this invoice, as a sale at the till does."""
        return bool("pos_order_ids" in self._fields and self.pos_order_ids)

    def _points_invoice_cards(self):
        """Cards of the customer in programs in which invoices earn."""
        self.ensure_one()
        day = self.invoice_date or fields.Date.context_today(self)
        programs = self.env["loyalty.program"].search(
            [
                ("invoice_earning", "=", True),
                # a program of the parent company is for its branches, too
                ("company_id", "in", (False, *self.company_id.parent_ids.ids)),
                "|",
                ("date_from", "=", False),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
        cards = self.env["loyalty.card"]
        for program in programs.filtered("is_nominative"):
            cards |= cards._points_find_card(program, self.partner_id)
        return cards

    def _points_of_lines(self, program, lines):
        """Points and money (program currency) per invoice line: `{line id: [points, money]}`."""
        name = "price_subtotal" if program.points_on == "net" else "price_total"
        payment = program._points_payment_product_ids()
        lines = lines.filtered(lambda line: line.product_id.id not in payment)
        rate = self.env["res.currency"]._get_conversion_rate(
            self.currency_id,
            program.currency_id,
            self.company_id,
            self.invoice_date or fields.Date.context_today(self),
        )
        covered = {
            rule: rule._points_lines(lines)
            for rule in program.rule_ids.filtered(lambda rule: rule.mode == "auto")
        }
        exact = dict.fromkeys(lines, 0.0)
        for rule, own in covered.items():
            if rule._points_reached_by(own):
                given = rule._points_of_amounts(
                    {line: line[name] * rate for line in own},
                    {line: line.quantity for line in own},
                )
                for line, points in given.items():
                    exact[line] += points
        shared = program._points_share_out(exact)
        return {
            str(line.id): [points, line[name] * rate] for line, points in shared.items()
        }

    def _points_sync_invoices(self):
        """Post differences of invoices without an order, and of those credit notes reverse."""
        if is_stated(self.env.context):
            return
        # an accountant need not be allowed to read programs and cards
        moves = self.sudo()
        moves = (moves | moves.reversed_entry_id).filtered("points_terms")
        if moves:
            moves._points_sync()
