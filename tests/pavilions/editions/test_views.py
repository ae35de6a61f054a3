from decimal import Decimal
from functools import partial

import pytest

from ciie.web.lists import page_of
from pavilions.floor.editions import views
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.factories import AllotmentFactory, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory(capacity_sqm=Decimal(900), claimed_sqm=Decimal(500))
    return made


def url(allotment: Allotment, rest: str = "") -> str:
    return f"/organizer/editions/{allotment.edition.number}/{rest}"


def test_editions_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "page_of", partial(page_of, size=2))
    numbers = [EditionFactory().number for _edition in range(3)]
    client = signed_in(organizer())
    pages = [client.get(f"/organizer/editions/?page={page}") for page in (1, 2)]
    for page in pages:
        assert_clean(page)
    assert [[each.number for each in page.context["page"]] for page in pages] == [numbers[:0:-1], numbers[:1]]


def test_edition_is_closed(allotment: Allotment) -> None:
    assert signed_in(organizer()).post(url(allotment, "close/"), seen(allotment.edition)).status_code == 302
    allotment.edition.refresh_from_db()
    assert allotment.edition.status == EditionStatus.CLOSED


def test_edition_that_is_closed_and_over_is_archived(allotment: Allotment) -> None:
    client = signed_in(organizer())
    assert 'action="' + url(allotment, "archive/") not in client.get(url(allotment)).text
    Edition.objects.update(status=EditionStatus.CLOSED)
    allotment.edition.refresh_from_db()
    page = client.get(url(allotment))
    assert_clean(page)
    assert 'action="' + url(allotment, "archive/") in page.text
    assert client.post(url(allotment, "archive/"), seen(allotment.edition)).status_code == 302
    assert Edition.objects.get().status == EditionStatus.ARCHIVED
    assert 'action="' + url(allotment, "open/") not in client.get(url(allotment)).text


def test_unknown_move_of_an_edition_is_not_found(allotment: Allotment) -> None:
    assert signed_in(organizer()).post(url(allotment, "burn/")).status_code == 404


def test_archived_edition_stays_and_the_page_says_why(allotment: Allotment) -> None:
    allotment.edition.status = EditionStatus.ARCHIVED
    allotment.edition.save()
    page = signed_in(organizer()).post(url(allotment, "close/"), seen(allotment.edition), follow=True)
    assert "An archived edition cannot be changed." in page.text


def test_capacity_is_set(allotment: Allotment) -> None:
    planner = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    planner.post(f"/organizer/editions/capacities/{allotment.pk}/set/", {"capacity_sqm": "750.5", "revision": "1"})
    allotment.refresh_from_db()
    assert allotment.capacity_sqm == Decimal("750.50")


@pytest.mark.parametrize("typed", ["499", "-1", "many", "", "1e30"])
def test_refused_capacity_is_shown_in_its_row_with_what_was_typed(allotment: Allotment, typed: str) -> None:
    sent = {"capacity_sqm": typed, "revision": "1"}
    page = signed_in(organizer()).post(f"/organizer/editions/capacities/{allotment.pk}/set/", sent)
    (row,) = page.context["rows"]
    assert (page.status_code, list(row.form.errors)) == (422, ["capacity_sqm"])
    assert row.form["capacity_sqm"].value() == typed


def test_capacity_changed_by_a_colleague_is_not_overwritten(allotment: Allotment) -> None:
    client, address = signed_in(organizer()), f"/organizer/editions/capacities/{allotment.pk}/set/"
    client.post(address, {"capacity_sqm": "750", "revision": "1"})
    page = client.post(address, {"capacity_sqm": "700", "revision": "1"})
    (row,) = page.context["rows"]
    assert (page.status_code, row.form["capacity_sqm"].value()) == (422, "700")
    allotment.refresh_from_db()
    assert allotment.capacity_sqm == Decimal(750)


def test_pages_are_clean_and_show_finance_no_buttons(allotment: Allotment) -> None:
    client = signed_in(organizer(OrganizerRole.FINANCE))
    for page in (client.get("/organizer/editions/"), client.get(url(allotment))):
        assert_clean(page)
        assert 'method="post"' not in page.text.partition("<main")[2]
