"""The programme as an iCalendar feed (RFC 5545), and events for search engines: schema.org in JSON-LD."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.safestring import SafeString
from icalendar import Calendar, Event

from ciie.kernel.bilingual import shown
from ciie.kernel.wording import in_sequence
from ciie.web.previews import json_ld, organization
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.models.forum import ForumSession
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.states import EventState


def agenda_feed(edition: Edition, events: Iterable[ProgrammeEvent], address_of: Callable[[int], str]) -> bytes:
    """Return a calendar of these events, with instants in UTC. `address_of` returns the page of an event by its key."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(edition))
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
    if text := shown(event, "text"):
        entry.add("description", text)
    return entry


def structured_programme_event(event: ProgrammeEvent, session: ForumSession | None, *, address: str) -> SafeString:
    """Return an event as JSON-LD, with instants in the edition's time zone.

    A session is described by its topics unless its event has a text.
    """
    zone, hall = event.edition.zone, event.room.hall
    topics = session.topics.all() if session else ()
    speakers = session.speakers.all() if session else ()
    status = "EventCancelled" if event.state == EventState.CANCELLED else "EventScheduled"
    return json_ld(
        {
            "@type": "Event",
            "name": str(event),
            "alternateName": event.title_zh if str(event) == event.title else event.title,
            "description": shown(event, "text") or in_sequence(shown(topic, "title") for topic in topics),
            "startDate": event.period.lower.astimezone(zone).isoformat(),
            "endDate": event.period.upper.astimezone(zone).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "location": {
                "@type": "Place",
                "name": str(event.room),
                "containedInPlace": {"@type": "Place", "name": hall.name} if hall else None,
            },
            "organizer": organization(str(event.pavilion or event.edition.fair_name)),
            "performer": [
                {"@type": "Person", "name": speaker.name, "affiliation": organization(shown(speaker, "institution"))}
                for speaker in speakers
            ],
            "superEvent": {"@type": "ExhibitionEvent", "name": str(event.edition)},
            "url": address,
        }
    )
