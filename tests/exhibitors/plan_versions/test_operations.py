"""A plan changes under live bookings: each choice, each refusal, and the books afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import claim_booths, move_claims
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national.national_pavilions.operations.national_pavilions import invite_to_national_exhibition
from pavilions.plans.publishing.comparison import ChangeKind, ClaimChoice
from pavilions.plans.publishing.models import CarriedClaim, ClaimDecision
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims, undecide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.plans.publishing.queries.plan_comparisons import review_plan
from pavilions.states import ClaimState, OrganizerRole
from tests.exhibitors.plan_changes import BookedHall, books_are_right, mails, space_of
from tests.factories import NOON, CompanyFactory, UserFactory, organizer, owner_of
from tests.pavilions.plan_changes import in_force, renumber, reshape, square

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
KEEP, PARTS, MOVE, RESIZE, RELEASE = ClaimChoice


@pytest.fixture
def hall() -> BookedHall:
    return BookedHall()


def publish(draft: FloorPlan) -> FloorPlan:
    return publish_floor_plan(draft.pk, actor=SYSTEM, at=LATER)


def test_booths_that_stay_take_their_claims_along_without_a_word(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A4"])
    publish(draft)
    assert booking.claims.get().booth == hall.booth("A1", draft)
    assert CarriedClaim.objects.get().from_booth == hall.booth("A1")
    assert (mails(), books_are_right()) == ([], True)


@pytest.mark.parametrize("change", ["renumber", "move", "reshape", "resize", "drop", "split", "kind", "sides"])
def test_claimed_booth_that_changes_is_not_published_over_undecided(hall: BookedHall, change: str) -> None:
    hall.booked("A1")
    draft = hall.draft(without=["A1"] if change in ("drop", "split") else [])
    if change == "split":
        hall.add(draft, "A1a", square(0, 0, 150), hall.booth("A1"))
        hall.add(draft, "A1b", square(150, 0, 150), hall.booth("A1"))
    elif change != "drop":
        alter(hall, draft, change)
    with pytest.raises(DomainError) as refusal:
        publish(draft)
    assert (refusal.value.code, refusal.value.details["booths"]) == ("claims_undecided", ["A1"])
    assert in_force().plan == hall.plan


def alter(hall: BookedHall, draft: FloorPlan, change: str) -> None:
    booth = hall.booth("A1", draft)
    if change == "renumber":
        renumber(booth, "B1")
    elif change == "kind":
        draft.booths.filter(number="A1").update(kind="raw")
    elif change == "sides":
        draft.booths.filter(number="A1").update(open_sides_override=4)
    else:
        rings = {"move": square(0, 1000), "reshape": square(0, 0, 100, 900), "resize": square(0, 0, 300, 600)}
        reshape(booth, rings[change])


def test_keep_carries_the_claim_to_the_renumbered_booth(hall: BookedHall) -> None:
    booking = hall.approved("A1")
    claim = booking.claims.get()
    draft = hall.draft()
    target = renumber(hall.booth("A1", draft), "B1")
    hall.decide(draft, booking, KEEP, target, "Numbers now follow the aisle.")
    publish(draft)
    assert booking.claims.get().pk == claim.pk
    assert space_of(booking) == [("B1", Decimal("9.00"), "committed")]
    assert books_are_right()


def test_keep_is_refused_where_the_area_differs(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    target = reshape(hall.booth("A1", draft), square(0, 0, 300, 600))
    with pytest.raises(Invalid) as refusal:
        hall.decide(draft, booking, KEEP, target)
    assert (refusal.value.code, refusal.value.field) == ("cannot_be_so", "target")
    assert ClaimDecision.objects.count() == 0


@pytest.mark.parametrize("approved", [True, False])
def test_resize_replaces_the_claim_and_moves_the_square_metres(hall: BookedHall, approved: bool) -> None:
    booking = hall.approved("A1") if approved else hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, RESIZE, reshape(hall.booth("A1", draft), square(0, 0, 300, 600)))
    publish(draft)
    hall.allotment.refresh_from_db()
    assert space_of(booking) == [("A1", Decimal("18.00"), "committed" if approved else "reserved")]
    assert (booking.claims.count(), hall.allotment.claimed_sqm, books_are_right()) == (2, Decimal("18.00"), True)


def test_resize_keeps_the_end_of_a_hold(hall: BookedHall) -> None:
    company = CompanyFactory()
    a1 = hall.booth("A1")
    booking = hold_booths(company.pk, hall.plan.edition_id, [a1.pk], actor=owner_of(company), at=NOON)
    ends_at = booking.claims.get().expires_at
    draft = hall.draft()
    hall.decide(draft, booking, RESIZE, reshape(hall.booth("A1", draft), square(0, 0, 200, 300)))
    publish(draft)
    claim = booking.claims.live().get()
    assert (claim.state, claim.expires_at, claim.area_sqm) == (ClaimState.HELD, ends_at, Decimal("6.00"))


def test_resize_beyond_the_capacity_is_refused_with_the_figures() -> None:
    hall = BookedHall(capacity_sqm=36)
    others = [hall.booked(number) for number in ("A2", "A3", "A4")]
    booking = hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, RESIZE, reshape(hall.booth("A1", draft), square(0, 0, 300, 600)))
    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(draft.pk, accept_excess=True, actor=SYSTEM, at=LATER)
    figures = {"wanted_sqm": "9.00", "left_sqm": "0.00"}
    assert (refusal.value.code, refusal.value.details) == ("capacity_exceeded", figures)
    assert [space_of(each)[0][2] for each in (*others, booking)] == ["reserved"] * 4
    assert in_force().plan == hall.plan


def test_move_gives_another_free_booth(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A1"])
    hall.decide(draft, booking, MOVE, hall.booth("A4", draft))
    publish(draft)
    assert (space_of(booking), books_are_right()) == ([("A4", Decimal("9.00"), "reserved")], True)


def test_two_holders_change_places_on_a_full_hall(hall: BookedHall) -> None:
    first, second = hall.booked("A1"), hall.booked("A2")
    draft = hall.draft()
    renumber(hall.booth("A1", draft), "B1")
    renumber(hall.booth("A2", draft), "B2")
    hall.decide(draft, first, MOVE, hall.booth("B2", draft))
    hall.decide(draft, second, MOVE, hall.booth("B1", draft))
    publish(draft)
    assert (space_of(first)[0][0], space_of(second)[0][0]) == ("B2", "B1")


def test_move_to_a_booth_that_stays_claimed_is_refused(hall: BookedHall) -> None:
    hall.booked("A2")
    booking = hall.booked("A1")
    draft = hall.draft(without=["A1"])
    with pytest.raises(Invalid, match="A2 is claimed"):
        hall.decide(draft, booking, MOVE, hall.booth("A2", draft))


def test_one_booth_is_not_given_to_two_holders(hall: BookedHall) -> None:
    first, second = hall.booked("A1"), hall.booked("A2")
    draft = hall.draft(without=["A1", "A2"])
    hall.decide(draft, first, MOVE, hall.booth("A4", draft))
    with pytest.raises(Invalid, match="two holders"):
        hall.decide(draft, second, MOVE, hall.booth("A4", draft))
    assert ClaimDecision.objects.get().claim == first.claims.get()


def test_move_to_what_is_not_for_sale_is_refused(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A1"])
    draft.booths.filter(number="A4").update(blocked_reason="Sight line")
    with pytest.raises(Invalid, match="withheld from sale"):
        hall.decide(draft, booking, MOVE, hall.booth("A4", draft))


def test_merged_booths_of_one_holder_become_one_claim(hall: BookedHall) -> None:
    booking = hall.approved("A1", "A2")
    draft = hall.draft(without=["A1", "A2"])
    whole = hall.add(draft, "A1", square(0, 0, 600), hall.booth("A1"), hall.booth("A2"))
    decided = [Decision(claim.pk, KEEP, whole.pk) for claim in booking.claims.live()]
    decide_claims(draft.pk, decided, actor=SYSTEM, at=NOON)
    publish(draft)
    assert (space_of(booking), books_are_right()) == ([("A1", Decimal("18.00"), "committed")], True)
    (mail,) = mails()
    assert [line["number"] for line in mail.context["was"]] == ["A1", "A2"]
    assert mail.context["difference"] == "0.00"


def test_split_booth_is_kept_in_part(hall: BookedHall) -> None:
    booking = hall.approved("A1")
    draft = hall.draft(without=["A1"])
    part = hall.add(draft, "A1a", square(0, 0, 100), hall.booth("A1"))
    hall.add(draft, "A1b", square(100, 0, 200), hall.booth("A1"))
    (change,) = review_plan(draft).comparison.changes
    assert (set(change.kinds), [b.number for b in change.after]) == ({ChangeKind.SPLIT}, ["A1a", "A1b"])
    hall.decide(draft, booking, RESIZE, part)
    publish(draft)
    assert (space_of(booking), books_are_right()) == ([("A1a", Decimal("3.00"), "committed")], True)


def test_all_parts_of_a_split_booth_are_kept_and_return_to_it(hall: BookedHall) -> None:
    booking = hall.approved("A1")
    before, draft = hall.plan, hall.draft(without=["A1"])
    part = hall.add(draft, "A1a", square(0, 0, 100), hall.booth("A1"))
    other = hall.add(draft, "A1b", square(100, 0, 200), hall.booth("A1"))
    hall.decide(draft, booking, PARTS, part)
    publish(draft)
    both = [("A1a", Decimal("3.00"), "committed"), ("A1b", Decimal("6.00"), "committed")]
    assert (space_of(booking), books_are_right()) == (both, True)
    (mail,) = mails()
    assert [line["number"] for line in mail.context["now"]] == ["A1a", "A1b"]
    assert mail.context["difference"] == "0.00"
    assert set(booking.claims.live().values_list("booth", flat=True)) == {part.pk, other.pk}
    restore_floor_plan(before.pk, actor=SYSTEM, at=LATER)
    assert (space_of(booking), books_are_right()) == ([("A1", Decimal("9.00"), "committed")], True)


def test_parts_are_kept_only_whole_and_by_one_holder(hall: BookedHall) -> None:
    first, second = hall.approved("A1"), hall.approved("A2")
    draft = hall.draft(without=["A1", "A2"])
    part = hall.add(draft, "A1a", square(0, 0, 100), hall.booth("A1"))
    other = hall.add(draft, "A1b", square(100, 0, 200), hall.booth("A1"))
    hall.decide(draft, second, MOVE, other)
    with pytest.raises(Invalid, match="A1b was assigned to two holders"):
        hall.decide(draft, first, PARTS, part)
    hall.decide(draft, second, RELEASE, None)
    hall.decide(draft, first, PARTS, part)
    assert review_plan(draft).unresolved == ()
    other.delete()
    (left,) = review_plan(draft).unresolved
    assert "no longer has parts that make up its area" in str(left.why)


@pytest.mark.parametrize(
    ("before", "afterwards"),
    [
        (BookingState.DRAFT, BookingState.DRAFT),
        (BookingState.SUBMITTED, BookingState.WAITLISTED),
        (BookingState.APPROVED, BookingState.CANCELLED),
        (BookingState.CONFIRMED, BookingState.CANCELLED),
    ],
)
def test_booking_whose_every_booth_is_released(
    hall: BookedHall, before: BookingState, afterwards: BookingState
) -> None:
    booking = booking_in(hall, before)
    draft = hall.draft(without=["A1"])
    hall.decide(draft, booking, RELEASE, note="The stage stands there now.")
    publish(draft)
    booking.refresh_from_db()
    assert (booking.state, space_of(booking), books_are_right()) == (afterwards, [], True)
    if before != afterwards:
        assert booking.reason.splitlines()[-1] == "The stage stands there now."
    assert [mail.context["state"] for mail in mails()] == [afterwards.value]


def booking_in(hall: BookedHall, state: BookingState) -> Booking:
    if state == BookingState.DRAFT:
        company = CompanyFactory()
        booth = hall.booth("A1")
        return hold_booths(company.pk, hall.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    booking = hall.booked("A1")
    if state != BookingState.SUBMITTED:
        approve_booking(booking.pk, actor=SYSTEM, at=NOON)
    if state == BookingState.CONFIRMED:
        confirm_booking(booking.pk, actor=SYSTEM, at=NOON)
    return booking


def test_booking_that_loses_one_of_two_booths_stays_approved(hall: BookedHall) -> None:
    booking = hall.approved("A1", "A2")
    draft = hall.draft(without=["A1"])
    lost = booking.claims.get(booth__number="A1")
    decide_claims(draft.pk, [Decision(lost.pk, RELEASE)], actor=SYSTEM, at=NOON)
    publish(draft)
    booking.refresh_from_db()
    assert (booking.state, len(space_of(booking)), books_are_right()) == (BookingState.APPROVED, 1, True)


def test_everyone_who_may_act_is_informed_once_and_gets_the_new_letter(hall: BookedHall) -> None:
    booking = hall.approved("A1")
    draft = hall.draft()
    hall.decide(draft, booking, KEEP, renumber(hall.booth("A1", draft), "B1"), "Numbers follow the aisle.")
    publish(draft)
    letters = list(ConfirmationLetter.objects.filter(booking=booking).order_by("pk"))
    assert [letter.snapshot["booths"][0]["number"] for letter in letters] == ["A1", "B1"]
    (mail,) = mails()
    actual = mail.context
    assert (actual["was"][0]["number"], actual["now"][0]["number"]) == ("A1", "B1")
    assert (actual["notes"], actual["letter"]) == (["Numbers follow the aisle."], letters[1].pk)
    publish(draft)
    assert len(mails()) == 1


def test_decision_on_a_booth_changed_since_has_to_be_made_again(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    target = renumber(hall.booth("A1", draft), "B1")
    hall.decide(draft, booking, KEEP, target)
    renumber(target, "C1")
    with pytest.raises(DomainError) as refusal:
        publish(draft)
    assert refusal.value.code == "claims_undecided"


def test_decision_taken_back_blocks_again(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A1"])
    hall.decide(draft, booking, RELEASE)
    undecide_claims(draft.pk, {booking.claims.get().pk: None}, actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError):
        publish(draft)


def test_booking_made_after_the_decisions_is_refused_by_name(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft(without=["A1", "A2"])
    hall.decide(draft, booking, RELEASE)
    hall.booked("A2")
    with pytest.raises(DomainError) as refusal:
        publish(draft)
    assert refusal.value.details["booths"] == ["A2"]


def test_decision_needs_a_live_claim_of_this_hall_and_a_booth_of_this_plan(hall: BookedHall) -> None:
    elsewhere = BookedHall().booked("A1")
    draft, booking = hall.draft(without=["A1"]), hall.booked("A1")
    with pytest.raises(Invalid) as refusal:
        hall.decide(draft, elsewhere, RELEASE)
    assert refusal.value.code == "no_claim"
    with pytest.raises(Invalid) as refusal:
        hall.decide(draft, booking, MOVE, hall.booth("A2"))
    assert refusal.value.code == "no_booth"


def test_floor_planner_may_release_what_awaits_a_decision_but_not_what_is_booked(hall: BookedHall) -> None:
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    awaiting, booked = hall.booked("A1"), hall.approved("A2")
    draft = hall.draft(without=["A1", "A2"])
    decide_claims(draft.pk, [Decision(awaiting.claims.get().pk, RELEASE)], actor=planner, at=NOON)
    with pytest.raises(NotAllowed):
        decide_claims(draft.pk, [Decision(booked.claims.get().pk, RELEASE)], actor=planner, at=NOON)
    approve_booking(awaiting.pk, actor=SYSTEM, at=NOON)
    decide_claims(draft.pk, [Decision(booked.claims.get().pk, RELEASE)], actor=organizer(), at=NOON)
    with pytest.raises(NotAllowed):  # what the planner released has been approved since
        publish_floor_plan(draft.pk, actor=planner, at=LATER)


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE, None])
def test_only_floor_planners_and_directors_publish(hall: BookedHall, role: OrganizerRole | None) -> None:
    draft = hall.draft()
    person = organizer(role) if role else UserFactory()
    for change in (publish_floor_plan, restore_floor_plan):
        with pytest.raises(NotAllowed):
            change(draft.pk, actor=person, at=LATER)
    with pytest.raises(NotAllowed):
        decide_claims(draft.pk, [], actor=person, at=LATER)


def test_national_pavilion_is_moved_and_its_managers_are_informed(hall: BookedHall) -> None:
    manager = UserFactory(language="zh-hans")
    pavilion = invite_to_national_exhibition(hall.plan.edition_id, country="FR", actor=SYSTEM, at=NOON)
    pavilion.managers.add(manager)
    booth = hall.booth("A1")
    claim_booths(pavilion.pk, [booth], state=ClaimState.RESERVED, expires_at=None, at=NOON)
    move_claims(pavilion.pk, to=ClaimState.COMMITTED, at=NOON)
    draft = hall.draft()
    target = reshape(hall.booth("A1", draft), square(0, 0, 300, 600))
    claim = SpaceClaim.objects.live().get()
    decide_claims(draft.pk, [Decision(claim.pk, RESIZE, target.pk)], actor=SYSTEM, at=NOON)
    publish(draft)
    (mail,) = mails("pavilion_plan_changed")
    assert (mail.to, mail.context["difference"]) == ([manager.email], "9.00")
    assert SpaceClaim.objects.live().get().area_sqm == Decimal("18.00")
    assert books_are_right()


def test_booth_of_a_version_gone_is_refused(hall: BookedHall) -> None:
    old = hall.booth("A1")
    draft = hall.draft()
    renumber(hall.booth("A1", draft), "B1")
    publish(draft)
    company = CompanyFactory()
    with pytest.raises(DomainError) as refusal:
        book_booths(company.pk, hall.plan.edition_id, [old.pk], actor=owner_of(company), at=LATER)
    name = hall.plan.hall.name
    assert (refusal.value.code, refusal.value.details) == ("booths_replaced", {"now": {f"{name}/A1": [f"{name}/B1"]}})
