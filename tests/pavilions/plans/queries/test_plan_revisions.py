import pytest

from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.queries.plan_revisions import (
    draft_revisions,
    halls_revisions,
    plan_revisions,
    plan_version,
    plan_versions,
    taken_booths,
    taken_in_venue,
    venue_revision,
    venue_revisions,
)
from pavilions.states import Availability, PlanState
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    EditionFactory,
    FloorPlanFactory,
    organizer,
)
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def booths() -> list[Booth]:
    allotment = AllotmentFactory()
    return [BoothFactory(allotment=allotment) for _booth in range(3)]


def test_only_what_is_not_free_is_named(booths: list[Booth]) -> None:
    holder_of(booths[0])
    withhold_booth(booths[1].pk, reason="A pillar", actor=organizer(), at=NOON)
    assert taken_booths(booths[0].plan_id) == {booths[0].pk: Availability.HELD, booths[1].pk: Availability.BLOCKED}


def test_revisions_are_those_of_the_plan_as_pages_know_it(booths: list[Booth]) -> None:
    plan = booths[0].plan
    AllotmentFactory(edition=plan.edition, hall=plan.hall)
    key = (plan.edition.number, plan.hall.name)
    before = plan_revisions([key])
    holder_of(booths[0])
    after, page = plan_revisions([key, (key[0], "nowhere"), (key[0] + 1, key[1])]), plan_version(*key)
    assert page is not None
    assert (after, before == after) == ({key: page.etag.strip('"')}, False)


def test_what_is_not_published_has_no_revision() -> None:
    draft = FloorPlanFactory(published=False)
    assert plan_revisions([(draft.edition.number, draft.hall.name)]) == {}
    assert draft_revisions([draft.pk, draft.pk + 1]) == {draft.pk: "draft:0"}


def test_one_query_asks_for_many_halls(booths: list[Booth]) -> None:
    other = BoothFactory(allotment__edition=booths[0].plan.edition)
    keys = [(booth.plan.edition.number, booth.plan.hall.name) for booth in (booths[0], other)]
    assert set(plan_revisions(keys)) == set(keys)


def test_halls_on_sale_have_another_revision_when_one_is_added_or_gets_another_plan(booths: list[Booth]) -> None:
    edition = booths[0].plan.edition
    seen = [halls_revisions([edition.number])]
    holder_of(booths[0])
    FloorPlanFactory(edition=edition, hall=booths[0].plan.hall, version=2, published=False)
    assert halls_revisions([edition.number]) == seen[0]  # neither bookings nor drafts
    FloorPlanFactory(edition=edition)
    seen.append(halls_revisions([edition.number]))
    FloorPlan.objects.filter(pk=booths[0].plan_id).update(state=PlanState.SUPERSEDED)
    seen.append(halls_revisions([edition.number]))
    assert len({each[edition.number] for each in seen}) == 3
    empty = EditionFactory()
    assert halls_revisions([empty.number, 9_999]).keys() == {empty.number}


def test_one_revision_stands_for_the_plans_of_a_venue(booths: list[Booth]) -> None:
    edition = booths[0].plan.edition
    other = BoothFactory(allotment__edition=edition)
    seen = [venue_revisions([edition.number])[edition.number]]
    assert seen == [venue_revision(each.etag.strip('"') for each in plan_versions(edition.number))]
    holder_of(other)
    seen.append(venue_revisions([edition.number])[edition.number])
    FloorPlanFactory(edition=edition)
    seen.append(venue_revisions([edition.number])[edition.number])
    assert len(set(seen)) == 3
    before, after, with_another = (each.partition(":")[0] for each in seen)
    assert (before == after, after == with_another) == (True, False)
    assert venue_revisions([edition.number + 1]) == {}


def test_what_is_taken_in_a_venue_is_that_of_its_published_plans(booths: list[Booth]) -> None:
    edition = booths[0].plan.edition
    other, elsewhere = BoothFactory(allotment__edition=edition), BoothFactory()
    for booth in (booths[0], other, elsewhere):
        holder_of(booth)
    draft = FloorPlanFactory(edition=edition, hall=other.plan.hall, version=2, published=False)
    BoothFactory(plan=draft, blocked_reason="A pillar")
    assert taken_in_venue(edition.number) == {booths[0].pk: Availability.HELD, other.pk: Availability.HELD}
