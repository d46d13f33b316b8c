"""What PostgreSQL itself refuses, whoever asks: the last line of the ledger's defence.

The functions compare columns inside, so that a later migration may change a column's
type; only the card's trigger names its column and is dropped around such a change.
`SET LOCAL loyalty_points.maintenance = 'on'` lets maintenance code through.
"""

# The statements are put together from names and texts of this file only.
# pylint: disable=sql-injection
_ESCAPE = "COALESCE(current_setting('loyalty_points.maintenance', true), '') = 'on'"

_ENTRY_FUNCTION = f"""
CREATE OR REPLACE FUNCTION loyalty_points_guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_ESCAPE} THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.hash IS DISTINCT FROM OLD.hash AND OLD.hash IS NOT NULL THEN
            RAISE EXCEPTION 'The seal of points entry % cannot be changed.', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IS DISTINCT FROM OLD.state
           AND NOT (OLD.state = 'pending' AND NEW.state = 'void') THEN
            RAISE EXCEPTION 'Points entry % cannot change from % to %.',
                OLD.id, OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        OLD.remaining := NEW.remaining;
        OLD.state := NEW.state;
        OLD.hash := NEW.hash;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The points ledger is append-only: % of entry % was refused.', TG_OP, OLD.id
        USING ERRCODE = 'check_violation';
END $$
"""

_FROZEN_FUNCTION = f"""
CREATE OR REPLACE FUNCTION loyalty_points_guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_ESCAPE} THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'The points ledger is append-only: % on % was refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END $$
"""

_CARD_FUNCTION = """
CREATE OR REPLACE FUNCTION loyalty_points_guard_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_points numeric; ledger_points numeric;
BEGIN
    SELECT round(COALESCE(c.points, 0)::numeric, 4),
           COALESCE((SELECT e.balance_after FROM loyalty_points_entry e
                      WHERE e.card_id = c.id AND e.state = 'posted'
                      ORDER BY e.id DESC LIMIT 1), 0)
      INTO now_points, ledger_points
      FROM loyalty_card c WHERE c.id = NEW.id AND c.is_ledger;
    IF now_points IS DISTINCT FROM ledger_points THEN
        RAISE EXCEPTION 'Card % has % points, its ledger has %.', NEW.id, now_points, ledger_points
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""


def guard_entries(cr):
    """Create the guards of the two tables of the ledger."""
    cr.execute(_ENTRY_FUNCTION)
    cr.execute(_FROZEN_FUNCTION)
    for table, row_function in (
        ("loyalty_points_entry", "loyalty_points_guard_entry"),
        ("loyalty_points_allocation", "loyalty_points_guard_frozen"),
    ):
        cr.execute(
            f"""
            CREATE OR REPLACE TRIGGER {table}_guard_row
                BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {row_function}();
            CREATE OR REPLACE TRIGGER {table}_guard_table
                BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION loyalty_points_guard_frozen();
            """
        )


def guard_cards(cr):
    """Create the check, at commit, of a card's points against its ledger."""
    cr.execute(_CARD_FUNCTION)
    drop_card_guard(cr)
    cr.execute(
        f"""
        CREATE CONSTRAINT TRIGGER loyalty_card_points_guard
            AFTER INSERT OR UPDATE OF points ON loyalty_card
            DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.is_ledger AND NOT ({_ESCAPE}))
            EXECUTE FUNCTION loyalty_points_guard_card()
        """
    )


def drop_card_guard(cr):
    """Needed around a change of the type of `loyalty_card.points`."""
    cr.execute("DROP TRIGGER IF EXISTS loyalty_card_points_guard ON loyalty_card")


def drop_all(cr):
    """Leave plain Odoo behind: called when the addon is uninstalled."""
    drop_card_guard(cr)
    for name in ("entry", "frozen", "card"):
        cr.execute(f"DROP FUNCTION IF EXISTS loyalty_points_guard_{name}() CASCADE")


def open_for_maintenance(cr):
    """Let this transaction change what the guards refuse."""
    cr.execute("SET LOCAL loyalty_points.maintenance = 'on'")


def close_after_maintenance(cr):
    """Put the guards back before the transaction goes on."""
    cr.execute("SET LOCAL loyalty_points.maintenance = 'off'")
