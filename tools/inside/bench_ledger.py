"""Runs in Odoo's shell: a large ledger, the runs over it, and the floor of each."""

import json
import statistics
import time

from odoo.tools import SQL

from odoo.addons.loyalty_service_parts.models.tier import tier_sql

cr = env.cr  # noqa: F821
cards = CARDS  # noqa: F821


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


club = env["loyalty.program"].create(  # noqa: F821
    {
        "name": "Large",
        "program_type": "loyalty",
        "applies_on": "both",
        "trigger": "auto",
        "rule_ids": [(0, 0, {"reward_point_mode": "money"})],
        "reward_ids": [(0, 0, {"discount_mode": "per_point", "discount": 1})],
    }
)
env.flush_all()  # noqa: F821
cr.execute("SET LOCAL loyalty_points.maintenance = 'on'")
# what is made up here needs no check of its references
cr.execute("SET LOCAL session_replication_role = replica")
cr.execute(
    """
    INSERT INTO loyalty_card (program_id, company_id, code, points, is_ledger, active, status,
                              points_activity_date, create_date, write_date)
    SELECT %s, %s, 'B' || n, 600, TRUE, TRUE, 'active', '2026-01-01', now(), now()
      FROM generate_series(1, %s) AS n
    """,
    (club.id, club.company_id.id or None, cards),
)
# eight lots of 100; the first two were spent; of the others two or three lapsed
cr.execute(
    """
    INSERT INTO loyalty_points_entry (
        card_id, program_id, company_id, points, amount, type, component, qualifying, state,
        date, expiry_date, origin_model, origin_id, origin_name, reason_code, author_id,
        balance_after, remaining, recorded_at)
    SELECT c.id, c.program_id, c.company_id, CASE WHEN n <= 8 THEN 100 ELSE -100 END, 100,
           CASE WHEN n <= 8 THEN 'earn' ELSE 'redeem' END, 'base', n <= 8, 'posted',
           '2025-01-01'::timestamp + make_interval(days => n),
           CASE WHEN n <= 4 OR n = 5 AND c.id %% 2 = 0 THEN '2025-06-01'::date
                WHEN n <= 8 THEN '2099-01-01'::date END,
           'sale.order', c.id, 'S', 'document', 1,
           CASE WHEN n <= 8 THEN 100 * n ELSE 800 - 100 * (n - 8) END,
           CASE WHEN n BETWEEN 3 AND 8 THEN 100 ELSE 0 END, now()
      FROM loyalty_card c CROSS JOIN generate_series(1, 10) AS n
     WHERE c.program_id = %s ORDER BY c.id, n
    """,
    (club.id,),
)
cr.execute(
    """
    INSERT INTO loyalty_points_allocation (debit_id, credit_id, points)
    SELECT d.id, d.id - 8, 100 FROM loyalty_points_entry d
     WHERE d.program_id = %s AND d.type = 'redeem'
    """,
    (club.id,),
)
cr.execute("SET LOCAL loyalty_points.maintenance = 'off'")
cr.execute("SET LOCAL session_replication_role = origin")
cr.commit()
TABLES = ("loyalty_card", "loyalty_points_entry", "loyalty_points_allocation")
for table in TABLES:
    cr.execute(
        SQL(
            "CREATE TABLE %s (LIKE %s INCLUDING ALL)",
            SQL.identifier(f"floor_{table}"),
            SQL.identifier(table),
        )
    )
    cr.execute(
        SQL(
            "INSERT INTO %s SELECT * FROM %s",
            SQL.identifier(f"floor_{table}"),
            SQL.identifier(table),
        )
    )
cr.commit()
for table in TABLES:
    # what any plain statement pays for too: the references, to the copies
    cr.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid = %s::regclass",
        (table,),
    )
    for name, definition in cr.fetchall():
        for copied in TABLES:
            definition = definition.replace(f"ES {copied}(", f"ES floor_{copied}(")
        cr.execute(
            SQL(
                f"ALTER TABLE %s ADD CONSTRAINT %s {definition}",
                SQL.identifier(f"floor_{table}"),
                SQL.identifier(f"floor_{name}"),
            )
        )
cr.commit()
cr._cnx.autocommit = True
for table in TABLES:
    cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
    cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(f"floor_{table}")))
cr.execute("CHECKPOINT")
cr._cnx.autocommit = False
result = {}
cr.execute(
    "SELECT pg_total_relation_size('loyalty_points_entry') "
    "+ pg_total_relation_size('loyalty_points_allocation')"
)
result["size"] = cr.fetchone()[0]
result["entries"] = 10 * cards

# -- post 1,000 entries in one call --------------------------------------------------------
cr.execute(
    "SELECT id FROM loyalty_card WHERE program_id = %s ORDER BY id LIMIT 20000",
    (club.id,),
)
ids = [row[0] for row in cr.fetchall()]
model = env["loyalty.card"]  # noqa: F821
ours, floor = [], []
for turn in range(9):
    begin = turn * 1000 % max(len(ids) - 1000, 1)
    chosen = ids[begin : begin + 1000]
    vals = [{"card_id": card_id, "points": 5, "type": "earn"} for card_id in chosen]
    env.invalidate_all()  # noqa: F821
    ours.append(seconds(lambda vals=vals: (model._points_post(vals), cr.commit())))

    def plain(chosen=chosen):
        cr.execute(
            """
            INSERT INTO floor_loyalty_points_entry (
                card_id, program_id, company_id, points, amount, type, component, qualifying,
                state, date, reason_code, author_id, balance_after, remaining, recorded_at)
            SELECT id, program_id, company_id, 5, 0, 'earn', 'base', FALSE, 'posted', now(),
                   'other', 1, 605, 5, now()
              FROM floor_loyalty_card WHERE id = ANY(%s)
            """,
            (chosen,),
        )
        cr.execute(
            "UPDATE floor_loyalty_card SET points = points + 5 WHERE id = ANY(%s)",
            (chosen,),
        )

    floor.append(seconds(lambda plain=plain: (plain(), cr.commit())))
result["post"], result["post_floor"] = (
    statistics.median(ours[2:]),
    statistics.median(floor[2:]),
)

# -- one posting on a large card -------------------------------------------------------------
large, small = model.browse(ids[-1]), model.browse(ids[-2])
batch = [
    {
        "card_id": large.id,
        "points": 1 if number % 2 else -1,
        "type": "earn" if number % 2 else "adjust",
    }
    for number in range(1000)
]
for _turn in range(10):
    large._points_post(batch)
    cr.commit()
times = {large: [], small: []}
for turn in range(60):
    for card in (large, small) if turn % 2 else (small, large):
        env.invalidate_all()  # noqa: F821
        card.program_id.name  # noqa: B018
        entry = {"card_id": card.id, "points": -1, "type": "redeem"}
        times[card].append(
            seconds(
                lambda card=card, entry=entry: (card._points_post([entry]), cr.commit())
            )
        )
result["large_card"] = statistics.median(times[large][10:])
result["small_card"] = statistics.median(times[small][10:])

# -- tiers -------------------------------------------------------------------------------------
club.write({"tier_metric": "points", "tier_window": "lifetime"})
env["loyalty.tier"].create(  # noqa: F821
    [
        {"program_id": club.id, "name": name, "threshold": threshold}
        for name, threshold in (("Silver", 100), ("Gold", 500), ("Platinum", 5000))
    ]
)
evaluation = env["loyalty.tier.evaluation"].with_context(loyalty_no_mail=True)  # noqa: F821
evaluation._promote(club)
cr.commit()
cr._cnx.autocommit = True
cr.execute("VACUUM ANALYZE loyalty_card")
cr._cnx.autocommit = False
since, _today, _until = club._points_tier_period()
aggregate = SQL(
    "SELECT count(*), sum(figure) FROM (%s) AS figures", tier_sql.figures(club, since)
)
times = {"tiers": [], "tiers_floor": []}
for _turn in range(5):
    # one member in a hundred reaches his tier in this run
    cr.execute(
        "UPDATE loyalty_card SET tier_id = NULL WHERE program_id = %s AND id %% 100 = 0",
        (club.id,),
    )
    cr.commit()
    times["tiers_floor"].append(seconds(lambda: cr.execute(aggregate)))
    times["tiers"].append(seconds(lambda: (evaluation._promote(club), cr.commit())))
for name, found in times.items():
    result[name] = statistics.median(found)

# -- expiry ------------------------------------------------------------------------------------
cr.execute(
    "SELECT count(*) FROM loyalty_points_entry WHERE remaining > 0 AND expiry_date < '2026-01-01'"
)
result["lots"] = cr.fetchone()[0]


def plain_expiry():
    cr.execute(
        """
        WITH lots AS (
            SELECT id, card_id, remaining FROM floor_loyalty_points_entry
             WHERE remaining > 0 AND expiry_date < '2026-01-01'
        ), due AS (
            SELECT card_id, sum(remaining) AS points FROM lots GROUP BY card_id
        ), cards AS (
            UPDATE floor_loyalty_card c SET points = c.points - due.points
              FROM due WHERE c.id = due.card_id
            RETURNING c.id, c.program_id, c.company_id, due.points, c.points AS balance
        ), debits AS (
            INSERT INTO floor_loyalty_points_entry (
                card_id, program_id, company_id, points, amount, type, component, qualifying,
                state, date, reason_code, author_id, balance_after, remaining, recorded_at)
            SELECT id, program_id, company_id, -points, 0, 'expire', 'base', FALSE, 'posted',
                   now(), 'expired', 1, balance, 0, now() FROM cards
            RETURNING id, card_id
        ), paired AS (
            INSERT INTO floor_loyalty_points_allocation (debit_id, credit_id, points)
            SELECT debits.id, lots.id, lots.remaining
              FROM lots JOIN debits ON debits.card_id = lots.card_id
        )
        UPDATE floor_loyalty_points_entry e SET remaining = 0 FROM lots WHERE e.id = lots.id
        """
    )
    cr.commit()


def our_expiry():
    run = env["loyalty.points.run"]  # noqa: F821
    while run._expire_batch(club):
        cr.commit()


result["expire_floor"] = seconds(plain_expiry)
result["expire"] = seconds(our_expiry)
found = env["loyalty.points.verify"]._verify(ids[:5000])  # noqa: F821
assert not found, found[:3]
with open(RESULT, "w") as stream:  # noqa: F821
    json.dump(result, stream)
