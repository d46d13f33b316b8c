"""The virtual environment: what Odoo needs, the OCA addons and the test tools."""

import functools
import os
import pathlib
import shutil
import subprocess
import sys

from . import odoo_source, settings
from .ui import Problem, apt_install, need_space, run, step

REQUIREMENTS = settings.ROOT / "tools" / "requirements.txt"
OCA = settings.ROOT / "tools" / "requirements-oca.txt"


@functools.cache
def _interpreter():
    """A Python that Odoo 19 runs on, with the module venv."""
    for name in (sys.executable, "python3.11", "python3.12", "python3.13", "python3"):
        path = shutil.which(name)
        if not path:
            continue
        probe = (
            "import sys, ensurepip, venv; assert (3, 10) <= sys.version_info < (3, 14)"
        )
        if not subprocess.run(
            [path, "-c", probe], capture_output=True, check=False
        ).returncode:
            return path
    if shutil.which("apt-get"):
        apt_install(["python3-venv"], "Python's module for virtual environments")
        return shutil.which("python3")
    raise Problem("No Python 3.10–3.13 with the module venv.", "Install python3-venv.")


def key():
    """Changes with anything that the environment is made of."""
    return settings.digest(
        REQUIREMENTS.read_bytes(),
        OCA.read_bytes(),
        odoo_source.version_key(),
        ".".join(map(str, sys.version_info[:2])),
    )


@functools.cache
def folder():
    """The environment's folder, made when it is not there."""
    _interpreter()  # what is missing is said before anything large is fetched
    target = settings.CACHE / "venv" / key()
    if (target / "COMPLETE").exists():
        return target
    need_space(settings.CACHE, 2000)
    shutil.rmtree(target, ignore_errors=True)
    log = settings.CACHE / "log"
    with step("making the Python environment (about 80 packages, 35 s)"):
        run([_interpreter(), "-m", "venv", target], log=log / "venv.log")
        pip = [
            target / "bin" / "python",
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--disable-pip-version-check",
        ]
        run([*pip, "--require-hashes", "-r", REQUIREMENTS], log=log / "pip.log")
        site = next(target.glob("lib/python3.*/site-packages"))
        (site / "odoo.pth").write_text(f"{odoo_source.packages_folder()}\n")
        run([*pip, "--require-hashes", "-r", OCA], log=log / "pip-oca.log")
    with step("compiling Odoo's Python files (once, 20 s)"):
        run(
            [
                target / "bin" / "python",
                "-m",
                "compileall",
                "-q",
                "-j",
                "0",
                odoo_source.packages_folder() / "odoo",
            ],
            check=False,
        )
    (target / "COMPLETE").write_text("")
    return target


def python():
    return folder() / "bin" / "python"


def oca_folder():
    """Where the wheels put the OCA addons; Odoo finds them through its namespace."""
    return next(folder().glob("lib/python3.*/site-packages")) / "odoo" / "addons"


def environment(**more):
    """Environment variables for a program of the virtual environment."""
    result = dict(os.environ, PYTHONUNBUFFERED="1", **more)
    result["PATH"] = f"{folder() / 'bin'}{os.pathsep}{result.get('PATH', '')}"
    result.pop("PYTHONPATH", None)
    return result


def path_of(module):
    """Where an addon lies: ours, the OCA's or Odoo's."""
    for parent in (
        settings.ROOT,
        oca_folder(),
        odoo_source.packages_folder() / "odoo" / "addons",
        *odoo_source.addons_folders(),
    ):
        if (parent / module / "__manifest__.py").exists():
            return pathlib.Path(parent / module)
    return None
