"""Runs in Odoo's shell, with and without our addon: confirm orders, change balances."""

import json
import statistics
import time

from odoo.fields import Command

ORDERS = 60
ours = "loyalty.points.entry" in env  # noqa: F821


def timed(work):
    env.cr.flush()  # noqa: F821
    queries = env.cr.sql_log_count  # noqa: F821
    started = time.perf_counter()
    work()
    # all that a commit does first: what is tracked is written then
    env.cr.flush()  # noqa: F821
    return time.perf_counter() - started, env.cr.sql_log_count - queries  # noqa: F821


def program():
    env["loyalty.program"].search([("active", "=", True)]).active = False  # noqa: F821
    return env["loyalty.program"].create(  # noqa: F821
        {
            "name": "Bench",
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
            "rule_ids": [
                Command.create({"reward_point_mode": "money", "reward_point_amount": 1})
            ],
            "reward_ids": [
                Command.create(
                    {
                        "discount_mode": "per_point",
                        "discount": 1,
                        "required_points": 1,
                        # both sides spend the same: core would pay with this order's points
                        "discount_max_amount": 20,
                    }
                )
            ],
        }
    )


def order(product, partner, card, reward):
    made = env["sale.order"].create(  # noqa: F821
        {
            "partner_id": partner.id,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "product_uom_qty": number + 1}
                )
                for number in range(3)
            ],
        }
    )
    made._update_programs_and_rewards()
    status = made._apply_program_reward(reward, card)
    assert not status, status
    made._update_programs_and_rewards()
    return made


club = program()
goods = env["product.product"].create(  # noqa: F821
    {"name": "Part", "type": "consu", "list_price": 10, "taxes_id": [Command.clear()]}
)


def confirmations(orders, change=None):
    """`(seconds, queries)` of confirming orders of new members; between, one balance."""
    confirm, queries, balance = [], [], []
    for number in range(orders):
        member = env["res.partner"].create({"name": f"Bench {number}"})  # noqa: F821
        card = env["loyalty.card"].create(  # noqa: F821
            {"program_id": club.id, "partner_id": member.id}
        )
        card.points = 25
        if change is None and ours:
            card._points_set_tier(club.tier_ids[:1], None, "Bench")
        sale = order(goods, member, card, club.reward_ids)
        env.cr.flush()  # noqa: F821
        env.invalidate_all()  # noqa: F821
        seconds, count = timed(sale.action_confirm)
        assert sale.state == "sale"
        assert abs(sale.amount_total - 40) < 0.01, sale.amount_total
        env.invalidate_all()  # noqa: F821
        card.program_id.name  # noqa: B018  both sides begin with a warm card
        if number >= 10:
            confirm.append(seconds)
            queries.append(count)
        if change:
            seconds, count = timed(lambda card=card: change(card))
            if number >= 10:
                balance.append(seconds)
    return statistics.median(confirm), int(statistics.median(queries)), balance


def change_balance(card):
    if ours:
        card._points_post([{"card_id": card.id, "points": 5, "type": "earn"}])
    else:
        card.write({"points": card.points + 5})


confirm, queries, balance = confirmations(ORDERS, change_balance)
result = {
    "confirm": confirm,
    "confirm_queries": queries,
    "balance": statistics.median(balance),
}
if ours:
    env["loyalty.tier"].create(  # noqa: F821
        [
            {
                "program_id": club.id,
                "name": name,
                "threshold": threshold,
                "multiplier": multiplier,
            }
            for name, threshold, multiplier in (
                ("Silver", 100, 1.5),
                ("Gold", 500, 2),
                ("Platinum", 5000, 3),
            )
        ]
    )
    env["loyalty.campaign"].create(  # noqa: F821
        {
            "name": "Double",
            "program_id": club.id,
            "date_to": "2099-12-31",
            "budget": 1_000_000,
            "member_cap": 1_000,
        }
    )
    result["tiered"], result["tiered_queries"], _balance = confirmations(ORDERS)
with open(RESULT, "w") as stream:  # noqa: F821
    json.dump(result, stream)
env.cr.rollback()  # noqa: F821
