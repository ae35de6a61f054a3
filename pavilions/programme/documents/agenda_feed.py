"""The programme as an iCalendar feed (RFC 5545)."""

from collections.abc import Callable, Iterable

from django.conf import settings
from icalendar import Calendar, Event

from pavilions.floor.models.edition import Edition
from pavilions.programme.models.programme import ProgrammeEvent
from pavilions.states import EventState


def agenda_feed(edition: Edition, events: Iterable[ProgrammeEvent], address_of: Callable[[int], str]) -> bytes:
    """A calendar of these events, instants in UTC. `address_of` gives the page of an event by its key."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.name)
    for event in events:
        calendar.add_component(_entry(event, address_of(event.pk)))
    feed: bytes = calendar.to_ical()
    return feed


def _entry(event: ProgrammeEvent, address: str) -> Event:
    entry = Event()
    entry.add("uid", f"event-{event.pk}@{settings.MAIL_DOMAIN}")
    entry.add("summary", f"{event.title} / {event.title_zh}" if event.title_zh else event.title)
    entry.add("dtstart", event.period.lower)
    entry.add("dtend", event.period.upper)
    entry.add("dtstamp", event.changed_at)
    entry.add("sequence", event.revision)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    entry.add("location", str(event.room))
    entry.add("url", address)
    if event.text:
        entry.add("description", event.text)
    return entry
