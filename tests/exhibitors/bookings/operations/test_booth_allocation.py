"""Booths take the place of m² that are booked without one."""

from decimal import Decimal

import pytest
from post_office.models import Email

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.blocks.operations.block_space import remove_share
from exhibitors.bookings.blocks.operations.blocks import name_block_manager
from exhibitors.bookings.blocks.queries import block_figures
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.operations.assignment import place_in_booths
from exhibitors.bookings.operations.decisions import confirm_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.office.reconciliation.queries import differences
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import ClaimState, OrganizerRole
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    """60 m² of a block without booths, and three free booths of 9 m² in the same hall."""
    return Scene(floor_sqm=60)


def space_of(booking: Booking) -> list[tuple[int | None, Decimal, str]]:
    """The live claims: booth, m², state."""
    rows = booking.claims.live().order_by("booth_id", "pk")
    return list(rows.values_list("booth_id", "area_sqm", "state"))


def capacities() -> list[Decimal]:
    return list(Allotment.objects.order_by("pk").values_list("claimed_sqm", flat=True))


def booked(scene: Scene) -> Decimal:
    return totals_of(scene.edition_id, at=NOON).booked_sqm


def place(booking: Booking, *booths: Booth, actor: object = None, **more: int) -> Booking:
    return place_in_booths(
        booking.pk,
        [booth.pk for booth in booths],
        actor=actor or organizer(),  # type: ignore[arg-type]  # a person
        at=NOON,
        **more,
    )


def test_booths_take_the_place_of_m2_and_the_rest_stays(scene: Scene) -> None:
    share = scene.give_floor(25)
    before = booked(scene), capacities(), block_figures(scene.block).whole
    place(share, scene.booths[0], scene.booths[1])
    committed = ClaimState.COMMITTED
    assert space_of(share) == [
        (scene.booths[0].pk, Decimal(9), committed),
        (scene.booths[1].pk, Decimal(9), committed),
        (None, Decimal(7), committed),
    ]
    assert (booked(scene), capacities(), block_figures(scene.block).whole) == before
    assert differences() == []
    fold_movements(actor=scene.director, at=NOON)
    assert (booked(scene), differences()) == (Decimal(60), [])


def test_whole_booking_is_placed_in_two_steps_and_then_no_more(scene: Scene) -> None:
    share = scene.give_floor(18)
    place(share, scene.booths[0])
    place(share, scene.booths[0], scene.booths[1])
    assert [booth for booth, _area, _state in space_of(share)] == [booth.pk for booth in scene.booths[:2]]
    with pytest.raises(DomainError) as refusal:
        place(share, scene.booths[2])
    assert (refusal.value.code, refusal.value.field) == ("all_placed", "booths")


def test_letter_is_issued_anew_and_mailed_with_what_is_not_placed_yet(scene: Scene) -> None:
    share = scene.give_floor(25)
    place(share, scene.booths[0])
    place(share, scene.booths[1])
    first, second = ConfirmationLetter.objects.filter(booking=share).order_by("pk")
    assert [len(letter.snapshot["booths"]) for letter in (first, second)] == [1, 2]
    mails = [mail.context for mail in Email.objects.order_by("pk") if mail.context["kind"] == "booking_placed"]
    assert [(mail["letter"], mail["rest_sqm"]) for mail in mails] == [(first.pk, "16.00"), (second.pk, "7.00")]


def test_confirmed_booking_stays_confirmed(scene: Scene) -> None:
    share = scene.give_floor(9)
    confirm_booking(share.pk, actor=scene.director, at=NOON)
    assert place(share, scene.booths[0]).state == BookingState.CONFIRMED
    assert (booked(scene), differences()) == (Decimal(60), [])


def test_agency_gives_booths_that_were_named_for_its_own_m2(scene: Scene) -> None:
    place(scene.block.booking, scene.booths[0])
    share = scene.give(scene.booths[0])
    assert space_of(share) == [(scene.booths[0].pk, Decimal(9), ClaimState.COMMITTED)]
    assert differences() == []


def test_share_that_was_placed_comes_back_to_the_block_with_its_booth(scene: Scene) -> None:
    share = scene.give_floor(12)
    place(share, scene.booths[0])
    remove_share(share.pk, reason="Left", actor=scene.owner, at=NOON)
    assert sum(area for _booth, area, _state in space_of(scene.block.booking)) == 60
    assert differences() == []


def test_reviewer_of_a_sector_gives_booths_of_it_alone(scene: Scene) -> None:
    share = scene.give_floor(18)
    before = space_of(share)
    here = organizer(OrganizerRole.REVIEWER, sectors=[scene.allotments[0].sector])
    elsewhere = BoothFactory(allotment=AllotmentFactory(edition=scene.allotments[0].edition))
    with pytest.raises(NotAllowed) as refusal:
        place(share, scene.booths[0], elsewhere, actor=here)
    reference = f"{elsewhere.plan.hall.name}/{elsewhere.number}"
    assert (refusal.value.code, refusal.value.field) == ("not_your_sector", "booths")
    assert refusal.value.details == {"booths": [reference]}
    assert reference in str(refusal.value.message)
    assert space_of(share) == before
    place(share, scene.booths[0], actor=here)
    place(share, elsewhere, actor=organizer(OrganizerRole.REVIEWER))
    assert [booth for booth, _area, _state in space_of(share)] == [scene.booths[0].pk, elsewhere.pk]


def test_larger_booths_are_refused_with_the_figures(scene: Scene) -> None:
    share = scene.give_floor(Decimal("17.99"))
    before = space_of(share)
    with pytest.raises(DomainError) as refusal:
        place(share, scene.booths[0], scene.booths[1])
    assert refusal.value.code == "larger_than_booked"
    assert refusal.value.details == {"wanted_sqm": "18.00", "held_sqm": "17.99"}
    assert (space_of(share), Email.objects.filter(context__kind="booking_placed").count()) == (before, 0)


def test_taken_blocked_and_foreign_booths_are_refused_by_name(scene: Scene) -> None:
    one, other = scene.give_floor(20), scene.give_floor(20)
    place(other, scene.booths[0])
    blocked = BoothFactory(allotment=scene.allotments[0], blocked_reason="Stage")
    codes = []
    for booth in (scene.booths[0], blocked, BoothFactory()):
        with pytest.raises(DomainError) as refusal:
            place(one, booth)
        codes.append(refusal.value.code)
    assert codes == ["booths_taken", "booths_blocked", "unknown_booths"]


def test_nothing_chosen_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        place(scene.give_floor(20))
    assert (refusal.value.code, refusal.value.field) == ("nothing_chosen", "booths")


def test_application_that_awaits_its_decision_is_not_placed() -> None:
    booth = BoothFactory()
    company = CompanyFactory()
    wanted = [Wanted(booth.allotment.sector_id, Decimal(9))]
    booking = apply_for_space(company.pk, booth.plan.edition_id, wanted, actor=owner_of(company), at=NOON)
    with pytest.raises(DomainError) as refusal:
        place(booking, booth)
    assert refusal.value.code == "illegal_move"


def test_booking_changed_meanwhile_is_refused(scene: Scene) -> None:
    share = scene.give_floor(20)
    with pytest.raises(DomainError) as refusal:
        place(share, scene.booths[0], seen=share.revision - 1)
    assert refusal.value.code == "changed_meanwhile"


def test_organizer_places_in_another_hall_which_then_counts_the_m2(scene: Scene) -> None:
    elsewhere = AllotmentFactory(edition=scene.allotments[0].edition, sector=scene.allotments[0].sector)
    share = scene.give_floor(20)
    place(share, BoothFactory(allotment=elsewhere), scene.booths[0])
    assert capacities() == [Decimal(51), Decimal(9)]
    assert (booked(scene), differences()) == (Decimal(60), [])


def test_full_hall_is_placed_but_takes_no_more_from_others() -> None:
    full = Scene(floor_sqm=27)
    Allotment.objects.update(capacity_sqm=27)
    place(full.give_floor(27), *full.booths)
    other = AllotmentFactory(edition=full.allotments[0].edition, sector=full.allotments[0].sector, capacity_sqm=9)
    another = CompanyFactory()
    wanted = [Wanted(other.sector_id, Decimal(9))]
    apply_for_space(another.pk, full.edition_id, wanted, actor=owner_of(another), at=NOON)
    assert capacities() == [Decimal(27), Decimal(9)]
    assert differences() == []


def test_hall_without_room_is_refused_with_the_figures(scene: Scene) -> None:
    elsewhere = AllotmentFactory(
        edition=scene.allotments[0].edition, sector=scene.allotments[0].sector, capacity_sqm=Decimal(8)
    )
    with pytest.raises(DomainError) as refusal:
        place(scene.give_floor(20), BoothFactory(allotment=elsewhere))
    assert (refusal.value.code, refusal.value.details["left_sqm"]) == ("capacity_exceeded", "8.00")


def test_manager_places_in_the_halls_of_the_m2_alone(scene: Scene) -> None:
    manager = UserFactory()
    name_block_manager(scene.block.pk, email=manager.email, actor=scene.owner, at=NOON)
    elsewhere = AllotmentFactory(edition=scene.allotments[0].edition, sector=scene.allotments[0].sector)
    share = scene.give_floor(20)
    with pytest.raises(DomainError) as refusal:
        place(share, BoothFactory(allotment=elsewhere), actor=manager)
    assert refusal.value.code == "other_hall"
    place(share, scene.booths[0], actor=manager)
    assert [booth for booth, _area, _state in space_of(share)] == [scene.booths[0].pk, None]


def test_members_other_agencies_and_other_reviewers_do_not_place(scene: Scene) -> None:
    company, member = scene.member()
    share = scene.give_floor(20, to=company)
    stranger = Scene().owner
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    reviewer = organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    for person in (member, stranger, planner, reviewer):
        with pytest.raises(NotAllowed):
            place(share, scene.booths[0], actor=person)
    assert SpaceClaim.objects.live().filter(holder=share.pk, booth__isnull=False).count() == 0


def test_agency_does_not_name_booths_for_its_own_booking(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        place(scene.block.booking, scene.booths[0], actor=scene.owner)
