"""Databases: templates keyed by versions, copies with their file store."""

import re
import shutil

from . import odoo_run, postgres, python_env, settings
from .ui import Problem, alone, need_space, say, step

PREFIX = "lsp_"
#: Odoo's own command for this makes the language the one of every user, too.
_LANGUAGE = """
lang = env["res.lang"]._activate_lang("%s")
modules = env["ir.module.module"].search([("state", "=", "installed")])
modules._update_translations([lang.code])
env.cr.commit()
"""


def check_name(name):
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", name):
        raise Problem(
            f"{name!r} cannot be a database name.",
            "Use small letters, digits and underscores, a letter first.",
        )
    return name


def exists(name):
    return (
        postgres.sql(f"SELECT 1 FROM pg_database WHERE datname = '{check_name(name)}'")
        == "1"
    )


def names():
    return postgres.sql(
        "SELECT datname FROM pg_database "
        "WHERE NOT datistemplate AND datname != 'postgres' ORDER BY 1"
    ).split()


def drop(name):
    postgres.sql(f'DROP DATABASE IF EXISTS "{check_name(name)}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def rename(name, new):
    postgres.sql(f'ALTER DATABASE "{check_name(name)}" RENAME TO "{check_name(new)}"')
    if filestore(name).exists():
        shutil.rmtree(filestore(new), ignore_errors=True)
        filestore(name).rename(filestore(new))


def comment(name, text=None):
    """What is written on a database, or write it."""
    if text is not None:
        postgres.sql(f"COMMENT ON DATABASE \"{check_name(name)}\" IS '{text}'")
    return postgres.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        f"WHERE datname = '{check_name(name)}'"
    )


def filestore(name):
    return odoo_run.data_folder() / "filestore" / name


def copy(source, target):
    """Copy a database with its file store, in about a second."""
    postgres.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{check_name(source)}' AND pid != pg_backend_pid()"
    )
    postgres.sql(f'CREATE DATABASE "{check_name(target)}" TEMPLATE "{source}"')
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(target), dirs_exist_ok=True)


def base_template(
    modules=settings.BASE_MODULES, *, demo=False, language=settings.LANGUAGE
):
    """The name of a database with the modules that ours stands on."""
    with alone("templates"):
        return _base_template(modules, demo, language)


def template_with_addons(addons):
    """The name of a database with `addons` of this checkout, as their sources are now."""
    with alone("templates"):
        return _template_with_addons(addons)


def _base_template(modules, demo, language):
    """The language is loaded at the end: descriptions that are computed while the modules
    are installed stay English, as the suites of others expect.
    """
    key = settings.digest(python_env.key(), language, demo, *sorted(modules))
    name = f"{PREFIX}base_{key}"
    if not exists(name):
        need_space(settings.CACHE, 1500)
        work = f"{name}_wip"
        drop(work)
        with step(
            f"installing {', '.join(modules)} into a template database (once, 1–3 minutes)"
        ):
            odoo_run.odoo(
                [
                    "-d",
                    work,
                    "-i",
                    ",".join(modules),
                    "--stop-after-init",
                    "--with-demo" if demo else "--without-demo",
                    "--log-level=warn",
                ],
                log=settings.CACHE / "log" / f"{name}.log",
            )
            if language:
                odoo_run.shell(work, _LANGUAGE % language)
        rename(work, name)
    return name


def _template_with_addons(addons):
    glue = settings.glue_addons()
    needed = [module for addon in addons for module in glue.get(addon, ())]
    modules = tuple(dict.fromkeys((*settings.BASE_MODULES, *needed)))
    base = _base_template(modules, False, settings.LANGUAGE)
    now = f"{PREFIX}ours_{settings.sources_digest()}_"
    name = now + settings.digest(base, *addons)
    if not exists(name):
        for old in names():
            if old.startswith(f"{PREFIX}ours_") and not old.startswith(now):
                drop(old)
        work = f"{PREFIX}ours_wip"
        drop(work)
        copy(base, work)
        with step(f"installing {', '.join(addons)}"):
            odoo_run.odoo(
                [
                    "-d",
                    work,
                    "-i",
                    ",".join(addons),
                    "--stop-after-init",
                    "--log-level=warn",
                ],
                log=settings.CACHE / "log" / f"{name}.log",
            )
        rename(work, name)
    return name


def clean():
    """Drop every database that this script made."""
    for name in names():
        if name.startswith(PREFIX):
            drop(name)
            say(f"   dropped {name}")
