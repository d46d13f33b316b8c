"""Warranties are written at delivery, and move to what replaces a returned piece (S24)."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import float_compare


class LoyaltyWarranty(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.warranty"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _service_delivered(self, moves):
        """One per serial number, else one per line and delivery."""
        moves = moves.filtered("product_id.warranty_months")
        customers = {move: move._service_customer() for move in moves}
        tiers = self._service_tiers(list(customers.values()), moves.company_id)
        values = []
        for move in moves.filtered(lambda move: customers[move]):
            tier = tiers.get(customers[move], self.env["loyalty.tier"])
            base = self._service_values(
                move.product_id, customers[move], tier, move.sale_line_id
            )
            base["company_id"] = move.company_id.id
            day = fields.Date.context_today(self, move.date)
            values += self._service_of_move(move, base, day)
        return self.create(values)

    @api.model
    def _service_tiers(self, customers, companies):
        """`{customer: tier}` of this moment; a later downgrade changes nothing."""
        cards = self.env["loyalty.card"].sudo()
        found = cards._points_cards_by_contact(customers, companies)
        return {customer: card.tier_id for customer, card in found.items()}

    @api.model
    def _service_values(self, product, customer, tier, sale_line):
        return {
            "partner_id": customer.id,
            "company_id": (sale_line.company_id or self.env.company).id,
            "product_id": product.id,
            "sale_line_id": sale_line.id,
            "tier_id": tier.id,
            "months": product.warranty_months,
            "tier_months": tier.warranty_months,
        }

    @api.model
    def _service_of_move(self, move, base, day):
        """Values of the warranties for one delivered move."""
        replaced = self._service_replaced(move)
        result = []
        for lot, quantity in self._service_pieces(move):
            vals = {**base, "lot_id": lot.id}
            before = self._service_of_lot(move, lot, base["partner_id"])
            if before.state in ("waiting", "active"):
                # it was here for a repair only
                continue
            if before:
                result.append({**vals, **self._service_moved(before)})
                continue
            while quantity > 0:
                old, count = replaced.pop(0) if replaced else (None, quantity)
                taken = min(count, quantity)
                if old and count > taken:
                    replaced.insert(0, (old, count - taken))
                quantity -= taken
                term = (
                    self._service_moved(old)
                    if old
                    else self._service_term(vals, move.sale_line_id, day)
                )
                result.append({**vals, **term, "quantity": taken})
        return result

    @api.model
    def _service_of_lot(self, move, lot, partner_id):
        """What the customer was given for this serial number in the same sale."""
        if not lot or move.product_id.tracking != "serial":
            return self.browse()
        found = self.search(
            [
                ("lot_id", "=", lot.id),
                ("product_id", "=", move.product_id.id),
                ("partner_id", "=", partner_id),
            ],
            order="id desc",
            limit=1,
        )
        same_sale = not move.sale_line_id or found.sale_line_id == move.sale_line_id
        return found if same_sale else self.browse()

    @api.model
    def _service_pieces(self, move):
        """`[(serial number, quantity)]` of a move, in the unit of the product."""
        rows = move.move_line_ids.filtered("lot_id")
        if move.product_id.tracking == "serial" and rows:
            return [(row.lot_id, 1.0) for row in rows]
        return [(rows.lot_id[:1], self._service_quantity(move))]

    @api.model
    def _service_quantity(self, move):
        return move.product_uom._compute_quantity(
            move.quantity, move.product_id.uom_id, round=False
        )

    @api.model
    def _service_term(self, vals, sale_line, day):
        """From today, or from the installation on, if the part is sold with it."""
        work = sale_line.installed_by_id
        if work and not work.work_done_date:
            return {"state": "waiting"}
        months = vals["months"] + vals["tier_months"]
        return {
            "start_date": day,
            "end_date": day + relativedelta(months=months, days=-1),
        }

    # -- exchange --------------------------------------------------------------------
    @api.model
    def _service_replaced(self, move):
        """`[(returned warranty, pieces)]` that this delivery replaces.

        More pieces went out than were ordered: the others came back and are exchanged.
        """
        line, product = move.sale_line_id, move.product_id
        if not line or line.product_id != product:
            return []
        over = min(self._service_over(line, product), self._service_quantity(move))
        returned = self.search(
            [
                ("sale_line_id", "=", line.id),
                ("product_id", "=", product.id),
                ("returned_quantity", ">", 0),
            ],
            order="id",
        )
        followers = self.search([("replaces_id", "in", returned.ids)])
        result = []
        for one in returned:
            done = followers.filtered(lambda new, one=one: new.replaces_id == one)
            count = min(one.returned_quantity - sum(done.mapped("quantity")), over)
            if float_compare(count, 0, precision_digits=4) > 0:
                result.append((one, count))
                over -= count
        return result

    @api.model
    def _service_over(self, line, product):
        """How many pieces went out beyond what was ordered, in the unit of the product."""
        sent = sum(
            self._service_quantity(one)
            for one in line.move_ids
            if one.state == "done"
            and one.product_id == product
            and one._service_goes_out()
        )
        ordered = line.product_uom_id._compute_quantity(
            line.product_uom_qty, product.uom_id, round=False
        )
        return sent - ordered

    @api.model
    def _service_moved(self, before):
        """The term of the returned piece goes on."""
        return {
            "replaces_id": before.id,
            "months": before.months,
            "tier_months": before.tier_months,
            "tier_id": before.tier_id.id,
            "start_date": before.start_date,
            "end_date": before.end_date,
            "state": "active" if before.start_date else "waiting",
        }
