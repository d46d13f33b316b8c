"""Measure the ledger against plain SQL and plain Odoo: ./dev bench [--cards N] [--no-write]

200,000 cards with ten entries each by default; floor, core and ours in the same run on
the same machine, medians. The table goes to docs/benchmarks.md.
"""

import argparse
import contextlib
import json
import platform
import statistics
import subprocess
import time
import urllib.error
import urllib.request

from .. import database, odoo_run, postgres, python_env, settings
from ..ui import Problem, say, step
from . import bench_interface
from .bench_interface import PORT

GLUE = "loyalty_service_parts_website_sale"
SHOP = ("website_sale_loyalty", "website_sale_stock")
DOCUMENT = settings.ROOT / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Made by `./dev bench{arguments}`: {cards:,} cards with ten entries each; floor (the plain SQL
statement that does just the data change, on a copy of the tables with the same indexes
and references), plain Odoo without the addon, and the addon, in one run; medians of several rounds.
{machine}, {server}.

| what | floor or core | ours | ratio | goal |
| --- | --- | --- | --- | --- |
"""


def run(arguments):
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--cards", type=int, default=200_000)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args(arguments)
    python_env.folder()
    with postgres.running():
        rows = _measure(options.cards)
        server = postgres.sql("SHOW server_version").split()[0]
    text = _HEAD.format(
        arguments="" if options.cards == 200_000 else f" --cards {options.cards}",
        cards=options.cards,
        machine=f"{platform.machine()}, 2 cores in use at most",
        server=f"PostgreSQL {server}",
    )
    text += "".join(f"| {' | '.join(row)} |\n" for row in rows)
    say("\n" + text)
    if not options.no_write:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(text)
        say(f"Written to {DOCUMENT.relative_to(settings.ROOT)}")


def _measure(cards):
    core, ours = f"{database.PREFIX}bench_core", f"{database.PREFIX}bench_ours"
    for name, template in (
        (core, database.base_template()),
        (ours, database.template_with_addons([settings.ADDON])),
    ):
        database.drop(name)
        database.copy(template, name)
    with step("orders and balances in plain Odoo"):
        plain = _script(core, "bench_orders", cards)
    with step("orders and balances with the addon"):
        result = _script(ours, "bench_orders", cards)
    with step(f"a ledger of {cards:,} cards, and the runs over it (some minutes)"):
        ledger = _script(ours, "bench_ledger", cards)
    with step("50,000 open tickets with promises"):
        service = _script(ours, "bench_service", cards)
    for name in (core, ours):
        database.drop(name)
    return (
        _table(plain, result, ledger, service, cards)
        + _tills(core, ours)
        + _catalogue()
    )


def _tills(core, ours):
    """Clients of the interface, in fresh databases."""
    for name, template in (
        (core, database.base_template()),
        (ours, database.template_with_addons([settings.ADDON])),
    ):
        database.copy(template, name)
    with step(f"{bench_interface.CLIENTS} tills at once"):
        rows = bench_interface.measure(core, ours, _script, _server)
    for name in (core, ours):
        database.drop(name)
    return rows


def _catalogue():
    """Products and stock, in a shop without and with the addon."""
    core, ours = f"{database.PREFIX}bench_core", f"{database.PREFIX}bench_ours"
    shop = (*settings.BASE_MODULES, *SHOP)
    figures = []
    for name, template, what in (
        (core, database.base_template(shop), "plain Odoo"),
        (ours, database.template_with_addons([settings.ADDON, GLUE]), "the addon"),
    ):
        database.drop(name)
        database.copy(template, name)
        with step(f"100,000 products and 1,000 moves with {what}"):
            result = _script(name, "bench_catalogue", 0)
        with step(f"the page of the shop with {what}"):
            result["shop"] = _page(name)
        figures.append(result)
        database.drop(name)
    plain, with_us = figures
    products = "100,000 products, 5 % of them for members"
    return [
        _row(f"{what}, {products}", plain[name], with_us[name], "1.05 ×")
        for name, what in (
            ("public", "product search by a visitor"),
            ("member", "product search by a member"),
            ("staff", "product search by staff"),
            ("shop", "the first page of the shop for a visitor"),
        )
    ] + [
        _row(
            f"reserve {with_us['moves']:,} moves, each product with a reserve",
            plain["assign"],
            with_us["assign"],
            "1.15 ×",
        )
    ]


def _page(name):
    """Median time of the shop's page, from a server of its own."""
    address = f"http://127.0.0.1:{PORT}/shop"
    with _server(name):
        rounds = []
        for _round in range(15):
            started = time.perf_counter()
            with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310
                answer.read()
            rounds.append(time.perf_counter() - started)
        return statistics.median(rounds[3:])


@contextlib.contextmanager
def _server(name):
    """A server of this database alone, while it is needed."""
    command = odoo_run.command(
        [
            "-d",
            name,
            f"--http-port={PORT}",
            "--max-cron-threads=0",
            f"--db-filter=^{name}$",
            "--log-level=critical",
        ]
    )
    environment = python_env.environment(**postgres.connection())
    server = subprocess.Popen(
        [str(word) for word in command], env=environment, cwd=settings.ROOT
    )
    try:
        _wait_for(f"http://127.0.0.1:{PORT}/web/login")
        yield
    finally:
        server.terminate()
        server.wait()


def _wait_for(address):
    for _second in range(120):
        try:
            with urllib.request.urlopen(address, timeout=120):  # noqa: S310
                return
        except urllib.error.URLError:
            time.sleep(1)
    raise Problem("The server did not start.", f"Try {address} in a browser.")


def _script(name, script, cards):
    path = settings.CACHE / "bench.json"
    path.unlink(missing_ok=True)
    inside = settings.ROOT / "tools" / "inside"
    text = "".join(
        (inside / f"{part}.py").read_text() for part in ("bench_copies", script)
    )
    odoo_run.shell(name, f"RESULT, CARDS = {str(path)!r}, {cards}\n{text}")
    return json.loads(path.read_text())


def _table(plain, ours, ledger, service, cards):
    more = ours["confirm_queries"] - plain["confirm_queries"]
    rows = [
        _row(
            f"confirm an order that earns and redeems, against core ({more:+d} queries)",
            plain["confirm"],
            ours["confirm"],
            "1.05 ×, +4 queries",
        ),
        _row(
            "the same in a tier with a multiplier and a campaign with budget and cap, "
            f"against core ({ours['tiered_queries'] - plain['confirm_queries']:+d} queries)",
            plain["confirm"],
            ours["tiered"],
            "1.05 ×, +4 queries",
        ),
        _row(
            "change one balance, against core's write",
            plain["balance"],
            ours["balance"],
            "0.4 ×",
        ),
        _row(
            "post 1,000 entries in one call",
            ledger["post_floor"],
            ledger["post"],
            "2 ×",
        ),
        _row(
            f"expire {ledger['lots']:,} lots on {cards:,} cards",
            ledger["expire_floor"],
            ledger["expire"],
            "1.5 ×",
        ),
        _row(
            f"evaluate tiers of {cards:,} cards, 1 % of which move, against the aggregate",
            ledger["tiers_floor"],
            ledger["tiers"],
            "1.2 ×",
        ),
        _row(
            "one posting on a card with 10,000 entries, against one with 10",
            ledger["small_card"],
            ledger["large_card"],
            "1.1 ×",
        ),
    ]
    rows += _service_rows(service)
    size = f"{ledger['size'] / 2**20:,.0f} MB for {ledger['entries']:,} entries with indexes"
    return [*rows, ("size of the ledger", "–", size, "–", "–")]


def _service_rows(service):
    tickets = f"{service['tickets']:,} open tickets"
    return [
        _row(
            f"the run for broken promises over {tickets}, none new, against the statement "
            "that finds them",
            service["floor"],
            service["run"],
            "3 ×",
        ),
        (
            f"the same with {service['broken']} new breaches: written down, points pending",
            _time(service["floor"]),
            _time(service["with_broken"]),
            f"{(service['with_broken'] - service['run']) / service['broken'] * 1000:.1f} ms "
            "a breach",
            "–",
        ),
    ]


def _row(what, base, ours, goal):
    return (what, _time(base), _time(ours), f"{ours / base:.2f} ×", goal)


def _time(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
