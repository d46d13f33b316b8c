"""Debian packages unpacked into the cache: a private apt, nothing installed.

apt itself verifies the signature of the index and the hash of every package, and
goes on with a partly downloaded file.
"""

import os
import pathlib
import re
import shutil
import subprocess

from . import settings
from .ui import Problem, run, step

KEYRING = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class PrivateApt:
    """An apt with state, cache and sources of its own, for one suite."""

    def __init__(self, suite):
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise Problem(
                "This machine has no apt.",
                "Set ODOO_PATH to an Odoo 19 that you have, and PGHOST to a PostgreSQL "
                "server; then nothing is fetched with apt.",
            )
        self.suite = suite
        self.home = settings.CACHE / "apt" / suite
        for part in ("state/lists/partial", "cache/archives/partial", "etc/parts"):
            (self.home / part).mkdir(parents=True, exist_ok=True)
        self.sources = self.home / "etc" / "sources.list"
        self.config = self.home / "etc" / "apt.conf"
        self._write()

    def _write(self):
        mirror = _mirror()
        self.sources.write_text(
            f"deb [signed-by={KEYRING}] {mirror} {self.suite} main\n"
        )
        self.config.write_text(
            f"""
Dir::State "{self.home}/state";
Dir::State::status "/dev/null";
Dir::Cache "{self.home}/cache";
Dir::Etc::sourcelist "{self.sources}";
Dir::Etc::sourceparts "{self.home}/etc/parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "{self.home}/etc/parts";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Update::Error-Mode "any";
"""
        )

    def _run(self, *words, **options):
        environment = dict(os.environ, APT_CONFIG=str(self.config), LC_ALL="C")
        return run(words, env=environment, **options)

    def update(self):
        with step(f"reading the package index of Debian {self.suite}"):
            self._run("apt-get", "update", "-q")

    def version(self, package):
        shown = self._run("apt-cache", "show", "--no-all-versions", package).stdout
        found = re.search(r"^Version: (\S+)", shown, re.M)
        if not found:
            raise Problem(f"Debian {self.suite} has no package {package}.")
        return found[1]

    def download(self, package):
        """The path of the package's file, fetched if it is not there yet."""
        self._run("apt-get", "download", package, cwd=self.home / "cache")
        version = self.version(package).replace(":", "%3a")
        return next((self.home / "cache").glob(f"{package}_{version}_*.deb"))


def _mirror():
    """The address of the machine's own mirror: ours would be one more to trust."""
    listed = subprocess.run(
        [
            "apt-get",
            "indextargets",
            "--no-release-info",
            "--format",
            "$(COMPONENT)|$(CREATED_BY)|$(REPO_URI)",
        ],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    for line in listed.splitlines():
        component, kind, address = line.split("|", 2)
        if component == "main" and kind == "Packages" and "security" not in address:
            return address
    raise Problem(
        "apt knows no Debian mirror on this machine.",
        "Add one to /etc/apt/sources.list.d, or set ODOO_PATH and PGHOST to what you have.",
    )


def own_suite():
    """The code name of this machine's Debian; a derivative takes the stable one."""
    release = dict(
        line.split("=", 1)
        for line in pathlib.Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    code = release.get("VERSION_CODENAME", "").strip('"')
    return code if release.get("ID", "").strip('"') == "debian" and code else "bookworm"


def unpack(package, prefix, *, exclude=(), only=()):
    """Unpack a .deb, or what fits the patterns, below `prefix` without installing it."""
    prefix.mkdir(parents=True, exist_ok=True)
    reader = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    )
    words = [
        "tar",
        "-x",
        "-C",
        prefix,
        "--no-same-owner",
        *(f"--exclude={x}" for x in exclude),
        *(("--wildcards", *only) if only else ()),
    ]
    run(words, stdin=reader.stdout)
    if reader.wait():
        raise Problem(
            f"{package} cannot be unpacked.",
            f"Delete it and run the command again: rm {package}",
        )
