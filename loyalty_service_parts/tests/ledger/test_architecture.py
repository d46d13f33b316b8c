"""Dependencies point one way: a lower room never names a higher one."""

import ast
import pathlib
import re

from odoo.tests import BaseCase, tagged

MODELS = pathlib.Path(__file__).parents[2] / "models"
ROOMS = [
    "ledger",
    "membership",
    "tier",
    "sale",
    "service",
    "catalogue",
    "counter",
    "api",
    "engagement",
    "reporting",
]
#: Names of Odoo's models that belong to a room.
WORDS = {
    "sale": r"sale\.order|account\.move|stock\.picking",
    "service": r"helpdesk\.",
    "catalogue": r"product\.(product|template)|stock\.",
}


@tagged("post_install", "-at_install")
class TestArchitecture(BaseCase):
    def modules(self, room):
        return sorted((MODELS / room).rglob("*.py"))

    def test_rooms_are_known(self):
        found = {path.parent.name for path in MODELS.glob("*/__init__.py")}
        self.assertLessEqual(found, set(ROOMS))

    def test_a_room_imports_only_lower_rooms(self):
        for place, room in enumerate(ROOMS):
            higher = set(ROOMS[place + 1 :])
            for path in self.modules(room):
                for node in ast.walk(ast.parse(path.read_text())):
                    if isinstance(node, ast.ImportFrom):
                        parts = set((node.module or "").split("."))
                        self.assertFalse(parts & higher, f"{path}: {node.module}")

    def test_the_ledger_never_mentions_a_document(self):
        for path in self.modules("ledger") + self.modules("membership"):
            for room, words in WORDS.items():
                found = re.findall(rf"[\"'](?:{words})", path.read_text())
                self.assertFalse(found, f"{path} knows of {room}: {found}")

    def test_the_pure_model_needs_no_odoo(self):
        for name in (
            "ledger/fifo.py",
            "ledger/expiry.py",
            "tier/member.py",
            "tier/periods.py",
            "sale/earning.py",
            "counter/typed.py",
            "api/values.py",
        ):
            for node in ast.walk(ast.parse((MODELS / name).read_text())):
                names = (
                    [getattr(node, "module", "") or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                names += (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else []
                )
                self.assertFalse([name for name in names if name.startswith("odoo")])
