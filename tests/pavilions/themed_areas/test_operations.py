from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.plans.themed_areas.models import ThemedArea, ThemedAreaBooth
from pavilions.plans.themed_areas.operations import add_area, change_area, place_area, remove_area
from pavilions.plans.themed_areas.queries import areas_of
from pavilions.states import ClaimState, OrganizerRole, Section
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, BoothFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.claims import holder_of
from tests.pavilions.themed_areas.areas import area_with, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def booths() -> list[Booth]:
    first = BoothFactory()
    return [first, BoothFactory(allotment=first.allotment), BoothFactory(allotment=first.allotment)]


def test_square_metres_are_those_of_its_booths_once(booths: list[Booth]) -> None:
    area_with(booths[:2])
    holder = holder_of(booths[0], state=ClaimState.RESERVED)
    area: Any = areas_of(booths[0].plan.edition).get()
    assert (area.booth_count, area.area_sqm, area.booked_sqm) == (2, Decimal(18), Decimal(0))
    with transaction.atomic():
        move_claims(holder.pk, to=ClaimState.COMMITTED, at=NOON)
    area = areas_of(booths[0].plan.edition).get()
    assert (area.booth_count, area.area_sqm, area.booked_sqm) == (2, Decimal(18), Decimal(9))


def test_booth_belongs_to_one_area_at_most(booths: list[Booth]) -> None:
    area_with(booths[:2])
    with pytest.raises(DomainError) as refusal:
        area_with(booths[1:], name="Another")
    assert (refusal.value.code, refusal.value.details) == ("booth_in_another_area", {"booths": [booths[1].number]})
    other = ThemedArea.objects.get(name="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemedAreaBooth.objects.create(area=other, booth=booths[0])


def test_booths_of_a_hall_are_replaced(booths: list[Booth]) -> None:
    area = area_with(booths[:2])
    place_area(area.pk, booths[0].plan.hall_id, [booths[2].pk], actor=SYSTEM, at=NOON)
    assert list(area.booths.all()) == [booths[2]]
    with pytest.raises(DomainError) as refusal:
        place_area(area.pk, booths[0].plan.hall_id, [BoothFactory().pk], actor=SYSTEM, at=NOON)
    assert refusal.value.code == "booth_not_in_force"


def test_area_survives_new_versions_and_going_back(booths: list[Booth]) -> None:
    area = area_with(booths[:2])
    plan = booths[0].plan
    draft = open_draft(plan.edition_id, plan.hall_id, actor=SYSTEM, at=NOON)
    assert set(area.booths.all()) == set(booths[:2])
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    numbers = {booth.number for booth in booths[:2]}
    assert {(b.plan_id, b.number) for b in area.booths.all()} == {(draft.pk, number) for number in numbers}
    restore_floor_plan(plan.pk, actor=SYSTEM, at=NOON)
    assert set(area.booths.all()) == set(booths[:2])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"text": "x" * 4001}, "text"),
        ({"host_name": ""}, "host_name"),
    ],
)
def test_what_cannot_be_is_refused(booths: list[Booth], changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_area(booths[0].plan.edition_id, terms(**changed), actor=SYSTEM, at=NOON)
    assert refusal.value.field == field


def test_same_name_and_older_revision_are_refused(booths: list[Booth]) -> None:
    area = area_with(booths[:1])
    with pytest.raises(Invalid, match="with this name"):
        add_area(booths[0].plan.edition_id, terms(), actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError, match="changed since"):
        change_area(area.pk, terms(), seen=0, actor=SYSTEM, at=NOON)


def test_planners_and_directors_plan_areas(booths: list[Booth]) -> None:
    edition = booths[0].plan.edition_id
    add_area(edition, terms(), actor=organizer(OrganizerRole.FLOOR_PLANNER), at=NOON)
    for actor in (UserFactory(), organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            add_area(edition, terms(name="Other"), actor=actor, at=NOON)


def test_pages_of_planners(booths: list[Booth]) -> None:
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    assert_clean(client.get("/organizer/areas/"))
    assert_clean(client.get("/organizer/areas/add/"))
    typed = {"name": "Farm", "section": "business", "host_name": "France", "is_public": "on"}
    assert client.post("/organizer/areas/add/", typed | {"name": ""}).status_code == 422
    assert_clean(client.post("/organizer/areas/add/", typed, follow=True))
    area = ThemedArea.objects.get()
    page = f"/organizer/areas/{area.pk}/"
    hall = f"{page}booths/{booths[0].plan.hall.name}/"
    assert_clean(client.get(hall))
    assert_clean(client.post(hall, seen(area, booth=[booths[0].pk, "x", "9" * 30]), follow=True))
    assert list(area.booths.all()) == [booths[0]]
    assert_clean(client.get(page))
    client.post(page, seen(area, **typed | {"name": "Table"}))
    assert client.post(page, typed | {"revision": 0}).status_code == 422
    area.refresh_from_db()
    assert area.name == "Table"
    assert "Table" in client.get("/organizer/areas/?search=tab").text
    assert "No matching areas" in client.get("/organizer/areas/?search=elsewhere").text
    rows = b"".join(client.get("/organizer/areas/export/csv/?search=tab")).decode("utf-8-sig").splitlines()
    assert rows[1:] == ["Table,,Business exhibition,France,,1,9.00,0.00,yes"]
    assert_clean(client.post(f"{page}remove/", seen(area), follow=True))
    assert ThemedArea.objects.count() == 0


def test_removed_area_leaves_its_booths_as_they_are(booths: list[Booth]) -> None:
    area = area_with(booths[:2])
    with pytest.raises(NotAllowed):
        remove_area(area.pk, actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    remove_area(area.pk, actor=SYSTEM, at=NOON)
    assert ThemedAreaBooth.objects.count() == 0
    assert Booth.objects.count() == len(booths)


def test_list_of_areas_costs_the_same_for_one_and_for_three(booths: list[Booth]) -> None:
    client = signed_in(organizer())
    area_with(booths[:1])
    with CaptureQueriesContext(connection) as one:
        client.get("/organizer/areas/")
    area_with(booths[1:2], name="Second")
    area_with(booths[2:], name="Third")
    with CaptureQueriesContext(connection) as three:
        client.get("/organizer/areas/")
    assert len(three) == len(one)


def test_area_takes_booths_of_its_own_exhibition_only(booths: list[Booth]) -> None:
    national = BoothFactory(
        plan=booths[0].plan, allotment=national_allotment(booths[0]), number="N1", left=40_000, top=40_000
    )
    area = area_with(booths[:1])
    with pytest.raises(DomainError) as refusal:
        place_area(area.pk, national.plan.hall_id, [booths[0].pk, national.pk], actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.details) == ("booth_of_other_section", {"booths": ["N1"]})
    with pytest.raises(IntegrityError, match="area_takes_its_own_section"), transaction.atomic():
        ThemedAreaBooth.objects.create(area=area, booth=national)
    assert [place.booth for place in area.places.all()] == [booths[0]]


def test_area_with_booths_keeps_its_exhibition(booths: list[Booth]) -> None:
    area = area_with(booths[:1])
    with pytest.raises(DomainError) as refusal:
        change_area(area.pk, terms(section=Section.NATIONAL), actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("area_has_booths_of_other_section", "section")
    with pytest.raises(IntegrityError, match="area_keeps_its_section"), transaction.atomic():
        ThemedArea.objects.filter(pk=area.pk).update(section=Section.NATIONAL)


def test_booth_that_a_new_plan_gives_to_the_other_exhibition_leaves_its_area(booths: list[Booth]) -> None:
    area = area_with(booths[:2])
    plan = booths[0].plan
    draft = open_draft(plan.edition_id, plan.hall_id, actor=SYSTEM, at=NOON)
    draft.booths.filter(number=booths[0].number).update(allotment=national_allotment(booths[0]))
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    assert [place.booth.number for place in area.places.select_related("booth")] == [booths[1].number]


def national_allotment(booth: Booth) -> Allotment:
    found: Allotment = AllotmentFactory(
        edition=booth.plan.edition, hall=booth.plan.hall, section=Section.NATIONAL, sector=None
    )
    return found


def test_area_is_public_once_it_has_booths_and_no_longer_without(booths: list[Booth]) -> None:
    edition = booths[0].plan.edition
    with pytest.raises(Invalid) as refusal:
        add_area(edition.pk, terms(is_public=True), actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("public_area_has_booths", "is_public")
    area = area_with(booths[:1], is_public=True)
    assert area.is_public
    area = place_area(area.pk, booths[0].plan.hall_id, [], actor=SYSTEM, at=NOON)
    assert not area.is_public


def test_new_plan_without_its_booths_takes_an_area_out_of_the_public(booths: list[Booth]) -> None:
    area, plan = area_with(booths[:1], is_public=True), booths[0].plan
    draft = open_draft(plan.edition_id, plan.hall_id, actor=organizer(), at=NOON)
    Booth.objects.filter(plan=draft, number=booths[0].number).delete()
    publish_floor_plan(draft.pk, actor=organizer(), at=NOON)
    area.refresh_from_db()
    assert (area.is_public, area.booths.count()) == (False, 0)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": "FROM farm TO table"}, "name"), ({"name": "Other", "name_zh": "从农场到餐桌"}, "name_zh")],
)
def test_name_of_an_area_is_taken_once_in_each_language(
    booths: list[Booth], changed: dict[str, str], field: str
) -> None:
    area_with(booths[:1], name_zh="从农场到餐桌")
    with pytest.raises(Invalid) as refusal:
        add_area(booths[0].plan.edition_id, terms(**changed), actor=SYSTEM, at=NOON)
    assert refusal.value.field == field
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemedArea.objects.create(
            edition=booths[0].plan.edition, section=Section.BUSINESS, host_name="x", **{"name": "Other", **changed}
        )


@pytest.mark.parametrize("by", ["area", "booth"])
def test_database_keeps_empty_areas_out_of_the_public(booths: list[Booth], by: str) -> None:
    area = area_with(booths[:1], is_public=by == "booth")
    area.places.all().delete()
    if by == "area":
        ThemedArea.objects.filter(pk=area.pk).update(is_public=True)
    with pytest.raises(IntegrityError, match="public_area"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
