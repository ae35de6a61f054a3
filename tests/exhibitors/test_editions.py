"""What nobody changes about an edition once records of exhibitors stand on it."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind, Section
from tests.clients import signed_in
from tests.exhibitors.deals.deals import drafted
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.exhibitors.published_figures.figures import publish
from tests.factories import NOON, EditionFactory, UserFactory, organizer
from tests.pavilions.admin_pages import change, errors
from tests.pavilions.editions.changes import changed, refusal

pytestmark = pytest.mark.django_db


def priced(edition: Edition) -> None:
    key = RateKey(Section.BUSINESS, None, BoothKind.RAW)
    rate = Rate(Decimal(1_080), None, (Decimal(0), Decimal(0), Decimal(0), Decimal(0)))
    set_price(edition.pk, key, rate, actor=organizer(), at=NOON)


FROZEN: list[tuple[Callable[[Edition], object], dict[str, object], tuple[str, str]]] = [
    (lambda edition: publish(edition, debuts=400), {"number": 70}, ("edition_number_recorded", "number")),
    (
        lambda edition: publish(edition, debuts=400),
        {"time_zone": "Europe/Paris"},
        ("edition_time_zone_recorded", "time_zone"),
    ),
    (priced, {"currency": "USD"}, ("edition_currency_in_use", "currency")),
    (lambda edition: drafted(edition=edition), {"currency": "USD"}, ("edition_currency_in_use", "currency")),
]


@pytest.mark.parametrize(("happen", "values", "refused"), FROZEN)
def test_what_records_stand_on_is_frozen(
    happen: Callable[[Edition], object], values: dict[str, object], refused: tuple[str, str]
) -> None:
    edition = EditionFactory(number=7)
    happen(edition)
    before = {field: getattr(edition, field) for field in values}
    assert refusal(lambda: changed(edition, **values)) == refused
    edition.refresh_from_db()
    assert {field: getattr(edition, field) for field in values} == before
    assert changed(edition, name="Renamed").name == "Renamed"


@pytest.mark.parametrize(("happen", "values", "refused"), FROZEN)
def test_database_refuses_what_records_stand_on_too(
    happen: Callable[[Edition], object], values: dict[str, object], refused: tuple[str, str]
) -> None:
    edition = EditionFactory(number=7)
    happen(edition)
    with pytest.raises(IntegrityError, match=refused[0]), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**values)


def test_edition_with_published_figures_keeps_its_number_in_the_admin() -> None:
    admin = signed_in(UserFactory(is_staff=True, is_superuser=True))
    edition = EditionFactory(number=6)
    publish(edition, debuts=400)
    answer = change(admin, edition, number=60)
    assert (answer.status_code, [*errors(answer)]) == (409, ["number"])
    assert "The number cannot be changed" in errors(answer)["number"][0]
    assert answer.context["adminform"].form["number"].value() == "60"
    edition.refresh_from_db()
    assert edition.number == 6
