"""All tests, by pytest: ./dev test [PATH…] [-k NAME] [any option of pytest]

Python and browser tests, at_install and post_install, in a fresh copy of a template
database; coverage at the end. The number of tests that ran is compared with the number
that was collected. A whole run ends with the addon's life: installed over cards that
have points, upgraded, uninstalled.
"""

import subprocess

from .. import chromium, database, lifecycle, odoo_run, postgres, python_env, settings
from ..ui import Problem, alone, say

OWN_HELP = True


def run(arguments):
    python_env.folder()
    chromium.ensure()
    chromium.ensure_pdf()
    whole = not arguments
    paths = [
        word
        for word in arguments
        if not word.startswith("-") and (settings.ROOT / word.split("::")[0]).exists()
    ]
    with postgres.running(), alone("tests"):
        template = database.template_with_addons([settings.ADDON])
        name = f"{database.PREFIX}test"
        database.drop(name)
        database.copy(template, name)
        command = [
            python_env.python(),
            "-m",
            "pytest",
            "-p",
            "tools.pytest_plugin",
            "--odoo-http",
            f"--odoo-database={name}",
            f"--odoo-config={odoo_run.config_file()}",
            *(
                []
                if paths
                else [
                    str(settings.ROOT / addon / "tests")
                    for addon in settings.our_addons()
                ]
            ),
            *(
                [f"--cov={settings.ADDON}", "--cov-report=term:skip-covered"]
                if whole
                else []
            ),
            *arguments,
        ]
        environment = python_env.environment(
            **postgres.connection(), ODOO_RC=str(odoo_run.config_file())
        )
        environment["PYTHONPATH"] = str(settings.ROOT)
        done = subprocess.run(
            [str(word) for word in command],
            cwd=settings.ROOT,
            env=environment,
            check=False,
        )
        if whole and not done.returncode:
            lifecycle.check()
    if done.returncode:
        raise Problem(
            f"The tests ended with code {done.returncode}.",
            "The first failure above says why.",
        )
    say("All tests passed.")
