"""Export the terms, update the Russian files, show what is untranslated: ./dev i18n"""

import subprocess

from .. import database, odoo_run, postgres, python_env, settings
from ..ui import Problem, say

_MERGE = settings.ROOT / "tools" / "inside" / "merge_po.py"

#: All that may follow the command.
FLAGS = set()


def run(arguments):
    python_env.folder()
    missing = 0
    with postgres.running():
        template = database.template_with_addons(settings.our_addons())
        name = f"{database.PREFIX}i18n"
        database.drop(name)
        database.copy(template, name)
        for addon in settings.our_addons():
            missing += _update(name, addon)
        database.drop(name)
    if missing:
        raise Problem(
            f"{missing} terms have no Russian text.", "Fill them in i18n/ru.po."
        )
    say("Russian is complete.")


def _update(name, addon):
    folder = settings.ROOT / addon / "i18n"
    folder.mkdir(exist_ok=True)
    odoo_run.odoo(["i18n", "export", addon, "-d", name, "-l", "pot"])
    done = subprocess.run(
        [str(python_env.python()), str(_MERGE), str(folder)],
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    say(done.stdout.rstrip())
    return int(done.stdout.rsplit("untranslated: ", 1)[1].split()[0])
