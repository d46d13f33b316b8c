"""Odoo 19: the one that the user has (`ODOO_PATH`), or the Debian package in the cache."""

import functools
import os
import pathlib
import re
import shutil

from . import settings
from .debian import PrivateApt, own_suite, unpack
from .ui import Problem, need_space, step

#: Translations of other languages make the unpacked package four times as large.
_EXCLUDE = (
    "*.po",
    "./usr/share/doc",
    "./etc",
    "./usr/lib/python3/dist-packages/odoo/addons/*/static/description/*.gif",
)
#: Goes up when what is made of the package changes: caches are keyed by it.
_RECIPE = "r2"
#: Debian leaves this file out; an empty one is enough for the code that asks for it.
_STUB = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@functools.cache
def packages_folder():
    """The folder to put on Python's path so that `import odoo` works."""
    own = os.environ.get("ODOO_PATH")
    if own:
        folder = pathlib.Path(own).resolve()
        if not (folder / "odoo" / "release.py").exists():
            raise Problem(
                f"ODOO_PATH={own} holds no odoo/release.py.",
                "Point it at a checkout of Odoo 19 (the folder with odoo-bin), or unset it.",
            )
        release = (folder / "odoo" / "release.py").read_text()
        if not re.search(r"version_info = \(19, 0", release):
            raise Problem(
                f"ODOO_PATH={own} is not Odoo 19.0.", "Point it at a checkout of 19.0."
            )
        return folder
    return _unpacked() / "usr" / "lib" / "python3" / "dist-packages"


def addons_folders():
    """The folders with Odoo's own addons, besides `odoo/addons`."""
    beside = packages_folder() / "addons"
    return [beside] if beside.is_dir() else []


def version_key():
    """What the caches that depend on Odoo are keyed by."""
    if os.environ.get("ODOO_PATH"):
        release = (packages_folder() / "odoo" / "release.py").read_text()
        return settings.digest(release, str(packages_folder()))
    return _unpacked().name


def _unpacked():
    ready = sorted(
        settings.CACHE.glob(f"odoo/*-{_RECIPE}/COMPLETE"),
        key=lambda path: path.stat().st_mtime,
    )
    if ready:
        return ready[-1].parent
    need_space(settings.CACHE, 2500)
    newest, own = PrivateApt(settings.ODOO_SUITE), PrivateApt(own_suite())
    newest.update()
    own.update()
    version = newest.version(settings.ODOO_PACKAGE)
    if not version.startswith("19."):
        raise Problem(
            f"Debian {newest.suite} has Odoo {version}, not 19.",
            "Set ODOO_PATH to a checkout of Odoo 19.",
        )
    target = settings.CACHE / "odoo" / f"{version.replace('~', '-')}-{_RECIPE}"
    work = target.with_name(target.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    with step(
        f"fetching Odoo {version} (123 MB) and the fonts and scripts that it links to"
    ):
        odoo = newest.download(settings.ODOO_PACKAGE)
        linked = [own.download(name) for name in settings.ODOO_LINKED]
        linked += [newest.download(name) for name in settings.ODOO_LINKED_NEWEST]
    with step("unpacking Odoo (320 MB)"):
        for package in linked:
            unpack(package, work, exclude=("./usr/share/doc",))
        unpack(odoo, work, exclude=_EXCLUDE)
        # the demo is usable in Russian, so these translations stay
        unpack(odoo, work, only=("*/i18n/ru.po",))
        _mend(work)
    (work / "COMPLETE").write_text(version + "\n")
    work.rename(target)
    return target


def _mend(work):
    """Links into nowhere make Odoo run no browser test at all: refuse them here."""
    dist = work / "usr" / "lib" / "python3" / "dist-packages"
    stub = dist / "odoo" / "addons" / _STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.unlink(missing_ok=True)
        stub.write_text("")
    dangling = []
    for path in work.rglob("*"):
        if path.is_symlink():
            goal = os.readlink(path)
            if goal.startswith("/"):
                path.unlink()
                path.symlink_to(work / goal.lstrip("/"))
            if not path.exists():
                dangling.append(path)
    scripts = [path for path in dangling if path.suffix in (".js", ".css")]
    if scripts:
        raise Problem(
            f"The unpacked Odoo misses {scripts[0]}.",
            "Report this with the version of the package.",
        )
    # absolute links point below the work folder: make them survive its renaming
    for path in work.rglob("*"):
        if path.is_symlink() and os.readlink(path).startswith(str(work)):
            goal = pathlib.Path(os.readlink(path))
            path.unlink()
            path.symlink_to(os.path.relpath(goal, path.parent))
