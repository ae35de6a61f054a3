"""The one way from an instant to its day: days are those of the place that they are told of, never UTC's."""

from datetime import date, datetime, tzinfo


def day_of(instant: datetime, zone: tzinfo) -> date:
    """The day in this zone on which the instant falls."""
    if instant.tzinfo is None:
        raise ValueError("A moment without a zone has no day.")
    return instant.astimezone(zone).date()
