"""Documents state what they should have posted; the difference is posted.

A document never adds and subtracts points when it changes. Whatever happens to it calls
the same idempotent `_points_sync()`.
"""

from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from .loyalty_card_door import exact
from .statement import ZERO, Posted, kind_of, plan


class LoyaltyPointsDocument(models.AbstractModel):
    _name = "loyalty.points.document"
    _description = "Document That Moves Points"

    def _points_statement(self):
        """What these documents should have posted by now. To be overridden.

        :return: list of dictionaries with `document` (record), `card` (record), `type`
            (earn or redeem), `line_id` (int), `component`, `due` (signed points whose
            event happened), `waiting` (signed points whose event did not happen yet),
            `waits_for` (name of that event), `amount` (money, program currency),
            `qualifying`, `same_batch`
        """
        return []

    def _points_origin_domain(self):
        """Domain of the entries that these documents caused."""
        return [("origin_model", "=", self._name), ("origin_id", "in", self.ids)]

    def _points_entries(self):
        """The entries that these documents caused, void ones among them."""
        return self.env["loyalty.points.entry"].search(self._points_origin_domain())

    def action_points_entries(self):
        """Open the entries that these documents caused."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_points_entry_action"
        )
        return {**action, "domain": self._points_origin_domain(), "context": {}}

    def _points_origin_name(self):
        """The name by which entries call this document."""
        self.ensure_one()
        return self.display_name

    def _points_sync(self):
        """Post the difference between what is stated and what is posted; the entries.

        Idempotent: a second call posts nothing.

        :raise UserError: points to be spent are not covered (D1, D14)
        """
        documents = self.filtered(lambda document: isinstance(document.id, int))
        if not documents:
            return self.env["loyalty.points.entry"]
        stated = {}
        for row in documents._points_statement():
            key = (
                row["document"].id,
                row["card"].id,
                row["type"],
                row["line_id"],
                row["component"],
            )
            stated[key] = row
        posted = documents._points_posted()
        vals_list, void = [], []
        for key in sorted(stated.keys() | posted.keys(), key=_sort_key):
            row = stated.get(key) or documents._points_empty_row(key)
            planned = plan(
                row["due"], row["waiting"], row["waits_for"], posted.get(key, [])
            )
            if _is_closed(row["card"]) and row["type"] == "earn":
                # the sale goes on; a card that was given up earns nothing by it
                planned.post = planned.wait = ZERO
            if planned:
                void += [entry.id for entry in planned.void]
                vals_list += documents._points_plan_vals(row, planned)
        return documents._points_carry_out(void, vals_list)

    def _points_carry_out(self, void, vals_list):
        cards = self.env["loyalty.card"]
        if void:
            cards._points_mark_void(self.env["loyalty.points.entry"].browse(void))
        entries = cards._points_post(vals_list + self._points_owed_again(vals_list))
        if any(vals["type"] == "reversal" for vals in vals_list):
            self._points_after_sync(entries)
        return entries

    def _points_owed_again(self, vals_list):
        """What was written off of a line is owed again when the line earns again.

        Otherwise a line made smaller and larger by turns would print points.
        """
        cards = self.env["loyalty.card"]
        earned = {}
        for vals in vals_list:
            program = cards.browse(vals["card_id"]).program_id
            if (
                vals["type"] == "earn"
                and vals.get("waits_for") in (None, "hold")
                and program.points_debt == "write_off"
            ):
                key = (vals["card_id"], vals["origin_id"], vals["origin_line_id"] or 0)
                earned[key] = earned.get(key, ZERO) + exact(vals["points"])
        if not earned:
            return []
        written_off = self.env["loyalty.points.entry"].search(
            [
                ("origin_model", "=", self._name),
                ("origin_id", "in", [key[1] for key in earned]),
                ("type", "=", "write_off"),
            ]
        )
        result = []
        for entry, left in cards._points_left_to_reverse(written_off).items():
            key = (entry.card_id.id, entry.origin_id, entry.origin_line_id)
            if taken := min(left, earned.get(key, ZERO)):
                earned[key] -= taken
                result.append(cards._points_reversal_row(entry, taken, {}))
        return result

    def _points_after_sync(self, entries):
        """Write off what nothing covers, where the program says so (S8)."""
        vals_list = [
            {
                **self._points_origin_vals(entry),
                "card_id": entry.card_id.id,
                "points": -entry.remaining,
                "type": "write_off",
                "reason_code": "debt",
                "expiry_date": None,
                "idle_months": None,
            }
            for entry in entries
            if entry.type == "reversal"
            and entry.reverses_id.type != "write_off"
            and entry.remaining < 0
            and entry.program_id.points_debt == "write_off"
        ]
        self.env["loyalty.card"]._points_post(vals_list)

    @api.model
    def _points_origin_vals(self, entry):
        return {
            "origin_model": entry.origin_model,
            "origin_id": entry.origin_id,
            "origin_line_id": entry.origin_line_id,
            "origin_name": entry.origin_name,
        }

    def _points_posted(self):
        """Entries of these documents by key."""
        self.env["loyalty.points.entry"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id, e.origin_id, e.card_id, e.type, COALESCE(e.origin_line_id, 0),
                       e.component, e.state, e.points, e.waits_for,
                       e.release_date IS NOT NULL, e.reverses_id
                  FROM loyalty_points_entry e
                  LEFT JOIN loyalty_points_entry r ON r.id = e.reverses_id
                 WHERE e.origin_model = %s AND e.origin_id = ANY(%s) AND e.state != 'void'
                   AND (e.type IN ('earn', 'redeem')
                        OR e.type = 'reversal' AND r.type != 'write_off')
                 ORDER BY e.id
                """,
                self._name,
                list(self.ids),
            )
        )
        found = defaultdict(list)
        for row in rows:
            (
                entry_id,
                document_id,
                card_id,
                kind,
                line_id,
                component,
                state,
                points,
                *rest,
            ) = row
            key = (document_id, card_id, kind_of(kind, points), line_id, component)
            found[key].append(Posted(entry_id, state, exact(points), kind, *rest))
        return found

    def _points_empty_row(self, key):
        document_id, card_id, kind, line_id, component = key
        return {
            "document": self.browse(document_id),
            "card": self.env["loyalty.card"].browse(card_id),
            "type": kind,
            "line_id": line_id,
            "component": component,
            "due": 0,
            "waiting": 0,
            "waits_for": None,
        }

    def _points_plan_vals(self, row, planned):
        """Values for the door: what is new, what is taken back, what stays pending."""
        vals_list = []
        if planned.post:
            vals_list.append(self._points_due_vals(row, planned))
        if planned.wait:
            vals_list.append(
                {
                    **self._points_row_vals(row, planned.wait),
                    "state": "pending",
                    "waits_for": row["waits_for"],
                }
            )
        entries = self.env["loyalty.points.entry"]
        for entry, points in planned.rehold:
            vals_list.append(
                self.env["loyalty.card"]._points_pending_rest(
                    entries.browse(entry.id), points
                )
            )
        for entry_id, points in planned.reverse.items():
            vals_list.append(
                self.env["loyalty.card"]._points_reversal_row(
                    entries.browse(entry_id), points, {}
                )
            )
        return vals_list

    def _points_due_vals(self, row, planned):
        vals = self._points_row_vals(row, planned.post)
        pending = [entry.id for entry in planned.void]
        if pending:
            vals["pending_id"] = pending[0]
        days = row["card"].program_id.points_hold_days
        if row["type"] == "earn" and days:
            vals["state"] = "pending"
            vals["waits_for"] = "hold"
            vals["release_date"] = self.env[
                "loyalty.program"
            ]._points_now() + timedelta(days=days)
        return vals

    @api.model
    def _points_row_vals(self, row, points):
        document = row["document"]
        total = abs(exact(row["due"]) + exact(row["waiting"]))
        share = float(abs(exact(points)) / total) if total else 0
        return {
            "card_id": row["card"].id,
            "points": points,
            "type": row["type"],
            "component": row["component"],
            "amount": (row.get("amount") or 0) * share,
            "qualifying": row.get("qualifying", False),
            "same_batch": row.get("same_batch", False),
            "origin_model": document._name,
            "origin_id": document.id,
            "origin_line_id": row["line_id"] or None,
            "origin_name": document._points_origin_name(),
            "reason_code": "document",
            **({"reason": row["reason"]} if row.get("reason") else {}),
        }


def _is_closed(card):
    return card.status == "closed" and not card.successor_id


def _sort_key(key):
    """What is given beside the base stands together, so that statements can add it up."""
    document_id, card_id, kind, line_id, component = key
    return document_id, card_id, kind, component, line_id
