"""Offers in any order of steps, beside a plain account of what each of them said, and a price worked out apart.

After every step: an offer is as far as it should be, at most one of a booking stands, the booking is confirmed if one
was accepted and holds its space until it ends, books add up, and every letter was written exactly once.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from exhibitors.companies.models import Company
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import (
    decline_offer,
    extend_offer,
    lapse_offer,
    make_offer,
    remind_of_offer,
    withdraw_offer,
)
from exhibitors.money.sales.queries.offers import due_lapses, due_reminders
from exhibitors.office.reconciliation.queries import differences
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import BookingSteps, PlanState
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales import independent
from tests.exhibitors.sales.offers import accept_as_asked
from tests.exhibitors.sales.plain import customer_of, stands_named, tariff_of
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.pavilions.plan_changes import renumber, reshape, square

BOOTHS, COMPANIES = 5, 2
REMINDED_BEFORE = timedelta(days=3)
places = st.integers(0, 9)
choices = st.sets(st.integers(0, BOOTHS - 1), min_size=1, max_size=2)

type Said = tuple[Counter[tuple[str, Fraction]], Fraction | None]
"""The booths with their amounts, and the total."""


@dataclass
class Known:
    """What has become of an offer."""

    booking: int
    said: Said
    last_day: date
    state: str = "sent"
    is_reminded: bool = False


class Offering(RuleBasedStateMachine):
    """Four booths, two companies, and a clock that only goes on. Everything that is refused was to be refused."""

    at: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        edition = EditionFactory()
        Edition.objects.filter(pk=edition.pk).update(
            booking_steps=BookingSteps.OFFER, offer_reminder_days=REMINDED_BEFORE.days
        )
        self.edition, self.at = Edition.objects.get(pk=edition.pk), NOON
        self.allotment = AllotmentFactory(edition=edition, capacity_sqm=60)
        BoothFactory.create_batch(BOOTHS, allotment=self.allotment)
        self.companies: list[Company] = CompanyFactory.create_batch(COMPANIES)
        self.owners: dict[int, User] = {company.pk: owner_of(company) for company in self.companies}
        self.offers: dict[int, Known] = {}
        self.bookings: dict[int, str] = {}
        self.letters: Counter[tuple[str, int]] = Counter()
        self.publish_card(2160)
        for company in range(COMPANIES):
            self.book(company, {company})
            self.approve(company)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return self.at.astimezone(self.edition.zone).date()

    def attempt(self, step: Callable[[], object], *, is_right: bool | None = None) -> bool:
        """Whether it was done, which it has to be where it `is_right`, and nowhere else; None where either may be."""
        try:
            with transaction.atomic():
                step()
        except DomainError:
            assert is_right is not True
            return False
        assert is_right is not False
        return True

    def said_now(self, pk: int) -> Said:
        """What an offer of the booking would have to say."""
        booking = Booking.objects.select_related("edition", "company").get(pk=pk)
        claims = booking.claims.live().select_related("booth", "allotment__hall")
        names = sorted(f"{claim.allotment.hall.name}/{claim.booth.number}" for claim in claims if claim.booth)
        stands = stands_named(booking, names)
        priced = independent.quote(tariff_of(booking), stands, customer_of(booking), "CNY")
        lines = [*priced.lines, *priced.taxes]
        said = Counter(("" if place is None else names[place], amount) for _key, place, amount in lines)
        return said, priced.total

    def note_offer(self, pk: int) -> None:
        """The newest offer of a booking, which has just been made."""
        offer = Offer.objects.filter(booking=pk).latest("version")
        assert offer.pk not in self.offers
        said = Counter((line.booth, Fraction(line.amount)) for line in offer.lines.all() if line.amount)
        assert (said, Fraction(offer.total)) == self.said_now(pk)
        self.offers[offer.pk] = Known(pk, (said, Fraction(offer.total)), offer.last_day)
        self.letters["offer_made", offer.pk] += 1

    def sent_of(self, booking: int) -> list[int]:
        return [pk for pk, known in self.offers.items() if known.booking == booking and known.state == "sent"]

    def withdraw_all(self, booking: int) -> None:
        for pk in self.sent_of(booking):
            self.offers[pk].state = "withdrawn"

    @rule(company=st.integers(0, COMPANIES - 1), chosen=choices)
    def book(self, company: int, chosen: set[int]) -> None:
        of, booths = self.companies[company], [self.booth(place) for place in chosen]

        def step() -> None:
            booking = book_booths(of.pk, self.edition.pk, booths, actor=self.owners[of.pk], at=self.at)
            self.bookings[booking.pk] = "submitted"

        self.attempt(step)

    def booth(self, place: int) -> int:
        rows = Booth.objects.filter(plan__state=PlanState.PUBLISHED).order_by("label_y", "label_x", "pk")
        return list(rows.values_list("pk", flat=True))[place]

    @precondition(lambda self: self.bookings)
    @rule(place=places, chosen=choices)
    def assign_other_booths(self, place: int, chosen: set[int]) -> None:
        pk, booths = self.any_booking(place), [self.booth(each) for each in chosen]
        self.attempt(lambda: assign_booths(pk, booths, larger_reason="They asked.", actor=organizer(), at=self.at))

    def any_booking(self, place: int) -> int:
        return list(self.bookings)[place % len(self.bookings)]

    @precondition(lambda self: self.bookings)
    @rule(place=places)
    def approve(self, place: int) -> None:
        pk = self.any_booking(place)
        is_right = self.bookings[pk] == "submitted"
        if self.attempt(lambda: approve_booking(pk, actor=organizer(), at=self.at), is_right=is_right):
            self.bookings[pk] = "approved"
            self.note_offer(pk)

    @precondition(lambda self: self.bookings)
    @rule(place=places)
    def make_anew(self, place: int) -> None:
        pk = self.any_booking(place)
        is_right = self.bookings[pk] == "approved"
        if self.attempt(lambda: make_offer(pk, actor=organizer(), at=self.at), is_right=is_right):
            self.withdraw_all(pk)
            self.note_offer(pk)

    def any_offer(self, place: int) -> tuple[int, Known]:
        """More often than not one that awaits its answer."""
        waiting = [(pk, known) for pk, known in self.offers.items() if known.state == "sent"]
        found = waiting if waiting and place % 3 else list(self.offers.items())
        return found[place % len(found)]

    def can_be_answered(self, known: Known) -> bool:
        return known.state == "sent" and self.today <= known.last_day

    def owner(self, known: Known) -> User:
        return self.owners[Booking.objects.get(pk=known.booking).company_id]

    @precondition(lambda self: self.offers)
    @rule(place=places)
    def accept(self, place: int) -> None:
        pk, known = self.any_offer(place)
        is_right = self.can_be_answered(known) and known.said == self.said_now(known.booking)
        person = self.owner(known)
        if self.attempt(lambda: accept_as_asked(pk, actor=person, at=self.at), is_right=is_right):
            known.state, self.bookings[known.booking] = "accepted", "confirmed"
            self.letters["offer_accepted", pk] += 1

    @precondition(lambda self: self.offers)
    @rule(place=places, company=st.integers(0, COMPANIES - 1))
    def accept_at_another_price(self, place: int, company: int) -> None:
        self.become_small_or_large(company)
        self.accept(place)

    @precondition(lambda self: self.offers)
    @rule(place=places)
    def decline(self, place: int) -> None:
        pk, known = self.any_offer(place)
        is_right, person = self.can_be_answered(known), self.owner(known)
        if self.attempt(lambda: decline_offer(pk, actor=person, at=self.at), is_right=is_right):
            known.state, self.bookings[known.booking] = "declined", "cancelled"
            self.letters["booking_cancelled", known.booking] += 1

    @precondition(lambda self: self.offers)
    @rule(place=places, days=st.integers(-2, 20))
    def extend(self, place: int, days: int) -> None:
        pk, known = self.any_offer(place)
        to = known.last_day + timedelta(days=days)
        is_right = known.state == "sent" and days > 0 and self.today <= to <= self.edition.closes_date
        person = organizer()
        if self.attempt(
            lambda: extend_offer(pk, last_day=to, reason="Asked.", actor=person, at=self.at), is_right=is_right
        ):
            known.last_day, known.is_reminded = to, False
            self.letters["offer_extended", pk] += 1

    @precondition(lambda self: self.offers)
    @rule(place=places)
    def withdraw(self, place: int) -> None:
        pk, known = self.any_offer(place)
        is_right = known.state == "sent"
        if self.attempt(lambda: withdraw_offer(pk, reason="Wrong.", actor=organizer(), at=self.at), is_right=is_right):
            known.state = "withdrawn"
            self.letters["offer_withdrawn", pk] += 1

    @precondition(lambda self: self.bookings)
    @rule(place=places)
    def cancel(self, place: int) -> None:
        pk = self.any_booking(place)
        is_right = self.bookings[pk] in {"approved", "confirmed"}
        if self.attempt(lambda: cancel_booking(pk, actor=SYSTEM, at=self.at), is_right=is_right):
            self.bookings[pk] = "cancelled"
            self.withdraw_all(pk)
            self.letters["booking_cancelled", pk] += 1

    @rule(days=st.sampled_from([1, 5, 11, 15]))
    def wait(self, days: int) -> None:
        """The timers run, in either order of their tasks."""
        self.at += timedelta(days=days)
        sent = {pk: known for pk, known in self.offers.items() if known.state == "sent"}
        near = {
            pk
            for pk, known in sent.items()
            if self.today <= known.last_day <= self.today + REMINDED_BEFORE and not known.is_reminded
        }
        assert set(due_reminders(self.at)) == near
        over = {pk for pk, known in sent.items() if known.last_day < self.today}
        assert set(due_lapses(self.at)) == over
        for pk in sent:
            assert remind_of_offer(pk, actor=SYSTEM, at=self.at) == (pk in near)
            assert lapse_offer(pk, actor=SYSTEM, at=self.at) == (pk in over)
        for pk in near:
            self.offers[pk].is_reminded = True
            self.letters["offer_lapsing", pk] += 1
        for pk in over:
            self.offers[pk].state, self.bookings[self.offers[pk].booking] = "lapsed", "cancelled"
            self.letters["offer_lapsed", pk] += 1

    @precondition(lambda self: self.offers)
    @rule(place=places, before=st.integers(-1, 3), more=st.integers(0, 9))
    def wait_for_the_last_day(self, place: int, before: int, more: int) -> None:
        """Until about the last day of an offer, which may then be extended."""
        _pk, known = self.any_offer(place)
        days = (known.last_day - self.today).days - before
        if days > 0:
            self.wait(days)
            self.extend(place, more)

    @rule(hours=st.integers(1, 30))
    def wait_without_timers(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(price=st.integers(1, 3000))
    def publish_card(self, price: int) -> None:
        """Dearer or cheaper for who books from now on; small companies have a discount."""
        publish_rules(
            self.edition.pk,
            terms(RuleKind.SPACE, Basis.SQM, price),
            terms(RuleKind.DISCOUNT, Basis.PERCENT, "7.5", is_small=True),
            terms(RuleKind.CHARGE, Basis.BOOKING, "333.33"),
            terms(RuleKind.TAX, Basis.PERCENT, "6"),
            actor=organizer(),
            at=self.at,
        )

    @rule(company=st.integers(0, COMPANIES - 1))
    def become_small_or_large(self, company: int) -> None:
        rows = Company.objects.filter(pk=self.companies[company].pk)
        rows.update(is_small=not rows.get().is_small)

    @rule(place=st.integers(0, BOOTHS - 1), side=st.sampled_from([200, 300, 390]))
    def publish_changed_plan(self, place: int, side: int) -> None:
        """A booth gets another number and perhaps another size; who has it keeps it."""
        booth = Booth.objects.get(pk=self.booth(place))
        self.attempt(lambda: self.publish(booth, side))

    def publish(self, booth: Booth, side: int) -> None:
        draft = open_draft(self.edition.pk, booth.plan.hall_id, actor=SYSTEM, at=self.at)
        target = draft.booths.get(number=booth.number)
        left, top = booth.ring[0]
        reshape(renumber(target, f"V{draft.version}-{booth.pk}"), square(left, top, side, 300))
        claims = SpaceClaim.objects.live().filter(booth=booth).values_list("pk", flat=True)
        decided = [Decision(claim, ClaimChoice.RESIZE, target.pk) for claim in claims]
        decide_claims(draft.pk, decided, actor=SYSTEM, at=self.at)
        publish_floor_plan(draft.pk, actor=SYSTEM, at=self.at)

    @invariant()
    def everything_is_as_far_as_it_should_be(self) -> None:
        assert dict(Offer.objects.values_list("pk", "state")) == {pk: each.state for pk, each in self.offers.items()}
        assert dict(Offer.objects.values_list("pk", "last_day")) == {
            pk: each.last_day for pk, each in self.offers.items()
        }
        assert dict(Booking.objects.values_list("pk", "state")) == self.bookings

    @invariant()
    def one_offer_stands_and_its_acceptance_confirms(self) -> None:
        standing = [known.booking for known in self.offers.values() if known.state in {"sent", "accepted"}]
        assert len(standing) == len(set(standing))
        accepted = {known.booking for known in self.offers.values() if known.state == "accepted"}
        assert {pk for pk, state in self.bookings.items() if state == "confirmed"} <= accepted
        with_letter = Booking.objects.filter(letters__isnull=False).distinct().values_list("pk", flat=True)
        assert sorted(with_letter) == sorted(accepted)

    @invariant()
    def an_accepted_offer_said_what_was_accepted(self) -> None:
        for offer in Offer.objects.filter(state="accepted").prefetch_related("lines"):
            said = Counter((line.booth, Fraction(line.amount)) for line in offer.lines.all() if line.amount)
            assert (said, Fraction(offer.total)) == self.offers[offer.pk].said

    @invariant()
    def space_is_held_by_what_has_not_ended(self) -> None:
        live = list(SpaceClaim.objects.live().values_list("holder__booking", "booth_id", "area_sqm", "state"))
        assert len({booth for _booking, booth, _area, _state in live}) == len(live)
        booked = {pk for pk, state in self.bookings.items() if state != "cancelled"}
        assert {booking for booking, *_claim in live} == booked
        for booking, _booth, _area, state in live:
            assert (state == "committed") == (self.bookings[booking] in BOOKED_STATES)
        claimed = Allotment.objects.get(pk=self.allotment.pk).claimed_sqm
        assert claimed == sum(area for _booking, _booth, area, _state in live)
        assert differences() == []

    @invariant()
    def every_letter_was_written_once(self) -> None:
        written: Counter[tuple[str, int]] = Counter()
        for email in Email.objects.all():
            kind, context = email.context["kind"], email.context
            if kind.startswith("offer_"):
                written[kind, context["offer"]] += 1
            elif kind == "booking_cancelled":
                written[kind, context["booking"]] += 1
        assert written == self.letters


@pytest.mark.django_db
def test_offers_are_what_they_should_be_whatever_is_done_to_them() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    explored = settings(max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Offering, settings=explored)
