"""Paths, names and versions that the other files share."""

import hashlib
import os
import pathlib
import platform

ROOT = pathlib.Path(__file__).resolve().parent.parent
ADDON = "loyalty_service_parts"

#: Everything that is downloaded or built lives here, never in the checkout.
#: Root's home is closed to the unprivileged user that PostgreSQL runs as.
_CACHE_HOME = os.environ.get("XDG_CACHE_HOME") or (
    "/var/cache" if os.geteuid() == 0 else pathlib.Path.home() / ".cache"
)
CACHE = pathlib.Path(
    os.environ.get("LSP_CACHE") or pathlib.Path(_CACHE_HOME) / "loyalty_service_parts"
).resolve()

ODOO_PACKAGE = "odoo-19"
ODOO_SUITE = "sid"
#: What the Odoo package links to; fonts that exist in the newest suite only.
ODOO_LINKED = (
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-font-awesome",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
ODOO_LINKED_NEWEST = ("fonts-montserrat",)

#: What is installed in a template database before our addon.
BASE_MODULES = (
    "sale_loyalty",
    "sale_stock",
    "portal",
    "base_automation",
    "sms",
    "helpdesk_mgmt_sla",
    "helpdesk_mgmt_rating",
    "partner_contact_birthdate",
    "stock_delivery",
    "sale_loyalty_delivery",
)
LANGUAGE = "ru_RU"
HTTP_PORT = os.environ.get("LSP_PORT") or "8069"


def our_addons():
    """The addons of this checkout, the main one first."""
    found = sorted(path.parent.name for path in ROOT.glob("*/__manifest__.py"))
    return sorted(found, key=lambda name: (name != ADDON, name))


def glue_addons():
    """Our small addons for an app that not every user has: `{name: modules it needs}`."""
    return {
        name: tuple(module for module in manifest(name)["depends"] if module != ADDON)
        for name in our_addons()
        if name != ADDON
    }


def manifest(addon):
    """What the manifest of an addon of ours says."""
    text = (ROOT / addon / "__manifest__.py").read_text()
    return eval(text, {"__builtins__": {}})  # noqa: S307 a literal of ours


def addon_version():
    """The version that the manifest of the main addon names."""
    return manifest(ADDON)["version"]


def digest(*parts):
    """A short name for a combination of versions or files."""
    sha = hashlib.sha256(platform.machine().encode())
    for part in parts:
        sha.update(b"\0" + (part if isinstance(part, bytes) else str(part).encode()))
    return sha.hexdigest()[:12]


def sources_digest():
    """Changes whenever a file of our addons that Odoo loads changes."""
    parts = []
    for addon in our_addons():
        for path in sorted((ROOT / addon).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                parts += [path.relative_to(ROOT), path.read_bytes()]
    return digest(*parts)
