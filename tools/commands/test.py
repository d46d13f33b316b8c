"""All tests, by pytest: ./dev test [PATH…] [-k NAME] [any option of pytest]

Python and browser tests, at_install and post_install, in a fresh copy of a template
database; coverage at the end. The main addon is tested without the apps that its glue
addons need, these then in a database with all of them. The number of tests that ran is
compared with the number that was collected. A whole run ends with the addon's life:
installed over cards that have points, upgraded, uninstalled.
"""

import subprocess

from .. import chromium, database, lifecycle, odoo_run, postgres, python_env, settings
from ..ui import Problem, alone, say

OWN_HELP = True
#: Apps that many have beside ours: in the database of the glue addons' tests.
BESIDE = ("mrp", "website_sale_collect")


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
    options = [word for word in arguments if word not in paths]
    with postgres.running(), alone("tests"):
        for addons, chosen in _groups(paths):
            code = _pytest(addons, chosen, options, whole)
            if code:
                raise Problem(
                    f"The tests ended with code {code}.",
                    "The first failure above says why.",
                )
        if whole:
            lifecycle.check()
    say("All tests passed.")


def _groups(paths):
    """`[(addons in the database, paths of tests)]`: the main addon alone, then the glue."""
    glue = list(settings.glue_addons())
    for addons, tested in (
        ([settings.ADDON], [settings.ADDON]),
        ([*settings.our_addons(), *BESIDE], glue),
    ):
        folders = [settings.ROOT / addon for addon in tested]
        chosen = [
            path
            for path in paths
            if any((settings.ROOT / path).is_relative_to(one) for one in folders)
        ]
        if not paths:
            chosen = [str(folder / "tests") for folder in folders]
        if chosen:
            yield addons, chosen


def _pytest(addons, paths, options, whole):
    """Run the tests of some paths in a database with some addons; the exit code."""
    template = database.template_with_addons(addons)
    name = f"{database.PREFIX}test"
    database.drop(name)
    database.copy(template, name)
    coverage = [f"--cov={addon}" for addon in addons if any(addon in p for p in paths)]
    command = [
        python_env.python(),
        "-m",
        "pytest",
        "-p",
        "tools.pytest_plugin",
        "--odoo-http",
        f"--odoo-database={name}",
        f"--odoo-config={odoo_run.config_file()}",
        *paths,
        *([*coverage, "--cov-report=term:skip-covered"] if whole else []),
        *options,
    ]
    environment = python_env.environment(
        **postgres.connection(), ODOO_RC=str(odoo_run.config_file())
    )
    environment["PYTHONPATH"] = str(settings.ROOT)
    return subprocess.run(
        [str(word) for word in command],
        cwd=settings.ROOT,
        env=environment,
        check=False,
    ).returncode
