"""The examples of the documentation are run as they stand."""

import pathlib
import re

from odoo.tests import tagged

from ..common import LedgerCommon

DOCUMENTS = pathlib.Path(__file__).parents[3] / "docs"


@tagged("post_install", "-at_install")
class TestDocumentation(LedgerCommon):
    def run_examples(self, name, at_least):
        path = DOCUMENTS / name
        blocks = re.findall(r"```python\n(.*?)```", path.read_text(), re.S)
        self.assertGreaterEqual(len(blocks), at_least)
        names = {
            "env": self.env,
            "card": self.card,
            "program": self.program,
            "member": self.member,
        }
        for block in blocks:
            exec(compile(block, str(path), "exec"), names)  # noqa: S102
        self.assertSound()

    def test_the_examples_of_the_ledger_are_true(self):
        self.run_examples("ledger.md", 7)

    def test_the_examples_of_the_tiers_are_true(self):
        self.run_examples("tiers.md", 5)

    def test_the_examples_of_the_service_are_true(self):
        with self.on("2026-06-01"):
            self.run_examples("service.md", 3)

    def test_the_examples_of_the_catalogue_are_true(self):
        self.run_examples("catalogue.md", 4)

    def test_every_field_of_an_entry_is_described(self):
        text = (DOCUMENTS / "ledger.md").read_text()
        described = set(re.findall(r"`(\w+)`", text))
        own = {
            name
            for name, field in self.entries._fields.items()
            if field.store
            and field.column_type
            and not name.startswith(("create_", "write_"))
        }
        self.assertLessEqual(own - {"id"}, described)
