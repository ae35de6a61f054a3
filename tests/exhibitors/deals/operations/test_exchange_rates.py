from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.promotion.deals.models import ExchangeRate
from exhibitors.promotion.deals.operations.exchange_rates import correct_exchange_rate, set_exchange_rate
from exhibitors.promotion.deals.queries import rate_on
from pavilions.states import OrganizerRole
from tests.exhibitors.deals.deals import SIGNED, corrected, rate
from tests.factories import NOON, EditionFactory, organizer

pytestmark = pytest.mark.django_db


def test_rate_is_entered_once_a_day_and_stays() -> None:
    noted = rate()
    with pytest.raises(DomainError) as refusal:
        rate(worth="1.3")
    assert refusal.value.code == "exchange_rate_once_a_day"
    with pytest.raises(DatabaseError), transaction.atomic():
        ExchangeRate.objects.filter(pk=noted.pk).update(usd_per_unit=2)


@pytest.mark.parametrize(
    ("currency", "on_date", "worth", "field"),
    [
        ("USD", SIGNED, "1", "currency"),
        ("QQQ", SIGNED, "1", "currency"),
        ("EUR", date(2024, 5, 18), "1", "on_date"),
        ("EUR", SIGNED, "-1", "usd_per_unit"),
        ("GBP", SIGNED, "99999", "usd_per_unit"),
    ],
)
def test_bad_rates_are_refused_beside_their_field(currency: str, on_date: date, worth: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rate(currency, on_date, worth)
    assert refusal.value.field == field


def test_database_refuses_a_rate_that_no_currency_has() -> None:
    with pytest.raises(IntegrityError, match="exchange_rate_is_of_a_currency"), transaction.atomic():
        ExchangeRate.objects.create(currency="GBP", on_date=SIGNED, usd_per_unit=99_999, source="x")


def test_first_rate_of_a_currency_and_one_far_from_the_last_need_confirmation() -> None:
    with pytest.raises(Invalid) as refusal:
        rate(worth="1.08", is_unusual=False)
    assert (refusal.value.code, refusal.value.field) == ("unusual_rate", "is_unusual")
    rate(on_date=date(2024, 5, 1), worth="1.08")
    for far in ("0.71", "1.63", "9.9"):
        with pytest.raises(Invalid) as refusal:
            rate(worth=far, is_unusual=False)
        assert refusal.value.code == "unusual_rate"
    assert "1 May 2024 one EUR was worth 1.08 US$" in str(refusal.value)
    rate(worth="1.62", is_unusual=False)


def test_day_of_a_rate_is_that_of_the_edition_at_hand() -> None:
    EditionFactory()
    early = datetime(2024, 5, 18, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    for day in (date(2024, 5, 18), date(2024, 5, 19)):
        arguments = (organizer(OrganizerRole.FINANCE), early)
        if day.day == 18:
            assert _set(day, *arguments).on_date == day
        else:
            with pytest.raises(Invalid):
                _set(day, *arguments)


def _set(day: date, actor: object, at: datetime) -> ExchangeRate:
    return set_exchange_rate("EUR", day, Decimal(1), source="ECB", is_unusual=True, actor=actor, at=at)  # type: ignore[arg-type]


def test_corrected_rate_takes_the_place_of_the_wrong_one_which_stays() -> None:
    wrong = rate(worth="9.9")
    right = corrected(wrong, "1.1")
    assert (right.corrects, right.currency, right.on_date, right.reason) == (wrong, "EUR", SIGNED, "Typing error.")
    assert rate_on("EUR", SIGNED) == right
    assert ExchangeRate.objects.get(pk=wrong.pk).usd_per_unit == Decimal("9.9")


def test_rate_is_corrected_once_and_the_correction_again() -> None:
    wrong = rate(worth="9.9")
    right = corrected(wrong, "1.1")
    with pytest.raises(DomainError) as refusal:
        corrected(wrong, "1.2")
    assert refusal.value.code == "changed_meanwhile"
    assert rate_on("EUR", SIGNED) == right
    assert rate_on("EUR", SIGNED) != corrected(right, "1.2")


def test_correction_is_compared_with_another_day_not_with_the_wrong_rate() -> None:
    rate(on_date=date(2024, 5, 1), worth="1.08")
    wrong = rate(worth="9.9")
    arguments = {"source": "ECB", "reason": "Typing error.", "actor": organizer(), "at": NOON}
    with pytest.raises(Invalid) as refusal:
        correct_exchange_rate(wrong.pk, Decimal(9), **arguments)  # type: ignore[arg-type]
    assert refusal.value.code == "unusual_rate"
    assert correct_exchange_rate(wrong.pk, Decimal("1.1"), **arguments).corrects == wrong  # type: ignore[arg-type]


@pytest.mark.parametrize(("worth", "reason", "field"), [("1.1", " ", "reason"), ("9.9", "Why not.", "usd_per_unit")])
def test_correction_needs_a_reason_and_another_rate(worth: str, reason: str, field: str) -> None:
    wrong = rate(worth="9.9")
    with pytest.raises(Invalid) as refusal:
        correct_exchange_rate(wrong.pk, Decimal(worth), source="ECB", reason=reason, actor=organizer(), at=NOON)
    assert refusal.value.field == field


def test_reviewers_correct_no_rate() -> None:
    wrong, reviewer = rate(), organizer(OrganizerRole.REVIEWER)
    with pytest.raises(NotAllowed):
        correct_exchange_rate(wrong.pk, Decimal(1), source="ECB", reason="No.", actor=reviewer, at=NOON)
