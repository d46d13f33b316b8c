"""How the commands speak to a person, and how they run other programs."""

import contextlib
import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time

from . import settings


class Problem(Exception):
    """Something that the person has to know or do; shown without a traceback."""

    def __init__(self, what, advice=""):
        super().__init__(what)
        self.advice = advice


def say(text=""):
    print(text, flush=True)


@contextlib.contextmanager
def step(text):
    """Announce a long step; say every few seconds that it goes on, and how long it took."""
    started = time.monotonic()
    done = threading.Event()

    def ticking():
        while not done.wait(15):
            say(f"   … {text} ({time.monotonic() - started:.0f} s)")

    say(f"-> {text}")
    ticker = threading.Thread(target=ticking, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
    say(f"   done in {time.monotonic() - started:.1f} s")


@contextlib.contextmanager
def alone(name):
    """Let one command at a time do what two would do to each other."""
    settings.CACHE.mkdir(parents=True, exist_ok=True)
    with open(settings.CACHE / f"{name}.lock", "w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"   waiting for another ./dev that works on the {name}")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def quoted(command):
    return shlex.join(str(word) for word in command)


def run(command, *, log=None, check=True, advice="", **options):
    """Run a program to its end; its output goes to a log that is shown if it fails."""
    command = [str(word) for word in command]
    if log is None:
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.STDOUT)
        result = subprocess.run(command, text=True, **options)
        output = result.stdout or ""
    else:
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "w") as stream:
            result = subprocess.run(
                command, stdout=stream, stderr=subprocess.STDOUT, **options
            )
        output = log.read_text(errors="replace")
    if check and result.returncode:
        raise Problem(
            f"{quoted(command[:6])} … ended with code {result.returncode}:\n"
            + "\n".join(output.splitlines()[-25:])
            + (f"\nThe whole output: {log}" if log else ""),
            advice or explain(output),
        )
    result.stdout = output
    return result


def explain(output):
    """What to do about the usual causes, told by what a program printed."""
    low = output.lower()
    if "no space left" in low:
        return (
            "The disk is full: free some space, or set LSP_CACHE to a folder elsewhere "
            f"(now {settings.CACHE})."
        )
    for sign in (
        "temporary failure",
        "could not resolve",
        "network is unreachable",
        "connection refused",
        "failed to fetch",
        "connection timed out",
        "could not connect",
    ):
        if sign in low:
            return (
                "The network or a package mirror cannot be reached: check the connection or "
                "the proxy variables, then run the same command again; what was fetched is kept."
            )
    if "permission denied" in low:
        return (
            "This user may not write there. Set LSP_CACHE to a folder that you own "
            f"(now {settings.CACHE})."
        )
    return ""


def need_space(folder, megabytes):
    """Refuse early, with a figure, where a step would fill the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 2**20
    if free < megabytes:
        raise Problem(
            f"{folder} has {free} MB free; this step needs {megabytes} MB.",
            "Free some space, or set LSP_CACHE to a folder on another disk.",
        )


def as_root(command):
    """The command with sudo where this user is not root, or a Problem that says what to do."""
    if os.geteuid() == 0:
        return list(command)
    if shutil.which("sudo"):
        return ["sudo", *command]
    raise Problem(
        "This needs root, and there is no sudo.",
        f"Ask an administrator to run: {quoted(command)}",
    )


def apt_install(packages, why):
    """Install Debian packages system-wide; announced, because it changes the machine."""
    say(f"-> apt-get install {' '.join(packages)}   ({why})")
    log = settings.CACHE / "log" / "apt.log"
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(as_root(["apt-get", "update", "-q"]), log=log, env=environment, check=False)
    run(
        as_root(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        ),
        log=log,
        env=environment,
        advice=f"Install them by hand: apt-get install {' '.join(packages)}",
    )


def fail(problem):
    """Print a Problem the same way everywhere and return the exit code."""
    print(f"\nStopped: {problem}", file=sys.stderr)
    if problem.advice:
        print(f"What to do: {problem.advice}", file=sys.stderr)
    return 1
