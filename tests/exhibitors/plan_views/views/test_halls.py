import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.states import PavilionStage
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import give, pavilion_at

pytestmark = pytest.mark.django_db


def test_organizers_read_every_name_and_each_booth_has_a_card() -> None:
    allotment = AllotmentFactory(hall__name="5.2H")
    free, taken = BoothFactory.create_batch(2, allotment=allotment)
    booking = booked(taken, company=CompanyFactory(name="Quiet GmbH"))
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/?search=quiet")
    assert_clean(answer)
    assert f'href="?search=quiet&amp;booth={free.number}#booth-{free.pk}"' in answer.text
    assert "reserved, Quiet GmbH" in answer.text
    assert "<strong>1</strong> of 2 booths" in answer.text
    card = card_of(f"/organizer/halls/5.2H/?booth={taken.number}")
    assert "Quiet GmbH" in card
    assert booking.reference in card
    assert "Submitted" in card
    assert f'href="/organizer/bookings/{booking.pk}/"' in card
    assert f'href="/organizer/booths/{taken.pk}/"' in card
    card = card_of(f"/organizer/halls/5.2H/?booth={free.number}")
    assert "/organizer/bookings/" not in card
    assert f'href="/organizer/booths/{free.pk}/"' in card


def test_card_of_a_pavilions_booth_leads_organizers_to_the_pavilion() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED, "IT")
    booth = give(pavilion)
    card = card_of(f"/organizer/halls/{booth.plan.hall.name}/?booth={booth.number}")
    assert "Italy" in card
    assert f'href="/organizer/pavilions/{pavilion.pk}/"' in card


def card_of(address: str) -> str:
    headers = {"HX-Request": "true", "HX-Target": "booth-card"}
    answer = signed_in(organizer()).get(address, headers=headers)
    assert answer.text.lstrip().startswith('<section class="booth-card"')
    return answer.text


def test_hall_of_another_edition_remains_the_one_that_is_viewed() -> None:
    allotment = AllotmentFactory(hall__name="5.2H", edition__number=6)
    BoothFactory(allotment=allotment)
    AllotmentFactory(edition__number=7)
    headers = {"HX-Request": "true", "HX-Target": "booths"}
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/?edition=6&kind=shell", headers=headers)
    assert answer.headers["HX-Replace-Url"] == "/organizer/halls/5.2H/?edition=6&kind=shell"


def test_planner_who_draws_reads_who_holds_a_booth() -> None:
    allotment = AllotmentFactory(hall__name="5.2H")
    booths = BoothFactory.create_batch(3, allotment=allotment)
    booked(booths[0], company=CompanyFactory(name="Quiet GmbH"))
    draft = open_draft(allotment.edition_id, allotment.hall_id, actor=SYSTEM, at=NOON)
    planner, counts = signed_in(organizer()), []
    for name in ("Loud GmbH", "Calm GmbH"):
        with CaptureQueriesContext(connection) as queries:
            drawn = planner.get(f"/organizer/drafts/{draft.pk}/contents/").json()["booths"]
        counts.append(len(queries))
        booked(booths[len(counts)], company=CompanyFactory(name=name))
    assert [booth["holder_name"] for booth in drawn] == ["Quiet GmbH", "Loud GmbH", ""]
    assert counts[0] == counts[1]


def test_hall_as_a_file_names_the_holders() -> None:
    allotment = AllotmentFactory(hall__name="5.2H")
    booked(BoothFactory(allotment=allotment), company=CompanyFactory(name="Quiet GmbH"))
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/export/csv/")
    assert "Quiet GmbH" in answer.getvalue().decode()
    assert signed_in(organizer()).get("/organizer/halls/9H/").status_code == 404
