"""Offers: what approval makes, how they are answered, and how they end."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.bookings.blocks.operations.blocks import open_block
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import place_in_booths
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.states import CompanyRole
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance, OfferLine
from exhibitors.money.sales.operations.offers import (
    accept_offer,
    decline_offer,
    extend_offer,
    lapse_offer,
    make_offer,
    remind_of_offer,
    withdraw_offer,
)
from exhibitors.money.sales.queries.offers import due_lapses, due_reminders
from exhibitors.money.sales.states import OfferState
from exhibitors.money.sales.tasks import lapse_offers, remind_of_offers
from exhibitors.office.company_records.operations import end_claims
from exhibitors.office.reconciliation.queries import differences
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import BookingSteps, OrganizerRole
from tests.exhibitors.blocks.blocks import Scene
from tests.exhibitors.blocks.blocks import terms as block_terms
from tests.exhibitors.expo import booked
from tests.exhibitors.plan_changes import BookedHall
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.offers import accept_as_asked, offered, sold_by_offer, submitted
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of
from tests.pavilions.plan_changes import renumber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TODAY = NOON.date()
LAST_DAY = TODAY + timedelta(days=14)


def owner(offer: Offer) -> User:
    return owner_of(offer.booking.company)


def accept(offer: Offer, *, at: datetime = NOON, seen: int | None = None) -> Offer:
    return accept_as_asked(offer.pk, seen=seen, actor=owner(offer), at=at)


def mails() -> list[str]:
    """The kinds of mails about offers and bookings, in their order."""
    kinds = [email.context["kind"] for email in Email.objects.order_by("pk")]
    return [kind for kind in kinds if kind != "booking_submitted"]


def state_of(booking: Booking) -> str:
    return Booking.objects.values_list("state", flat=True).get(pk=booking.pk)


def test_edition_that_confirms_by_hand_goes_on_as_before() -> None:
    booth = BoothFactory()
    assert booth.allotment.edition.booking_steps == BookingSteps.BY_HAND
    booking = booked(booth)
    approve_booking(booking.pk, last_day=TODAY, actor=organizer(), at=NOON)
    assert (booking.letters.count(), Offer.objects.count(), set(mails())) == (1, 0, {"booking_approved"})
    assert confirm_booking(booking.pk, actor=organizer(), at=NOON).state == BookingState.CONFIRMED


def test_approval_makes_an_offer_instead_of_the_letter() -> None:
    offer = offered()
    assert (offer.state, offer.version, offer.last_day) == (OfferState.SENT, 1, LAST_DAY)
    assert (state_of(offer.booking), offer.booking.letters.count()) == (BookingState.APPROVED, 0)
    assert set(mails()) == {"offer_made"}
    assert {claim.state for claim in offer.booking.claims.live()} == {"committed"}


def test_offer_costs_what_its_quote_does_to_the_cent() -> None:
    """Worked out apart: 9 m² of a booth with two open sides, a charge, and tax on all of it."""
    cent = Decimal("0.01")
    space = Decimal("2160.00") * 9
    corner = (space * Decimal("0.075")).quantize(cent, ROUND_HALF_UP)
    net = space + corner + Decimal("333.33")
    tax = (net * Decimal("0.06")).quantize(cent, ROUND_HALF_UP)
    offer = offered(BoothFactory(open_sides=2))
    assert [line.amount for line in offer.lines.order_by("position")] == [space, corner, Decimal("333.33"), tax]
    assert (offer.net, offer.total, offer.area_sqm, offer.currency) == (net, net + tax, Decimal(9), "CNY")
    first = offer.lines.order_by("position")[0]
    assert (first.quantity, first.rate, first.unit, bool(first.booth)) == (Decimal(9), Decimal(2160), "sqm", True)
    assert first.words.startswith("9\N{NO-BREAK SPACE}m² × ")
    assert json.loads(offer.text)["total"] == f"{(net + tax).normalize():f}"


def test_decision_may_name_the_last_day() -> None:
    assert offered(last_day=TODAY).last_day == TODAY


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY - timedelta(days=1), "last_day_past"), (date(2024, 11, 11), "last_day_after_expo")]
)
def test_impossible_last_day_is_refused_beside_its_field(day: date, code: str) -> None:
    booking = submitted()
    with pytest.raises(DomainError) as refusal:
        approve_booking(booking.pk, last_day=day, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field, state_of(booking)) == (code, "last_day", BookingState.SUBMITTED)


def test_last_day_is_never_after_the_expo() -> None:
    booking = submitted()
    Edition.objects.update(offer_days=365)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert Offer.objects.get().last_day == date(2024, 11, 10)


def test_space_without_a_price_gets_no_offer_and_no_approval() -> None:
    booking = booked(BoothFactory())
    Edition.objects.update(booking_steps=BookingSteps.OFFER)
    with pytest.raises(DomainError) as refusal:
        approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, state_of(booking)) == ("offer_without_price", BookingState.SUBMITTED)


def test_acceptance_confirms_the_booking_and_leaves_evidence() -> None:
    booth = BoothFactory()
    sold_by_offer(booth.allotment.edition)
    offer = offered(booth)
    version = published(booth.allotment.edition_id)
    anew = make_offer(offer.booking_id, actor=organizer(), at=NOON)
    person = owner(anew)
    accept_as_asked(anew.pk, seen=anew.revision, actor=person, at=NOON)
    evidence = OfferAcceptance.objects.get()
    assert state_of(offer.booking) == BookingState.CONFIRMED
    assert evidence.digest == sha256(anew.text.encode()).hexdigest()
    assert (evidence.name, evidence.name_from) == (person.name, "account")
    assert (evidence.person, evidence.email) == (person, person.email)
    assert (evidence.accepted_at, evidence.terms) == (NOON, version)
    assert (offer.booking.letters.count(), mails()[-1]) == (1, "offer_accepted")
    assert differences() == []


def test_evidence_offer_and_lines_stand() -> None:
    offer = offered()
    accept(offer)
    changes: list[Callable[[], object]] = [
        lambda: Offer.objects.update(total=1),
        lambda: Offer.objects.update(text=""),
        lambda: Offer.objects.update(state=OfferState.SENT, answered_at=None),
        lambda: Offer.objects.all().delete(),
        lambda: OfferLine.objects.update(amount=1),
        lambda: OfferLine.objects.all().delete(),
        lambda: OfferAcceptance.objects.update(name="Somebody else"),
        lambda: OfferAcceptance.objects.all().delete(),
    ]
    for change in changes:
        with pytest.raises((DatabaseError, DomainError)), transaction.atomic():
            change()


def test_one_offer_of_a_booking_stands() -> None:
    offer = offered()
    fields = {field.name: getattr(offer, field.name) for field in Offer._meta.concrete_fields if not field.primary_key}
    with pytest.raises(DatabaseError, match="offer_one_stands"):
        Offer.objects.create(**fields | {"version": 2})


def test_the_account_needs_a_name() -> None:
    offer = offered()
    person = owner(offer)
    person.name = "  "
    person.save()
    with pytest.raises(DomainError) as refusal:
        accept_offer(offer.pk, actor=person, at=NOON)
    assert refusal.value.code == "name_missing"


def test_owners_may_answer_and_nobody_else() -> None:
    offer = offered()
    company = offer.booking.company
    others = [MembershipFactory(company=company, role=CompanyRole.EDITOR).user, MembershipFactory().user, organizer()]
    for person in others:
        with pytest.raises(NotAllowed):
            accept_offer(offer.pk, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            decline_offer(offer.pk, actor=person, at=NOON)
    assert accept(offer).state == OfferState.ACCEPTED


def declined(offer: Offer) -> None:
    decline_offer(offer.pk, actor=owner(offer), at=NOON)


def lapsed(offer: Offer) -> None:
    assert lapse_offer(offer.pk, actor=SYSTEM, at=NOON + timedelta(days=15))


def withdrawn(offer: Offer) -> None:
    withdraw_offer(offer.pk, reason="Wrong booth", actor=organizer(), at=NOON)


def replaced(offer: Offer) -> None:
    make_offer(offer.booking_id, actor=organizer(), at=NOON)


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (accept, "offer_accepted"),
        (declined, "offer_declined"),
        (lapsed, "offer_lapsed"),
        (withdrawn, "offer_withdrawn"),
        (replaced, "offer_withdrawn"),
    ],
)
def test_what_has_ended_is_not_answered_again(ended: Callable[[Offer], object], code: str) -> None:
    offer = offered()
    ended(offer)
    before = state_of(offer.booking)
    for answer in (accept, declined):
        with pytest.raises(DomainError) as refusal:
            answer(offer)
        assert refusal.value.code == code
    assert state_of(offer.booking) == before


def test_last_day_counts_whole_in_the_time_zone_of_the_edition() -> None:
    end = datetime.fromisoformat("2024-05-31T15:59:59+00:00")  # a second before midnight in Shanghai
    offer, late = offered(), offered()
    assert accept(offer, at=end).state == OfferState.ACCEPTED
    with pytest.raises(DomainError) as refusal:
        accept(late, at=end + timedelta(seconds=1))
    assert refusal.value.code == "offer_lapsed"
    assert (due_lapses(end), due_lapses(end + timedelta(seconds=1))) == ([], [late.pk])


@pytest.mark.parametrize("answer", [accept, declined])
def test_outdated_revision_of_an_offer_is_refused(answer: Callable[..., object]) -> None:
    offer = offered()
    extend_offer(offer.pk, last_day=LAST_DAY + timedelta(days=1), reason="Asked", actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        accept(offer, seen=offer.revision)
    assert refusal.value.code == "changed_meanwhile"


def test_offer_whose_price_changes_is_withdrawn_and_made_anew() -> None:
    booth = BoothFactory()
    sold_by_offer(booth.allotment.edition)
    publish_rules(
        booth.allotment.edition_id,
        terms(RuleKind.SPACE, Basis.SQM, 100),
        terms(RuleKind.CHARGE, Basis.CO_EXHIBITOR, 50),
        actor=organizer(),
        at=NOON,
    )
    offer = offered(booth)
    guest = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Alpine Bells", country="CH")
    enter_co_exhibitor(offer.booking_id, guest, actor=owner(offer), at=NOON)
    with pytest.raises(DomainError) as refusal:
        accept(offer)
    assert refusal.value.code == "offer_withdrawn"
    offer.refresh_from_db()
    anew = Offer.objects.get(version=2)
    assert (offer.state, offer.total, anew.total) == (OfferState.WITHDRAWN, Decimal(900), Decimal(950))
    assert anew.last_day == offer.last_day
    assert accept(anew).state == OfferState.ACCEPTED


def test_declining_cancels_the_booking_and_gives_its_space_back() -> None:
    offer = offered()
    decline_offer(offer.pk, reason="Too dear", actor=owner(offer), at=NOON)
    assert (state_of(offer.booking), offer.booking.claims.live().count()) == (BookingState.CANCELLED, 0)
    assert (Offer.objects.get().reason, mails()[-1], differences()) == ("Too dear", "booking_cancelled", [])


def test_offer_lapses_after_its_last_day_with_a_reminder_before() -> None:
    offer = offered()
    before = NOON + timedelta(days=10)
    assert (due_reminders(before), due_reminders(before + timedelta(days=1))) == ([], [offer.pk])
    assert not remind_of_offer(offer.pk, actor=SYSTEM, at=before)
    assert remind_of_offer(offer.pk, actor=SYSTEM, at=before + timedelta(days=1))
    assert not remind_of_offer(offer.pk, actor=SYSTEM, at=before + timedelta(days=2))
    assert due_reminders(before + timedelta(days=2)) == []
    assert not lapse_offer(offer.pk, actor=SYSTEM, at=NOON + timedelta(days=14))
    lapsed(offer)
    assert (state_of(offer.booking), offer.booking.claims.live().count()) == (BookingState.CANCELLED, 0)
    assert mails() == ["offer_made", "offer_lapsing", "offer_lapsed"]
    assert differences() == []


def test_edition_without_reminders_sends_none() -> None:
    offer = offered()
    Edition.objects.update(offer_reminder_days=0)
    assert due_reminders(NOON + timedelta(days=14)) == []
    assert not remind_of_offer(offer.pk, actor=SYSTEM, at=NOON + timedelta(days=14))


def test_timers_find_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = offered()
    for days, task, state in ((12, remind_of_offers, OfferState.SENT), (15, lapse_offers, OfferState.LAPSED)):
        monkeypatch.setattr("exhibitors.bookings.tasks.now", lambda days=days: NOON + timedelta(days=days))
        task()
        offer.refresh_from_db()
        assert (offer.state, offer.reminded_at) == (state, NOON + timedelta(days=12))


def test_extension_needs_a_reason_and_a_later_day_and_reminds_again() -> None:
    offer, director = offered(), organizer()
    remind_of_offer(offer.pk, actor=SYSTEM, at=NOON + timedelta(days=12))
    later = LAST_DAY + timedelta(days=7)
    for day, reason, code in ((later, " ", "reason_missing"), (LAST_DAY, "Asked", "last_day_not_later")):
        with pytest.raises(DomainError) as refusal:
            extend_offer(offer.pk, last_day=day, reason=reason, actor=director, at=NOON)
        assert refusal.value.code == code
    extend_offer(offer.pk, last_day=later, reason="Asked", actor=director, at=NOON + timedelta(days=15))
    offer.refresh_from_db()
    assert (offer.last_day, offer.reason, offer.reminded_at) == (later, "Asked", None)
    assert mails()[-1] == "offer_extended"
    assert not lapse_offer(offer.pk, actor=SYSTEM, at=NOON + timedelta(days=15))


def test_withdrawn_offer_leaves_the_booking_approved() -> None:
    offer = offered()
    with pytest.raises(DomainError) as refusal:
        withdraw_offer(offer.pk, reason="", actor=organizer(), at=NOON)
    assert refusal.value.code == "reason_missing"
    withdrawn(offer)
    assert (state_of(offer.booking), mails()[-1]) == (BookingState.APPROVED, "offer_withdrawn")


@pytest.mark.parametrize("role", OrganizerRole)
def test_directors_and_finance_run_offers(role: OrganizerRole) -> None:
    offer, person = offered(), organizer(role)
    if role in {OrganizerRole.DIRECTOR, OrganizerRole.FINANCE}:
        assert make_offer(offer.booking_id, actor=person, at=NOON).version == 2
        return
    with pytest.raises(NotAllowed):
        make_offer(offer.booking_id, actor=person, at=NOON)
    with pytest.raises(NotAllowed):
        extend_offer(offer.pk, last_day=LAST_DAY + timedelta(days=1), reason="Asked", actor=person, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_offer(offer.pk, reason="Wrong", actor=person, at=NOON)


def test_booking_is_not_confirmed_by_hand_where_offers_do_it() -> None:
    offer = offered()
    with pytest.raises(DomainError) as refusal:
        confirm_booking(offer.booking_id, actor=organizer(), at=NOON)
    assert refusal.value.code == "confirmed_by_offer"


def test_offers_are_made_for_approved_bookings_only() -> None:
    booking = submitted()
    with pytest.raises(DomainError) as refusal:
        make_offer(booking.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "no_offer_needed"


def test_cancelling_in_whichever_way_withdraws_the_offer() -> None:
    first, second = offered(), offered()
    cancel_booking(first.booking_id, reason="No", actor=organizer(), at=NOON)
    booking = Booking.objects.get(pk=second.booking_id)
    seen = [(booking.pk, booking.revision)]
    end_claims(booking.company_id, seen, reason="Fraud", booked=[booking.pk], actor=organizer(), at=NOON)
    assert set(Offer.objects.values_list("state", "reason")) == {("withdrawn", "No"), ("withdrawn", "Fraud")}


def test_confirming_by_hand_in_an_edition_that_gave_up_offers_withdraws_them() -> None:
    offer = offered()
    Edition.objects.update(booking_steps=BookingSteps.BY_HAND)
    confirm_booking(offer.booking_id, actor=organizer(), at=NOON)
    offer.refresh_from_db()
    assert offer.state == OfferState.WITHDRAWN
    with pytest.raises(DomainError) as refusal:
        accept(offer)
    assert refusal.value.code == "offer_withdrawn"


def test_block_opened_from_an_application_gets_an_offer_and_is_confirmed_by_it() -> None:
    booth = BoothFactory()
    sold_by_offer(booth.allotment.edition)
    booking = booked(booth)
    open_block(booking.pk, block_terms(), actor=organizer(), at=NOON)
    offer = Offer.objects.get(booking=booking)
    assert (offer.state, offer.area_sqm) == (OfferState.SENT, booth.area_sqm)
    with pytest.raises(DomainError) as refusal:
        confirm_booking(booking.pk, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "confirmed_by_offer"
    accept(offer)
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_block_whose_m2_have_no_booths_gets_its_offer_once_they_have() -> None:
    scene = Scene(floor_sqm=27)
    sold_by_offer(Edition.objects.get())
    with pytest.raises(DomainError) as refusal:
        make_offer(scene.block.booking_id, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "booths_missing"
    place_in_booths(scene.block.booking_id, [booth.pk for booth in scene.booths], actor=SYSTEM, at=NOON)
    assert make_offer(scene.block.booking_id, actor=SYSTEM, at=NOON).area_sqm == 27


def test_new_plan_withdraws_the_offer_of_a_released_booth_and_sends_no_letter_before_acceptance() -> None:
    hall = BookedHall()
    sold_by_offer(hall.plan.edition)
    kept, gone = hall.approved("A2"), hall.approved("A1")
    draft = hall.draft(without=["A1"])
    renumber(hall.booth("A2", draft), "A2b")
    hall.decide(draft, gone, ClaimChoice.RELEASE)
    hall.decide(draft, kept, ClaimChoice.KEEP, hall.booth("A2b", draft))
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON + timedelta(hours=1))
    states = dict(Offer.objects.values_list("booking", "state"))
    assert states == {gone.pk: OfferState.WITHDRAWN, kept.pk: OfferState.SENT}
    assert kept.letters.count() == 0
    with pytest.raises(DomainError) as refusal:
        accept(Offer.objects.get(booking=kept))
    assert refusal.value.code == "offer_outdated"
