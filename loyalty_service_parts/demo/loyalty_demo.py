"""A parts shop with a workshop, and the year before today.

`_load_members` makes what a database with demo data gets; `_load_all` adds orders,
deliveries, payments and returns, each on its own day.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from . import catalogue

MODULE = "loyalty_service_parts"


class LoyaltyDemo(models.AbstractModel):
    _name = "loyalty.demo"
    _description = "Story of the Demo"

    # -- entry points ------------------------------------------------------------------
    @api.model
    def _load_members(self):
        """Program, products, users and members; no orders."""
        self._make_products()
        self._make_program()
        self._make_texts()
        self._make_members()

    @api.model
    def _load_all(self):
        """The whole story, in a database without documents."""
        self._make_company()
        since = fields.Date.context_today(self) - timedelta(days=365)
        self._at(since)._load_members()
        self._make_users()
        self._ref("program").coupon_ids.enrolled_date = since
        self._fill_stock()
        self._live_a_year()
        self._finish()

    # -- records with names --------------------------------------------------------------
    @api.model
    def _record(self, name, model, values):
        """Create a record once, known by its XML id."""
        found = self.env.ref(f"{MODULE}.{name}_demo", raise_if_not_found=False)
        if found:
            return found
        record = self.env[model].create(values)
        self.env["ir.model.data"].create(
            {
                "module": MODULE,
                "name": f"{name}_demo",
                "model": model,
                "res_id": record.id,
                "noupdate": True,
            }
        )
        return record

    @api.model
    def _ref(self, name):
        return self.env.ref(f"{MODULE}.{name}_demo")

    @api.model
    def _product_name(self, code):
        return f"product_{code.lower().replace('-', '_')}"

    @api.model
    def _product(self, code):
        return self._ref(self._product_name(code))

    @api.model
    def _make_company(self):
        company = self.env.company
        roubles = self.env.ref("base.RUB")
        roubles.active = True
        company.write(
            {
                "name": "Motor Parts & Service",
                "currency_id": roubles.id,
                "country_id": self.env.ref("base.ru").id,
                "city": "Saint Petersburg",
                "street": "Zavodskaya 12",
                "phone": "+7 812 555-00-00",
                "email": "shop@motor-parts.example.com",
            }
        )
        company.partner_id.tz = "Europe/Moscow"
        self.env["res.users"].search([("share", "=", False)]).lang = "en_US"
        if not company.chart_template:
            self.env["account.chart.template"].try_loading("generic_coa", company)
        pricelists = self.env["product.pricelist"].search(
            [("company_id", "in", (False, company.id))]
        )
        pricelists.currency_id = roubles
        group = self._record("tax_group_vat", "account.tax.group", {"name": "VAT 22%"})
        tax = self._record(
            "tax_vat",
            "account.tax",
            {
                "name": "VAT 22%",
                "amount": 22,
                "type_tax_use": "sale",
                "tax_group_id": group.id,
            },
        )
        company.account_sale_tax_id = tax

    @api.model
    def _make_products(self):
        for kind, rows in (("consu", catalogue.PARTS), ("service", catalogue.LABOUR)):
            category = self._record(
                f"category_{kind}",
                "product.category",
                {"name": "Spare parts" if kind == "consu" else "Labour"},
            )
            for name, code, price in rows:
                self._record(
                    self._product_name(code),
                    "product.product",
                    {
                        "name": name,
                        "default_code": code,
                        "list_price": price,
                        "standard_price": price * 0.6,
                        "type": kind,
                        "is_storable": kind == "consu",
                        "invoice_policy": "order",
                        "categ_id": category.id,
                    },
                )

    @api.model
    def _make_program(self):
        return self._record(
            "program",
            "loyalty.program",
            {
                "name": "Motor Club",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "portal_visible": True,
                "portal_point_name": "points",
                "points_accrual": "paid",
                "points_on": "net",
                "points_digits": "0",
                "points_expiry": "months",
                "points_expiry_count": 6,
                "points_warning_days": 30,
                "redeem_max_percent": 30,
                "redeem_min_points": 50,
                "adjust_limit": 500,
                "transfer_limit": 2000,
                "rule_ids": [
                    Command.create(
                        {"reward_point_mode": "money", "reward_point_amount": 0.05}
                    )
                ],
                "reward_ids": [
                    Command.create(
                        {
                            "description": "Pay with points",
                            "reward_type": "discount",
                            "discount_mode": "per_point",
                            "discount": 1,
                            "discount_applicability": "order",
                            "required_points": 1,
                        }
                    ),
                    Command.create(
                        {
                            "description": "Free diagnostics",
                            "reward_type": "product",
                            "reward_product_id": self._product("L-01").id,
                            "required_points": 1200,
                        }
                    ),
                ],
            },
        )

    @api.model
    def _make_texts(self):
        for kind, text in (
            (
                "processing",
                "We keep your name, contacts and purchases to run the program.",
            ),
            ("advertising", "We may send you offers by the channels that you choose."),
            ("statement", "We send you the statement of your card each month."),
        ):
            self._record(
                f"consent_text_{kind}",
                "loyalty.consent.text",
                {
                    "kind": kind,
                    "name": "2025-1",
                    "date_from": "2025-01-01",
                    "text": text,
                },
            )

    @api.model
    def _make_users(self):
        for login, name, groups in (
            (
                "salesman",
                "Sergey Salesman",
                ["sales_team.group_sale_salesman_all_leads"],
            ),
            (
                "clerk",
                "Clara Clerk",
                [
                    f"{MODULE}.group_loyalty_member_services",
                    "sales_team.group_sale_salesman_all_leads",
                ],
            ),
            ("auditor", "Anton Auditor", [f"{MODULE}.group_loyalty_auditor"]),
        ):
            self._record(
                f"user_{login}",
                "res.users",
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@motor-parts.example.com",
                    "tz": "Europe/Moscow",
                    "lang": "en_US",
                    "group_ids": [
                        Command.set([self.env.ref(group).id for group in groups])
                    ],
                },
            )
        for _name, login, _phone, _agrees in catalogue.PEOPLE[:2]:
            self._record(
                f"user_{login}",
                "res.users",
                {
                    "partner_id": self._ref(f"partner_{login}").id,
                    "login": login,
                    "password": login,
                    "group_ids": [Command.set([self.env.ref("base.group_portal").id])],
                },
            )

    @api.model
    def _make_members(self):
        enrol = self.env["loyalty.card"]
        for name, login, phone, agrees in catalogue.PEOPLE:
            partner = self._record(
                f"partner_{login}",
                "res.partner",
                {
                    "name": name,
                    "email": f"{login}@example.com",
                    "phone": phone,
                    "birthdate_date": catalogue.BIRTHDAYS[login],
                    "lang": "en_US",
                },
            )
            enrol._points_enrol(self._ref("program"), partner)
            self.env["loyalty.consent"]._points_record(
                partner,
                {
                    ("processing", ""): True,
                    ("advertising", "email"): agrees,
                    ("statement", "email"): agrees,
                },
                "Enrolment",
            )
        for name, login, phone in catalogue.COMPANIES:
            partner = self._record(
                f"partner_{login.replace('.', '_')}",
                "res.partner",
                {
                    "name": name,
                    "is_company": True,
                    "email": f"{login}@example.com",
                    "phone": phone,
                },
            )
            enrol._points_enrol(self._ref("program"), partner)

    @api.model
    def _fill_stock(self):
        stock = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        for _name, code, _price in catalogue.PARTS:
            product = self._product(code)
            self.env["stock.quant"]._update_available_quantity(product, stock, 500)

    # -- the year ------------------------------------------------------------------------
