"""An event of the programme as search engines read it: an `Event` of schema.org, in JSON-LD."""

from django.conf import settings
from django.utils.safestring import SafeString

from ciie.web.structured_data import Thing, json_ld, organization
from pavilions.programme.models.forum import ForumSession, Speaker
from pavilions.programme.models.programme import ProgrammeEvent, Room
from pavilions.states import EventState


def structured_programme_event(event: ProgrammeEvent, session: ForumSession | None, *, address: str) -> SafeString:
    """Instants are those of the edition's zone. A session is described by its topics unless its event has a text."""
    zone = event.edition.zone
    topics = session.topics.all() if session else ()
    speakers = session.speakers.all() if session else ()
    status = "EventCancelled" if event.state == EventState.CANCELLED else "EventScheduled"
    return json_ld(
        {
            "@type": "Event",
            "name": event.title,
            "alternateName": event.title_zh,
            "description": event.text or "; ".join(topic.title for topic in topics),
            "startDate": event.period.lower.astimezone(zone).isoformat(),
            "endDate": event.period.upper.astimezone(zone).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "location": _place(event.room),
            "organizer": organization(str(event.pavilion or settings.SITE_NAME)),
            "performer": [_person(speaker) for speaker in speakers],
            "superEvent": {"@type": "ExhibitionEvent", "name": event.edition.name},
            "url": address,
        }
    )


def _place(room: Room) -> Thing:
    hall = {"@type": "Place", "name": room.hall.name} if room.hall else None
    return {"@type": "Place", "name": room.name, "containedInPlace": hall}


def _person(speaker: Speaker) -> Thing:
    return {"@type": "Person", "name": speaker.name, "affiliation": organization(speaker.institution)}
