"""Expiry arithmetic: pure functions on dates, without a database.

The SQL path never calls :func:`lapsed`; the property tests compare the two.
"""

import datetime

from dateutil.relativedelta import relativedelta

_QUARTER = 3


def last_usable_day(rule, count, day):
    """The last day on which points given on `day` may be spent; None for never.

    :param str rule: never, days, months, month_end, quarter_end, year_end, inactivity
    :param int count: how many days or months; for the ends of a period, how many whole
        periods more
    :param datetime.date day: in the company's time zone
    """
    count = max(count or 0, 0)
    if rule == "days":
        return day + datetime.timedelta(days=count)
    if rule == "months":
        return day + relativedelta(months=count)
    if rule == "month_end":
        return _end_of_month(day + relativedelta(months=count))
    if rule == "quarter_end":
        quarter = (day.month - 1) // _QUARTER
        first = day.replace(month=quarter * _QUARTER + 1, day=1)
        return _end_of_month(first + relativedelta(months=_QUARTER * (count + 1) - 1))
    if rule == "year_end":
        return datetime.date(day.year + count, 12, 31)
    return None


def idle_months(rule, count):
    """After how many months without activity points of this rule lapse; None for never."""
    return max(count or 0, 1) if rule == "inactivity" else None


def lapsed(expiry_date, idle, activity, today):
    """Whether a lot can no longer be spent on `today`."""
    if expiry_date is not None and expiry_date < today:
        return True
    return bool(idle and activity and activity + relativedelta(months=idle) < today)


def _end_of_month(day):
    return day + relativedelta(day=31)
