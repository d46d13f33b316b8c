"""Make or drop a database: ./dev db new NAME [--demo] [--with MODULE,…] | ./dev db drop NAME"""

import argparse

from .. import database, demo_data, odoo_run, postgres, python_env, settings
from ..ui import Problem, say, step


def run(arguments):
    parser = argparse.ArgumentParser(prog="./dev db")
    actions = parser.add_subparsers(dest="action", required=True)
    new = actions.add_parser("new", help="make a database with the addon")
    new.add_argument("name")
    new.add_argument("--demo", action="store_true", help="with the demo's story")
    new.add_argument(
        "--with", dest="modules", default="", help="more modules, by comma"
    )
    drop = actions.add_parser("drop", help="drop a database and its files")
    drop.add_argument("name")
    actions.add_parser("list", help="list the databases")
    options = parser.parse_args(arguments)
    python_env.folder()
    with postgres.running():
        if options.action == "list":
            say("\n".join(database.names()))
        elif options.action == "drop":
            _drop(options.name)
        else:
            _new(options)


def _drop(name):
    if not database.exists(name):
        raise Problem(f"There is no database {name!r}.")
    database.drop(name)
    say(f"   dropped {name}")


def _new(options):
    if database.exists(options.name):
        raise Problem(
            f"Database {options.name!r} exists.", f"./dev db drop {options.name}"
        )
    more = [name for name in options.modules.split(",") if name]
    base = database.template_with_addons([settings.ADDON])
    database.copy(base, options.name)
    if more:
        with step(f"installing {', '.join(more)}"):
            odoo_run.odoo(
                [
                    "-d",
                    options.name,
                    "-i",
                    ",".join(more),
                    "--stop-after-init",
                    "--log-level=warn",
                ],
                log=settings.CACHE / "log" / f"{options.name}.log",
            )
    if options.demo:
        demo_data.load(options.name)
    say(f"   database {options.name} is ready")
