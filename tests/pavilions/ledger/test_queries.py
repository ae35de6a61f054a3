"""Old numbers go on finding their booths: over several versions, splits and merges, and versions taken back."""

from datetime import timedelta

import pytest
from django.test import Client

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import Invalid
from pavilions.floor.ledger.queries import became_of_number, former_numbers, formerly_called, present_booths
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.plans.queries.booths import booth_ids
from tests.factories import NOON, organizer
from tests.pavilions.plan_changes import HallScene, renumber, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> HallScene:
    return HallScene()


def publish(plan: FloorPlan, hours: int = 1) -> FloorPlan:
    return publish_floor_plan(plan.pk, actor=SYSTEM, at=NOON + timedelta(hours=hours))


def third_version(hall: HallScene) -> FloorPlan:
    """A1 became B1 and was then split into C1 and C2; A2 and A3 were merged into M1; A4 is gone."""
    second = hall.draft(without=["A2", "A3"])
    renumber(hall.booth("A1", second), "B1")
    hall.add(second, "M1", square(400, 0, 700), hall.booth("A2"), hall.booth("A3"))
    publish(second)
    third = hall.draft(second, without=["B1", "A4"])
    for n in (1, 2):
        hall.add(third, f"C{n}", square(150 * (n - 1), 0, 150), hall.booth("B1", second))
    return publish(third, 2)


def test_old_numbers_lead_to_what_became_of_them_over_three_versions(hall: HallScene) -> None:
    third_version(hall)
    name = hall.plan.hall.name
    found = formerly_called(hall.plan.edition_id, [f"{name}/{n}" for n in ("A1", "B1", "A3", "A4", "Z9")])
    assert {old: [booth.reference for booth in became] for old, became in found.items()} == {
        f"{name}/A1": [f"{name}/C1", f"{name}/C2"],
        f"{name}/B1": [f"{name}/C1", f"{name}/C2"],
        f"{name}/A3": [f"{name}/M1"],
        f"{name}/A4": [],
    }


def test_booking_by_an_old_number_is_refused_with_the_new_one(hall: HallScene) -> None:
    third_version(hall)
    name = hall.plan.hall.name
    with pytest.raises(Invalid) as refusal:
        booth_ids(hall.plan.edition_id, [f"{name}/A2", f"{name}/Z9"])
    assert refusal.value.details == {"unknown": [f"{name}/A2", f"{name}/Z9"], "now": {f"{name}/A2": [f"{name}/M1"]}}
    assert f"{name}/A2 → {name}/M1" in str(refusal.value)


def test_number_used_again_means_the_booth_that_has_it(hall: HallScene) -> None:
    draft = hall.draft()
    renumber(hall.booth("A1", draft), "X")
    renumber(hall.booth("A2", draft), "A1")
    publish(draft)
    name = hall.plan.hall.name
    assert booth_ids(hall.plan.edition_id, [f"{name}/A1"]) == [hall.booth("A1", draft).pk]


def test_numbers_of_a_version_that_was_taken_back_are_found_too(hall: HallScene) -> None:
    draft = hall.draft()
    taken_back = renumber(hall.booth("A1", draft), "B1")
    publish(draft)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=NOON + timedelta(hours=2))
    a1 = hall.booth("A1")
    assert [booth.id for booth in present_booths([taken_back.pk])[taken_back.pk]] == [a1.pk]
    assert former_numbers(hall.plan.pk) == {a1.pk: ("B1",)}
    third = publish(hall.draft(), 3)
    assert [booth.id for booth in present_booths([taken_back.pk])[taken_back.pk]] == [hall.booth("A1", third).pk]


def test_numbers_of_drafts_are_nobodys_former_ones(hall: HallScene) -> None:
    renumber(hall.booth("A1", hall.draft()), "B1")
    assert former_numbers(hall.plan.pk) == {}


def test_imported_plan_keeps_the_lineage_that_its_publication_found(hall: HallScene) -> None:
    """Without a word of ancestors, booths of one number and place are the same ones."""
    draft = hall.draft()
    for booth in draft.booths.all():
        booth.ancestry.all().delete()
    publish(draft)
    a1 = hall.booth("A1")
    assert [booth.id for booth in present_booths([a1.pk])[a1.pk]] == [hall.booth("A1", draft).pk]


def test_organizers_find_a_booth_by_its_old_number_and_old_page(client: Client, hall: HallScene) -> None:
    third = third_version(hall)
    merged = hall.booth("M1", third)
    assert became_of_number(hall.plan.edition_id, "a3") == {merged.pk}
    client.force_login(organizer(), "django.contrib.auth.backends.ModelBackend")
    listed = client.get(f"/organizer/booths/?search=A3&edition={hall.plan.edition.number}")
    assert [row.record.pk for row in listed.context["table"].page] == [merged.pk]
    page = client.get(f"/organizer/booths/{hall.booth('A3').pk}/").content.decode()
    assert f'href="/organizer/booths/{merged.pk}/"' in page
