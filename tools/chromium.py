"""The browser of the tests: found, or installed with apt."""

import os
import shutil

from .ui import apt_install

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure():
    """The path of a Chromium that Odoo's tests find, too."""
    found = os.environ.get("ODOO_BROWSER_BIN") or _find()
    if not found:
        apt_install(["chromium"], "the browser that the tours run in")
        found = _find()
    return found


def ensure_pdf():
    """wkhtmltopdf, with which Odoo prints."""
    if not shutil.which("wkhtmltopdf"):
        apt_install(["wkhtmltopdf"], "Odoo prints PDF files with it")


def _find():
    return next((path for name in _NAMES if (path := shutil.which(name))), None)
