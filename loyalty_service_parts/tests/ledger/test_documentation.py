"""The examples of docs/ledger.md are run as they stand."""

import pathlib
import re

from odoo.tests import tagged

from ..common import LedgerCommon

DOCUMENT = pathlib.Path(__file__).parents[3] / "docs" / "ledger.md"


@tagged("post_install", "-at_install")
class TestDocumentation(LedgerCommon):
    def test_the_examples_are_true(self):
        blocks = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.S)
        self.assertGreater(len(blocks), 6)
        names = {"env": self.env, "card": self.card, "program": self.program}
        for block in blocks:
            exec(compile(block, str(DOCUMENT), "exec"), names)  # noqa: S102
        self.assertSound()

    def test_every_field_of_an_entry_is_described(self):
        text = DOCUMENT.read_text()
        described = set(re.findall(r"`(\w+)`", text))
        own = {
            name
            for name, field in self.entries._fields.items()
            if field.store
            and field.column_type
            and not name.startswith(("create_", "write_"))
        }
        self.assertLessEqual(own - {"id"}, described)
