"""Opening a block, sharing it out, taking back, and the return of the rest."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.operations.block_returns import return_rest, warn_of_return
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space, remove_share
from exhibitors.bookings.blocks.operations.blocks import (
    change_block,
    dismiss_block_manager,
    name_block_manager,
    open_block,
)
from exhibitors.bookings.blocks.queries import blocks_visible_to, booths_left, floor_left, share_sqm, with_sums
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.office.reconciliation.queries import differences
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.states import ClaimState, OrganizerRole
from tests.exhibitors.blocks.blocks import RETURNS, Scene, terms
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db
ON_THE_DAY = NOON.replace(month=8, day=1)


def kinds_of_mail() -> list[str]:
    return [email.context["kind"] for email in Email.objects.order_by("pk")]


def sums(block: Block) -> tuple[Decimal, Decimal, int]:
    row = with_sums(Block.objects.filter(pk=block.pk)).get()
    return row.rest_sqm, row.members_sqm, row.members  # type: ignore[attr-defined]  # annotated


def test_opening_tells_the_agency_and_changes_no_space() -> None:
    scene = Scene()
    assert sums(scene.block) == (Decimal(27), Decimal(0), 0)
    assert kinds_of_mail() == ["booking_submitted", "booking_approved", "block_opened"]
    assert list(blocks_visible_to(scene.owner)) == [scene.block]
    assert list(blocks_visible_to(owner_of())) == []


def test_application_without_booths_is_approved_as_a_block() -> None:
    scene = Scene(floor_sqm=60)
    booking = scene.block.booking
    assert (booking.state, sums(scene.block)) == (BookingState.APPROVED, (Decimal(60), Decimal(0), 0))
    assert list(booking.claims.values_list("state", flat=True)) == [ClaimState.COMMITTED]
    assert differences() == []


def test_draft_is_not_opened() -> None:
    scene = Scene()
    booking = scene.give(scene.booths[0])
    with pytest.raises(DomainError) as refusal:
        open_block(booking.pk, terms(), actor=scene.director, at=NOON)
    assert refusal.value.code == "share_of_block"
    with pytest.raises(DomainError) as refusal:
        open_block(scene.block.pk, terms(), actor=scene.director, at=NOON)
    assert refusal.value.code == "block_open_already"
    cancelled = cancel_booking(booking.pk, actor=scene.director, at=NOON)
    Booking.objects.filter(pk=cancelled.pk).update(block=None)
    with pytest.raises(DomainError) as refusal:
        open_block(cancelled.pk, terms(), actor=scene.director, at=NOON)
    assert refusal.value.code == "illegal_move"


def test_agency_does_not_open_its_own_block() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    with pytest.raises(NotAllowed):
        open_block(booking.pk, terms(), actor=owner, at=NOON)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"apply_until_date": RETURNS}, "block_applications_end_before_the_return"),
        ({"returns_date": date(2024, 11, 5)}, "block_return_outside"),
        ({"returns_date": date(2024, 5, 17), "apply_until_date": date(2024, 5, 1)}, "block_return_outside"),
        ({"quota_sqm": Decimal(0)}, "invalid"),
        ({"price_raw": Decimal(-1)}, "invalid"),
        ({"currency": "XQQ"}, "invalid"),
        ({"name": " "}, "invalid"),
    ],
)
def test_terms_that_make_no_sense_are_refused(changed: dict[str, object], code: str) -> None:
    scene = Scene()
    with pytest.raises(Invalid) as refusal:
        change_block(scene.block.pk, terms(**changed), actor=scene.director, at=NOON)
    assert refusal.value.code == code
    assert refusal.value.field is not None


def test_booth_goes_from_agency_to_member_and_counts_once() -> None:
    scene = Scene()
    before = totals_of(scene.edition_id, at=NOON)
    company, owner = scene.member(country="BE")

    share = scene.give(scene.booths[0], to=company)

    assert (share.state, share.block_id, share.contact) == (BookingState.APPROVED, scene.block.pk, owner)
    assert sums(scene.block) == (Decimal(18), Decimal(9), 1)
    after = totals_of(scene.edition_id, at=NOON)
    assert (after.booked_sqm, after.whole.claimed_sqm) == (before.booked_sqm, before.whole.claimed_sqm)
    assert {line.key: line.booked_sqm for line in after.by_country} == {"FR": Decimal(18), "BE": Decimal(9)}
    assert (after.companies, before.companies) == (2, 1)
    assert differences() == []
    assert SpaceClaim.objects.live().filter(booth=scene.booths[0]).get().holder_id == share.pk
    assert share.letters.get().snapshot["booths"][0]["booth"] == scene.booths[0].pk
    assert kinds_of_mail()[-2:] == ["block_accepted", "block_letter"]


def test_more_space_goes_to_the_same_booking() -> None:
    scene = Scene(halls=2)
    company = scene.member()[0]
    first = scene.give(scene.booths[0], to=company)
    second = scene.give(scene.booths[4], to=company)
    assert (second.pk, share_sqm(first.pk), first.letters.count()) == (first.pk, Decimal(18), 2)
    assert sums(scene.block) == (Decimal(36), Decimal(18), 1)


def test_square_metres_are_cut_from_the_floor_of_the_block() -> None:
    scene = Scene(floor_sqm=60)
    share = scene.give_floor(Decimal("24.50"))
    assert (share_sqm(share.pk), sums(scene.block)) == (Decimal("24.50"), (Decimal("35.50"), Decimal("24.50"), 1))
    assert [(floor.pk, str(vars(floor)["left_sqm_here"])) for floor in floor_left(scene.block.pk)] == [
        (scene.allotments[0].pk, "35.50")
    ]
    assert Allotment.objects.get(pk=scene.allotments[0].pk).claimed_sqm == 60
    assert differences() == []


def test_more_than_the_block_has_is_refused_with_figures() -> None:
    scene = Scene(floor_sqm=60)
    scene.give_floor(50)
    with pytest.raises(DomainError) as refusal:
        scene.give_floor(Decimal("10.01"))
    assert refusal.value.code == "block_exceeded"
    assert refusal.value.details == {"wanted_sqm": "10.01", "left_sqm": "10.00"}
    assert sums(scene.block) == (Decimal(10), Decimal(50), 1)


def test_booth_of_somebody_else_is_refused_by_name() -> None:
    scene, foreign = Scene(), BoothFactory(number="Z9")
    scene.give(scene.booths[0])
    with pytest.raises(DomainError) as refusal:
        scene.give(scene.booths[0], foreign)
    names = sorted(f"{booth.plan.hall.name}/{booth.number}" for booth in (scene.booths[0], foreign))
    assert refusal.value.code == "not_in_block"
    assert sorted(refusal.value.details["booths"]) == names  # type: ignore[call-overload]  # a list of names


def test_quota_counts_what_the_member_has_already() -> None:
    scene = Scene(quota_sqm=Decimal(18))
    company = scene.member()[0]
    scene.give(scene.booths[0], scene.booths[1], to=company)
    with pytest.raises(DomainError) as refusal:
        scene.give(scene.booths[2], to=company)
    assert refusal.value.code == "above_quota"
    assert refusal.value.details == {"then_sqm": "27.00", "quota_sqm": "18.00"}


def test_nothing_chosen_and_the_agency_itself_are_refused() -> None:
    scene = Scene()
    with pytest.raises(Invalid) as refusal:
        allocate_space(scene.block.pk, CompanyFactory().pk, Portion(), actor=scene.owner, at=NOON)
    assert refusal.value.code == "nothing_chosen"
    with pytest.raises(Invalid) as refusal:
        scene.give(scene.booths[0], to=scene.agency)
    assert refusal.value.code == "agency"


def test_only_those_who_run_the_block_share_it_out() -> None:
    scene, manager = Scene(), UserFactory()
    company, portion = CompanyFactory(), Portion([scene.booths[0].pk])
    for stranger in (manager, owner_of(company), organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            allocate_space(scene.block.pk, company.pk, portion, actor=stranger, at=NOON)
    name_block_manager(scene.block.pk, email=manager.email.upper(), actor=scene.owner, at=NOON)
    allocate_space(scene.block.pk, company.pk, portion, actor=manager, at=NOON)
    assert list(blocks_visible_to(manager)) == [scene.block]
    dismiss_block_manager(scene.block.pk, manager.pk, actor=scene.owner, at=NOON)
    assert list(blocks_visible_to(manager)) == []


def test_manager_must_have_signed_up() -> None:
    with pytest.raises(Invalid) as refusal:
        name_block_manager(Scene().block.pk, email="nobody@example.org", actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("unknown_person", "email")


def test_member_that_cancels_gives_its_space_back_to_the_block() -> None:
    scene = Scene()
    company, owner = scene.member()
    share = scene.give(scene.booths[0], to=company)
    cancel_booking(share.pk, actor=owner, at=NOON)
    assert sums(scene.block) == (Decimal(27), Decimal(0), 0)
    assert {booth.pk for booth in booths_left(scene.block.pk)} == {booth.pk for booth in scene.booths}
    assert differences() == []
    again = scene.give(scene.booths[0], to=company)
    assert again.pk != share.pk


def test_member_that_cancels_after_the_return_gives_its_space_to_sale() -> None:
    scene = Scene()
    company, owner = scene.member()
    share = scene.give(scene.booths[0], to=company)
    return_rest(scene.block.pk, actor=SYSTEM, at=ON_THE_DAY)
    cancel_booking(share.pk, actor=owner, at=ON_THE_DAY)
    assert not SpaceClaim.objects.live().exists()
    assert Allotment.objects.get(pk=scene.allotments[0].pk).claimed_sqm == 0
    assert differences() == []


def test_agency_takes_space_back_with_a_reason() -> None:
    scene = Scene()
    share = scene.give(scene.booths[0])
    with pytest.raises(Invalid) as refusal:
        remove_share(share.pk, reason=" ", actor=scene.owner, at=NOON)
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowed):
        remove_share(share.pk, reason="unpaid", actor=owner_of(), at=NOON)
    removed = remove_share(share.pk, reason="unpaid", actor=scene.owner, at=NOON)
    assert (removed.state, removed.reason, kinds_of_mail()[-2:]) == (
        "cancelled",
        "unpaid",
        ["booking_cancelled", "block_letter"],
    )
    assert sums(scene.block) == (Decimal(27), Decimal(0), 0)
    assert differences() == []


def test_block_with_members_is_not_cancelled() -> None:
    scene = Scene()
    share = scene.give(scene.booths[0])
    with pytest.raises(DomainError) as refusal:
        cancel_booking(scene.block.pk, actor=scene.director, at=NOON)
    assert refusal.value.code == "block_has_members"
    assert refusal.value.details == {"members": 1, "area_sqm": "9.00"}
    remove_share(share.pk, reason="the block ends", actor=scene.owner, at=NOON)
    assert cancel_booking(scene.block.pk, actor=scene.director, at=NOON).state == BookingState.CANCELLED
    with pytest.raises(DomainError) as refusal:
        scene.give(scene.booths[0])
    assert refusal.value.code == "block_returned"


def test_signed_contract_of_the_agency_moves_its_rest_alone() -> None:
    scene = Scene()
    scene.give(scene.booths[0])
    confirm_booking(scene.block.pk, actor=scene.director, at=NOON)
    scene.give(scene.booths[1])
    by_state = {line.key: line.booked_sqm for line in totals_of(scene.edition_id, at=NOON).by_state}
    assert by_state == {"approved": Decimal(18), "confirmed": Decimal(9)}
    assert differences() == []


def test_rest_returns_on_its_day_in_the_zone_of_the_expo_and_once() -> None:
    scene = Scene()
    waiting = scene.applied()
    scene.give(scene.booths[0])
    an_hour_before = ON_THE_DAY.replace(day=1, hour=0) - timedelta(hours=9)
    assert not return_rest(scene.block.pk, actor=SYSTEM, at=an_hour_before)
    midnight_in_shanghai = an_hour_before + timedelta(hours=1)
    assert return_rest(scene.block.pk, actor=SYSTEM, at=midnight_in_shanghai)
    assert not return_rest(scene.block.pk, actor=SYSTEM, at=ON_THE_DAY)
    assert sums(scene.block) == (Decimal(0), Decimal(9), 1)
    waiting.refresh_from_db()
    assert (waiting.state, bool(waiting.reason)) == ("declined", True)
    assert kinds_of_mail().count("block_returned") == 1
    assert differences() == []
    with pytest.raises(DomainError) as refusal:
        scene.give(scene.booths[1])
    assert refusal.value.code == "block_returned"


def test_from_the_day_of_the_return_nothing_is_shared_out_though_nobody_swept_yet() -> None:
    scene = Scene()
    with pytest.raises(DomainError) as refusal:
        scene.give(scene.booths[0], at=ON_THE_DAY)
    assert refusal.value.code == "block_returned"


def test_agency_is_reminded_once_and_not_when_nothing_is_left() -> None:
    scene = Scene()
    early, near = ON_THE_DAY - timedelta(days=9), ON_THE_DAY - timedelta(days=6)
    assert not warn_of_return(scene.block.pk, actor=SYSTEM, at=early)
    assert warn_of_return(scene.block.pk, actor=SYSTEM, at=near)
    assert not warn_of_return(scene.block.pk, actor=SYSTEM, at=near)
    full = Scene()
    full.give(*full.booths)
    assert not warn_of_return(full.block.pk, actor=SYSTEM, at=near)
    assert kinds_of_mail().count("block_returns_soon") == 1


def test_day_of_the_return_is_the_organizers_and_a_new_one_is_reminded_of() -> None:
    scene = Scene()
    later = terms(returns_date=RETURNS + timedelta(days=14))
    with pytest.raises(NotAllowed):
        change_block(scene.block.pk, later, actor=scene.owner, at=NOON)
    warn_of_return(scene.block.pk, actor=SYSTEM, at=ON_THE_DAY - timedelta(days=1))
    changed = change_block(scene.block.pk, later, actor=scene.director, at=NOON)
    assert (changed.returns_date, changed.warned_at) == (RETURNS + timedelta(days=14), None)
    renamed = change_block(
        scene.block.pk, terms(returns_date=later.returns_date, name="France"), actor=scene.owner, at=NOON
    )
    assert renamed.name == "France"


def letters_of_agency(scene: Scene) -> list[set[int]]:
    """The booths in each of its letters."""
    letters = scene.block.booking.letters.order_by("pk")
    return [{booth["booth"] for booth in letter.snapshot["booths"]} for letter in letters]


def test_letter_of_the_agency_follows_its_booths_out_and_back() -> None:
    scene = Scene()
    one, two, three = (booth.pk for booth in scene.booths)
    share = scene.give(scene.booths[0])
    remove_share(share.pk, reason="unpaid", actor=scene.owner, at=NOON)
    scene.give(scene.booths[1], scene.booths[2])
    return_rest(scene.block.pk, actor=SYSTEM, at=ON_THE_DAY)
    assert letters_of_agency(scene) == [{one, two, three}, {two, three}, {one, two, three}, {one}, set()]
    numbers = list(scene.block.booking.letters.order_by("pk").values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers)
    mails = [mail.context for mail in Email.objects.order_by("pk") if mail.to == [scene.owner.email]]
    actual = [(mail["kind"], mail["letter"]) for mail in mails if mail["kind"] in {"block_letter", "block_returned"}]
    kept = list(scene.block.booking.letters.order_by("pk").values_list("pk", flat=True))
    kinds = ["block_letter", "block_letter", "block_letter", "block_returned"]
    assert actual == list(zip(kinds, kept[1:], strict=True))


def test_letter_of_the_agency_stays_where_no_booth_moves() -> None:
    scene = Scene(floor_sqm=60)
    share = scene.give_floor(20)
    remove_share(share.pk, reason="unpaid", actor=scene.owner, at=NOON)
    return_rest(scene.block.pk, actor=SYSTEM, at=ON_THE_DAY)
    assert letters_of_agency(scene) == []
    assert "block_letter" not in kinds_of_mail()
    assert Email.objects.get(context__kind="block_returned").context["letter"] is None
