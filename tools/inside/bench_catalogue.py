"""Runs in Odoo's shell, with and without our addon: product search, reservation of stock.

100,000 products; with the addon 5 % of them are for members, half of these for a tier; and
every product that is reserved has a reserve.
"""

import json
import statistics
import time

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

PRODUCTS, SHARE, ORDERS, LINES, ROUNDS = 100_000, 20, 50, 20, 9
cr = env.cr  # noqa: F821
ours = "loyalty.stock.reserve" in env  # noqa: F821


def milliseconds(work):
    """Median of some rounds, each with an empty cache."""
    rounds = []
    for _round in range(ROUNDS):
        env.invalidate_all()  # noqa: F821
        started = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - started)
    return statistics.median(rounds)


# -- products -------------------------------------------------------------------------
model = env["product.template"]  # noqa: F821
pattern = model.create(
    {"name": "Part", "type": "consu", "is_storable": True, "list_price": 10}
)
if "is_published" in model._fields:
    pattern.is_published = True
env.flush_all()  # noqa: F821
# rows as they are, without an update that would leave dead ones only where the addon is
exclusive = {}
if ours:
    club = env["loyalty.program"].create(  # noqa: F821
        {
            "name": "Bench",
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
        }
    )
    silver, gold = env["loyalty.tier"].create(  # noqa: F821
        [
            {"program_id": club.id, "name": name, "threshold": threshold}
            for name, threshold in (("Silver", 1), ("Gold", 2))
        ]
    )
    env.flush_all()  # noqa: F821
    exclusive = {
        "member_restricted": SQL("g %% %s = 0", SHARE),
        "member_access": SQL(
            "CASE WHEN g %% %s = 0 THEN 'tier' WHEN g %% %s = 0 THEN 'members' "
            "ELSE 'everyone' END",
            2 * SHARE,
            SHARE,
        ),
        "member_tier_id": SQL(
            "CASE WHEN g %% %s = 0 THEN %s::int END", 2 * SHARE, gold.id
        ),
    }
templates = copies(  # noqa: F821
    "product_template",
    pattern.id,
    PRODUCTS,
    name=SQL("jsonb_build_object('en_US', 'Part ' || lpad(g::text, 6, '0'))"),
    **exclusive,
)
copies(  # noqa: F821
    "product_product",
    pattern.product_variant_id.id,
    PRODUCTS,
    product_tmpl_id=SQL("%s + g - 1", min(templates)),
    combination_indices=SQL("''"),
)
for name in ("product.template", "product.product"):
    for group in ("base.group_public", "base.group_portal"):
        env["ir.model.access"].create(  # noqa: F821
            {
                "name": f"bench {name} {group}",
                "model_id": env["ir.model"]._get_id(name),  # noqa: F821
                "group_id": env.ref(group).id,  # noqa: F821
                "perm_read": True,
            }
        )
member = env["res.users"].create(  # noqa: F821
    {
        "name": "Bench",
        "login": "bench",
        "password": "bench",
        "group_ids": [Command.set([env.ref("base.group_portal").id])],  # noqa: F821
    }
)
if ours:
    env["loyalty.card"].create(  # noqa: F821
        {"program_id": club.id, "partner_id": member.partner_id.id}
    )._points_set_tier(silver, None, "Bench")
cr.commit()
cr._cnx.autocommit = True
cr.execute("VACUUM ANALYZE product_template")
cr.execute("VACUUM ANALYZE product_product")
cr._cnx.autocommit = False
domain = [("sale_ok", "=", True)]


def search(user):
    """What a page of a list does: how many, and the first of them."""
    products = model.with_user(user)
    products.search_count(domain)
    products.search(domain, limit=20, order="list_price desc, name").mapped("name")


public = env.ref("base.public_user")  # noqa: F821
clerk = env.ref("base.user_admin")  # noqa: F821
for user in (public, member, clerk):
    search(user)
result = {
    "public": milliseconds(lambda: search(public)),
    "member": milliseconds(lambda: search(member)),
    "staff": milliseconds(lambda: search(clerk)),
}

# -- stock ----------------------------------------------------------------------------
warehouse = env["stock.warehouse"].search([], limit=1)  # noqa: F821
warehouse.out_type_id.reservation_method = "manual"
variants = env["product.product"]  # noqa: F821
# the n-th copy has the number n: none that is for members
plain = [one for number, one in enumerate(templates, start=1) if number % SHARE]
products = variants.search([("product_tmpl_id", "in", plain[: LINES * 5])])
for product in products:
    env["stock.quant"]._update_available_quantity(  # noqa: F821
        product, warehouse.lot_stock_id, 1000
    )
partner = env["res.partner"].create({"name": "Bench"})  # noqa: F821
sales = env["sale.order"]  # noqa: F821
orders = sales.create(
    [
        {
            "partner_id": partner.id,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": 2})
                for product in products[turn % 5 * LINES :][:LINES]
            ],
        }
        for turn in range(ORDERS)
    ]
)
orders.action_confirm()
if ours:
    env["loyalty.stock.reserve"].create(  # noqa: F821
        [
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "tier_id": gold.id,
                "date_from": fields.Datetime.subtract(fields.Datetime.now(), days=1),
                "quantity": 300,
            }
            for product in products
        ]
    )
cr.commit()
moves = orders.picking_ids.move_ids
rounds = []
for _round in range(5):
    env.invalidate_all()  # noqa: F821
    started = time.perf_counter()
    moves._action_assign()
    env.flush_all()  # noqa: F821
    rounds.append(time.perf_counter() - started)
    assert set(moves.mapped("state")) == {"assigned"}
    moves._do_unreserve()
    cr.commit()
result |= {"moves": len(moves), "assign": statistics.median(rounds)}
with open(RESULT, "w") as stream:  # noqa: F821
    json.dump(result, stream)
