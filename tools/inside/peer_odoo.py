"""Odoo's own runner; after each test the invariants of the ledger are checked.

Started instead of Odoo's command line by `./dev peer`, with and without our addon; it
checks only where the ledger exists. Tests that Odoo runs in the middle of loading, when a
module is there and those that stand on it are not, run at the end: with everything loaded,
as it is in use.
"""

import sys

import psycopg2

from odoo.tests import case, loader

_call = case.TestCase._callTestMethod
_make = loader.make_suite


def _checked(self, method):
    _call(self, method)
    env = getattr(self, "env", None)
    if env is None or "loyalty.points.verify" not in env or env.cr.closed:
        return
    try:
        with env.cr.savepoint(flush=False):
            env.flush_all()
    except psycopg2.IntegrityError:
        # the test leaves rows that were never to be written: there is nothing to check
        return
    found = env["loyalty.points.verify"].sudo()._verify()
    if found:
        raise AssertionError(f"The ledger does not add up after this test: {found[:5]}")


def _late(module_names, position="at_install"):
    if position == "at_install":
        return _make([], position)
    suite = _make(module_names, "at_install")
    suite.addTests(_make(module_names, position))
    return suite


case.TestCase._callTestMethod = _checked
loader.make_suite = _late

if __name__ == "__main__":
    from odoo.cli.command import main

    sys.argv[0] = "odoo"
    main()
