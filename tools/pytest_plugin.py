"""What pytest-odoo leaves open: warnings fail, and the tests that ran are counted."""

import logging

import pytest


class _Warnings(logging.Handler):
    """Collects WARNING and above of Odoo's log, outside of `assertLogs`."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.seen = []

    def emit(self, record):
        self.seen.append(
            f"{record.levelname} {record.name}: {record.getMessage()[:500]}"
        )


_handler = _Warnings()
_counts = {"collected": 0, "ran": 0}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session, config, items):
    _counts["collected"] = len(items)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    logger = logging.getLogger("odoo")
    logger.addHandler(_handler)
    del _handler.seen[:]
    outcome = yield
    logger.removeHandler(_handler)
    _counts["ran"] += 1
    if _handler.seen and outcome.excinfo is None:
        lines = "\n".join(_handler.seen)
        outcome.force_exception(
            AssertionError(f"Odoo logged during the test:\n{lines}")
        )


def pytest_sessionfinish(session, exitstatus):
    if (
        not session.config.option.collectonly
        and not session.shouldfail
        and exitstatus == 0
    ):
        if _counts["ran"] != _counts["collected"]:
            session.exitstatus = 1
            print(f"\n{_counts['ran']} tests ran of {_counts['collected']} collected")
