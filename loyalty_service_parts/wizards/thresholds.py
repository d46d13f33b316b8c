"""Thresholds of tiers that a person enters."""

from odoo.exceptions import UserError
from odoo.tools import float_compare


def check_rising(env, thresholds):
    """Tiers keep their order: a better one cannot need less.

    :param list thresholds: from the lowest tier to the highest
    :raise UserError: one needs no more than the one before it
    """
    if any(
        float_compare(low, high, precision_digits=2) >= 0
        for low, high in zip(thresholds, thresholds[1:], strict=False)
    ):
        raise UserError(
            env._(
                "Each tier needs more than the one before it: correct the thresholds."
            )
        )
