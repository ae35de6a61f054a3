"""What is claimed and undecided is limited, by whatever way it is claimed."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.blocks.operations.block_applications import ShareWish, apply_to_block
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, waitlist_booking
from exhibitors.bookings.operations.holds import add_booths, drop_booth, expire_booking, hold_booths, reopen_booking
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
    draft_application,
    submit_booking,
    withdraw_booking,
)
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.states import BoothKind
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)

if TYPE_CHECKING:
    from pavilions.floor.models.floor_plan import Booth

pytestmark = pytest.mark.django_db


class Expo:
    """A hall of free booths of 9 m² and a company with its owner."""

    def __init__(self, company: Company | None = None, **limits: object) -> None:
        self.allotment: Allotment = AllotmentFactory(**{f"edition__{name}": limit for name, limit in limits.items()})
        self.edition = self.allotment.edition
        self.company: Company = company or CompanyFactory(name="Nordmeer GmbH")
        self.owner = owner_of(self.company)

    def booths(self, count: int = 1) -> list[int]:
        made: list[Booth] = BoothFactory.create_batch(count, allotment=self.allotment)
        return [booth.pk for booth in made]

    def hold(self, count: int = 1, company: Company | None = None) -> Booking:
        whose = company or self.company
        return hold_booths(whose.pk, self.edition.pk, self.booths(count), actor=self.owner, at=NOON)

    def book(self, count: int = 1, company: Company | None = None) -> Booking:
        whose = company or self.company
        return book_booths(whose.pk, self.edition.pk, self.booths(count), actor=self.owner, at=NOON)

    def wanted(self, area: int) -> list[Wanted]:
        return [Wanted(self.allotment.sector_id or 0, Decimal(area), BoothKind.RAW)]

    def apply(self, area: int) -> Booking:
        return apply_for_space(self.company.pk, self.edition.pk, self.wanted(area), actor=self.owner, at=NOON)

    def draft(self, area: int) -> Booking:
        return draft_application(self.company.pk, self.edition.pk, self.wanted(area), actor=self.owner, at=NOON)

    def refused(self, claim: Callable[[], object]) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            claim()
        return refusal.value


def test_booths_held_and_submitted_count_together() -> None:
    expo = Expo(undecided_booths_limit=3)
    expo.hold()
    expo.book(2)
    for claim in (expo.hold, expo.book):
        refusal = expo.refused(claim)
        assert (refusal.code, refusal.field) == ("claim_limit_exceeded", "booths")
        assert str(refusal) == (
            "Nordmeer GmbH: booths that would be awaiting a decision: 4 (now 3). The limit is 3. "
            "Wait for the organizer's decisions, or withdraw a request first."
        )
    assert refusal.details == {
        "claimed_booths": 3,
        "claimed_sqm": "27.00",
        "claimed_bookings": 2,
        "wanted_booths": 1,
        "wanted_sqm": "9.00",
        "limit_booths": 3,
        "limit_sqm": "6000.00",
        "limit_bookings": 20,
    }


def test_what_was_decided_or_given_up_no_longer_counts() -> None:
    expo = Expo(undecided_booths_limit=1)
    approve_booking(expo.book().pk, actor=organizer(), at=NOON)
    withdraw_booking(expo.book().pk, actor=expo.owner, at=NOON)
    waitlist_booking(expo.book().pk, actor=organizer(), at=NOON)
    draft = expo.hold()
    drop_booth(draft.pk, draft.claims.live().get().booth_id or 0, actor=expo.owner, at=NOON)
    assert expo.book().state == BookingState.SUBMITTED


def test_m2_asked_for_without_booths_count() -> None:
    expo = Expo(undecided_sqm_limit=Decimal(50))
    expo.apply(30)
    expo.book(2)
    assert expo.refused(lambda: expo.apply(3)).code == "claim_limit_exceeded"
    assert expo.refused(expo.hold).code == "claim_limit_exceeded"
    assert expo.apply(2).state == BookingState.SUBMITTED


def test_m2_of_a_drafted_application_count_as_it_is_submitted() -> None:
    expo = Expo(undecided_sqm_limit=Decimal(50))
    drafts = [expo.draft(30), expo.draft(30)]
    submit_booking(drafts[0].pk, actor=expo.owner, at=NOON)
    assert str(expo.refused(lambda: submit_booking(drafts[1].pk, actor=expo.owner, at=NOON))).startswith(
        "Nordmeer GmbH: area that would be awaiting a decision: 60 m² (now 30 m²). The limit is 50 m²."
    )


def test_bookings_that_are_open_are_counted() -> None:
    expo = Expo(undecided_bookings_limit=2)
    expo.draft(9)
    expo.book()
    for claim in (expo.hold, expo.book, lambda: expo.apply(9), lambda: expo.draft(9)):
        assert str(expo.refused(claim)) == (
            "Nordmeer GmbH: bookings already awaiting a decision: 2. The limit is 2. "
            "Wait for the organizer's decisions, or withdraw a request first."
        )


def test_booths_added_or_held_again_count() -> None:
    expo = Expo(undecided_booths_limit=2)
    ended = expo.hold(2)
    expire_booking(ended.pk, actor=SYSTEM, at=NOON.replace(hour=8))
    draft = expo.hold()
    assert expo.refused(lambda: reopen_booking(ended.pk, actor=expo.owner, at=NOON)).code == "claim_limit_exceeded"
    more = expo.booths(2)
    assert expo.refused(lambda: add_booths(draft.pk, more, actor=expo.owner, at=NOON)).code == "claim_limit_exceeded"


def test_application_to_a_block_counts() -> None:
    block = BlockScene(floor_sqm=100)
    company, owner = block.member(name="Maison Rive")
    edition = block.block.booking.edition
    edition.undecided_sqm_limit = Decimal(30)
    edition.save()
    wish = ShareWish(Decimal(31), BoothKind.RAW)
    with pytest.raises(DomainError) as refusal:
        apply_to_block(block.block.pk, company.pk, wish, actor=owner, at=NOON)
    assert refusal.value.code == "claim_limit_exceeded"
    apply_to_block(block.block.pk, company.pk, ShareWish(Decimal(30), BoothKind.RAW), actor=owner, at=NOON)
    free = BoothFactory(allotment__edition=edition)
    with pytest.raises(DomainError) as refusal:
        book_booths(company.pk, edition.pk, [free.pk], actor=owner, at=NOON)
    assert refusal.value.code == "claim_limit_exceeded"


def test_one_person_s_companies_count_together() -> None:
    expo = Expo(person_booths_limit=3)
    second = CompanyFactory()
    second.memberships.create(user=expo.owner, role="owner")
    expo.book(2)
    expo.hold(1, company=second)
    assert str(expo.refused(lambda: expo.hold(1, company=second))).startswith(
        "All companies you act for: booths that would be awaiting a decision: 4 (now 3). The limit is 3."
    )
    colleague = UserFactory()
    second.memberships.create(user=colleague, role="editor")
    assert hold_booths(second.pk, expo.edition.pk, expo.booths(), actor=colleague, at=NOON).pk


def test_administrator_who_acts_for_many_is_not_counted_as_a_person() -> None:
    expo = Expo(person_booths_limit=1)
    admin = UserFactory(is_superuser=True)
    for company in CompanyFactory.create_batch(2):
        book_booths(company.pk, expo.edition.pk, expo.booths(), actor=admin, at=NOON)
    with pytest.raises(DomainError):
        book_booths(company.pk, expo.edition.pk, expo.booths(120), actor=admin, at=NOON)


def test_default_limits_fit_a_large_exhibitor_and_are_on() -> None:
    expo = Expo()
    Allotment.objects.update(capacity_sqm=100_000)
    assert expo.apply(3000).state == BookingState.SUBMITTED
    assert expo.refused(lambda: expo.apply(3001)).code == "claim_limit_exceeded"


def test_company_that_is_not_verified_claims_little_by_every_way() -> None:
    expo = Expo(NewCompanyFactory(name="Gamma"))
    expo.hold()
    expo.book()
    ways = (expo.hold, expo.book, lambda: expo.apply(19))
    for claim in ways:
        refusal = expo.refused(claim)
        assert refusal.code == "company_unverified"
    assert str(expo.refused(expo.book)) == (
        "Gamma: booths that would be awaiting a decision: 3 (now 2). The limit is 2. The company is not verified yet. "
        "Confirm an email address at its own domain, or wait until the organizer has checked it."
    )
    assert expo.apply(18).state == BookingState.SUBMITTED
    assert expo.refused(lambda: expo.apply(1)).code == "company_unverified"


def test_one_person_s_new_companies_claim_little_together() -> None:
    expo = Expo(NewCompanyFactory())
    expo.book(2)
    for _turn in range(3):
        another = NewCompanyFactory()
        another.memberships.create(user=expo.owner, role="owner")
        assert expo.refused(partial(expo.book, 1, company=another)).code == "company_unverified"
    known = CompanyFactory()
    known.memberships.create(user=expo.owner, role="owner")
    assert expo.book(1, company=known).state == BookingState.SUBMITTED


def test_blocked_company_claims_nothing() -> None:
    expo = Expo()
    draft, application = expo.hold(), expo.draft(9)
    Company.objects.update(claims_blocked_at=NOON, claims_blocked_reason="Nobody answers.")
    ways = (
        *(expo.hold, expo.book, lambda: expo.apply(9), lambda: expo.draft(9)),
        lambda: add_booths(draft.pk, expo.booths(), actor=expo.owner, at=NOON),
        lambda: submit_booking(draft.pk, actor=expo.owner, at=NOON),
        lambda: submit_booking(application.pk, actor=expo.owner, at=NOON),
    )
    for claim in ways:
        refusal = expo.refused(claim)
        assert refusal.code == "claims_blocked"
        assert str(refusal) == "The organizer has suspended Nordmeer GmbH from booking: Nobody answers."
