"""How an edition sells, set by finance."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.money.sales.queries.late import due_schedules
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import ConfirmedBy, DueAfter, PartKind, ShareOf, Tone
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from pavilions.floor.editions.operations.editions import change_edition
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps, OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.sales.contracts import accepted, contracted, signed
from tests.factories import NOON, EditionFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DEPOSIT = ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.ACCEPTANCE, days=14)
REST = ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.BEFORE_OPENING, days=60)


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(booking_steps=BookingSteps.OFFER)


def test_without_settings_acceptance_confirms(edition: Edition) -> None:
    settings = settings_of(edition)
    assert (settings.revision, settings.uses_contracts, settings.confirmed_by) == (0, False, "acceptance")
    assert (settings.schedule_terms, settings.dunning_levels, settings.cancellation_terms) == ((), (), ())


def test_a_deposit_confirms_only_where_there_is_one(edition: Edition) -> None:
    with pytest.raises(Invalid) as refused:
        change_sales_settings(edition.pk, {"confirmed_by": ConfirmedBy.DEPOSIT}, actor=organizer(), at=NOON)
    assert (refused.value.code, refused.value.field) == ("sales_deposit_missing", "confirmed_by")
    set_schedule(edition.pk, [DEPOSIT, REST], actor=organizer(), at=NOON)
    saved = change_sales_settings(edition.pk, {"confirmed_by": ConfirmedBy.DEPOSIT}, actor=organizer(), at=NOON)
    assert saved.schedule_terms == (DEPOSIT, REST)
    with pytest.raises(Invalid, match="need a payment schedule with a deposit"):
        set_schedule(edition.pk, [], actor=organizer(), at=NOON)


def test_a_signature_needs_contracts_in_words_and_in_the_database(edition: Edition) -> None:
    values = {"confirmed_by": ConfirmedBy.SIGNATURE}
    with pytest.raises(Invalid) as refused:
        change_sales_settings(edition.pk, values, actor=organizer(), at=NOON)
    assert refused.value.code == "sales_signature_needs_contract"
    change_sales_settings(edition.pk, values | {"uses_contracts": True}, actor=organizer(), at=NOON)
    with pytest.raises(IntegrityError, match="sales_signature_needs_contract"), transaction.atomic():
        SalesSettings.objects.update(uses_contracts=False)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        SalesSettings.objects.all().delete()


def changed(term: ScheduleTerm, **other: object) -> ScheduleTerm:
    return ScheduleTerm(**{**vars(term), **other})


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ([DEPOSIT], "rest_is_last", "share_1"),
        ([REST, REST], "rest_is_last", "share_1"),
        ([changed(DEPOSIT, value=Decimal(100)), REST], "over_100", "value_1"),
        ([changed(DEPOSIT, value=Decimal(60)), changed(DEPOSIT, value=Decimal(40)), REST], "over_100", "value_2"),
        ([changed(DEPOSIT, value=None), REST], "share_missing", "value_1"),
        ([changed(DEPOSIT, value=Decimal(0)), REST], "share_missing", "value_1"),
        ([changed(DEPOSIT, share=ShareOf.AMOUNT, value=Decimal("1.001")), REST], "amount_wrong", "value_1"),
        ([changed(DEPOSIT, after=DueAfter.DAY), REST], "date_missing", "day_1"),
        ([DEPOSIT, changed(REST, day=date(2027, 1, 1))], "date_missing", "day_2"),
        ([DEPOSIT, changed(REST, days=366)], "too_many_days", "days_2"),
        (
            [changed(DEPOSIT, kind=PartKind.BALANCE), changed(REST, kind=PartKind.DEPOSIT)],
            "deposit_after_balance",
            "kind_2",
        ),
    ],
)
def test_schedules_that_are_refused(edition: Edition, terms: list[ScheduleTerm], code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_schedule(edition.pk, terms, actor=organizer(), at=NOON)
    assert (refused.value.code, refused.value.field) == (code, field)


SIGNED = changed(DEPOSIT, after=DueAfter.SIGNATURE)


def test_parts_that_would_never_be_due_are_refused_beside_their_field(edition: Edition) -> None:
    client, address = signed_in(organizer()), reverse("organizer:sales_settings_rows", args=["schedule"])
    typed = {"kind_1": "deposit", "share_1": "percent", "value_1": "30", "after_1": "signature", "days_1": "14"}
    rest = {"kind_2": "balance", "share_2": "rest", "after_2": "opening", "days_2": "60", "revision": "0"}
    answer = client.post(address, typed | rest)
    assert answer.status_code == 422
    assert_clean(answer)
    (sentence,) = answer.context["form"].errors["after_1"]
    assert "without contracts" in sentence
    assert answer.context["form"]["value_1"].value() == "30"
    Edition.objects.update(booking_steps=BookingSteps.BY_HAND)
    for term in (DEPOSIT, SIGNED):
        with pytest.raises(Invalid) as refused:
            set_schedule(edition.pk, [term, REST], actor=organizer(), at=NOON)
        assert (refused.value.code, refused.value.field) == ("schedule_needs_offers", "after_1")


def test_contracts_stay_while_parts_wait_for_a_signature(edition: Edition) -> None:
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=organizer(), at=NOON)
    set_schedule(edition.pk, [SIGNED, REST], actor=organizer(), at=NOON)
    with pytest.raises(Invalid) as refused:
        change_sales_settings(edition.pk, {"uses_contracts": False}, actor=organizer(), at=NOON)
    assert (refused.value.code, refused.value.field) == ("sales_schedule_needs_contract", "uses_contracts")
    set_schedule(edition.pk, [DEPOSIT, REST], actor=organizer(), at=NOON)
    assert not change_sales_settings(edition.pk, {"uses_contracts": False}, actor=organizer(), at=NOON).uses_contracts


def test_reminders_come_one_after_the_other(edition: Edition) -> None:
    levels = [DunningLevel(5, Tone.FRIENDLY), DunningLevel(5, Tone.FINAL)]
    with pytest.raises(Invalid) as refused:
        set_dunning(edition.pk, levels, actor=organizer(), at=NOON)
    assert (refused.value.code, refused.value.field) == ("reminder_not_later", "days_late_2")
    for fee in ("0.001", "0", "-1"):
        with pytest.raises(Invalid) as refused:
            set_dunning(edition.pk, [DunningLevel(5, Tone.FIRM, Decimal(fee))], actor=organizer(), at=NOON)
        assert (refused.value.code, refused.value.field) == ("amount_wrong", "fee_1")
    levels = [DunningLevel(5, Tone.FRIENDLY), DunningLevel(15, Tone.FINAL, Decimal("200.50"))]
    assert set_dunning(edition.pk, levels, actor=organizer(), at=NOON).dunning_levels == tuple(levels)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ([CancellationTerm(Decimal(101))], "percent_out_of_range"),
        ([CancellationTerm(Decimal(-1))], "percent_out_of_range"),
        ([CancellationTerm(Decimal(50), date(2024, 5, 1), 5)], "two_ends"),
        ([CancellationTerm(Decimal(50)), CancellationTerm(Decimal(100))], "row_without_end"),
        (
            [CancellationTerm(Decimal(50), days_before=30), CancellationTerm(Decimal(60), days_before=30)],
            "row_not_later",
        ),
    ],
)
def test_cancellation_fees_that_are_refused(edition: Edition, terms: list[CancellationTerm], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_cancellation(edition.pk, terms, actor=organizer(), at=NOON)
    assert refused.value.code == code


def test_who_may_set(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        set_schedule(edition.pk, [REST], actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    set_schedule(edition.pk, [REST], actor=organizer(OrganizerRole.FINANCE), at=NOON)


def test_a_form_that_saw_an_older_version_is_refused(edition: Edition) -> None:
    first = set_schedule(edition.pk, [REST], seen=0, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refused:
        set_dunning(edition.pk, [], seen=0, actor=organizer(), at=NOON)
    assert refused.value.code == "changed_meanwhile"
    first.refresh_from_db()
    set_dunning(edition.pk, [DunningLevel(5, Tone.FIRM)], seen=first.revision, actor=organizer(), at=NOON)


def test_pages(edition: Edition) -> None:
    client = signed_in(organizer())
    overview = client.get(reverse("organizer:sales_settings"))
    assert_clean(overview)
    assert "None: cancelling costs nothing." in overview.text
    address = reverse("organizer:sales_settings_rows", args=["schedule"])
    blank = client.get(address)
    assert_clean(blank)
    typed = {
        "revision": 0,
        "kind_1": "deposit",
        "share_1": "percent",
        "value_1": "30",
        "after_1": "acceptance",
        "days_1": "7",
        "in_business_days_1": "on",
        "kind_2": "balance",
        "share_2": "rest",
        "after_2": "day",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["day_2"]
    saved = client.post(address, typed | {"day_2": "2024-09-01"})
    assert saved.status_code == 302, saved.context["form"].errors
    shown = client.get(reverse("organizer:sales_settings")).text
    assert "deposit: 30%, due 7 business days after acceptance of the offer" in shown
    assert "balance: the rest, due on 1 September 2024" in shown
    again = client.get(address).context["form"]
    assert again["value_1"].value() == Decimal(30)
    gap = client.post(address, {**typed, "revision": again["revision"].value(), "share_1": ""})
    assert list(gap.context["form"].errors) == ["share_1"]
    change = reverse("organizer:sales_settings_change")
    assert_clean(client.get(change))
    choices = {
        "signing_days": 10,
        "confirmed_by": "signature",
        "invoice_days": 20,
        "notice_after": 3,
        "release_after": 5,
    }
    days = {"country": "CN", "days_off": "2024-06-10\nsoon", "working_days": ""}
    wrong = client.post(change, {**choices, **days, "revision": again["revision"].value()})
    assert wrong.status_code == 422
    assert "“soon” is not a day" in wrong.text
    days["days_off"] = "2024-06-10 2024-06-11"
    wrong = client.post(change, {**choices, **days, "revision": again["revision"].value()})
    assert list(wrong.context["form"].errors) == ["confirmed_by"]
    done = client.post(change, {**choices, **days, "uses_contracts": "on", "revision": again["revision"].value()})
    assert done.status_code == 302, done.context["form"].errors
    assert SalesSettings.objects.get().days_off == [date(2024, 6, 10), date(2024, 6, 11)]
    for part, row in (
        ("reminders", {"days_late_1": "5", "tone_1": "friendly"}),
        ("cancellation", {"percent_1": "50", "days_before_1": "60", "percent_2": "100"}),
    ):
        page = reverse("organizer:sales_settings_rows", args=[part])
        revision = client.get(page).context["form"]["revision"].value()
        assert client.post(page, {**row, "revision": revision}).status_code == 302
    overview = client.get(reverse("organizer:sales_settings"))
    assert_clean(overview)
    assert "until 60 days before the expo opens: 50% of the net price" in overview.text
    assert client.get(reverse("organizer:sales_settings_rows", args=["other"])).status_code == 404


def test_who_sees_the_pages(edition: Edition) -> None:
    assert signed_in(owner_of()).get(reverse("organizer:sales_settings")).status_code == 403
    reviewer = signed_in(organizer(OrganizerRole.REVIEWER))
    assert not reviewer.get(reverse("organizer:sales_settings")).context["may_set"]
    assert reviewer.get(reverse("organizer:sales_settings_change")).status_code == 403


@pytest.fixture
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("kept_files")
def test_edition_works_with_offers_while_one_waits() -> None:
    """For its answer, its signature or its deposit; a confirmed booking goes on by what was agreed."""
    contract = contracted()
    edition = contract.booking.edition
    by_hand = {"booking_steps": BookingSteps.BY_HAND}
    with pytest.raises(DomainError) as refusal:
        change_edition(edition.pk, by_hand, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field, refusal.value.details) == (
        "offers_stand",
        "booking_steps",
        {"offers": 1},
    )
    signed(contract)
    assert change_edition(edition.pk, by_hand, actor=organizer(), at=NOON).booking_steps == BookingSteps.BY_HAND
    assert contract.offer.instalments.count() == 2
    assert due_schedules(NOON) == [contract.offer_id]


@pytest.mark.usefixtures("kept_files")
def test_contracts_are_not_switched_off_while_some_are_to_be_signed() -> None:
    contract = contracted(ConfirmedBy.DEPOSIT)
    set_schedule(contract.booking.edition_id, [DEPOSIT, REST], actor=organizer(), at=NOON)
    with pytest.raises(Invalid) as refusal:
        change_sales_settings(contract.booking.edition_id, {"uses_contracts": False}, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("contracts_stand", "uses_contracts")


def test_no_signature_is_asked_where_offers_were_accepted_without_a_contract() -> None:
    offer = accepted(ConfirmedBy.DEPOSIT, uses_contracts=False)
    values = {"uses_contracts": True, "confirmed_by": ConfirmedBy.SIGNATURE}
    with pytest.raises(Invalid) as refusal:
        change_sales_settings(offer.booking.edition_id, values, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("accepted_without_contract", "confirmed_by")
