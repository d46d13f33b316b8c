"""Before each script of the benchmarks: many rows like one, in one statement."""

from odoo.tools import SQL

cr = env.cr  # noqa: F821


def copies(table, source, count, **replaced):
    """So many copies of a row, some columns by an expression over `g`, the number."""
    cr.execute(
        SQL(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND column_name != 'id'",
            table,
        )
    )
    names = [name for (name,) in cr.fetchall()]
    cr.execute(
        SQL(
            "INSERT INTO %(table)s (%(names)s) SELECT %(values)s FROM %(table)s t, "
            "generate_series(1, %(count)s) g WHERE t.id = %(source)s RETURNING id",
            table=SQL.identifier(table),
            names=SQL(", ").join(map(SQL.identifier, names)),
            values=SQL(", ").join(
                replaced.get(name) or SQL.identifier("t", name) for name in names
            ),
            count=count,
            source=source,
        )
    )
    return [row for (row,) in cr.fetchall()]
