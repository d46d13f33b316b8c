"""Running Odoo: its configuration file and its command line."""

import subprocess
import sys

from . import odoo_source, postgres, python_env, settings
from .ui import run


def data_folder():
    """Odoo's data directory: file stores and sessions, of one server's databases."""
    return settings.CACHE / f"data{postgres.server_key()}"


def config_file():
    """Write the configuration that all commands share; its path."""
    connection = postgres.connection()
    addons = [settings.ROOT, *odoo_source.addons_folders()]
    lines = {
        "addons_path": ",".join(str(path) for path in addons),
        "data_dir": data_folder(),
        "db_host": connection.get("PGHOST", ""),
        "db_port": connection.get("PGPORT", ""),
        "db_user": connection.get("PGUSER", ""),
        "db_password": connection.get("PGPASSWORD", ""),
        "http_interface": "127.0.0.1",
        "server_wide_modules": "base,web",
        "max_cron_threads": "0",
    }
    key = settings.digest(settings.ROOT, odoo_source.version_key())
    path = settings.CACHE / f"odoo-{key}{postgres.server_key()}.conf"
    path.parent.mkdir(parents=True, exist_ok=True)
    data_folder().mkdir(parents=True, exist_ok=True)
    text = "".join(
        f"{name} = {value}\n" for name, value in lines.items() if value != ""
    )
    path.write_text(f"[options]\n{text}")
    path.chmod(0o600)
    return path


def command(arguments):
    """The words that run Odoo's command line with our configuration.

    Odoo's sub-commands (`shell`, `i18n` …) come first on its command line.
    """
    arguments = [str(word) for word in arguments]
    sub = []
    while arguments and not arguments[0].startswith("-"):
        sub.append(arguments.pop(0))
    return [
        python_env.python(),
        "-m",
        "odoo",
        *sub,
        "-c",
        str(config_file()),
        *arguments,
    ]


def odoo(arguments, *, log=None, check=True, **options):
    """Run Odoo to its end."""
    environment = python_env.environment(**postgres.connection())
    return run(
        command(arguments),
        log=log,
        check=check,
        env=environment,
        cwd=settings.ROOT,
        **options,
    )


def shell(database, script):
    """Run a script in Odoo's shell; fails when the script does."""
    guarded = (
        "import sys, traceback\ntry:\n"
        + "".join(f"    {line}\n" for line in script.strip().splitlines())
        + "except BaseException:\n    traceback.print_exc()\n"
        + "    sys.stdout.flush()\n    import os; os._exit(3)\n"
    )
    return odoo(
        [
            "shell",
            "-d",
            database,
            "--no-http",
            "--log-level=warn",
            "--shell-interface=python",
        ],
        input=f"exec({guarded!r})\n",
    )


def interactive(arguments):
    """Run Odoo in the foreground, connected to this terminal; its exit code."""
    environment = python_env.environment(**postgres.connection())
    return subprocess.run(
        [str(x) for x in command(arguments)],
        env=environment,
        cwd=settings.ROOT,
        stdin=sys.stdin,
        check=False,
    ).returncode
