"""Verify the ledger of a database: ./dev verify DB"""

from .. import database, odoo_run, postgres, python_env
from ..ui import Problem, say

_SCRIPT = """
env["loyalty.points.seal"]._seal_all()
found = env["loyalty.points.verify"]._verify()
cards = env["loyalty.card"].with_context(active_test=False)
for line in found:
    code = cards.browse(line["card_id"]).code
    where = f"card {code} entry {line['entry_id']}"
    print("BROKEN", line["kind"], where, "expected", line["expected"], "found", line["found"])
entries = env["loyalty.points.entry"].search_count([])
print("VERIFIED", entries, "entries,", len(found), "findings")
"""


def run(arguments):
    if len(arguments) != 1:
        raise Problem(
            "./dev verify takes the name of a database.",
            "For instance: ./dev verify demo",
        )
    python_env.folder()
    with postgres.running():
        if not database.exists(arguments[0]):
            raise Problem(f"There is no database {arguments[0]!r}.", "./dev db list")
        output = odoo_run.shell(arguments[0], _SCRIPT).stdout
    lines = [line.removeprefix(">>> ") for line in output.splitlines()]
    for line in lines:
        if line.startswith(("BROKEN", "VERIFIED")):
            say(line)
    if any(line.startswith("BROKEN") for line in lines):
        raise Problem(
            "The ledger does not add up.", "Nothing was changed; compare with a backup."
        )
