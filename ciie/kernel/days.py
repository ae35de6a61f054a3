"""From an instant to its day: the one way in Python and the one way in SQL.

Days are those of the place that they belong to, never UTC's: the edition's, or where no edition is meant the site's
own (`TIME_ZONE`).
"""

from datetime import date, datetime, tzinfo

from django.db.models import DateField, DateTimeField, F, Func, Value
from django.db.models.functions import Cast


def day_of(instant: datetime, zone: tzinfo) -> date:
    """The day in this zone on which the instant falls."""
    if instant.tzinfo is None:
        raise ValueError("A moment without a zone has no day.")
    return instant.astimezone(zone).date()


def day_there(instant: datetime, zone_column: str) -> Cast:
    """The day of an instant for each row, in the zone that its column names; for comparing with a `DateField`."""
    there = Func(F(zone_column), Value(instant, DateTimeField()), function="timezone", output_field=DateTimeField())
    return Cast(there, DateField())
