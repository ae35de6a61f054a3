import json
from typing import Any

import pytest

from pavilions.national.programme.documents import structured_programme_event
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.operations.forum import change_speakers
from pavilions.national.programme.operations.programme import cancel_event, open_room
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.queries import session_of
from pavilions.states import PavilionStage
from tests.factories import NOON, HallFactory, organizer
from tests.pavilions.national_pavilions.national import pavilion_at
from tests.pavilions.programme.programme import announced, edition, scheduled, shortlisted

pytestmark = pytest.mark.django_db

PAGE = "https://expo.example/agenda/1/"


def actual(event: ProgrammeEvent) -> Any:
    return json.loads(structured_programme_event(event, session_of(event), address=PAGE))


def test_event_is_shown_with_time_place_and_host() -> None:
    edition()
    hall = HallFactory(name="5.1H")
    stage = open_room("Stage", hall_id=hall.pk, seats=None, actor=organizer(), at=NOON)
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    event = announced(room_id=stage.pk, pavilion_id=pavilion.pk, title_zh="鼓", text="Loud & <b>long</b>.")
    assert actual(event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Drums",
        "alternateName": "鼓",
        "description": "Loud & <b>long</b>.",
        "startDate": "2024-11-06T10:00:00+08:00",
        "endDate": "2024-11-06T11:00:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": "Stage", "containedInPlace": {"@type": "Place", "name": "5.1H"}},
        "organizer": {"@type": "Organization", "name": "France"},
        "superEvent": {"@type": "ExhibitionEvent", "name": event.edition.name},
        "url": PAGE,
    }


def test_cancelled_event_of_the_expo_itself() -> None:
    event = cancel_event(announced().pk, actor=organizer(), at=NOON)
    assert actual(event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Drums",
        "startDate": "2024-11-06T10:00:00+08:00",
        "endDate": "2024-11-06T11:00:00+08:00",
        "eventStatus": "https://schema.org/EventCancelled",
        "location": {"@type": "Place", "name": "Main stage"},
        "organizer": {"@type": "Organization", "name": "China International Import Expo"},
        "superEvent": {"@type": "ExhibitionEvent", "name": event.edition.name},
        "url": PAGE,
    }


def test_session_of_the_forum_names_its_topics_and_who_speaks() -> None:
    topics = shortlisted(), shortlisted(title="Fair </script> trade", contact_email="bo@example.org")
    session = scheduled(*topics)
    speakers = [SpeakerTerms("Ada", "Institute", is_moderator=True), SpeakerTerms("Grace")]
    change_speakers(session.pk, speakers, actor=organizer(), at=NOON)
    written = structured_programme_event(session.event, session_of(session.event), address=PAGE)
    assert "</" not in written
    read = json.loads(written)
    assert read["description"] == "Fair </script> trade; Open markets"
    assert read["performer"] == [
        {"@type": "Person", "name": "Ada", "affiliation": {"@type": "Organization", "name": "Institute"}},
        {"@type": "Person", "name": "Grace"},
    ]
