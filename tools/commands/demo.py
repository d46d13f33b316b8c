"""Set everything up and run Odoo with the demo's story; Ctrl-C stops it: ./dev demo [--reset]

--reset begins the story anew. LSP_PORT chooses another port than 8069.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .. import chromium, database, demo_data, odoo_run, postgres, python_env, settings
from ..ui import Problem, say, step

NAME = "demo"
MARK = "the demo of loyalty_service_parts"
OWN_HELP = True


def run(arguments):
    parser = argparse.ArgumentParser(prog="./dev demo")
    parser.add_argument("--reset", action="store_true", help="begin the story anew")
    options = parser.parse_args(arguments)
    _check_port()
    chromium.ensure_pdf()
    python_env.folder()
    with postgres.running():
        _check_ours()
        if options.reset:
            database.drop(NAME)
        _prepare()
        return _serve()


def _check_port():
    port = settings.HTTP_PORT
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Problem(
            f"LSP_PORT={port} is not a port.", "Give a number from 1 to 65535."
        )
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", int(port))) == 0:
            raise Problem(
                f"Port {settings.HTTP_PORT} is taken.",
                "Stop the program that uses it, or choose another one: LSP_PORT=8070 ./dev demo",
            )


def _check_ours():
    """Refuse to touch a database of that name that somebody else made on his server."""
    if (
        not postgres.own_server()
        and database.exists(NAME)
        and database.comment(NAME) != MARK
    ):
        raise Problem(
            f"The server has a database {NAME!r} that this script did not make.",
            "Rename it, or unset PGHOST to use a private server.",
        )


def _prepare():
    marker = odoo_run.data_folder() / "demo.sources"
    now = settings.sources_digest()
    if not database.exists(NAME):
        work = f"{NAME}_wip"
        database.drop(work)
        database.copy(database.template_with_addons(settings.our_addons()), work)
        demo_data.load(work)
        database.rename(work, NAME)
        database.comment(NAME, MARK)
    elif not marker.exists() or marker.read_text() != now:
        with step("updating the demo to the addon's sources as they are now"):
            odoo_run.odoo(
                [
                    "-d",
                    NAME,
                    "-u",
                    ",".join(settings.our_addons()),
                    "--stop-after-init",
                    "--log-level=warn",
                ],
                log=settings.CACHE / "log" / "demo-update.log",
            )
    marker.write_text(now)


def _serve():
    log = settings.CACHE / "log" / "demo.log"
    words = odoo_run.command(
        [
            "-d",
            NAME,
            "--db-filter",
            f"^{NAME}$",
            "--http-port",
            settings.HTTP_PORT,
            "--max-cron-threads",
            "1",
            "--logfile",
            log,
        ]
    )
    server = subprocess.Popen(
        [str(word) for word in words],
        cwd=settings.ROOT,
        env=python_env.environment(**postgres.connection()),
        start_new_session=True,
    )
    try:
        _wait(server, log)
        _tell(log)
        return server.wait()
    except KeyboardInterrupt:
        say("\nStopping Odoo …")
        return 0
    finally:
        _stop(server)


def _stop(server):
    """End Odoo and what it started, a report that is being printed for instance."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)


def _wait(server, log):
    url = f"http://127.0.0.1:{settings.HTTP_PORT}/web/login"
    with step("starting Odoo"):
        for _attempt in range(240):
            if server.poll() is not None:
                raise Problem("Odoo ended at its start.", f"See {log}.")
            try:
                with urllib.request.urlopen(url, timeout=60):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
    raise Problem("Odoo does not answer.", f"See {log}.")


def _tell(log):
    address = f"http://127.0.0.1:{settings.HTTP_PORT}"
    say(f"""
Odoo runs at {address}    (log: {log})

  login      password   who
  admin      admin      administrator and loyalty manager
  salesman   salesman   sells: reads points, moves them through orders only
  clerk      clerk      member services: enrols, corrects up to 500 points a day
  auditor    auditor    reads everything, changes nothing
  anna       anna       customer, in the portal: {address}/my, in the shop: {address}/shop
  boris      boris      customer, in the portal

Seven things to try
  1. clerk: Service Loyalty > Members: open Anna Petrova, her lots and entries.
  2. salesman: Sales > new quotation for Anna, add brake pads, “Use Points”, confirm,
     deliver, invoice, register the payment: the pending points become usable.
  3. admin: credit the invoice: the points that it earned go, those it used come back.
  4. clerk: “Adjust Points” by 600: more than his limit, a manager has to confirm it.
  5. anna: {address}/my: the card, her tier, what expires next, the statement as PDF.
  6. clerk: Service Loyalty > Counter: type 0101, a123bc or petrova, sell something.
  7. salesman: Point of Sale > Parts Counter: choose Boris as customer, sell oil, pay a part
     of it with “Points”; refund it from “Orders”.

Ctrl-C stops Odoo and the database server.
""")
