"""A Python prompt in a database: ./dev shell NAME"""

from .. import database, odoo_run, postgres, python_env
from ..ui import Problem


def run(arguments):
    if len(arguments) != 1:
        raise Problem(
            "./dev shell takes the name of a database.",
            "For instance: ./dev shell demo",
        )
    python_env.folder()
    with postgres.running():
        if not database.exists(arguments[0]):
            raise Problem(
                f"There is no database {arguments[0]!r}.",
                f"There are: {', '.join(database.names())}",
            )
        return odoo_run.interactive(["shell", "-d", arguments[0], "--no-http"])
