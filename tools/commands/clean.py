"""Drop the databases that this script made; with --all, everything in the cache."""

import shutil

from .. import database, postgres, settings
from ..ui import Problem, say

#: All that may follow the command.
FLAGS = {"--all"}


def run(arguments):
    if not postgres.own_server() or postgres.is_initialised():
        with postgres.running():
            if postgres.own_server() and postgres.others():
                raise Problem(
                    "Another program uses the databases.",
                    "Stop it first (./dev demo, for instance), then run this again.",
                )
            database.clean()
    if "--all" in arguments:
        shutil.rmtree(settings.CACHE)
        say(f"   removed {settings.CACHE}")
