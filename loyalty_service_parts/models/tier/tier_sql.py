"""The statements of the tiers. Each works on a set of cards of one program."""

from odoo.tools import SQL

#: What a card reached: by metric of the program. A reversal counts on the day of what it
#: takes back; `amount` is written on the base rows of a document only.
_FIGURES = {
    "points": "sum(e.points)",
    "spend": "sum(e.amount) FILTER (WHERE e.component = 'base')",
}
_PAST = {"points": "sum(e.points)", "spend": "sum(e.amount)", "orders": "count(*)"}


def figures(program, since, cards=None, judged=None):
    """`card_id, figure` of all cards (or some) of a program.

    :param since: naive UTC moment from which entries count, None for all
    :param SQL cards: a query of ids, or None for all
    :param SQL judged: instead of both, the name of a table `id, day`: the window of each
        card is the one of that day, and what came after the day counts, too
    """
    window = SQL("AND COALESCE(r.date, e.date) >= %s", since) if since else SQL()
    if judged:
        first = _window_start(program)
        window = SQL("AND COALESCE(r.date, e.date) >= %s", first) if first else SQL()
    counted = SQL(
        """
        FROM loyalty_points_entry e %(judged)s
        LEFT JOIN loyalty_points_entry r ON r.id = e.reverses_id
       WHERE e.program_id = %(program)s AND e.state = 'posted' AND e.qualifying
         %(only)s %(window)s
        """,
        program=program.id,
        judged=SQL("JOIN %s judged ON judged.id = e.card_id", judged)
        if judged
        else SQL(),
        only=SQL("AND e.card_id IN (%s)", cards) if cards else SQL(),
        window=window,
    )
    if program.tier_metric == "orders":
        result = SQL(
            "SELECT card_id, count(*)::numeric AS figure FROM ("
            "SELECT e.card_id %s GROUP BY e.card_id, e.origin_model, e.origin_id "
            "HAVING sum(e.points) > 0) AS purchases GROUP BY card_id",
            counted,
        )
    else:
        result = SQL(
            "SELECT e.card_id, COALESCE(%s, 0) AS figure %s GROUP BY e.card_id",
            SQL(_FIGURES[program.tier_metric]),  # pylint: disable=sql-injection
            counted,
        )
    if not program.tier_past:
        return result
    return SQL(
        "SELECT card_id, sum(figure) AS figure FROM (%s UNION ALL %s) AS together "
        "GROUP BY card_id",
        result,
        _past(program, since, cards, judged),
    )


def _past(program, since, cards, judged):
    """The same of purchases before the program began."""
    window = SQL("AND e.date >= %s", since) if since else SQL()
    if judged:
        first = _window_start(program)
        window = SQL("AND e.date >= %s", first) if first else SQL()
    return SQL(
        "SELECT e.card_id, %s AS figure FROM loyalty_tier_past e %s "
        "WHERE e.program_id = %s %s %s GROUP BY e.card_id",
        SQL(_PAST[program.tier_metric]),  # pylint: disable=sql-injection
        SQL("JOIN %s judged ON judged.id = e.card_id", judged) if judged else SQL(),
        program.id,
        SQL("AND e.card_id IN (%s)", cards) if cards else SQL(),
        window,
    )


def figures_at_review(program, cards):
    """`card_id, figure` of cards with a tier, in the window that their review looks at."""
    return SQL(
        "WITH held AS (SELECT id, COALESCE(tier_until, %s) AS day FROM loyalty_card "
        "WHERE id = ANY(%s)) %s",
        program._points_day(),
        list(cards.ids),
        figures(program, None, judged=SQL("held")),
    )


def moves(program, rows, since, shown):
    """Who would move with other thresholds: `id, from, to, up?, ups, downs` of the first.

    :param rows: `(id, threshold, retention)` as they would be, from the lowest on
    """
    return SQL(
        """
        WITH ladder AS (%(ladder)s), figures AS (%(figures)s), judged AS (
            SELECT c.id, c.tier_id AS from_tier_id, reached.id AS to_tier_id,
                   COALESCE(reached.rank, 0) > COALESCE(held.rank, 0) AS up,
                   COALESCE(f.figure, 0) < held.retention AS down
              FROM loyalty_card c
              LEFT JOIN figures f ON f.card_id = c.id
              LEFT JOIN ladder held ON held.id = c.tier_id
              LEFT JOIN LATERAL (
                SELECT id, rank FROM ladder WHERE threshold <= COALESCE(f.figure, 0)
                 ORDER BY rank DESC LIMIT 1) AS reached ON TRUE
             WHERE c.program_id = %(program)s AND c.active AND c.tier_manual IS NOT TRUE
        )
        SELECT id, from_tier_id, to_tier_id, up, count(*) FILTER (WHERE up) OVER (),
               count(*) FILTER (WHERE NOT up) OVER ()
          FROM judged WHERE up OR down ORDER BY up DESC, id LIMIT %(shown)s
        """,
        ladder=ladder(rows),
        figures=figures(program, since),
        program=program.id,
        shown=shown,
    )


def _window_start(program):
    """The moment (naive UTC) at which the window of `judged.day` begins; None for ever."""
    first = {
        "rolling": SQL(
            "(judged.day - make_interval(months => %s))::date + 1",
            max(program.tier_window_months, 1),
        ),
        "calendar_year": SQL("date_trunc('year', judged.day::timestamp)::date"),
    }.get(program.tier_window)
    return first and SQL(
        "((%s)::timestamp AT TIME ZONE %s) AT TIME ZONE 'UTC'",
        first,
        program._points_timezone().zone,
    )


def ladder(rows):
    """The tiers as a table: `id, rank, threshold, retention`.

    :param rows: `(id, threshold, retention)` from the lowest to the highest
    """
    ids, thresholds, retentions = zip(*rows, strict=True)
    return SQL(
        "SELECT * FROM unnest(%s::int[], %s::int[], %s::numeric[], %s::numeric[]) "
        "AS t(id, rank, threshold, retention)",
        list(ids),
        list(range(1, len(ids) + 1)),
        list(thresholds),
        list(retentions),
    )


def promote(program, rows, since, today, until, cards=None, why="threshold"):
    """Move every card up that reached more than it has; history; `id, from, to`.

    The threshold above the card's tier is a constant per tier: no join per card, so that
    looking at all cards costs little more than summing up their entries. The outer CASE
    tells the planner that few cards will move.
    """
    ids, thresholds, _retentions = zip(*rows, strict=True)
    above = SQL(" ").join(
        SQL("WHEN %s THEN %s::numeric", tier_id, threshold)
        for tier_id, threshold in zip(ids, (*thresholds[1:], None), strict=True)
    )
    return _moving(
        SQL(
            """
            WITH figures AS (%(figures)s), moved AS (
                SELECT c.id, c.tier_id AS from_tier_id, f.figure,
                       (%(ids)s::int[])[width_bucket(f.figure, %(thresholds)s::numeric[])]
                         AS to_tier_id,
                       CASE WHEN c.tier_id IS NULL OR c.tier_id = ANY(%(ids)s)
                            THEN %(why)s ELSE 'program' END AS why,
                       %(today)s AS since, %(until)s AS until, NULL::date AS grace
                  FROM figures f JOIN loyalty_card c ON c.id = f.card_id
                 WHERE CASE WHEN f.figure >= %(next)s THEN 1 ELSE 0 END = 1
                   AND c.active AND c.tier_manual IS NOT TRUE
            )
            """,
            figures=figures(program, since, cards),
            ids=list(ids),
            thresholds=list(thresholds),
            next=SQL("CASE c.tier_id %s ELSE %s::numeric END", above, thresholds[0]),
            why=why,
            today=today,
            until=until,
        ),
        program,
    )


def review(program, rows, since, today, until, batch):
    """Judge cards whose tier was held until a day that is over; history; `id, from, to`.

    What counts is the window of that day, whenever the run comes: a calendar year is judged
    when it is over. What was bought since then, in the grace above all, counts, too.
    Kept with the retention threshold; else first the grace, then down as the program says.
    """
    return _moving(
        SQL(
            """
            WITH ladder AS (%(ladder)s), due AS (
                SELECT c.*, c.tier_until AS day FROM loyalty_card c
                 WHERE c.program_id = %(program)s AND c.tier_id IS NOT NULL AND c.active
                   AND c.tier_manual IS NOT TRUE
                   AND COALESCE(c.tier_grace_until, c.tier_until) < %(today)s
                 ORDER BY c.id LIMIT %(batch)s FOR NO KEY UPDATE
            ), figures AS (%(figures)s), judged AS (
                SELECT due.*, COALESCE(f.figure, 0) AS figure, held.rank AS held_rank,
                       COALESCE(reached.rank, 0) AS reached_rank,
                       CASE WHEN COALESCE(f.figure, 0) >= COALESCE(held.retention, 0)
                                 OR %(mode)s = 'never' THEN 'keep'
                            WHEN %(grace)s > 0 AND due.tier_grace_until IS NULL THEN 'grace'
                            ELSE 'down' END AS verdict
                  FROM due
                  LEFT JOIN figures f ON f.card_id = due.id
                  LEFT JOIN ladder held ON held.id = due.tier_id
                  LEFT JOIN LATERAL (
                    SELECT rank FROM ladder WHERE retention <= COALESCE(f.figure, 0)
                       AND rank < held.rank
                     ORDER BY rank DESC LIMIT 1) AS reached ON TRUE
            ), moved AS (
                SELECT judged.id, judged.tier_id AS from_tier_id, judged.figure,
                       CASE verdict WHEN 'down' THEN below.id ELSE judged.tier_id END AS to_tier_id,
                       CASE WHEN tier_grace_until IS NULL THEN 'review' ELSE 'grace' END AS why,
                       CASE verdict WHEN 'down' THEN %(today)s ELSE tier_since END AS since,
                       CASE WHEN verdict = 'grace' THEN tier_until
                            WHEN verdict = 'keep' AND %(anniversary)s
                            THEN (tier_until + 1 + interval '1 year')::date - 1
                            ELSE %(until)s END AS until,
                       CASE WHEN verdict = 'grace' THEN tier_until + %(grace)s END AS grace
                  FROM judged
                  LEFT JOIN ladder below ON below.rank = CASE %(mode)s
                    WHEN 'one_step' THEN GREATEST(held_rank - 1, reached_rank)
                    ELSE reached_rank END
            )
            """,
            ladder=ladder(rows),
            figures=figures(program, since, judged=SQL("due")),
            program=program.id,
            today=today,
            until=until,
            batch=batch,
            mode=program.tier_downgrade,
            grace=program.tier_grace_days,
            anniversary=program.tier_review == "anniversary",
        ),
        program,
    )


def end_manual(program, rows, since, today, until, batch):
    """Tiers given by hand whose end is over: what was reached counts again."""
    return _moving(
        SQL(
            """
            WITH ladder AS (%(ladder)s), due AS (
                SELECT c.* FROM loyalty_card c
                 WHERE c.program_id = %(program)s AND c.tier_manual AND c.active
                   AND c.tier_manual_until < %(today)s
                 ORDER BY c.id LIMIT %(batch)s FOR NO KEY UPDATE
            ), figures AS (%(figures)s), moved AS (
                SELECT due.id, due.tier_id AS from_tier_id, COALESCE(f.figure, 0) AS figure,
                       reached.id AS to_tier_id, 'manual_over' AS why,
                       %(today)s AS since, %(until)s AS until, NULL::date AS grace
                  FROM due LEFT JOIN figures f ON f.card_id = due.id
                  LEFT JOIN LATERAL (
                    SELECT id FROM ladder WHERE threshold <= COALESCE(f.figure, 0)
                     ORDER BY rank DESC LIMIT 1) AS reached ON TRUE
            )
            """,
            ladder=ladder(rows),
            figures=figures(program, since, SQL("SELECT id FROM due")),
            program=program.id,
            today=today,
            until=until,
            batch=batch,
        ),
        program,
    )


def _moving(moves, program):
    """Carry out a CTE `moved` (id, from, to, figure, why, since, until, grace), and log it."""
    return SQL(
        """
        %(moves)s, cards AS (
            UPDATE loyalty_card c
               SET tier_id = moved.to_tier_id, tier_since = moved.since::date,
                   tier_until = moved.until::date, tier_grace_until = moved.grace,
                   tier_warned_date = NULL, tier_manual = FALSE, tier_manual_until = NULL
              FROM moved WHERE c.id = moved.id
            RETURNING c.id, c.points
        ), logged AS (
            INSERT INTO loyalty_tier_change (
                card_id, from_tier_id, to_tier_id, date, why, author_id, figure, balance)
            SELECT moved.id, from_tier_id, to_tier_id, %(now)s, why, %(user)s, figure,
                   cards.points
              FROM moved JOIN cards ON cards.id = moved.id
             WHERE from_tier_id IS DISTINCT FROM to_tier_id ORDER BY moved.id
        )
        SELECT id, from_tier_id, to_tier_id FROM moved ORDER BY id
        """,
        moves=moves,
        now=program._points_now(),
        user=program.env.uid,
    )
