"""What happens once, when the addon comes and when it goes."""

from .models.ledger import database_guard


def post_init_hook(env):
    """Give cards that already have points one opening entry each, in sets."""
    env["loyalty.points.opening"]._open_all()


def uninstall_hook(env):
    """Leave plain Odoo with the balances as they are."""
    database_guard.drop_all(env.cr)
