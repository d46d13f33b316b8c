"""Loading the demo's story into a database."""

from . import odoo_run
from .ui import step

_SCRIPT = """
env["loyalty.demo"]._load_all()
env.cr.commit()
"""


def load(name):
    """Load the demo files of our addons into a database that has none of Odoo's own."""
    with step(
        "writing a year of orders, deliveries, payments and returns (about a minute)"
    ):
        odoo_run.shell(name, _SCRIPT)
