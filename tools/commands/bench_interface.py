"""Eight tills at once on one card, against as many confirmations of plain Odoo."""

import itertools
import json
import random
import threading
import time
import urllib.error
import urllib.request

from ..ui import Problem

CLIENTS, ROUNDS, PORT = 8, 15, 8179
#: What a server says that is busy with the same card: asked again with the same key.
BUSY = {409, 500, 502, 503}
TRIES = 40


def measure(core, ours, script, server):
    """Rows of the table: confirmations and sequences a second, what does not add up.

    :param script: runs a script in Odoo's shell; :param server: a running Odoo
    """
    plain = script(core, "bench_interface", CLIENTS * ROUNDS)
    orders = iter(plain["orders"])
    lock = threading.Lock()

    def confirm(_number):
        with lock:
            order = next(orders)
        _ask(plain["key"], "sale.order/action_confirm", {"ids": [order]})

    with server(core):
        confirmed = _together(confirm)
    known = script(ours, "bench_interface", 1)
    numbers = itertools.count()

    def buy(_number):
        with lock:
            number = next(numbers)
        card = {"card": known["card"]}
        money = {"amount": "10", "currency": known["currency"]}
        _ask(known["key"], "loyalty.api/quote", {**card, **money})
        paid = {"key": f"r{number}", "points": "1", "reference": str(number)}
        _ask(known["key"], "loyalty.api/redeem", {**card, **paid})
        sold = {"key": f"e{number}", "reference": str(number)}
        _ask(known["key"], "loyalty.api/earn", {**card, **money, **sold})

    with server(ours):
        bought = _together(buy)
    left = script(ours, "bench_interface", 0)
    count = CLIENTS * ROUNDS
    wanted = {"balance": 1000 + 9 * count, "documents": 2 * count, "wrong": 0}
    if left != wanted:
        raise Problem(f"The tills left {left}, not {wanted}.")
    return [
        (
            f"quote, redeem and earn for one customer by {CLIENTS} clients at once, a "
            "second; against confirmations of plain Odoo (0 inconsistencies)",
            f"{count / confirmed:.1f}",
            f"{count / bought:.1f}",
            f"{confirmed / bought:.2f} ×",
            "–",
        )
    ]


def _together(work):
    """Seconds that all clients need for all rounds."""
    failed = []

    def client():
        try:
            for number in range(ROUNDS):
                work(number)
        except Exception as error:  # a thread's error is everybody's
            failed.append(error)

    threads = [threading.Thread(target=client) for _one in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return time.perf_counter() - started


def _ask(key, path, body):
    request = urllib.request.Request(  # noqa: S310
        f"http://127.0.0.1:{PORT}/json/2/{path}",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    for _try in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code not in BUSY:
                raise Problem(error.read().decode()[:500]) from error
            time.sleep(random.uniform(0.02, 0.2))  # noqa: S311
    raise Problem(f"{path} was busy {TRIES} times.")
