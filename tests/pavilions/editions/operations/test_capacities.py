from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from ciie.kernel.errors import DomainError
from pavilions.floor.editions.operations.capacities import FirstAllotment, add_capacity, set_capacity
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Hall
from pavilions.plans.venue.operations import add_hall, add_sector, change_hall, change_sector
from pavilions.states import OrganizerRole, Section
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    EditionFactory,
    HallFactory,
    SectorFactory,
    organizer,
)

pytestmark = pytest.mark.django_db

SQUARE = [[0, 0], [10_000, 0], [10_000, 10_000], [0, 10_000]]


def hall(area: int = 10_000) -> Hall:
    found: Hall = HallFactory(outline=SQUARE, gross_area_sqm=Decimal(area))
    return found


def refusal(attempt: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as refused:
        attempt()
    return refused.value.code, refused.value.field


def refused_in_the_end(write: Callable[[], object]) -> str:
    """The guard that refuses what was written when the transaction would end."""
    try:
        with transaction.atomic():
            write()
            connection.check_constraints()
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's
    return ""


def test_capacities_of_a_hall_add_up_to_no_more_than_its_area() -> None:
    place = hall()
    edition = EditionFactory()
    first = AllotmentFactory(edition=edition, hall=place, capacity_sqm=Decimal(6_000))
    second = AllotmentFactory(edition=edition, hall=place, capacity_sqm=Decimal(3_000))
    AllotmentFactory(hall=place, capacity_sqm=Decimal(10_000))  # of another edition

    def given(area: str) -> Allotment:
        return set_capacity(second.pk, capacity_sqm=Decimal(area), actor=organizer(), at=NOON)

    for area in ("4000.01", "99999999"):
        assert refusal(lambda area=area: given(area)) == ("capacity_exceeds_hall", "capacity_sqm")  # type: ignore[misc]
    assert given("4000").capacity_sqm == Decimal(4_000)
    assert refusal(lambda: set_capacity(first.pk, capacity_sqm=Decimal(6_001), actor=organizer(), at=NOON)) == (
        "capacity_exceeds_hall",
        "capacity_sqm",
    )


def test_refusal_says_how_much_can_be_given() -> None:
    place = hall()
    edition = EditionFactory()
    AllotmentFactory(edition=edition, hall=place, capacity_sqm=Decimal(6_000))
    second = AllotmentFactory(edition=edition, hall=place, capacity_sqm=Decimal(3_000))
    with pytest.raises(DomainError) as refused:
        set_capacity(second.pk, capacity_sqm=Decimal(99_999_999), actor=organizer(), at=NOON)
    assert str(refused.value) == (
        f"Hall {place.name} has 10,000 m², of which 6,000 m² are allocated to other sectors. "
        "At most 4,000 m² can be allocated here."
    )


def test_capacity_is_added_once_and_within_the_hall() -> None:
    place, edition, sector = hall(), EditionFactory(), SectorFactory()

    def added(area: int) -> Allotment:
        wanted = FirstAllotment(Section.BUSINESS, sector.pk, Decimal(area))
        return add_capacity(edition.pk, place.pk, wanted, actor=organizer(), at=NOON)

    AllotmentFactory(edition=edition, hall=place, capacity_sqm=Decimal(6_000))
    assert refusal(lambda: added(4_001)) == ("capacity_exceeds_hall", "capacity_sqm")
    assert added(4_000).capacity_sqm == Decimal(4_000)
    assert refusal(lambda: added(1)) == ("allotment_once_per_hall_and_sector", "sector")


def test_capacity_that_a_colleague_changed_meanwhile_is_refused() -> None:
    allotment = Allotment.objects.get(pk=AllotmentFactory().pk)
    seen = allotment.capacity_revision
    set_capacity(allotment.pk, capacity_sqm=Decimal(800), seen=seen, actor=organizer(), at=NOON)
    assert refusal(
        lambda: set_capacity(allotment.pk, capacity_sqm=Decimal(700), seen=seen, actor=organizer(), at=NOON)
    ) == ("changed_meanwhile", None)


def test_database_refuses_capacities_beyond_the_hall_when_the_transaction_ends() -> None:
    places = Allotment.objects.filter(pk=AllotmentFactory(hall=hall()).pk)
    assert refused_in_the_end(lambda: places.update(capacity_sqm=Decimal("10000.01"))) == "capacities_fit_hall"


def test_hall_keeps_the_area_that_its_sectors_have() -> None:
    allotment = AllotmentFactory(hall=hall(), capacity_sqm=Decimal(900))

    def area(sqm: str) -> Hall:
        return change_hall(allotment.hall_id, {"gross_area_sqm": Decimal(sqm)}, actor=organizer(), at=NOON)

    assert refusal(lambda: area("899.99")) == ("hall_holds_its_capacities", "gross_area_sqm")
    assert area("900").gross_area_sqm == Decimal(900)
    connection.check_constraints()
    halls = Hall.objects.filter(pk=allotment.hall_id)
    assert refused_in_the_end(lambda: halls.update(gross_area_sqm=Decimal(800))) == "hall_holds_its_capacities"


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"gross_area_sqm": Decimal("10000.01")}, ("area_exceeds_outline", "gross_area_sqm")),
        ({"gross_area_sqm": Decimal(0)}, ("hall_has_area", None)),
        ({"outline": [[0, 0], [1, 1]]}, ("invalid", "outline")),
        ({"outline": "nonsense"}, ("invalid", "outline")),
        ({"name": "x/y"}, ("invalid", "name")),
        ({"ceiling_height_m": Decimal("0.5")}, ("hall_ceiling_is_possible", None)),
        ({"floor_load_kg_sqm": 1}, ("hall_floor_load_is_possible", None)),
    ],
)
def test_hall_that_cannot_be_is_refused(values: dict[str, object], refused: tuple[str, str | None]) -> None:
    whole = {"name": "5.1H", "outline": SQUARE, "gross_area_sqm": Decimal(10_000)}
    assert refusal(lambda: add_hall(whole | values, actor=organizer(), at=NOON)) == refused


def test_hall_with_plans_keeps_its_name() -> None:
    place = BoothFactory().plan.hall
    assert refusal(lambda: change_hall(place.pk, {"name": "9H"}, actor=organizer(), at=NOON)) == (
        "hall_name_in_use",
        "name",
    )
    changed = change_hall(place.pk, {"ceiling_height_m": Decimal(12)}, actor=organizer(), at=NOON)
    assert changed.ceiling_height_m == Decimal(12)


def test_sector_with_space_keeps_its_code() -> None:
    sector = add_sector({"code": "food", "name": "Food"}, actor=organizer(), at=NOON)
    assert change_sector(sector.pk, {"code": "foods"}, actor=organizer(), at=NOON).code == "foods"
    AllotmentFactory(sector=sector)
    assert refusal(lambda: change_sector(sector.pk, {"code": "food"}, actor=organizer(), at=NOON)) == (
        "sector_code_in_use",
        "code",
    )
    assert change_sector(sector.pk, {"name": "Foods"}, actor=organizer(), at=NOON).name == "Foods"
    assert refusal(lambda: add_sector({"code": "foods", "name": "F"}, actor=organizer(), at=NOON)) == (
        "sector_code_taken",
        "code",
    )


def test_planners_add_halls_and_directors_sectors() -> None:
    planner, reviewer = organizer(OrganizerRole.FLOOR_PLANNER), organizer(OrganizerRole.REVIEWER)
    whole = {"name": "5.1H", "outline": SQUARE, "gross_area_sqm": Decimal(10_000)}
    assert refusal(lambda: add_hall(whole, actor=reviewer, at=NOON)) == ("not_allowed", None)
    assert add_hall(whole, actor=planner, at=NOON).name == "5.1H"
    assert refusal(lambda: add_sector({"code": "food", "name": "Food"}, actor=planner, at=NOON)) == (
        "not_allowed",
        None,
    )
