"""An organizer ends all that a company claims, in one act and with one mail."""

from decimal import Decimal
from functools import partial

import pytest
from post_office.models import Email

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.blocks.models import BlockApplication
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, waitlist_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.office.company_records.operations import allow_claims, end_claims, end_undecided
from exhibitors.office.company_records.queries import claims_listed
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

REASON = "You claim more than you can use."


class Claims:
    """A company with a draft, an application, a wait-listed and an approved booking, and another company's booking."""

    def __init__(self) -> None:
        self.allotment: Allotment = AllotmentFactory()
        self.company = CompanyFactory(name="Nordmeer GmbH")
        self.owner, self.director = owner_of(self.company), organizer()
        self.draft = hold_booths(*self._booth(), actor=self.owner, at=NOON)
        self.submitted = book_booths(*self._booth(), actor=self.owner, at=NOON)
        self.waitlisted = book_booths(*self._booth(), actor=self.owner, at=NOON)
        waitlist_booking(self.waitlisted.pk, actor=self.director, at=NOON)
        self.approved = book_booths(*self._booth(), actor=self.owner, at=NOON)
        approve_booking(self.approved.pk, actor=self.director, at=NOON)
        wanted = [Wanted(self.allotment.sector_id or 0, Decimal(54))]
        self.application = apply_for_space(
            self.company.pk, self.allotment.edition_id, wanted, actor=self.owner, at=NOON
        )
        other = CompanyFactory()
        booth = BoothFactory(allotment=self.allotment)
        book_booths(other.pk, self.allotment.edition_id, [booth.pk], actor=owner_of(other), at=NOON)
        Email.objects.all().delete()

    def _booth(self) -> tuple[int, int, list[int]]:
        return self.company.pk, self.allotment.edition_id, [BoothFactory(allotment=self.allotment).pk]

    def seen(self) -> list[tuple[int, int]]:
        return [(booking.pk, booking.revision) for booking in claims_listed(self.company)]

    def states(self) -> dict[int, str]:
        return dict(Booking.objects.filter(company=self.company).values_list("pk", "state"))


def test_everything_undecided_ends_and_what_is_booked_stays() -> None:
    claims = Claims()
    end_claims(claims.company.pk, claims.seen(), reason=REASON, actor=claims.director, at=NOON)
    assert claims.states() == {
        claims.draft.pk: BookingState.WITHDRAWN,
        claims.submitted.pk: BookingState.REJECTED,
        claims.waitlisted.pk: BookingState.REJECTED,
        claims.approved.pk: BookingState.APPROVED,
        claims.application.pk: BookingState.REJECTED,
    }
    live = SpaceClaim.objects.live().filter(holder__booking__company=claims.company)
    assert [claim.holder_id for claim in live] == [claims.approved.pk]
    assert Allotment.objects.get().claimed_sqm == 18
    assert sum(SpaceMovement.objects.values_list("area_sqm", flat=True)) == 18
    claims.submitted.refresh_from_db()
    assert (claims.submitted.reason, claims.submitted.decided_by) == (REASON, claims.director)


def test_one_booking_is_ended_alone_while_it_awaits_a_decision() -> None:
    claims = Claims()
    end = partial(end_undecided, reason=REASON, seen=None, actor=claims.director, at=NOON)
    assert end(claims.submitted.pk).state == BookingState.REJECTED
    with pytest.raises(DomainError) as refused:
        end(claims.approved.pk)
    assert refused.value.code == "already_decided"
    assert claims.states()[claims.approved.pk] == BookingState.APPROVED


def test_one_mail_tells_each_person_of_the_company() -> None:
    claims = Claims()
    end_claims(claims.company.pk, claims.seen(), reason=REASON, is_blocked=True, actor=claims.director, at=NOON)
    (sent,) = Email.objects.all()
    assert (sent.to, sent.context["kind"], sent.context["reason"], sent.context["is_blocked"]) == (
        [claims.owner.email],
        "company_claims_ended",
        REASON,
        True,
    )
    ended = [claims.draft, claims.submitted, claims.waitlisted, claims.application]
    assert [each["reference"] for each in sent.context["ended"]] == [booking.reference for booking in ended]


def test_booked_space_ends_where_it_is_chosen() -> None:
    claims = Claims()
    end_claims(
        claims.company.pk,
        claims.seen(),
        reason=REASON,
        booked=[claims.approved.pk],
        actor=claims.director,
        at=NOON,
    )
    assert claims.states()[claims.approved.pk] == BookingState.CANCELLED
    assert Allotment.objects.get().claimed_sqm == 9  # the other company's


def test_member_s_share_goes_back_to_its_block() -> None:
    block = BlockScene()
    company, _owner = block.member(name="Maison Rive")
    share = block.give(block.booths[0], to=company)
    before = Allotment.objects.get(pk=block.booths[0].allotment_id).claimed_sqm
    end_claims(company.pk, [(share.pk, share.revision)], reason=REASON, booked=[share.pk], actor=organizer(), at=NOON)
    claim = SpaceClaim.objects.live().get(booth=block.booths[0])
    assert claim.holder_id == block.block.pk
    assert Allotment.objects.get(pk=block.booths[0].allotment_id).claimed_sqm == before


def test_applications_to_blocks_are_declined() -> None:
    block = BlockScene(floor_sqm=100)
    company, owner = block.member(name="Maison Rive")
    application = block.applied(company, actor=owner)
    end_claims(company.pk, [], reason=REASON, actor=organizer(), at=NOON)
    application = BlockApplication.objects.get(pk=application.pk)
    assert (application.state, application.reason) == (BlockApplicationState.DECLINED, REASON)


def test_what_came_or_changed_since_the_list_was_shown_is_not_ended() -> None:
    claims = Claims()
    seen = claims.seen()
    for outdated in (seen[1:], [(seen[0][0], seen[0][1] + 1), *seen[1:]], [*seen, (999, 0)]):
        with pytest.raises(DomainError) as refusal:
            end_claims(claims.company.pk, outdated, reason=REASON, actor=claims.director, at=NOON)
        assert refusal.value.code == "changed_meanwhile"
    assert claims.states()[claims.draft.pk] == BookingState.DRAFT


def test_reason_is_needed_and_there_must_be_something_to_end() -> None:
    claims = Claims()
    with pytest.raises(Invalid) as refusal:
        end_claims(claims.company.pk, claims.seen(), reason=" ", actor=claims.director, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    with pytest.raises(DomainError) as nothing:
        end_claims(CompanyFactory().pk, [], reason=REASON, actor=claims.director, at=NOON)
    assert nothing.value.code == "no_claims"


def test_block_lasts_until_it_is_lifted() -> None:
    claims = Claims()
    end_claims(claims.company.pk, claims.seen(), reason=REASON, is_blocked=True, actor=claims.director, at=NOON)
    with pytest.raises(NotAllowed) as refusal:
        hold_booths(*claims._booth(), actor=claims.owner, at=NOON)
    assert refusal.value.code == "claims_blocked"
    claims.company.refresh_from_db()
    allow_claims(claims.company.pk, seen=claims.company.revision, actor=claims.director, at=NOON)
    assert hold_booths(*claims._booth(), actor=claims.owner, at=NOON).state == BookingState.DRAFT


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE, None])
def test_only_directors_end_claims(role: OrganizerRole | None) -> None:
    claims = Claims()
    actor = organizer(role) if role else claims.owner
    with pytest.raises(NotAllowed):
        end_claims(claims.company.pk, claims.seen(), reason=REASON, actor=actor, at=NOON)
    with pytest.raises(NotAllowed):
        allow_claims(claims.company.pk, seen=None, actor=actor, at=NOON)
