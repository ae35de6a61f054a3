"""Upper decks: applying, deciding by the rules of the hall, what they cost, and how they end."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from post_office.models import Email
from pypdf import PdfReader
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from exhibitors.bookings.api.shapes import shown as shown_by_the_api
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import cancel_booking, withdraw_booking
from exhibitors.bookings.queries.bookings import claims_shown, with_space
from exhibitors.bookings.upper_decks.operations import DeckPlan, approve_deck, decline_deck, request_deck, withdraw_deck
from exhibitors.bookings.upper_decks.queries import booking_decks
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.queries.offers import is_outdated, offered_now
from exhibitors.plan_pages.plan_versions.queries import publishing_of
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.states import DeckState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.safety.documents.report_pdf import draw_report
from pavilions.plans.safety.models import RuleSet
from pavilions.plans.safety.operations import add_rule_set, add_venue_rule, choose_rules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import applied, booked
from tests.exhibitors.plan_changes import BookedHall
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.offers import sold_by_offer
from tests.exhibitors.upper_decks.decks import DECK, TYPED
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.pavilions.plan_changes import reshape, square

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "media")]

NOTHING = Decimal(0)


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booth() -> Booth:
    return BoothFactory()


@pytest.fixture
def booking(booth: Booth) -> Booking:
    return booked(booth)


@pytest.fixture
def owner(booking: Booking) -> User:
    return owner_of(booking.company)


@pytest.fixture
def director() -> User:
    return organizer()


def claim_of(booking: Booking) -> int:
    return SpaceClaim.objects.live().get(holder=booking.pk).pk


def ask(booking: Booking, plan: DeckPlan = DECK, **how: Any) -> UpperDeck:
    how.setdefault("actor", owner_of(booking.company))
    return request_deck(booking.pk, how.pop("claim", None) or claim_of(booking), plan, at=NOON, **how)


def given(booking: Booking, *rules: tuple[Measure, str, Severity], allows_decks: bool = True) -> RuleSet:
    """These rules hold in every hall."""
    director = organizer()
    found = add_rule_set({"name": "Own", "persons_per_sqm": 1}, actor=director, at=NOON)
    for measure, limit, severity in rules:
        values = {"measure": measure, "limit": Decimal(limit), "severity": severity, "source": "Venue"}
        add_venue_rule(found.pk, {**values, "read_on": NOON.date()}, actor=director, at=NOON)
    choose_rules(
        None,
        found.pk,
        valid_from=booking.edition.opens_date,
        is_sprinklered=False,
        allows_decks=allows_decks,
        actor=director,
        at=NOON,
    )
    return found


def letters(kind: str) -> list[Email]:
    return [email for email in Email.objects.all() if email.context["kind"] == kind]


def upper_sqm(booking: Booking) -> tuple[Decimal, Decimal]:
    """Of its claims, and beside its claimed m² in lists."""
    (claim,) = claims_shown(booking)
    row = with_space(Booking.objects.filter(pk=booking.pk)).get()
    return claim.upper_sqm, row.upper_sqm  # type: ignore[attr-defined]  # annotated


def test_approved_deck_counts_beside_the_floor_space(booking: Booking, booth: Booth, director: User) -> None:
    before = Allotment.objects.get(pk=booth.allotment_id).claimed_sqm
    deck = ask(booking)
    assert (deck.state, upper_sqm(booking)) == ("requested", (NOTHING, NOTHING))
    approve_deck(deck.pk, seen=deck.revision, actor=director, at=NOON)
    assert upper_sqm(booking) == (Decimal("4.5"), Decimal("4.5"))
    assert Allotment.objects.get(pk=booth.allotment_id).claimed_sqm == before
    assert with_space(Booking.objects.all()).get().claimed_sqm == booth.area_sqm  # type: ignore[attr-defined]
    assert {letter.context["area"] for letter in letters("deck_approved")} == {"4.5"}


def test_later_deck_replaces_the_approved_one_once_it_is_approved(booking: Booking, director: User) -> None:
    first = approve_deck(ask(booking).pk, actor=director, at=NOON)
    second = ask(booking, DeckPlan(**{**DECK.__dict__, "area_sqm": Decimal(6)}))
    assert upper_sqm(booking)[0] == Decimal("4.5")
    approve_deck(second.pk, actor=director, at=NOON)
    first.refresh_from_db()
    assert (first.state, upper_sqm(booking)) == ("replaced", (Decimal(6), Decimal(6)))


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"area_sqm": Decimal("9.01")}, "deck_too_large", "area_sqm"),
        ({"is_opposite": True}, "stairs_not_opposite", "is_opposite"),
        ({"is_stamped": True}, "drawing_missing", "drawing"),
    ],
)
def test_deck_is_refused_beside_its_field(booking: Booking, values: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(booking, DeckPlan(**{**DECK.__dict__, **values}))
    assert (refused.value.code, refused.value.field, UpperDeck.objects.count()) == (code, field, 0)


def test_deck_may_be_as_large_as_its_booth(booking: Booking) -> None:
    assert ask(booking, DeckPlan(**{**DECK.__dict__, "area_sqm": Decimal("9.00")})).area_sqm == 9


def test_second_request_waits_for_the_first(booking: Booking, owner: User) -> None:
    ask(booking)
    with pytest.raises(DomainError) as refused:
        ask(booking)
    assert refused.value.code == "deck_waits"
    with pytest.raises(DomainError) as outdated:
        ask(booking, seen=0)
    assert outdated.value.code == "changed_meanwhile"


def test_only_booths_of_submitted_bookings_have_decks(booking: Booking, owner: User) -> None:
    other = booked(BoothFactory())
    for claim in (claim_of(other), 0):
        with pytest.raises(DomainError) as refused:
            request_deck(booking.pk, claim, DECK, actor=owner, at=NOON)
        assert refused.value.code == "deck_without_booth"
    withdraw_booking(booking.pk, actor=owner, at=NOON)
    with pytest.raises(DomainError) as ended:
        request_deck(booking.pk, SpaceClaim.objects.get(holder=booking.pk).pk, DECK, actor=owner, at=NOON)
    assert ended.value.code == "deck_without_booth"
    application = applied(other.holder.claims.get().allotment)
    with pytest.raises(DomainError) as unnamed:
        ask(application)
    assert unnamed.value.code == "deck_without_booth"


def test_mandatory_rule_refuses_approval(booking: Booking, director: User) -> None:
    given(booking, (Measure.DECK_SHARE, "49.99", Severity.MANDATORY), (Measure.DECK_WAY, "3", Severity.MANDATORY))
    deck = ask(booking)
    with pytest.raises(DomainError) as refused:
        approve_deck(deck.pk, reason="All the same", actor=director, at=NOON)
    assert (refused.value.code, refused.value.details) == ("rules_not_met", {"measures": ["deck_share"]})
    assert upper_sqm(booking)[0] == 0


def test_recommended_rule_takes_a_reason_that_is_kept(booking: Booking, director: User) -> None:
    given(booking, (Measure.DECK_PERSONS, "9", Severity.RECOMMENDED), (Measure.DECK_WAY, "3", Severity.MANDATORY))
    deck = ask(booking)
    with pytest.raises(Invalid) as refused:
        approve_deck(deck.pk, reason=" ", actor=director, at=NOON)
    assert (refused.value.code, refused.value.field) == ("reason_missing", "reason")
    approve_deck(deck.pk, reason="Stewards count them", actor=director, at=NOON)
    deck.refresh_from_db()
    assert deck.reason == "Stewards count them"
    assert deck.checked is not None
    assert [(each["measure"], each["measured"], each["is_met"]) for each in deck.checked["results"]] == [
        ("deck_way", "3.00", True),
        ("deck_persons", "10", False),
    ]
    assert deck.checked["results"][1]["sentence"]["en"] == "The deck is for 10 persons; the rule allows at most 9."


def test_hall_without_upper_decks_takes_no_application(booking: Booking, director: User) -> None:
    deck = ask(booking)
    given(booking, allows_decks=False)
    with pytest.raises(DomainError) as refused:
        approve_deck(deck.pk, actor=director, at=NOON)
    assert refused.value.code == "decks_not_allowed"
    withdraw_deck(deck.pk, actor=owner_of(booking.company), at=NOON)
    with pytest.raises(DomainError) as again:
        ask(booking)
    assert again.value.code == "decks_not_allowed"


def test_declined_deck_has_its_reason_in_the_mail(booking: Booking, director: User) -> None:
    deck = ask(booking)
    with pytest.raises(Invalid) as refused:
        decline_deck(deck.pk, reason=" ", actor=director, at=NOON)
    assert (refused.value.code, refused.value.field) == ("reason_missing", "reason")
    decline_deck(deck.pk, reason="Too high", actor=director, at=NOON)
    assert {letter.context["reason"] for letter in letters("deck_declined")} == {"Too high"}
    with pytest.raises(DomainError) as again:
        approve_deck(deck.pk, actor=director, at=NOON)
    assert (again.value.code, again.value.details) == ("deck_decided", {"state": "declined"})


def test_decision_on_an_older_revision_is_refused(booking: Booking, director: User) -> None:
    deck = ask(booking)
    with pytest.raises(DomainError) as refused:
        approve_deck(deck.pk, seen=deck.revision + 1, actor=director, at=NOON)
    assert refused.value.code == "changed_meanwhile"


def test_deck_ends_with_its_booth(booking: Booking, owner: User, director: User) -> None:
    approve_booking(booking.pk, actor=director, at=NOON)
    approved = approve_deck(ask(booking).pk, actor=director, at=NOON)
    waiting = ask(booking)
    cancel_booking(booking.pk, reason="", actor=owner, at=NOON)
    decks = booking_decks(booking)
    assert ([deck.shown_state for deck in decks.ended], decks.upper_sqm) == (["ended", "ended"], NOTHING)
    assert with_space(Booking.objects.all()).get().upper_sqm == 0  # type: ignore[attr-defined]
    with pytest.raises(DomainError) as refused:
        approve_deck(waiting.pk, actor=director, at=NOON)
    assert refused.value.code == "deck_ended"
    assert UpperDeck.objects.get(pk=approved.pk).state == DeckState.APPROVED


def test_only_the_organizer_takes_an_approval_back(booking: Booking, owner: User, director: User) -> None:
    deck = approve_deck(ask(booking).pk, actor=director, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_deck(deck.pk, actor=owner, at=NOON)
    withdraw_deck(deck.pk, actor=director, at=NOON)
    assert upper_sqm(booking) == (NOTHING, NOTHING)


def test_who_may(booking: Booking, owner: User) -> None:
    viewer = MembershipFactory(company=booking.company, role="viewer").user
    with pytest.raises(NotAllowed):
        ask(booking, actor=viewer)
    deck = ask(booking)
    for person in (owner, organizer(role=OrganizerRole.FLOOR_PLANNER)):
        with pytest.raises(NotAllowed):
            approve_deck(deck.pk, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            decline_deck(deck.pk, reason="No", actor=person, at=NOON)
    with pytest.raises(NotFound):
        approve_deck(0, actor=owner, at=NOON)


def test_what_was_asked_for_stands(booking: Booking) -> None:
    deck = ask(booking)
    changes: list[dict[str, Any]] = [{"area_sqm": 5}, {"persons": 5}, {"note": "Other"}]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            UpperDeck.objects.filter(pk=deck.pk).update(**change)


def test_exhibitor_applies_on_a_page_and_withdraws(booking: Booking, owner: User) -> None:
    client, address = signed_in(owner), reverse("desk:upper_deck_apply", args=[booking.pk, claim_of(booking)])
    assert_clean(client.get(address))
    assert_clean(client.get(f"{address}?area_sqm=4.5"))
    drawing = SimpleUploadedFile("deck.pdf", b"%PDF-1.7 deck")
    refused = client.post(address, {**TYPED, "cost": "none", "area_sqm": "9.01", "revision": "0"})
    assert (refused.status_code, "cannot be larger than its booth" in refused.content.decode()) == (422, True)
    client.post(address, {**TYPED, "cost": "none", "is_stamped": "on", "drawing": drawing, "revision": "0"})
    deck = UpperDeck.objects.get()
    assert (deck.area_sqm, deck.drawing_title, deck.is_stamped) == (Decimal("4.5"), "deck.pdf", True)
    page = client.get(reverse("desk:booking", args=[booking.pk]))
    assert_clean(page)
    assert "Withdraw the application" in page.content.decode()
    file = client.get(reverse("desk:upper_deck_drawing", args=[booking.pk, deck.pk]))
    assert b"".join(file.streaming_content) == b"%PDF-1.7 deck"  # type: ignore[attr-defined]
    client.post(reverse("desk:upper_deck_withdraw", args=[booking.pk, deck.pk]), {"revision": deck.revision})
    assert UpperDeck.objects.get().state == DeckState.WITHDRAWN


def test_organizer_decides_on_a_page(booking: Booking, director: User) -> None:
    given(booking, (Measure.DECK_PERSONS, "9", Severity.RECOMMENDED))
    deck, client = ask(booking), signed_in(director)
    address = reverse("organizer:upper_deck", args=[deck.pk])
    page = client.get(address)
    assert_clean(page)
    assert "The deck is for 10 persons; the rule allows at most 9." in page.content.decode()
    approve = reverse("organizer:upper_deck_decide", args=[deck.pk, "approve"])
    refused = client.post(approve, {"revision": deck.revision, "reason": "", "cost": "none"})
    assert (refused.status_code, "Enter the reason why" in refused.content.decode()) == (422, True)
    client.post(approve, {"revision": deck.revision, "reason": "Stewards", "cost": "none"})
    assert UpperDeck.objects.get().state == DeckState.APPROVED
    assert_clean(client.get(address))
    assert "besides the floor space" in client.get(reverse("organizer:review", args=[booking.pk])).content.decode()
    assert_clean(client.get(reverse("organizer:upper_decks")))
    assert client.post(reverse("organizer:upper_deck_decide", args=[deck.pk, "x"])).status_code == 404


def per_cent_of_decks(booking: Booking) -> None:
    """100 per m², and half of it for each m² of an upper deck."""
    publish_rules(
        booking.edition_id,
        terms(RuleKind.SPACE, Basis.SQM, 100),
        terms(RuleKind.SURCHARGE, Basis.UPPER_DECK, 50, name="Upper deck"),
        actor=organizer(),
        at=NOON,
    )


def test_approved_deck_is_charged_by_an_offer_that_is_made_again(booth: Booth, director: User) -> None:
    """9 m² × 100, and 4.5 m² × 50."""
    sold_by_offer(booth.allotment.edition)
    booking = booked(booth)
    per_cent_of_decks(booking)
    Booking.objects.filter(pk=booking.pk).update(submitted_at=NOON + timedelta(hours=1))
    approve_booking(booking.pk, actor=director, at=NOON + timedelta(hours=2))
    offer, now = Offer.objects.get(), NOON + timedelta(hours=3)
    assert (offer.net, is_outdated(offer, offer.booking, at=now)) == (Decimal(900), False)
    approve_deck(ask(booking).pk, actor=director, at=now)
    offer.refresh_from_db()
    renewed = Offer.objects.get(state="sent")
    assert (offer.state, renewed.version, renewed.net, renewed.last_day) == (
        "withdrawn",
        2,
        Decimal(1125),
        offer.last_day,
    )
    assert is_outdated(renewed, offer.booking, at=now) is False
    offered = offered_now(offer.booking, at=now)
    assert offered is not None
    assert [(line.unit, line.quantity, line.amount) for line in offered.offered.lines] == [
        ("sqm", Decimal(9), Decimal(900)),
        ("upper_deck", Decimal("4.5"), Decimal(225)),
    ]
    assert (offered.offered.net, offered.offered.area_sqm) == (Decimal(1125), Decimal(9))


@pytest.mark.parametrize(
    ("ring", "ends", "upper"), [(square(0, 0, 300, 600), False, "4.5"), (square(0, 0, 100, 300), True, "0")]
)
def test_deck_goes_on_where_a_new_plan_leaves_room_for_it(ring: Any, ends: bool, upper: str) -> None:
    """The booth of 9 m² gets 18 m², or 3 m², which are too few for a deck of 4.5 m²."""
    hall = BookedHall()
    booking = hall.approved("A1")
    approve_deck(ask(booking).pk, actor=organizer(), at=NOON)
    draft = hall.draft()
    hall.decide(draft, booking, ClaimChoice.RESIZE, reshape(hall.booth("A1", draft), ring))
    (row,) = publishing_of(draft, NOON).claims
    assert [each.ends for each in row.decks] == [ends]
    page = signed_in(organizer()).get(reverse("plans:publish", args=[draft.pk]))
    assert_clean(page)
    assert ("is too small for it" in page.text) == ends
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON + timedelta(hours=1))
    assert booking_decks(booking).upper_sqm == Decimal(upper)


def test_api_has_the_m2_of_decks_beside_those_of_booths(booking: Booking, director: User) -> None:
    approve_deck(ask(booking).pk, actor=director, at=NOON)
    (shown,) = shown_by_the_api([booking])
    assert (shown.area_sqm, shown.upper_sqm, shown.claims[0].upper_sqm) == (Decimal(9), Decimal("4.5"), Decimal("4.5"))


def test_safety_report_of_a_published_plan_lists_approved_decks() -> None:
    """A way of 3 m where 2 m are recommended, and 10 persons of at most 20; a deck that waits is not listed."""
    hall = BookedHall()
    booking, other = hall.approved("A1"), hall.approved("A2")
    given(booking, (Measure.DECK_WAY, "2", Severity.RECOMMENDED), (Measure.DECK_PERSONS, "20", Severity.MANDATORY))
    approve_deck(ask(booking).pk, reason="A second stair is near", actor=organizer(), at=NOON)
    ask(other)
    draft = hall.draft()
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON + timedelta(hours=1))
    report = PlanSafetyReport.objects.get(publication__plan=draft)
    (deck,) = report.content["decks"]
    persons, way = deck["rules"]
    figures = {"booth": "A1", "area_sqm": "4.50", "persons": 10, "stairs": 1, "reason": "A second stair is near"}
    assert deck == figures | {"rules": [persons, way]}
    assert (persons["measure"], persons["measured"], persons["limit"], persons["is_met"]) == (
        "deck_persons",
        "10",
        "20.00",
        True,
    )
    assert (way["measure"], way["measured"], way["severity"], way["is_met"]) == (
        "deck_way",
        "3.00",
        "recommended",
        False,
    )
    for language, title in (("en", "Upper decks"), ("zh-hans", "二层结构")):
        pdf = draw_report(
            report.content,
            drawing='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
            subtitle="",
            language=language,
            at=NOON,
        )
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert all(word in text for word in (title, "A1", "A second stair is near", way["sentence"][language][:8]))
