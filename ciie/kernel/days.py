"""The day on which an instant falls: the one way in Python and the one way in SQL.

Days are never UTC's but those of the place to which they belong: the edition's, or the site's own (`TIME_ZONE`) if no
edition is concerned.
"""

from datetime import date, datetime, tzinfo

from django.db.models import DateField, DateTimeField, F, Func, Value
from django.db.models.functions import Cast


def day_of(instant: datetime, zone: tzinfo) -> date:
    """Return the day in this zone on which the instant falls. Raises `ValueError` if the instant is naive."""
    if instant.tzinfo is None:
        raise ValueError("A moment without a zone has no day.")
    return instant.astimezone(zone).date()


def day_there(instant: datetime, zone_column: str) -> Cast:
    """Return an expression for the day of an instant in the zone that each row's column names.

    It is meant for comparisons with a `DateField`.
    """
    there = Func(F(zone_column), Value(instant, DateTimeField()), function="timezone", output_field=DateTimeField())
    return Cast(there, DateField())
