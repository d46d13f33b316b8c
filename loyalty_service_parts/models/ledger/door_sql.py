"""The statements of the door, one purpose each. They work on sets of cards."""

from odoo.tools import SQL

#: Column of the entry → type in the recordset that the insert reads.
COLUMNS = {
    "card_id": "int",
    "points": "numeric",
    "amount": "numeric",
    "type": "text",
    "component": "text",
    "qualifying": "bool",
    "state": "text",
    "date": "timestamp",
    "expiry_date": "date",
    "idle_months": "int",
    "waits_for": "text",
    "release_date": "timestamp",
    "origin_model": "text",
    "origin_id": "int",
    "origin_line_id": "int",
    "origin_name": "text",
    "reason_code": "text",
    "author_id": "int",
    "reverses_id": "int",
    "pending_id": "int",
    "counterpart_id": "int",
    "idempotency_key": "text",
    "idempotency_digest": "text",
}


def lapsed_condition(lot, card, today):
    """A lot that can no longer be spent on a day: by its own date, or its card's (D5)."""
    return SQL(
        "(%(lot)s.expiry_date < %(today)s OR %(card)s.expiration_date < %(today)s "
        "OR %(lot)s.idle_months > 0 AND %(card)s.points_activity_date "
        "+ make_interval(months => %(lot)s.idle_months) < %(today)s)",
        lot=lot,
        card=card,
        today=today,
    )


def last_day(lot, card):
    """The last day on which a lot can be spent as things stand; NULL for ever."""
    return SQL(
        "LEAST(%(lot)s.expiry_date, %(card)s.expiration_date, "
        "CASE WHEN %(lot)s.idle_months > 0 THEN (%(card)s.points_activity_date "
        "+ make_interval(months => %(lot)s.idle_months))::date END)",
        lot=lot,
        card=card,
    )


def lock_cards(today_by_card, spending):
    """Lock cards in the order of their ids; read what the checks need.

    What has lapsed matters to cards that are about to spend only. NO KEY: a cart that
    references the card is not blocked.
    """
    return SQL(
        """
        SELECT c.id, round(COALESCE(c.points, 0)::numeric, 4), c.is_ledger, c.status,
               CASE WHEN c.id = ANY(%(spending)s) THEN (
                   SELECT COALESCE(sum(l.remaining), 0) FROM loyalty_points_entry l
                    WHERE l.card_id = c.id AND l.remaining > 0 AND %(lapsed)s) ELSE 0 END,
               EXISTS (SELECT FROM loyalty_points_entry d
                        WHERE d.card_id = c.id AND d.remaining < 0),
               c.successor_id, t.today
          FROM loyalty_card c
          JOIN unnest(%(ids)s::int[], %(days)s::date[]) AS t(card_id, today) ON t.card_id = c.id
         ORDER BY c.id
           FOR NO KEY UPDATE OF c
        """,
        lapsed=lapsed_condition(SQL("l"), SQL("c"), SQL("t.today")),
        ids=list(today_by_card),
        days=list(today_by_card.values()),
        spending=sorted(spending),
    )


def insert_entries(rows_json, user_id, now):
    """Insert the rows with their running balance and reason; update the cards, too.

    A lock without an update double-spends under REPEATABLE READ: the second
    transaction would not notice the first.
    """
    columns = SQL(", ").join(map(SQL.identifier, COLUMNS))
    values = SQL(", ").join(SQL("x.%s", SQL.identifier(name)) for name in COLUMNS)
    typed = SQL(", ").join(
        SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in COLUMNS.items()
    )
    return SQL(
        """
        WITH x AS (
            SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS x(
                seq int, day date, reason text, %(typed)s)
        ), inserted AS (
            INSERT INTO loyalty_points_entry (
                %(columns)s, program_id, company_id, balance_after, remaining, recorded_at)
            SELECT %(values)s, c.program_id, c.company_id,
                   CASE WHEN x.state = 'posted' THEN round(COALESCE(c.points, 0)::numeric, 4)
                        + sum(CASE WHEN x.state = 'posted' THEN x.points ELSE 0 END)
                          OVER (PARTITION BY x.card_id ORDER BY x.seq) END,
                   CASE WHEN x.state = 'posted' THEN x.points ELSE 0 END, %(now)s
              FROM x JOIN loyalty_card c ON c.id = x.card_id
             ORDER BY x.seq
            RETURNING id
        ), change AS (
            SELECT card_id,
                   sum(CASE WHEN state = 'posted' THEN points ELSE 0 END) AS points,
                   max(CASE WHEN state = 'posted' AND type IN ('earn', 'redeem')
                            THEN day END) AS day
              FROM x GROUP BY card_id
        ), cards AS (
            UPDATE loyalty_card c
               SET points = (round(COALESCE(c.points, 0)::numeric, 4) + change.points)::float8,
                   points_activity_date = GREATEST(c.points_activity_date, change.day),
                   write_uid = %(user)s, write_date = %(now)s
              FROM change WHERE c.id = change.card_id
        ), reasons AS (
            INSERT INTO loyalty_points_reason (
                entry_id, text, create_uid, create_date, write_uid, write_date)
            SELECT numbered.id, x.reason, %(user)s, %(now)s, %(user)s, %(now)s
              FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS seq FROM inserted)
                AS numbered JOIN x ON x.seq = numbered.seq
             WHERE x.reason IS NOT NULL ORDER BY numbered.id
        )
        SELECT id FROM inserted ORDER BY id
        """,
        rows=rows_json,
        typed=typed,
        columns=columns,
        values=values,
        user=user_id,
        now=now,
    )


_APPLY = """
    ), added AS (
        INSERT INTO loyalty_points_allocation (debit_id, credit_id, points)
        SELECT debit_id, credit_id, points FROM match WHERE points != 0
        ORDER BY debit_id, credit_id
    ), change AS (
        SELECT id, sum(points) AS points FROM (
            SELECT debit_id AS id, points FROM match
            UNION ALL
            SELECT credit_id, -points FROM match) AS moved
        GROUP BY id
    )
    UPDATE loyalty_points_entry e SET remaining = e.remaining + change.points
      FROM change WHERE e.id = change.id AND change.points != 0
"""


def take_lots(debit_ids, credit_ids, points):
    """Allocate given amounts of given lots to given debits."""
    return SQL(
        "WITH match AS (SELECT * FROM unnest(%s::int[], %s::int[], %s::numeric[]) "
        f"AS m(debit_id, credit_id, points) {_APPLY}",
        debit_ids,
        credit_ids,
        points,
    )


def take_own_lot(reversal_ids):
    """A credit that is taken back comes out of its own lot first."""
    return SQL(
        """
        WITH match AS (
            SELECT r.id AS debit_id, c.id AS credit_id, LEAST(-r.points, c.remaining) AS points
              FROM loyalty_points_entry r
              JOIN loyalty_points_entry c ON c.id = r.reverses_id
             WHERE r.id = ANY(%s) AND r.points < 0
        """
        + _APPLY,
        reversal_ids,
    )


def give_back(reversal_ids):
    """A debit that is taken back: its debt first, then its lots, last to expire first."""
    return SQL(
        """
        WITH undone AS (
            SELECT r.id AS reversal_id, d.id AS debit_id, r.points,
                   GREATEST(r.points + d.remaining, 0) AS undo
              FROM loyalty_points_entry r
              JOIN loyalty_points_entry d ON d.id = r.reverses_id
             WHERE r.id = ANY(%s) AND r.points > 0
        ), taken AS (
            SELECT a.debit_id, a.credit_id, sum(a.points) AS points
              FROM undone u
              JOIN loyalty_points_allocation a ON a.debit_id = u.debit_id
             GROUP BY a.debit_id, a.credit_id
            HAVING sum(a.points) > 0
        ), lots AS (
            SELECT u.reversal_id, t.debit_id, t.credit_id, t.points, u.undo,
                   sum(t.points) OVER (
                       PARTITION BY u.reversal_id
                       ORDER BY COALESCE(c.expiry_date, 'infinity'::date) DESC,
                                c.date DESC, c.id DESC
                   ) AS upto
              FROM undone u
              JOIN taken t ON t.debit_id = u.debit_id
              JOIN loyalty_points_entry c
                ON c.id = t.credit_id AND c.reverses_id IS DISTINCT FROM t.debit_id
        ), match AS (
            SELECT debit_id, credit_id,
                   -GREATEST(LEAST(points, undo - (upto - points)), 0) AS points
              FROM lots
            UNION ALL
            SELECT debit_id, reversal_id, points FROM undone
        """
        + _APPLY,
        reversal_ids,
    )


def settle(today_by_card):
    """Pair open debits, oldest first, with usable lots, first expiring first.

    The lots are walked one by one over the index until the debit is covered: the cost
    does not grow with the number of lots that a card has.
    """
    next_lot = """
        SELECT l.id, COALESCE(l.expiry_date, 'infinity'::date) AS expiry, l.date, l.remaining
          FROM loyalty_points_entry l
         WHERE l.card_id = w.card_id AND l.remaining > 0 AND NOT COALESCE(%(lapsed)s, FALSE)
           {after}
         ORDER BY COALESCE(l.expiry_date, 'infinity'::date), l.date, l.id
         LIMIT 1
    """
    after = """
           AND (COALESCE(l.expiry_date, 'infinity'::date), l.date, l.id)
               > (w.expiry, w.date, w.id)"""
    return SQL(
        f"""
        WITH RECURSIVE debts AS (
            SELECT d.id, d.card_id, -d.remaining AS need,
                   sum(-d.remaining) OVER (PARTITION BY d.card_id ORDER BY d.id) AS upto
              FROM loyalty_points_entry d
             WHERE d.card_id = ANY(%(ids)s) AND d.remaining < 0
        ), wanted AS (
            SELECT d.card_id, max(d.upto) AS total, t.today, c.points_activity_date,
                   c.expiration_date
              FROM debts d
              JOIN unnest(%(ids)s::int[], %(days)s::date[]) AS t(card_id, today)
                ON t.card_id = d.card_id
              JOIN loyalty_card c ON c.id = d.card_id
             GROUP BY d.card_id, t.today, c.points_activity_date, c.expiration_date
        ), lots AS (
            SELECT w.*, l.*, l.remaining AS upto
              FROM wanted w CROSS JOIN LATERAL ({next_lot.format(after="")}) AS l
            UNION ALL
            SELECT w.card_id, w.total, w.today, w.points_activity_date, w.expiration_date,
                   l.*, w.upto + l.remaining
              FROM lots w CROSS JOIN LATERAL ({next_lot.format(after=after)}) AS l
             WHERE w.upto < w.total
        ), match AS (
            SELECT d.id AS debit_id, l.id AS credit_id,
                   LEAST(d.upto, l.upto) - GREATEST(d.upto - d.need, l.upto - l.remaining) AS points
              FROM debts d
              JOIN lots l ON l.card_id = d.card_id
               AND d.upto > l.upto - l.remaining AND l.upto > d.upto - d.need
        {_APPLY}
        """,
        ids=list(today_by_card),
        days=list(today_by_card.values()),
        lapsed=lapsed_condition(SQL("l"), SQL("w"), SQL("w.today")),
    )
