"""What a member owns: found by its number or plate, with readings, services, history (S25)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .due import use_per_day
from .keys import key_of

#: Letters and digits of a number or plate, at least.
SHORTEST = 4


class LoyaltyAsset(models.Model):
    _name = "loyalty.asset"
    _description = "Asset of a Member"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "partner_id, id"
    _rec_names_search = ["number", "plate", "number_key", "plate_key", "brand", "model"]

    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "loyalty.asset.type", required=True, ondelete="restrict", tracking=True
    )
    measure = fields.Selection(related="type_id.measure")
    number_kind = fields.Selection(related="type_id.number_kind")
    partner_id = fields.Many2one(
        "res.partner",
        "Owned By",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    brand = fields.Char()
    model = fields.Char()
    number = fields.Char("Number (VIN, IMEI, Serial)", tracking=True)
    plate = fields.Char("Number Plate", tracking=True)
    number_key = fields.Char(compute="_compute_keys", store=True, index=True)
    plate_key = fields.Char(compute="_compute_keys", store=True, index=True)
    bought_date = fields.Date("Bought On")
    bought_at = fields.Char(help="Another shop, if it was not ours.")
    sale_line_id = fields.Many2one(
        "sale.order.line", "Sold By Us On", readonly=True, index="btree_not_null"
    )
    lot_id = fields.Many2one(
        "stock.lot", "Serial of Ours", index="btree_not_null", ondelete="set null"
    )
    product_id = fields.Many2one(related="lot_id.product_id")
    image_128 = fields.Image("Picture", max_width=128, max_height=128)
    reading_ids = fields.One2many("loyalty.asset.reading", "asset_id", "Readings")
    reading = fields.Float(
        "Meter Shows", compute="_compute_reading", store=True, digits=(16, 0)
    )
    reading_date = fields.Date("Read On", compute="_compute_reading", store=True)
    use_per_day = fields.Float("Use a Day", compute="_compute_use_per_day")
    service_ids = fields.One2many("loyalty.asset.service", "asset_id", "Services")
    due_date = fields.Date(
        "Next Service", compute="_compute_due_date", store=True, index=True
    )
    owner_ids = fields.One2many("loyalty.asset.owner", "asset_id", "Owners")
    note = fields.Html()

    _number_once = models.UniqueIndex(
        "(number_key, COALESCE(company_id, 0)) WHERE active AND number_key <> ''",
        "This number belongs to an asset that is known already: look for it, and change its "
        "owner if it was sold.",
    )

    _plate_once = models.UniqueIndex(
        "(plate_key, COALESCE(company_id, 0)) WHERE active AND plate_key <> ''",
        "This plate belongs to an asset that is known already: look for it, and change its "
        "owner or its plate.",
    )

    @api.depends("number", "plate")
    def _compute_keys(self):
        for asset in self:
            asset.number_key = key_of(asset.number)
            asset.plate_key = key_of(asset.plate)

    @api.depends("brand", "model", "plate", "number", "type_id")
    def _compute_display_name(self):
        for asset in self:
            what = " ".join(filter(None, (asset.brand, asset.model)))
            # whoever sees an asset need not be allowed to read types
            kind = asset.sudo().type_id.name
            parts = (what or kind, asset.plate or asset.number)
            asset.display_name = ", ".join(filter(None, parts))

    @api.depends("reading_ids.value", "reading_ids.date")
    def _compute_reading(self):
        for asset in self:
            last = asset.reading_ids._service_sorted()[-1:]
            asset.reading, asset.reading_date = last.value, last.date

    @api.depends("reading_ids.value", "reading_ids.date", "reading_ids.is_new_meter")
    def _compute_use_per_day(self):
        for asset in self:
            asset.use_per_day = use_per_day(asset._service_readings()) or 0

    @api.depends("service_ids.due_date")
    def _compute_due_date(self):
        for asset in self:
            days = filter(None, asset.service_ids.mapped("due_date"))
            asset.due_date = min(days, default=False)

    @api.constrains("number", "plate")
    def _check_known_by_something(self):
        """What is too short would find the wrong one; numbers of ours are as they are."""
        for asset in self.filtered(lambda one: not one.lot_id):
            for text, key in (
                (asset.number, asset.number_key),
                (asset.plate, asset.plate_key),
            ):
                if text and len(key) < SHORTEST:
                    raise ValidationError(
                        self.env._(
                            "“%s” is too short for a number: check what was typed.",
                            text,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """The first owner, and the services of the plan, are written down."""
        assets = super().create(vals_list)
        # owners and services are the addon's own: whoever makes an asset writes none
        sudo = assets.sudo()
        sudo._service_write_owner()
        sudo._service_plan()
        return assets

    def write(self, vals):
        """A new owner gets the asset with its history; a new type has another plan."""
        old = {asset: asset.partner_id for asset in self}
        result = super().write(vals)
        if "partner_id" in vals:
            moved = self.filtered(lambda asset: asset.partner_id != old[asset])
            moved.sudo()._service_write_owner()
        if "type_id" in vals:
            self.sudo()._service_plan()
        return result

    # -- owners ----------------------------------------------------------------------
    def _service_write_owner(self):
        """One row per owner; the one before ends."""
        today = fields.Date.context_today(self)
        owners = self.env["loyalty.asset.owner"]
        owners.search([("asset_id", "in", self.ids), ("until", "=", False)]).write(
            {"until": today}
        )
        owners.create(
            [
                {
                    "asset_id": asset.id,
                    "partner_id": asset.partner_id.id,
                    "since": today if asset.owner_ids else asset.bought_date or today,
                }
                for asset in self
            ]
        )

    # -- plan ------------------------------------------------------------------------
    def _service_plan(self):
        """A row per service of the plan; those of another type go."""
        services = self.env["loyalty.asset.service"]
        values = []
        for asset in self:
            # an archived service keeps what was done
            plans = asset.type_id.with_context(active_test=False).plan_ids
            asset.service_ids.filtered(
                lambda one, plans=plans: one.plan_id not in plans
            ).unlink()
            values += [
                {"asset_id": asset.id, "plan_id": plan.id}
                for plan in plans.filtered("active") - asset.service_ids.plan_id
            ]
        services.create(values)

    def _service_readings(self):
        """`[(day, value)]` as one meter would have shown that was never replaced."""
        self.ensure_one()
        before, added, result = 0.0, 0.0, []
        for row in self.reading_ids._service_sorted():
            if row.is_new_meter:
                added += before - row.value
            before = row.value
            result.append((row.date, row.value + added))
        return result

    def _service_total(self):
        """What a meter that was never replaced would show now."""
        readings = self._service_readings()
        return readings[-1][1] if readings else 0.0

    # -- finding ---------------------------------------------------------------------
    @api.model
    def _service_by_hint(self, hints):
        """`{hint: asset}` by VIN, IMEI, serial number or plate, however typed; batched."""
        keys = {hint: key_of(hint) for hint in hints if key_of(hint)}
        if not keys:
            return {}
        found = self.search(
            [
                "|",
                ("number_key", "in", list(keys.values())),
                ("plate_key", "in", list(keys.values())),
                ("company_id", "in", (False, *self.env.company.parent_ids.ids)),
            ],
            order="id desc",
        )
        by_key = {asset.plate_key: asset for asset in found if asset.plate_key}
        by_key |= {asset.number_key: asset for asset in found if asset.number_key}
        return {hint: by_key[key] for hint, key in keys.items() if key in by_key}
