"""PostgreSQL: the server that `PGHOST` names, or a private one on a Unix socket."""

import contextlib
import fcntl
import functools
import glob
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile

from . import settings
from .debian import PrivateApt, own_suite, unpack
from .ui import Problem, alone, need_space, run, step

ROLE = "odoo"
#: A development server: speed before the safety of the machine's power supply.
_SETTINGS = {
    "listen_addresses": "''",
    "port": "5432",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "max_connections": "120",
    "max_locks_per_transaction": "256",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
}


@functools.cache
def binaries():
    """The folder with initdb, pg_ctl and psql."""
    found = sorted(
        (
            path
            for path in glob.glob("/usr/lib/postgresql/*/bin")
            if os.path.exists(f"{path}/initdb")
        ),
        key=lambda path: float(path.split("/")[-2]),
    )
    if found:
        return pathlib.Path(found[-1])
    return _unpacked()


def _unpacked():
    ready = sorted(settings.CACHE.glob("postgresql/*/COMPLETE"))
    if not ready:
        ready = [_unpack()]
    return pathlib.Path(glob.glob(f"{ready[-1].parent}/usr/lib/postgresql/*/bin")[0])


def _unpack():
    need_space(settings.CACHE, 400)
    apt = PrivateApt(own_suite())
    apt.update()
    shown = apt._run("apt-cache", "show", "--no-all-versions", "postgresql").stdout
    server = re.search(r"^Depends:.*?(postgresql-\d+)", shown, re.M)[1]
    number = server.split("-")[1]
    needed = [server, f"postgresql-client-{number}", *_libraries(apt, server)]
    target = settings.CACHE / "postgresql" / apt.version(server).replace(":", "-")
    shutil.rmtree(target, ignore_errors=True)
    with step(
        f"fetching and unpacking PostgreSQL {number} (not installed system-wide)"
    ):
        for name in needed:
            unpack(apt.download(name), target, exclude=("./usr/share/doc", "*.mo"))
    (target / "COMPLETE").write_text("")
    return target / "COMPLETE"


def _libraries(apt, server):
    """The shared libraries that the server needs and the machine lacks."""
    listed = apt._run(
        "apt-cache",
        "depends",
        "--recurse",
        "--no-recommends",
        "--no-suggests",
        "--no-conflicts",
        "--no-breaks",
        "--no-replaces",
        "--no-enhances",
        "--no-pre-depends",
        server,
    ).stdout
    names = {
        line for line in listed.splitlines() if re.match(r"lib[a-z0-9.+-]+$", line)
    }
    missing = []
    for name in sorted(names):
        status = subprocess.run(["dpkg", "-s", name], capture_output=True, check=False)
        if status.returncode and not re.match(r"lib(c6|llvm|perl)", name):
            missing.append(name)
    return missing


def _environment():
    result = dict(os.environ, LC_ALL="C.UTF-8")
    if own_server():
        # a port or a password for another server is not meant for this one
        for name in [name for name in result if name.startswith("PG")]:
            del result[name]
    binary_folder = str(binaries())
    if binary_folder.startswith(str(settings.CACHE)):
        root = binary_folder.split("/usr/lib/")[0]
        libraries = sorted(
            {str(path.parent) for path in pathlib.Path(root).rglob("*.so*")}
        )
        result["LD_LIBRARY_PATH"] = os.pathsep.join(libraries)
    return result


def own_server():
    """Whether the private cluster is used, rather than a server of the user's."""
    return not os.environ.get("PGHOST")


def server_key():
    """Part of the names of files that belong to the databases of one server."""
    if own_server():
        return ""
    names = ("PGHOST", "PGPORT")
    return f"-{settings.digest(*(os.environ.get(name, '') for name in names))}"


@functools.cache
def cluster():
    version = re.search(
        r"(\d+)", run([binaries() / "postgres", "--version"], env=_environment()).stdout
    )[1]
    return settings.CACHE / "cluster" / version


def socket_folder():
    """Next to the data, or in a short place: the name of a socket has 107 characters."""
    folder = cluster() / "run"
    if len(str(folder)) < 80:
        return folder
    return pathlib.Path(tempfile.gettempdir()) / f"lsp-{settings.digest(folder)}"


def is_initialised():
    """Whether the private cluster was made."""
    return any(settings.CACHE.glob("cluster/*/COMPLETE"))


def connection():
    """What libpq and Odoo need to connect."""
    if own_server():
        return {"PGHOST": str(socket_folder()), "PGUSER": ROLE, "PGPORT": "5432"}
    names = ("PGHOST", "PGUSER", "PGPORT", "PGPASSWORD")
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def _as_server_user():
    """initdb refuses to run as root: become an unprivileged user there."""
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Problem(
        "There is no unprivileged user for PostgreSQL.",
        "Run ./dev as an ordinary user.",
    )


def _initialise(target, user):
    target.parent.mkdir(parents=True, exist_ok=True)
    need_space(settings.CACHE, 1500)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    if user:
        os.chown(target, user["user"], user["group"])
    with step("making a private PostgreSQL cluster"):
        run(
            [
                binaries() / "initdb",
                "-D",
                target / "data",
                "-U",
                ROLE,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            env=_environment(),
            cwd=target,
            log=settings.CACHE / "log" / "initdb.log",
            advice=f"The user of PostgreSQL must be able to reach {target}: "
            "set LSP_CACHE to such a folder.",
            **user,
        )
        (target / "log").mkdir(mode=0o755)
        if user:
            os.chown(target / "log", user["user"], user["group"])
        with open(target / "data" / "postgresql.conf", "a") as stream:
            for name, value in _SETTINGS.items():
                stream.write(f"{name} = {value}\n")
    (target / "COMPLETE").write_text("")


def others():
    """How many other clients the server serves now."""
    return int(
        sql(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid != pg_backend_pid()"
        )
    )


def answers():
    """Whether a server can be talked to now."""
    done = run(
        [binaries() / "psql", "-At", "-d", "postgres", "-c", "SELECT 1"],
        env=_environment() | connection(),
        check=False,
    )
    return done.returncode == 0, done.stdout


@contextlib.contextmanager
def running():
    """A server to talk to; the private one is stopped again if this started it."""
    if not own_server():
        up, output = answers()
        if not up:
            raise Problem(
                f"PGHOST={os.environ['PGHOST']} does not answer: {output.strip()}",
                "Start that server, or unset PGHOST to use a private one.",
            )
        if (
            sql("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = user")
            != "t"
        ):
            raise Problem(
                "The role of PostgreSQL may not create databases.",
                "ALTER ROLE … CREATEDB on that server, or unset PGHOST.",
            )
        yield
        return
    target, user = cluster(), _as_server_user()
    with alone("server"):
        if not (target / "COMPLETE").exists():
            _initialise(target, user)
        if not answers()[0]:
            _start(target, user)
        # before anybody else may stop it
        using = _use(target)
    try:
        yield
    finally:
        _leave(using, target, user)


def _use(target):
    """Say that this command uses the server, until the returned file is closed."""
    stream = open(target / "users.lock", "w")
    fcntl.flock(stream, fcntl.LOCK_SH)
    return stream


def _leave(using, target, user):
    """The last command that used the server stops it, whoever started it."""
    try:
        fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
        last = not answers()[0] or not others()
    except (BlockingIOError, Problem):
        last = False
    if last:
        _control(target, user, "-m", "fast", "stop", check=False)
    using.close()


def _start(target, user):
    (target / "data" / "postmaster.pid").unlink(missing_ok=True)
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if user:
        os.chown(folder, user["user"], user["group"])
    log = target / "log" / "postgresql.log"
    _control(target, user, "-l", log, "-o", f"-k '{folder}'", "start")


def _control(target, user, *words, check=True):
    run(
        [binaries() / "pg_ctl", "-D", target / "data", "-w", "-t", "60", *words],
        env=_environment(),
        cwd=target,
        check=check,
        log=settings.CACHE / "log" / "pg_ctl.log",
        start_new_session=True,
        advice=f"See {target / 'log' / 'postgresql.log'}.",
        **user,
    )


def sql(text, database="postgres"):
    """Run one statement; its rows as text."""
    return run(
        [
            binaries() / "psql",
            "-At",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            "-c",
            text,
        ],
        env=_environment() | connection(),
    ).stdout.strip()
