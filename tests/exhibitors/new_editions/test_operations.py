"""What a new edition has of another one, to the cent and to the day, and that it has all or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.questions.models import Question
from exhibitors.money.approvals.models import Approval
from exhibitors.money.invoices.models import Seller, TaxRule
from exhibitors.money.payments.models import LedgerCodes
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.operations.settings import set_cancellation, set_schedule
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.office.new_editions.operations import take_over
from exhibitors.office.new_editions.queries import Takeover, free_prefix, offered, usual_source, weeks_between
from exhibitors.office.new_editions.states import EditionPart
from exhibitors.pricing.models import RULE_FIELDS, RateCard
from exhibitors.pricing.operations import draft_rate_card, publish_rate_card
from exhibitors.pricing.queries.buyers import unknown_buyer
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import QuotedSpace, quote
from exhibitors.pricing.terms.models import EditionTerms
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import BoothAncestry, FloorPlan, Obstruction
from pavilions.national.national_pavilions.models.national_pavilion import StageDeadline
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import BookingSteps, EditionStatus, OrganizerRole, PlanState
from tests.exhibitors.invoices.invoices import seller_of
from tests.exhibitors.new_editions.editions import (
    CANCELLATION,
    EARLY_BIRD,
    REMINDERS,
    SCHEDULE,
    YEAR,
    booths_of,
    full_edition,
    new_edition,
)
from tests.factories import NOON, EditionFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

EVERYTHING = tuple(EditionPart.values)
TAKEN_OVER = {
    *("pavilions.Allotment", "pavilions.FloorPlan", "pavilions.ThemedArea", "pavilions.StageDeadline"),
    *("exhibitors.RateCard", "exhibitors.EditionTerms", "exhibitors.SalesSettings", "exhibitors.Seller"),
    *("exhibitors.TaxRule", "exhibitors.LedgerCodes", "exhibitors.TreatmentCodes", "exhibitors.Question"),
}
STAYS = {
    *("pavilions.SpaceHolder", "pavilions.NationalPavilion", "exhibitors.Booking", "exhibitors.Participation"),
    *("pavilions.ProgrammeEvent", "pavilions.ForumTopic", "exhibitors.Roadshow", "exhibitors.Bulletin"),
    *("exhibitors.Exhibit", "exhibitors.Deal", "exhibitors.PublishedFigure", "exhibitors.Mailing"),
    *("exhibitors.InvoiceSeries", "exhibitors.Invoice", "exhibitors.JournalLine", "exhibitors.JournalEntry"),
    *("exhibitors.Payment", "exhibitors.Approval", "exhibitors.BooksClosing", "exhibitors.JournalExport"),
    *("exhibitors.Debtor", "exhibitors.DebtorSeries", "exhibitors.DailySnapshot", "exhibitors.BulkDecision"),
    *("exhibitors.ReconciliationRun", "exhibitors.DayDigest"),
    *("pavilions.ImportRun", "pavilions.RuleException", "pavilions.PlanSimulation"),
}


def is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def test_of_each_model_of_an_edition_is_said_whether_it_is_taken_over() -> None:
    of_editions = {
        model._meta.label
        for model in apps.get_models()
        if not is_history(model)
        and any(field.related_model is Edition for field in model._meta.fields if field.is_relation)
    }
    assert of_editions == TAKEN_OVER | STAYS


@pytest.fixture
def source() -> Edition:
    return full_edition()


@pytest.fixture
def target() -> Edition:
    return new_edition()


def taken(
    source: Edition, target: Edition, *parts: str, actor: User | None = None, seen: int | None = None, **other: Any
) -> Edition:
    values: dict[str, Any] = {"weeks": YEAR, "prefix": "CIIE8-"} | other
    return take_over(
        target.pk, source.pk, parts or EVERYTHING, seen=seen, actor=actor or organizer(), at=NOON, **values
    )


def refusal(
    source: Edition, target: Edition, *parts: str, actor: User | None = None, seen: int | None = None, **other: Any
) -> DomainError:
    with pytest.raises(DomainError) as refused:
        taken(source, target, *parts, actor=actor, seen=seen, **other)
    return refused.value


def is_empty(edition: Edition) -> bool:
    """Whether the edition has no row of any part."""
    edition.refresh_from_db()
    models = [apps.get_model(label) for label in TAKEN_OVER]
    return not edition.sender_name and not any(model._default_manager.filter(edition=edition) for model in models)


def test_weeks_keep_the_days_of_the_week(source: Edition, target: Edition) -> None:
    assert (weeks_between(source, target), weeks_between(target, source)) == (52, -52)
    target.opens_date += timedelta(days=3)
    assert weeks_between(source, target) == 52
    target.opens_date += timedelta(days=1)
    assert weeks_between(source, target) == 53


def test_the_newest_other_edition_is_proposed(source: Edition, target: Edition) -> None:
    assert usual_source(target) == source
    newer = EditionFactory(number=20)
    assert (usual_source(target), usual_source(newer)) == (newer, target)


def test_everything_can_be_taken_over(source: Edition, target: Edition) -> None:
    found = {each.part: each for each in offered(Takeover(source, target, YEAR))}
    assert [part for part, each in found.items() if each.refusal] == []
    assert {part.value: each.words for part, each in found.items()} == {
        "capacities": "2 halls with 2,334.5 m²",
        "plans": "the published plans of 2 halls, 3 booths, 1 of them withheld",
        "areas": "1 themed area without its booths",
        "deadlines": "1 deadline, 20 May 2024 → 19 May 2025",
        "prices": "version 1 with 5 rules, in force from: 17 May 2024 → 16 May 2025",
        "terms": "version 1",
        "sales": "with contracts, confirmed by: " + ConfirmedBy.DEPOSIT.label,
        "schedule": "2 parts, 2 September 2024 → 1 September 2025",
        "reminders": "2 reminders",
        "cancellation": "3 rows, 31 July 2024 → 30 July 2025",
        "seller": "Expo Bureau Ltd, account 6222 0000 1111",
        "taxes": f"{source.tax_rules.count()} rows",
        "bookkeeping": "the accounts of the journal",
        "questions": "1 question, 1 August 2024 → 31 July 2025",
        "sender": "Expo Bureau, stands@expo.example",
    }
    taken(source, target)
    target.refresh_from_db()
    after = offered(Takeover(source, target, YEAR))
    assert {each.refusal for each in after} == {"This edition already has its own."}


def test_capacities_are_the_same_and_nothing_is_claimed(source: Edition, target: Edition) -> None:
    Allotment.objects.filter(edition=source).update(claimed_sqm=100)
    taken(source, target, "capacities")
    place = ("section", "hall", "sector", "capacity_sqm")
    before, after = (set(each.allotments.values_list(*place)) for each in (source, target))
    assert after == before
    assert set(target.allotments.values_list("claimed_sqm", flat=True)) == {Decimal(0)}


def test_plans_are_drafts_with_the_same_booths_and_no_ancestors(source: Edition, target: Edition) -> None:
    taken(source, target, "capacities", "plans")
    assert set(target.floor_plans.values_list("state", "version", "base")) == {(PlanState.DRAFT, 1, None)}
    names = ("number", "footprint", "core", "area_sqm", "open_sides", "open_sides_override", "kind", "blocked_reason")
    places = ("plan__hall", "allotment__hall", "allotment__section", "allotment__sector")
    before, after = (
        [[getattr(booth, name) for name in names] for booth in booths_of(edition)] for edition in (source, target)
    )
    assert after == before
    there, here = (
        sorted(map(str, edition.floor_plans.values_list(*(f"booths__{name}" for name in places))))
        for edition in (source, target)
    )
    assert here == there
    assert {booth.allotment.edition_id for booth in booths_of(target)} == {target.pk}
    assert BoothAncestry.objects.count() == 0
    kept = Obstruction.objects.filter(plan__edition=target).values_list("kind", "name", "footprint", "clearance_cm")
    assert list(kept) == [("column", "C1", [[900, 900], [940, 900], [940, 940]], 0)]


def test_plans_need_capacities(source: Edition, target: Edition) -> None:
    refused = refusal(source, target, "plans")
    assert (refused.code, refused.field) == ("capacity_missing", "parts")
    assert str(refused).startswith("Floor plans: Hall ")
    assert is_empty(target)
    Allotment.objects.create(
        edition=target, section="national", hall=booths_of(source)[2].plan.hall, capacity_sqm=Decimal(10)
    )
    hall = booths_of(source)[0].plan.hall
    found = {each.part: each.refusal for each in offered(Takeover(source, target, YEAR))}
    assert found[EditionPart.PLANS] == f"The capacities of this edition lack sectors of these halls: {hall}."


def test_prices_are_the_same_to_the_cent_on_the_moved_day(source: Edition, target: Edition) -> None:
    taken(source, target, "capacities", "plans", "prices")
    draft = RateCard.objects.get(edition=target)
    assert (draft.version, draft.published_at) == (1, None)
    before = RateCard.objects.get(edition=source).rules.order_by("position")
    kept = [name for name in RULE_FIELDS if name not in {"day_from", "day_to"}]
    assert list(draft.rules.order_by("position").values_list(*kept)) == list(before.values_list(*kept))
    days = draft.rules.exclude(day_to=None).values_list("day_to", flat=True)
    assert list(days) == [EARLY_BIRD + timedelta(weeks=YEAR)]
    publish_rate_card(draft.pk, effective_from=date(2025, 5, 16), actor=SYSTEM, at=NOON)
    for day in (date(2024, 5, 17), EARLY_BIRD, EARLY_BIRD + timedelta(days=1)):
        quotes = [
            quote(
                published_cards(edition).on(when),
                [QuotedSpace.of(booth) for booth in booths_of(edition)],
                unknown_buyer(edition.pk),
                when,
            )
            for edition, when in ((source, day), (target, day + timedelta(weeks=YEAR)))
        ]
        assert quotes[0].total == quotes[1].total
        assert quotes[0].total is not None
        assert [line.price for line in quotes[0].lines] == [line.price for line in quotes[1].lines]
        assert [line.amount for line in quotes[0].details] == [line.amount for line in quotes[1].details]


def test_terms_are_a_draft_with_the_same_text(source: Edition, target: Edition) -> None:
    taken(source, target, "terms")
    made = EditionTerms.objects.get(edition=target)
    assert (made.version, made.published_at) == (1, None)
    assert (made.text, made.text_zh) == ("Pay **in time**.", "请**按时**付款。")


def test_sales_are_the_same_with_days_moved_by_weeks(source: Edition, target: Edition) -> None:
    taken(source, target, "sales", "schedule", "reminders", "cancellation")
    made = SalesSettings.objects.get(edition=target)
    assert (made.uses_contracts, made.signing_days, made.confirmed_by) == (True, 9, ConfirmedBy.DEPOSIT)
    assert (made.country, made.refund_days, made.days_off) == ("CN", 30, [])
    assert made.schedule_terms[0] == SCHEDULE[0]
    assert made.schedule_terms[1].day == date(2025, 9, 1)
    assert made.dunning_levels == tuple(REMINDERS)
    assert [term.until for term in made.cancellation_terms] == [date(2025, 7, 30), None, None]
    assert [term.percent for term in made.cancellation_terms] == [term.percent for term in CANCELLATION]
    assert made.cancellation_terms[1:] == tuple(CANCELLATION[1:])


def test_sales_that_wait_for_a_deposit_need_the_schedule(source: Edition, target: Edition) -> None:
    refused = refusal(source, target, "sales")
    assert (refused.code, refused.field) == ("sales_deposit_missing", "parts")
    assert is_empty(target)


def test_seller_and_taxes_are_the_same_but_for_the_prefix(source: Edition, target: Edition) -> None:
    assert free_prefix(source, target) == "CIIE8-"
    taken(source, target, "seller", "taxes")
    before, after = (Seller.objects.get(edition=edition) for edition in (source, target))
    differing = {
        field.name for field in Seller._meta.fields if getattr(before, field.name) != getattr(after, field.name)
    }
    assert differing == {"id", "edition", "prefix"}
    assert (after.prefix, Approval.objects.count()) == ("CIIE8-", 0)
    names = [field.name for field in TaxRule._meta.fields if field.name not in {"id", "edition", "revision"}]
    rows = [list(each.tax_rules.order_by("position").values_list(*names)) for each in (source, target)]
    assert rows[1] == rows[0] != []


def test_prefix_of_another_edition_is_refused_beside_its_field(source: Edition, target: Edition) -> None:
    for prefix, code in (("CIIE7-", "prefix_taken"), ("", "invalid"), ("ü", "invalid")):
        refused = refusal(source, target, "taxes", "seller", prefix=prefix)
        assert (refused.code, refused.field) == (code, "invoice_prefix")
        assert is_empty(target)
    seller_of(EditionFactory(number=30), prefix="CIIE8-")
    assert free_prefix(source, target) == ""


def test_bank_details_of_an_earlier_seller_wait_for_a_second_person(source: Edition, target: Edition) -> None:
    seller_of(EditionFactory(number=30, opens_date=date(2024, 11, 6)), account="9999")
    taken(source, target, "seller")
    assert Seller.objects.get(edition=target).account == "9999"
    asked = Approval.objects.get()
    assert (asked.terms["wanted"]["account"], asked.reason) == ("6222 0000 1111", "Taken over from Expo 7.")


def test_accounts_questions_areas_deadlines_and_sender_are_the_same(source: Edition, target: Edition) -> None:
    taken(source, target, "bookkeeping", "questions", "areas", "deadlines", "sender")
    before, after = (LedgerCodes.objects.get(edition=edition) for edition in (source, target))
    assert after.numbers == before.numbers
    assert (after.chart, after.first_debtor, after.damages) == ("04", "20001", "1599")
    (asked,) = Question.objects.filter(edition=target)
    assert (asked.text_en, asked.choices_zh, asked.booth_kind) == ("Power?", "16 安\n32 安", "raw")
    assert (asked.is_required, asked.due_date) == (True, date(2025, 7, 31))
    (area,) = ThemedArea.objects.filter(edition=target)
    assert (area.name_zh, area.host_name, str(area.host_country)) == ("法国农场", "Foire SA", "FR")
    assert (area.is_public, area.host, area.places.count()) == (False, None, 0)
    (deadline,) = StageDeadline.objects.filter(edition=target)
    assert (deadline.stage, deadline.due_date) == ("confirmed", date(2025, 5, 19))
    target.refresh_from_db()
    assert (target.sender_name, target.reply_to) == ("Expo Bureau", "stands@expo.example")


def test_source_stays_as_it_is(source: Edition, target: Edition) -> None:
    def rows() -> dict[str, list[Any]]:
        models = [apps.get_model(label) for label in sorted(TAKEN_OVER)]
        return {
            model._meta.label: list(model._default_manager.filter(edition=source).order_by("pk").values())
            for model in models
        }

    before = rows()
    taken(source, target)
    assert rows() == before


def second_card(target: Edition) -> Model:
    return draft_rate_card(target.pk, actor=SYSTEM, at=NOON)


def second_seller(target: Edition) -> Model:
    return seller_of(target, prefix="OWN-")


def second_schedule(target: Edition) -> Model:
    return set_schedule(target.pk, [SCHEDULE[1]], actor=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    ("part", "make"), [("prices", second_card), ("seller", second_seller), ("schedule", second_schedule)]
)
def test_nothing_that_the_edition_has_is_overwritten_and_all_is_undone(
    source: Edition, target: Edition, part: str, make: Callable[[Edition], Model]
) -> None:
    own = make(target)
    refused = refusal(source, target)
    assert (refused.code, refused.field) == ("part_unavailable", "parts")
    assert str(refused).endswith(": This edition already has its own.")
    assert not target.allotments.exists()  # they come first
    left_out = {part, "sales"} if part == "schedule" else {part}  # which waits for a deposit
    taken(source, target, *(each for each in EVERYTHING if each not in left_out))
    kept = type(own)._default_manager.get(pk=own.pk)
    before, after = (vars(each) | {"_state": None} for each in (own, kept))
    if part == "schedule":  # reminders and fees are in the same row
        assert after["schedule"] == before["schedule"]
    else:
        assert after == before


def test_everything_is_undone_if_the_last_part_fails(
    source: Edition, target: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise DomainError("No.", code="broken")

    monkeypatch.setattr("exhibitors.office.new_editions.operations.set_edition_sender", fail)
    refused = refusal(source, target)
    assert (refused.code, str(refused)) == ("broken", "Sender of emails: No.")
    assert is_empty(target)


def test_refused_editions(source: Edition, target: Edition) -> None:
    assert refusal(target, target).code == "same_edition"
    assert isinstance(refusal(target, target), Invalid)
    with pytest.raises(Invalid, match="Choose at least one part"):
        take_over(target.pk, source.pk, ["nonsense"], weeks=0, actor=organizer(), at=NOON)
    for status, code in (
        (EditionStatus.OPEN, "edition_not_in_planning"),
        (EditionStatus.CLOSED, "edition_not_in_planning"),
        (EditionStatus.ARCHIVED, "edition_archived"),
    ):
        Edition.objects.filter(pk=target.pk).update(status=status)
        assert refusal(source, target).code == code
    assert is_empty(target)


def test_an_archived_edition_can_be_the_source(source: Edition, target: Edition) -> None:
    Edition.objects.filter(pk=source.pk).update(status=EditionStatus.ARCHIVED)
    taken(source, target)
    assert not is_empty(target)


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER, OrganizerRole.REVIEWER, None])
def test_only_directors_may(source: Edition, target: Edition, role: OrganizerRole | None) -> None:
    with pytest.raises(NotAllowed):
        taken(source, target, actor=organizer(role) if role else owner_of())
    assert is_empty(target)


def test_stale_revision_is_refused(source: Edition, target: Edition) -> None:
    seen = target.revision
    Edition.objects.filter(pk=target.pk).update(name="Expo 8, renamed")
    assert refusal(source, target, seen=seen).code == "changed_meanwhile"
    assert is_empty(target)


def test_other_currency_takes_no_amounts(source: Edition) -> None:
    target = new_edition(currency="EUR")
    found = {each.part.value: each.refusal for each in offered(Takeover(source, target, YEAR)) if each.refusal}
    sentence = "Its amounts are in CNY, the currency of the other edition."
    assert found == {"prices": sentence, "reminders": sentence}
    assert refusal(source, target, "prices").code == "part_unavailable"


def test_schedule_that_waits_for_a_signature_needs_offers(source: Edition) -> None:
    target = new_edition(booking_steps=BookingSteps.BY_HAND)
    assert str(refusal(source, target, "schedule")) == (
        "Payment schedule: Parts are due after acceptance or signature, and this edition works without offers."
    )


def test_dates_that_do_not_fit_are_refused_with_the_part(source: Edition, target: Edition) -> None:
    refused = refusal(source, target, "terms", "cancellation", weeks=YEAR + 20)
    assert (refused.code, refused.field) == ("row_not_later", "parts")
    assert str(refused) == "Cancellation fees: Each row ends later than the one before."
    assert is_empty(target)


def test_an_edition_without_a_part_offers_none(source: Edition, target: Edition) -> None:
    empty = EditionFactory(number=5)
    assert {each.refusal for each in offered(Takeover(empty, target, 0))} == {"Expo 5 has none."}
    assert refusal(empty, target, "terms").code == "part_unavailable"
    set_cancellation(empty.pk, [CANCELLATION[2]], actor=SYSTEM, at=NOON)
    taken(empty, target, "cancellation", weeks=0)
    assert SalesSettings.objects.get(edition=target).cancellation_terms == (CANCELLATION[2],)
    assert FloorPlan.objects.filter(edition=target).count() == 0
