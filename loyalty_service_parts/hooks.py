"""What happens once, when the addon comes and when it goes."""

from odoo.tools import SQL

from .models.ledger import database_guard


def post_init_hook(env):
    """Give cards that already have points one opening entry each, in sets."""
    env["loyalty.points.opening"]._open_all()
    env["loyalty.program"]._points_fill_messages()
    env["helpdesk.ticket.stage"]._service_mark_not_served()


def uninstall_hook(env):
    """Leave plain Odoo with the balances as they are."""
    database_guard.drop_all(env.cr)
    _rules_as_core_knows_them(env.cr)


def _rules_as_core_knows_them(cr):
    """10 points for each full 1,000 become 0.01 for each unit of money."""
    cr.execute(
        SQL(
            """
            UPDATE loyalty_rule SET reward_point_mode = 'money',
                   reward_point_amount = reward_point_amount / points_step
             WHERE reward_point_mode = 'step'
            """
        )
    )
