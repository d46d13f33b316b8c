"""What the counter shows of a member; each part to whoever may read it (S57)."""

from datetime import datetime

from odoo import api, fields, models
from odoo.tools import format_date

#: So many of the last purchases, assets, tickets and quotations are shown.
LAST = 5


class LoyaltyCounter(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.counter"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def show(self, partner_id):
        """A customer as the counter shows him.

        :return: `{"partner", "cards", "consents", "assets", "orders", "tickets",
            "duplicates", "may"}`; texts are ready to be shown
        :raise UserError: the contact does not exist any more
        """
        self._counter_check()
        partner = self._counter_partner(partner_id)
        return {
            "partner": {
                "id": partner.id,
                "name": partner.display_name,
                "phone": partner.phone or "",
                "email": partner.email or "",
            },
            "cards": self._counter_of_cards(partner),
            "consents": self._counter_consents(partner),
            "assets": self._counter_assets(partner),
            "orders": self._counter_orders(partner),
            "tickets": self._counter_tickets(partner),
            "duplicates": self._counter_duplicates(partner),
            "may": self._counter_may(),
        }

    @api.model
    def _counter_may(self):
        """What whoever asks may do."""
        user = self.env.user
        return {
            "sell": user.has_group("sales_team.group_sale_salesman"),
            "serve": user.has_group(
                "loyalty_service_parts.group_loyalty_member_services"
            ),
        }

    @api.model
    def _counter_of_cards(self, partner):
        cards = self.env["loyalty.card"]._points_search_of(
            partner, self.env.company, [("program_id.program_type", "=", "loyalty")]
        )
        own = cards._points_of_contact(partner).sorted(
            lambda card: (not card.tier_id, card.program_id.sequence, card.id)
        )
        return [self._counter_of_card(card) for card in own]

    @api.model
    def _counter_of_card(self, card):
        statuses = dict(card._fields["status"]._description_selection(self.env))
        # a clerk sees what a card is worth without reading programs and tiers
        program, tier = card.sudo().program_id, card.sudo().tier_id
        value = card.points_usable * program._points_money_of_point()
        waits = card._counter_waits()
        return {
            "id": card.id,
            "code": card.code,
            "program": program.name,
            "status": card.status,
            "status_text": statuses[card.status],
            "tier": tier.name or "",
            "style": tier.color_style if tier else "",
            "missing": card.tier_text or "",
            "usable": card.points_usable_display,
            "value": program.currency_id.format(value) if value else "",
            "pending": card.points_pending_display if card.points_pending else "",
            "waits": waits,
            "expiring": card._counter_expiring(),
            "debt": card.points_debt_display if card.points_debt else "",
            "symbol": program.currency_id.symbol or "",
        }

    @api.model
    def _counter_consents(self, partner):
        """“Advertising by SMS”, of what he agreed to; False to whoever may not know."""
        consents = self.env["loyalty.consent"]
        if not consents.has_access("read"):
            return False
        kinds, channels = (
            dict(consents._fields[name]._description_selection(self.env))
            for name in ("kind", "channel")
        )
        state = consents._points_state(partner)
        return [
            ", ".join(filter(None, (kinds[kind], channels.get(channel))))
            for (_partner, kind, channel), granted in state.items()
            if granted
        ]

    @api.model
    def _counter_assets(self, partner):
        """What he owns, with the next service of each."""
        assets = self.env["loyalty.asset"]
        if not assets.has_access("read"):
            return []
        found = assets.search([("partner_id", "=", partner.id)], limit=LAST)
        labels = dict(
            self.env["loyalty.asset.service"]
            ._fields["due_state"]
            ._description_selection(self.env)
        )
        result = []
        for asset in found:
            due = asset.service_ids.filtered("due_date").sorted("due_date")[:1]
            result.append(
                {
                    "id": asset.id,
                    "name": asset.display_name,
                    "service": due.plan_id.display_name or "",
                    "due": _day(due, due.due_date),
                    "state": due.due_state or "",
                    "state_text": labels.get(due.due_state, ""),
                }
            )
        return result

    @api.model
    def _counter_orders(self, partner):
        """His last purchases and open quotations, of those that may be read."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return []
        found = orders.search(
            [("partner_id", "=", partner.id), ("state", "!=", "cancel")],
            order="date_order desc, id desc",
            limit=LAST,
        )
        states = dict(orders._fields["state"]._description_selection(self.env))
        return [
            {
                "id": order.id,
                "name": order.name,
                "day": _day(order, order.date_order),
                "total": order.currency_id.format(order.amount_total),
                "state": order.state,
                "state_text": states[order.state],
            }
            for order in found
        ]

    @api.model
    def _counter_tickets(self, partner):
        """His open tickets."""
        tickets = self.env["helpdesk.ticket"]
        if not tickets.has_access("read"):
            return []
        found = tickets.search(
            [
                ("partner_id", "child_of", partner.commercial_partner_id.id),
                ("closed", "=", False),
            ],
            limit=LAST,
        )
        return [
            {
                "id": ticket.id,
                "name": f"{ticket.number} {ticket.name}",
                "stage": ticket.stage_id.name or "",
            }
            for ticket in found
        ]

    @api.model
    def _counter_duplicates(self, partner):
        """Other contacts with his phone number."""
        if not partner.phone_sanitized:
            return []
        same = partner.search(
            [
                ("phone_sanitized", "=", partner.phone_sanitized),
                ("id", "!=", partner.id),
            ],
            limit=LAST,
        )
        return [{"id": one.id, "name": one.display_name} for one in same]

    @api.model
    def quotations(self):
        """Open quotations to which a customer may be applied: the newest of the user's.

        :return: `[{"id", "name", "customer", "total"}]`
        """
        self._counter_check()
        orders = self.env["sale.order"].search(
            [
                ("state", "in", ("draft", "sent")),
                ("user_id", "in", (False, self.env.uid)),
                ("company_id", "=", self.env.company.id),
            ],
            order="id desc",
            limit=2 * LAST,
        )
        return [
            {
                "id": order.id,
                "name": order.name,
                "customer": order.partner_id.display_name,
                "total": order.currency_id.format(order.amount_total),
            }
            for order in orders
        ]


class LoyaltyCard(models.Model):
    # what the counter says of a card
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _counter_expiring(self):
        """“50 points on 31.12.2026”; empty if nothing expires."""
        if not self.points_expiring:
            return ""
        return self.env._(
            "%(points)s on %(day)s",
            points=self.points_expiring_display,
            day=_day(self, self.points_expiring_date),
        )

    def _counter_waits(self):
        """What pending points wait for, in words."""
        if not self.points_pending:
            return ""
        pending = self.env["loyalty.points.entry"].search(
            [("card_id", "=", self.id), ("state", "=", "pending")], limit=20
        )
        return ", ".join(dict.fromkeys(filter(None, pending.mapped("waits_text"))))


def _day(record, moment):
    """A day in the user's language and time zone; empty without one."""
    if isinstance(moment, datetime):
        moment = fields.Datetime.context_timestamp(record, moment).date()
    return format_date(record.env, moment) if moment else ""
