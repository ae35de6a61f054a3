import pytest

from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


def test_organizers_read_every_name_and_are_led_to_the_booking() -> None:
    allotment = AllotmentFactory(hall__name="5.2H")
    free, taken = BoothFactory.create_batch(2, allotment=allotment)
    booking = booked(taken, company=CompanyFactory(name="Quiet GmbH"))
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/?search=quiet")
    assert_clean(answer)
    assert f'href="/organizer/bookings/{booking.pk}/"' in answer.text
    assert "reserved, Quiet GmbH" in answer.text
    assert "<strong>1</strong> of 2 booths" in answer.text
    assert f'href="/organizer/booths/{free.pk}/"' in answer.text


def test_hall_of_another_edition_remains_the_one_that_is_viewed() -> None:
    allotment = AllotmentFactory(hall__name="5.2H", edition__number=6)
    BoothFactory(allotment=allotment)
    AllotmentFactory(edition__number=7)
    headers = {"HX-Request": "true", "HX-Target": "booths"}
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/?edition=6&kind=shell", headers=headers)
    assert answer.headers["HX-Replace-Url"] == "/organizer/halls/5.2H/?edition=6&kind=shell"


def test_hall_as_a_file_names_the_holders() -> None:
    allotment = AllotmentFactory(hall__name="5.2H")
    booked(BoothFactory(allotment=allotment), company=CompanyFactory(name="Quiet GmbH"))
    answer = signed_in(organizer()).get("/organizer/halls/5.2H/export/csv/")
    assert "Quiet GmbH" in answer.getvalue().decode()
    assert signed_in(organizer()).get("/organizer/halls/9H/").status_code == 404
