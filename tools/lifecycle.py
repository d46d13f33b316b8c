"""Does the addon come, stay through an upgrade and go without leaving anything behind?"""

from . import database, odoo_run, settings
from .ui import Problem, step

_PREPARE = """
partner = env["res.partner"].create({"name": "Lifecycle"})
program = env["loyalty.program"].create({
    "name": "Lifecycle", "program_type": "loyalty", "applies_on": "both", "trigger": "auto",
    "rule_ids": [(0, 0, {"reward_point_mode": "money"})],
    "reward_ids": [(0, 0, {"discount_mode": "per_point", "discount": 1})],
})
card = env["loyalty.card"].create({
    "program_id": program.id, "partner_id": partner.id, "code": "LIFECYCLE", "points": 100,
})
"""
_BEFORE = _PREPARE + "env.cr.commit()\n"
_USE = """
card = env["loyalty.card"].search([("code", "=", "LIFECYCLE")])
assert card.points == 100, card.points
assert card.entry_ids.mapped("type") == ["opening"], card.entry_ids.mapped("type")
card._points_post([{"card_id": card.id, "points": -30.5, "type": "redeem"}])
env["loyalty.points.seal"]._seal_all()
env.cr.commit()
"""
_VERIFY = """
card = env["loyalty.card"].search([("code", "=", "LIFECYCLE")])
assert card.points == 69.5, card.points
assert env["loyalty.points.verify"]._verify() == []
"""
_GO = """
module = env["ir.module.module"].search([("name", "=", "loyalty_service_parts")])
module.button_immediate_uninstall()
"""
_AFTER = """
assert "loyalty.points.entry" not in env
card = env["loyalty.card"].search([("code", "=", "LIFECYCLE")])
assert card.points == 69.5, card.points
card.points = 5
env.cr.commit()
env.cr.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'loyalty_points%'")
assert env.cr.fetchone() == (0,)
env.cr.execute(
    "SELECT count(*) FROM pg_class WHERE relname LIKE 'loyalty_points%' "
    "OR relname = 'loyalty_card_one_per_holder'"
)
assert env.cr.fetchone() == (0,)
"""


def check():
    """Install over existing cards, use, upgrade, verify, uninstall; raises at the first fault."""
    name = f"{database.PREFIX}life"
    database.drop(name)
    database.copy(database.base_template(), name)
    with step("installing over cards with points, upgrading, uninstalling"):
        odoo_run.shell(name, _BEFORE)
        _odoo(name, "-i")
        odoo_run.shell(name, _USE)
        _odoo(name, "-u")
        odoo_run.shell(name, _VERIFY)
        odoo_run.shell(name, _GO)
        odoo_run.shell(name, _AFTER)
    database.drop(name)


def _odoo(name, option):
    log = settings.CACHE / "log" / "lifecycle.log"
    odoo_run.odoo(
        ["-d", name, option, settings.ADDON, "--stop-after-init", "--log-level=warn"],
        log=log,
    )
    faults = [
        line
        for line in log.read_text().splitlines()
        if " ERROR " in line or " CRITICAL " in line
    ]
    if faults:
        raise Problem(f"Odoo logged with {option}: {faults[0]}", f"See {log}.")
