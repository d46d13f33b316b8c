"""Members are told of new parts that they may see: once, in batches (S28)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .product_template import NEW_DAYS

BATCH = 200


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    untold_part_ids = fields.Many2many(
        "product.template", "New Parts", compute="_compute_untold_part_ids"
    )

    @api.depends_context("loyalty_untold")
    def _compute_untold_part_ids(self):
        """What the message that is being sent tells of."""
        untold = dict(self.env.context.get("loyalty_untold") or ())
        for card in self:
            card.untold_part_ids = untold.get(card.id, [])

    @api.model
    def _cron_tell_of_parts(self):
        """Tell members of parts that they may see since a short time."""
        while rows := self._catalogue_untold():
            self._catalogue_tell(rows)
            if not self.env["ir.cron"]._commit_progress(len(rows)):
                return

    @api.model
    def _catalogue_untold(self):
        """`{card id: ids of parts}` of the next members to be told."""
        templates = self.env["product.template"].sudo()
        parts = templates.search(
            templates._catalogue_announced_domain() & self._catalogue_lately()
        )
        if not parts:
            return {}
        self.flush_model()
        parts.flush_model()
        self.env["loyalty.tier"].flush_model()
        self.env["loyalty.catalogue.notice"].flush_model()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT card_id, array_agg(part_id ORDER BY part_id) FROM (
                  SELECT c.id AS card_id, t.id AS part_id
                    FROM product_template t
                    LEFT JOIN loyalty_tier wanted ON wanted.id = t.member_tier_id
                    JOIN loyalty_card c ON c.active AND c.is_ledger AND c.status = 'active'
                     AND c.partner_id IS NOT NULL
                     AND (c.expiration_date IS NULL OR c.expiration_date >= %(today)s)
                     AND (t.company_id IS NULL OR c.company_id IS NULL
                          OR t.company_id = c.company_id)
                    JOIN loyalty_program p ON p.id = c.program_id AND p.active
                     AND p.program_type = 'loyalty'
                    LEFT JOIN loyalty_tier own ON own.id = c.tier_id
                    LEFT JOIN sale_order made ON made.id = c.order_id
                   WHERE t.id IN %(parts)s
                     AND (c.points_activity_date IS NOT NULL OR c.order_id IS NULL
                          OR made.state = 'sale')
                     AND (t.visible_until IS NULL OR t.visible_until > %(now)s)
                     AND date_trunc('second', COALESCE(t.visible_from, t.create_date))
                         - COALESCE(own.advance_days, 0) * interval '1 day'
                         BETWEEN %(now)s - %(new)s * interval '1 day' AND %(now)s
                     AND CASE t.member_access
                         WHEN 'members' THEN COALESCE(t.member_program_id, p.id) = p.id
                         WHEN 'tier' THEN own.program_id = wanted.program_id
                                          AND own.threshold >= wanted.threshold
                         ELSE TRUE END
                     AND NOT EXISTS (SELECT FROM loyalty_catalogue_notice n
                                      WHERE n.card_id = c.id AND n.product_tmpl_id = t.id)
                ) AS untold
                 GROUP BY card_id ORDER BY card_id LIMIT %(limit)s
                """,
                today=fields.Date.context_today(self),
                parts=tuple(parts.ids),
                now=now,
                new=NEW_DAYS,
                limit=BATCH,
            )
        )
        return dict(rows)

    @api.model
    def _catalogue_lately(self):
        """Domain of parts that may be new for somebody."""
        now = fields.Datetime.now()
        tiers = self.env["loyalty.tier"]._catalogue_tiers().values()
        ahead = now + timedelta(days=max((days for _below, days in tiers), default=0))
        since = now - timedelta(days=NEW_DAYS)
        return (
            Domain("visible_from", ">=", since) & Domain("visible_from", "<=", ahead)
        ) | (Domain("visible_from", "=", False) & Domain("create_date", ">=", since))

    @api.model
    def _catalogue_tell(self, untold):
        """Send one message to each of these members, and note of which parts.

        :param dict untold: `{card id: ids of parts}`
        """
        # a context that a field depends on is a key: it cannot be a dict
        known = tuple((card, tuple(parts)) for card, parts in untold.items())
        cards = self.sudo().browse(untold).with_context(loyalty_untold=known)
        sent = cards._points_send("novelty", "advertising")
        sent |= cards._catalogue_send_sms()
        self.env["loyalty.catalogue.notice"].sudo().create(
            [
                {
                    "card_id": card.id,
                    "product_tmpl_id": part,
                    "sent": card in sent,
                }
                for card in cards
                for part in untold[card.id]
            ]
        )

    def _catalogue_send_sms(self):
        """Those of these members who agreed to SMS get one; the cards that did."""
        if self.env.context.get("loyalty_no_mail"):
            return self.browse()
        state = self.env["loyalty.consent"].sudo()._points_state(self.partner_id)
        agreed = self.filtered(
            lambda card: (
                card.program_id.novelty_sms_template_id
                and card.partner_id.phone
                and state.get((card.partner_id.id, "advertising", "sms"))
            )
        )
        for program, own in agreed.grouped("program_id").items():
            self.env["sms.composer"].create(
                {
                    "composition_mode": "mass",
                    "res_model": "loyalty.card",
                    "res_ids": repr(own.ids),
                    "template_id": program.novelty_sms_template_id.id,
                    "mass_keep_log": True,
                    "mass_force_send": False,
                }
            )._action_send_sms()
        return agreed
