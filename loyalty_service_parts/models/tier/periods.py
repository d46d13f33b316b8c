"""Windows and reviews of tiers: pure functions on dates (company's time zone)."""

import datetime

from dateutil.relativedelta import relativedelta

_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def window_start(window, months, today):
    """The first day that counts for a tier on `today`; None when everything counts.

    :param str window: rolling, calendar_year, lifetime
    """
    if window == "rolling":
        return today - relativedelta(months=max(months or 0, 1)) + relativedelta(days=1)
    if window == "calendar_year":
        return today.replace(month=1, day=1)
    return None


def held_until(review, today, since):
    """The last day until which a tier is held for sure.

    :param str review: monthly, quarterly, yearly: the end of that period;
        anniversary: the day before the next anniversary of `since`
    """
    if review == "anniversary":
        years = 1
        while since + relativedelta(years=years) <= today:
            years += 1
        return since + relativedelta(years=years) - datetime.timedelta(days=1)
    months = _MONTHS[review]
    first = period_start(months, today)
    return first + relativedelta(months=months) - datetime.timedelta(days=1)


def period_start(months, today):
    """The first day of the month, quarter (3) or year (12) of a day."""
    return today.replace(month=(today.month - 1) // months * months + 1, day=1)
