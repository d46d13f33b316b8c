"""The forecast gives nobody what is kept for others, and states it apart (S30).

Transfers and orders ask the same report when they say what is available.
"""

from odoo import models

from .desk import ANYBODY


class StockForecasted(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _get_report_lines(
        self,
        product_template_ids,
        product_ids,
        wh_location_ids,
        wh_stock_location,
        read=True,
    ):
        """What a delivery would take from others is not there for it."""
        lines = super()._get_report_lines(
            product_template_ids, product_ids, wh_location_ids, wh_stock_location, read
        )
        warehouse = wh_stock_location.warehouse_id
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(
            self._get_products(product_template_ids, product_ids), warehouse
        )
        if desk is None:
            return lines
        desk.customers = self._reserve_served(filter(_takes_stock, lines))
        result, own = [], []
        for line in lines:
            if own and own[-1]["product"]["id"] != line["product"]["id"]:
                result += self._reserve_stated(desk, warehouse, own, read)
                own = []
            own += self._reserve_split(desk, warehouse, line)
        return result + self._reserve_stated(desk, warehouse, own, read)

    def _reserve_served(self, lines):
        """`{move id: customer}` of what these lines deliver, by the step that takes stock."""
        moves = self.env["stock.move"].browse(
            {_id_of(line["move_out"]) for line in lines}
        )
        steps = {move: move.browse(move._rollup_move_origs()) | move for move in moves}
        asked = moves.browse().union(*steps.values())._reserve_customers()
        found = {
            move.id: next(filter(None, map(asked.get, own.ids)), None)
            for move, own in steps.items()
        }
        return {move: customer for move, customer in found.items() if customer}

    def _reserve_split(self, desk, warehouse, line):
        """A line that takes stock, cut to what its customer may take; the rest is missing."""
        customer = _takes_stock(line) and desk.customers.get(_id_of(line["move_out"]))
        key = (line["product"]["id"], warehouse.id)
        if not customer or not desk.knows(key):
            return [line]
        taken = min(line["quantity"], max(desk.room(key, customer), 0.0))
        missing = line["quantity"] - taken
        desk.take(key, customer, taken)
        cut = {"quantity": missing, "replenishment_filled": False, "is_cut": True}
        return [
            one
            for one in ({**line, "quantity": taken}, {**line, **cut})
            if one["quantity"] > 0
        ]

    def _reserve_stated(self, desk, warehouse, lines, read):
        """The lines of one product, with one more for what is kept of its free stock."""
        if not lines:
            return lines
        product = self.env["product.product"].browse(lines[0]["product"]["id"])
        lines = self._reserve_receive(product, lines, read)
        free = [line for line in lines if _is_free(line)]
        cut = sum(
            line["quantity"] if line.get("is_cut") else line.get("was_cut", 0.0)
            for line in lines
        )
        there = sum(max(line["quantity"], 0.0) for line in free) + cut
        kept = min(desk.kept((product.id, warehouse.id), ANYBODY), there)
        if product.uom_id.is_zero(kept):
            return lines
        # dates of removal come before what is free
        if free:
            free[-1]["quantity"] -= max(kept - cut, 0.0)
        line = self._prepare_report_line(kept, product=product, read=read)
        return [
            one
            for one in lines
            if not _is_free(one) or not product.uom_id.is_zero(one["quantity"])
        ] + [{**line, "kept_for_members": True}]

    def _reserve_receive(self, product, lines, read):
        """What was cut waits for receipts that nobody else waits for."""
        moves = self.env["stock.move"]
        unused = [one for one in lines if one["move_in"] and not one["move_out"]]
        result = []
        for line in lines:
            if not line.get("is_cut"):
                result.append(line)
                continue
            missing = line["quantity"]
            for receipt in unused:
                taken = min(missing, receipt["quantity"])
                if product.uom_id.is_zero(taken):
                    continue
                missing -= taken
                receipt["quantity"] -= taken
                matched = self._prepare_report_line(
                    taken,
                    move_in=moves.browse(_id_of(receipt["move_in"])),
                    move_out=moves.browse(_id_of(line["move_out"])),
                    read=read,
                )
                result.append({**matched, "was_cut": taken})
            if not product.uom_id.is_zero(missing):
                result.append({**line, "quantity": missing})
        receipts = set(map(id, unused))
        return [
            line
            for line in result
            if id(line) not in receipts or not product.uom_id.is_zero(line["quantity"])
        ]


def _takes_stock(line):
    """Whether a line is a delivery out of what is on hand and not reserved yet."""
    return (
        line["move_out"]
        and not line["move_in"]
        and not line["reservation"]
        and not line["in_transit"]
        and line["replenishment_filled"]
    )


def _is_free(line):
    return not (line["move_out"] or line["move_in"] or line["in_transit"])


def _id_of(move):
    """The report hands on records, or what was read of them."""
    return move["id"] if isinstance(move, dict) else move.id
