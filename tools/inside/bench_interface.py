"""Runs in Odoo's shell: what the clients of the interface need, and what they left behind."""

import json
from datetime import datetime, timedelta

from odoo.fields import Command

ours = "loyalty.points.entry" in env  # noqa: F821
PART = CARDS  # noqa: F821  the number of orders to make; 0 to look at the result


def key_of(user):
    keys = env["res.users.apikeys"].with_user(user)  # noqa: F821
    return keys._generate("rpc", "bench", datetime.now() + timedelta(days=1))


def prepare():
    env["loyalty.program"].search([]).active = False  # noqa: F821
    member = env["res.partner"].create({"name": "Bench Member"})  # noqa: F821
    goods = env["product.product"].create(  # noqa: F821
        {"name": "Part", "type": "consu", "list_price": 10, "default_code": "BENCH"}
    )
    if not ours:
        orders = env["sale.order"].create(  # noqa: F821
            [
                {
                    "partner_id": member.id,
                    "order_line": [Command.create({"product_id": goods.id})],
                }
                for _number in range(PART)
            ]
        )
        return {"key": key_of(env.ref("base.user_admin")), "orders": orders.ids}  # noqa: F821
    club = env["loyalty.program"].create(  # noqa: F821
        {
            "name": "Bench",
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
            "rule_ids": [
                Command.create({"reward_point_mode": "money", "reward_point_amount": 1})
            ],
            "reward_ids": [
                Command.create({"discount_mode": "per_point", "discount": 1})
            ],
        }
    )
    card = env["loyalty.card"].create(  # noqa: F821
        {"program_id": club.id, "partner_id": member.id}
    )
    card._points_post([{"card_id": card.id, "points": 1000, "type": "earn"}])
    till = env["res.users"].create(  # noqa: F821
        {
            "name": "Till",
            "login": "till",
            "group_ids": [
                Command.link(env.ref("loyalty_service_parts.group_loyalty_api").id)  # noqa: F821
            ],
        }
    )
    return {
        "key": key_of(till),
        "card": card.code,
        "currency": club.currency_id.name,
    }


def look():
    card = env["loyalty.card"].search([("program_id.name", "=", "Bench")])  # noqa: F821
    return {
        "balance": card.points,
        "documents": env["loyalty.api.document"].search_count([]),  # noqa: F821
        "wrong": len(env["loyalty.points.verify"]._verify()),  # noqa: F821
    }


result = prepare() if PART else look()
env.cr.commit()  # noqa: F821
with open(RESULT, "w") as stream:  # noqa: F821
    json.dump(result, stream)
