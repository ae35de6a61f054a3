from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.operations import change_company
from exhibitors.pricing import Rate, RateKey
from exhibitors.pricing.models import Tariff
from exhibitors.pricing.operations import remove_tariff, set_tariff, set_tax_note
from pavilions.floor.models.edition import Edition
from pavilions.plans.queries.plan_revisions import plan_version
from pavilions.states import BoothKind, EditionStatus, OrganizerRole, Section
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer

if TYPE_CHECKING:
    from exhibitors.companies.models import Company

pytestmark = pytest.mark.django_db

KEY = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
RATE = Rate(Decimal(2_400), Decimal(21_600), (Decimal(0), Decimal(10), Decimal(15), Decimal(20)))


def etag_of(booth: object) -> str:
    plan = booth.plan  # type: ignore[attr-defined]
    version = plan_version(plan.edition.number, plan.hall.name)
    assert version is not None
    return version.etag


def test_price_is_set_once_and_replaced_after() -> None:
    edition = EditionFactory()
    finance = organizer(OrganizerRole.FINANCE)
    first = set_tariff(edition.pk, KEY, RATE, actor=finance, at=NOON)
    second = set_tariff(edition.pk, KEY, Rate(Decimal(2_500)), actor=finance, at=NOON)
    assert (first.pk, Tariff.objects.count()) == (second.pk, 1)
    assert Tariff.objects.get().rate == Rate(Decimal(2_500))


def test_new_price_makes_a_new_version_of_every_plan_of_its_section() -> None:
    booth = BoothFactory()
    before = etag_of(booth)
    tariff = set_tariff(booth.plan.edition_id, KEY, RATE, actor=SYSTEM, at=NOON)
    priced = etag_of(booth)
    remove_tariff(tariff.pk, actor=SYSTEM, at=NOON)
    assert len({before, priced, etag_of(booth)}) == 3


@pytest.mark.parametrize(
    ("rate", "field"),
    [
        (Rate(Decimal(-1)), "price_per_sqm"),
        (Rate(Decimal(1), Decimal("-0.01")), "price_per_unit"),
        (Rate(Decimal(1), None, (Decimal(0), Decimal(501), Decimal(0), Decimal(0))), "surcharge_2"),
        (Rate(Decimal("1.001")), "price_per_sqm"),
        (Rate(Decimal("1e9")), "price_per_sqm"),
    ],
)
def test_price_that_is_none_is_refused_beside_its_field(rate: Rate, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_tariff(EditionFactory().pk, KEY, rate, actor=SYSTEM, at=NOON)
    assert refusal.value.field == field


def test_archived_edition_keeps_its_prices() -> None:
    edition = EditionFactory()
    tariff = set_tariff(edition.pk, KEY, RATE, actor=SYSTEM, at=NOON)
    Edition.objects.update(status=EditionStatus.ARCHIVED)
    for change in (
        lambda: set_tariff(edition.pk, KEY, RATE, actor=SYSTEM, at=NOON),
        lambda: remove_tariff(tariff.pk, actor=SYSTEM, at=NOON),
    ):
        with pytest.raises(DomainError) as refusal:
            change()
        assert refusal.value.code == "edition_archived"


def test_name_of_a_company_with_space_is_part_of_a_plans_version() -> None:
    booth = BoothFactory()
    company: Company = CompanyFactory()
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    submitted = etag_of(booth)
    approve_booking(booking.pk, actor=SYSTEM, at=NOON)
    approved = etag_of(booth)
    set_publicity(company.pk, is_named=True, actor=SYSTEM, at=NOON)
    unnamed = etag_of(booth)
    change_company(company.pk, {"name": "Renamed Ltd"}, actor=SYSTEM, at=NOON)
    renamed = etag_of(booth)
    change_company(company.pk, {"phone": "+86 21"}, actor=SYSTEM, at=NOON)
    assert len({submitted, approved, unnamed, renamed}) == 4
    assert etag_of(booth) == renamed


def test_price_list_is_changed_by_those_who_set_prices_and_as_they_saw_it() -> None:
    edition = EditionFactory()
    tariff = set_tariff(edition.pk, KEY, RATE, actor=SYSTEM, at=NOON)
    for change in (
        lambda by: set_tariff(edition.pk, KEY, RATE, actor=by, at=NOON),
        lambda by: remove_tariff(tariff.pk, actor=by, at=NOON),
        lambda by: set_tax_note(edition.pk, "Net", "不含税", actor=by, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            change(organizer(OrganizerRole.REVIEWER))
    stale = tariff.revision - 1
    for change in (
        lambda by: set_tariff(edition.pk, KEY, RATE, seen=stale, actor=by, at=NOON),
        lambda by: remove_tariff(tariff.pk, seen=stale, actor=by, at=NOON),
        lambda by: set_tax_note(edition.pk, "Net", "不含税", seen=edition.revision - 1, actor=by, at=NOON),
    ):
        with pytest.raises(DomainError) as refusal:
            change(organizer(OrganizerRole.FINANCE))
        assert refusal.value.code == "changed_meanwhile"
    assert Tariff.objects.get().rate == RATE


def test_prices_of_what_there_is_not_are_refused() -> None:
    edition = EditionFactory()
    unknown = RateKey(Section.BUSINESS, 10**6, BoothKind.RAW)
    with pytest.raises(NotFound) as refusal:
        set_tariff(edition.pk, unknown, RATE, actor=SYSTEM, at=NOON)
    assert refusal.value.field == "sector"
    with pytest.raises(NotFound):
        set_tariff(10**6, KEY, RATE, actor=SYSTEM, at=NOON)
    with pytest.raises(Invalid) as too_long:
        set_tax_note(edition.pk, "x" * 301, "", actor=SYSTEM, at=NOON)
    assert too_long.value.field == "tax_note"
