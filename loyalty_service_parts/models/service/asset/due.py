"""When a service is due: by the calendar or by use, whichever is first. Without `env`."""

import math
from datetime import timedelta

from dateutil.relativedelta import relativedelta

#: Readings closer together than this tell nothing about the use.
_DAYS_BETWEEN = 7
#: Use of longer ago tells nothing about the use of today.
_DAYS_BACK = 365
#: Days after which nobody plans a service.
_NEVER = 36500


def use_per_day(readings):
    """Units a day by the readings `[(day, value)]` of the last year; None if unknown."""
    if not readings:
        return None
    last_day, last_value = max(readings)
    recent = [row for row in readings if (last_day - row[0]).days <= _DAYS_BACK]
    first_day, first_value = min(recent)
    days = (last_day - first_day).days
    if days < _DAYS_BETWEEN or last_value <= first_value:
        return None
    return (last_value - first_value) / days


def due_day(last_day, months, last_value, every, readings):
    """The day on which the next service is due; None where nothing tells.

    :param last_day: day of the last service, or of the purchase
    :param months: due so many months after it; 0: the calendar does not matter
    :param last_value: what the meter showed then
    :param every: due after so many units more; 0: the meter does not matter
    :param readings: `[(day, value)]` of the meter
    """
    days = []
    if months and last_day:
        days.append(last_day + relativedelta(months=months))
    if every and readings:
        day, value = max(readings)
        left = last_value + every - value
        rate = use_per_day(readings)
        if left <= 0:
            # the meter has passed it: since when, the readings tell
            days.append(
                min(one for one, shown in readings if shown >= last_value + every)
            )
        elif rate:
            days.append(day + timedelta(days=min(math.ceil(left / rate), _NEVER)))
    return min(days, default=None)
