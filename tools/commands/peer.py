"""Odoo's and OCA's own test suites, without and with our addon: ./dev peer [MODULE,…]

Browser tours included. After each test the ledger's invariants are checked. Fails if
anything passes only without us. --keep-base uses the figures of the last run without us.
"""

import json
import re
import subprocess

from .. import chromium, database, odoo_run, postgres, python_env, settings
from ..ui import Problem, say, step

#: Suites that run in one database: name → modules to install, modules whose tests run.
GROUPS = {
    "loyalty": (
        ("loyalty", "sale_loyalty", "sale_loyalty_delivery", "website_sale_loyalty"),
        ("website_sale_loyalty", "sale_loyalty_delivery", "website_sale_stock"),
    ),
    "stock": (("stock", "sale_stock"), ("sale_stock",)),
    "shop": (
        (
            "website_sale",
            "website_sale_stock",
            "website_sale_wishlist",
            "website_sale_comparison",
        ),
        ("website_sale_loyalty", "website_sale_wishlist", "website_sale_comparison"),
    ),
    "helpdesk": (
        ("helpdesk_mgmt", "helpdesk_mgmt_sla", "helpdesk_mgmt_rating"),
        ("helpdesk_mgmt_sla", "helpdesk_mgmt_rating"),
    ),
    "booking": (("resource_booking",), ("resource_booking", "calendar_sms")),
    "repair": (("repair",), ("repair",)),
    "pos": (
        ("pos_loyalty", "pos_sale_loyalty"),
        ("pos_loyalty", "pos_sale", "pos_sale_loyalty"),
    ),
}
#: The one setting whose default differs from core on purpose is put to core's way.
_LIKE_CORE = """
env["ir.default"].set("loyalty.program", "redeem_same_order", True)
env.cr.commit()
"""
#: A suite of the shop deletes all programs with their cards. Cards with points are never
#: deleted (the ledger is append-only): those of the demo are archived with their programs.
_WITHOUT_POINTS = """
env["loyalty.program"].search([]).filtered("coupon_ids.entry_ids").active = False
env.cr.commit()
"""
#: Tests that expect what we are there to change, with the reason; they are run and named.
_CONTRARY = {
    "pos_loyalty": {
        "TestUi.test_refund_does_not_decrease_points": "a refund leaves earned points and "
        "gives no spent ones back; ours does both (D2)",
    },
}
_RESULT = re.compile(r"(?:FAIL|ERROR): (\w+\.\w+|setUpClass \([\w.]+\))")
_START = re.compile(r"odoo\.addons\.(\w+)\.tests\.\S+: Starting (\w+\.\w+) ?\.\.\.")


def run(arguments):
    keep = "--keep-base" in arguments
    wanted = [
        name
        for word in arguments
        if not word.startswith("-")
        for name in word.split(",")
    ]
    python_env.folder()
    chromium.ensure()
    rows, broken = [], []
    with postgres.running():
        for name, (modules, extra) in GROUPS.items():
            chosen = [module for module in modules if not wanted or module in wanted]
            if chosen:
                rows_of, broken_of = _group(name, chosen, extra, keep)
                rows += rows_of
                broken += broken_of
    _table(rows)
    if broken:
        raise Problem(
            "Only without our addon pass: " + ", ".join(broken),
            f"Logs: {settings.CACHE / 'log'}/peer_*.log",
        )
    say("Every test that passes without our addon passes with it.")


def _group(name, modules, extra, keep):
    template = database.base_template(
        (*settings.BASE_MODULES, *extra), demo=True, language=None
    )
    # the suites themselves are part of the key: other figures would compare nothing
    key = settings.digest("at the end", template, *modules)
    saved = settings.CACHE / "peer" / f"{key}.json"
    saved.parent.mkdir(parents=True, exist_ok=True)
    if keep and saved.exists():
        before = json.loads(saved.read_text())
    else:
        before = _run_suites(f"{name}_without", template, modules, ())
        saved.write_text(json.dumps(before))
    ours = [settings.ADDON] + [
        addon
        for addon, needed in settings.glue_addons().items()
        if set(needed) <= {*modules, *extra}
    ]
    prepare = _LIKE_CORE + (_WITHOUT_POINTS if name == "shop" else "")
    after = _run_suites(f"{name}_with", template, modules, ours, prepare)
    rows, broken = [], []
    for module in modules:
        old, new = before.get(module, {}), after.get(module, {})
        lost = [test for test, passed in old.items() if passed and not new.get(test)]
        for test, reason in _CONTRARY.get(module, {}).items():
            if test in lost:
                lost.remove(test)
                say(f"Not as without us, on purpose: {module}: {test}: {reason}.")
        broken += [f"{module}: {test}" for test in lost]
        rows.append((module, len(old), _failed(old), len(new), _failed(new), len(lost)))
    return rows, broken


def _failed(results):
    return sum(not passed for passed in results.values())


def _run_suites(label, template, modules, addons, prepare=""):
    """`{module: {test: passed}}` of one run."""
    name = f"{database.PREFIX}peer"
    database.drop(name)
    database.copy(template, name)
    log = settings.CACHE / "log" / f"peer_{label}.log"
    if addons:
        with step(f"installing {', '.join(addons)} into the database of the suites"):
            odoo_run.odoo(
                [
                    "-d",
                    name,
                    "-i",
                    ",".join(addons),
                    "--stop-after-init",
                    "--log-level=warn",
                ],
                log=log,
            )
            odoo_run.shell(name, prepare)
    words = [
        python_env.python(),
        "-m",
        "tools.inside.peer_odoo",
        "-c",
        odoo_run.config_file(),
        "-d",
        name,
        "-u",
        ",".join(modules),
        "--stop-after-init",
        "--http-port=8169",
        "--test-tags",
        ",".join(f"/{module}" for module in modules),
        "--log-level=info",
    ]
    environment = python_env.environment(**postgres.connection())
    environment["PYTHONPATH"] = str(settings.ROOT)
    with step(
        f"running the suites of {', '.join(modules)} ({label.replace('_', ', ')} our addon)"
    ):
        with open(log, "w") as stream:
            subprocess.run(
                [str(word) for word in words],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=settings.ROOT,
                check=False,
            )
    database.drop(name)
    return _read(log)


def _read(log):
    results = {}
    where = {}
    for line in log.read_text(errors="replace").splitlines():
        if found := _START.search(line):
            module, test = found.groups()
            results.setdefault(module, {})[test] = True
            where[test] = module
        elif found := _RESULT.search(line):
            test = found[1]
            if test in where:
                results[where[test]][test] = False
            else:
                results.setdefault("setup", {})[test] = False
    if not results:
        raise Problem("No test ran.", f"See {log}.")
    return results


def _table(rows):
    head = ("module", "tests without", "failed", "tests with", "failed", "broken by us")
    widths = [max(len(str(row[n])) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        say(
            "  ".join(
                str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)
            )
        )
