"""Runs in Odoo's shell with our addon: the run that notices broken promises."""

import json
import statistics
import time
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

TICKETS, BROKEN = 50_000, 20
cr = env.cr  # noqa: F821


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


club = env["loyalty.program"].create(  # noqa: F821
    {
        "name": "Bench",
        "program_type": "loyalty",
        "applies_on": "both",
        "trigger": "auto",
    }
)
tier = env["loyalty.tier"].create(  # noqa: F821
    {"program_id": club.id, "name": "Gold", "threshold": 1}
)
member = env["res.partner"].create({"name": "Bench"})  # noqa: F821
env["loyalty.card"].create(  # noqa: F821
    {"program_id": club.id, "partner_id": member.id}
)._points_set_tier(tier, None, "Bench")
env["loyalty.guarantee"].create(  # noqa: F821
    {"tier_id": tier.id, "promise": "reaction", "points": 10}
)
env["helpdesk.sla"].search([]).active = False  # noqa: F821
env["helpdesk.sla"].create(  # noqa: F821
    {
        "name": "Answer",
        "promise": "reaction",
        "hours": 4,
        "tier_ids": [Command.set(tier.ids)],
    }
)
team = env["helpdesk.ticket.team"].create({"name": "Bench", "use_sla": True})  # noqa: F821
first = env["helpdesk.ticket"].create(  # noqa: F821
    {"name": "B", "description": "B", "team_id": team.id, "partner_id": member.id}
)
env.flush_all()  # noqa: F821
promise = first.ticket_sla_ids.id
tickets = copies(  # noqa: F821
    "helpdesk_ticket",
    first.id,
    TICKETS - 1,
    number=SQL("'B' || g"),
    access_token=SQL("NULL"),
)
cr.execute("SELECT min(id) FROM helpdesk_ticket WHERE number = 'B1'")
copies(  # noqa: F821
    "helpdesk_ticket_sla",
    promise,
    TICKETS - 1,
    ticket_id=SQL("%s + g - 1", min(tickets)),
    deadline=SQL("now() + make_interval(hours => g %% 200 + 1)"),
)
cr.commit()
cr._cnx.autocommit = True
cr.execute("VACUUM ANALYZE helpdesk_ticket")
cr.execute("VACUUM ANALYZE helpdesk_ticket_sla")
cr._cnx.autocommit = False
env.invalidate_all()  # noqa: F821
promises = env["helpdesk.ticket.sla"]  # noqa: F821
FIND = """
    SELECT s.id FROM helpdesk_ticket_sla s
      JOIN helpdesk_ticket t ON t.id = s.ticket_id
      JOIN helpdesk_ticket_stage g ON g.id = t.stage_id
     WHERE s.state = 'in_progress' AND s.deadline < %s AND t.active
       AND g.closed IS NOT TRUE ORDER BY s.id LIMIT 1000
"""
floor, run, broken = [], [], []
for turn in range(5):
    now = fields.Datetime.now()
    floor.append(seconds(lambda now=now: (cr.execute(FIND, (now,)), cr.fetchall())))
    run.append(seconds(promises._cron_notice_breaches))
    cr.commit()
    late = tickets[turn * BROKEN : (turn + 1) * BROKEN]
    cr.execute(
        "UPDATE helpdesk_ticket_sla SET deadline = %s WHERE ticket_id = ANY(%s)",
        (now - timedelta(hours=1), late),
    )
    cr.commit()
    env.invalidate_all()  # noqa: F821
    broken.append(seconds(lambda: (promises._cron_notice_breaches(), cr.commit())))
breaches = env["loyalty.guarantee.breach"]  # noqa: F821
assert breaches.search_count([("state", "=", "pending")]) == 5 * BROKEN
with open(RESULT, "w") as stream:  # noqa: F821
    json.dump(
        {
            "tickets": TICKETS,
            "broken": BROKEN,
            "floor": statistics.median(floor),
            "run": statistics.median(run),
            "with_broken": statistics.median(broken),
        },
        stream,
    )
