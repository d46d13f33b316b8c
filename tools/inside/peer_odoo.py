"""Odoo's own runner; after each test the invariants of the ledger are checked.

Started instead of Odoo's command line by `./dev peer`, with and without our addon; it
checks only where the ledger exists.
"""

import sys

from odoo.tests import case

_call = case.TestCase._callTestMethod


def _checked(self, method):
    _call(self, method)
    env = getattr(self, "env", None)
    if env is None or "loyalty.points.verify" not in env or env.cr.closed:
        return
    found = env["loyalty.points.verify"].sudo()._verify()
    if found:
        raise AssertionError(f"The ledger does not add up after this test: {found[:5]}")


case.TestCase._callTestMethod = _checked

if __name__ == "__main__":
    from odoo.cli.command import main

    sys.argv[0] = "odoo"
    main()
