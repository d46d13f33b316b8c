"""Drop the databases that this script made; with --all, everything in the cache."""

import shutil

from .. import database, postgres, settings
from ..ui import say


def run(arguments):
    with postgres.running():
        database.clean()
    if "--all" in arguments:
        shutil.rmtree(settings.CACHE)
        say(f"   removed {settings.CACHE}")
