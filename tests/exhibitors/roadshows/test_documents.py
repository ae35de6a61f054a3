import json

import pytest

from exhibitors.promotion.roadshows.documents import structured_roadshow
from exhibitors.promotion.roadshows.operations import cancel_roadshow
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import NOON, organizer

pytestmark = pytest.mark.django_db

PAGE = "https://expo.example/roadshows/1/"


def test_roadshow_is_shown_with_day_place_and_host() -> None:
    show = opened(venue="Town hall", text="Come & see.")
    assert json.loads(structured_roadshow(show, address=PAGE)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Meet the expo",
        "description": "Come & see.",
        "startDate": "2024-05-20",
        "endDate": "2024-05-20",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Town hall",
            "address": {"@type": "PostalAddress", "addressLocality": "Lyon", "addressCountry": "FR"},
        },
        "organizer": {"@type": "Organization", "name": "Chamber"},
        "about": {"@type": "ExhibitionEvent", "name": show.edition.name},
        "url": PAGE,
    }


def test_cancelled_roadshow_without_a_venue_is_in_its_city() -> None:
    show = cancel_roadshow(opened(title="</script>").pk, actor=organizer(), at=NOON)
    written = structured_roadshow(show, address=PAGE)
    read = json.loads(written)
    assert "</" not in written
    assert (read["name"], read["location"]["name"]) == ("</script>", "Lyon")
    assert read["eventStatus"] == "https://schema.org/EventCancelled"
