"""Which of the free slots a customer may book. Without `env`."""

from datetime import timedelta


def is_open(slot, now, days, reserves, duration=0.0):
    """Whether a slot is open to a customer at a moment.

    :param slot: aware datetime in the time zone of the service centre
    :param now: aware datetime
    :param int days: he may book so many days ahead; 0: without end
    :param list reserves: `(weekday or None, hour from, hour to, hours before which the time
        opens to everybody, 0: never)` of times that are kept for others
    :param float duration: hours
    """
    if days and slot.date() > now.astimezone(slot.tzinfo).date() + timedelta(days=days):
        return False
    hour = slot.hour + slot.minute / 60
    for weekday, hour_from, hour_to, release in reserves:
        touches = hour < hour_to and hour + duration > hour_from or hour == hour_from
        kept = weekday in (None, slot.weekday()) and touches
        released = release and slot - now <= timedelta(hours=release)
        if kept and not released:
            return False
    return True
