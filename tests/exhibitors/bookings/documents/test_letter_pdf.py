import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.documents.letter_pdf import draw_letter
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Hall
from tests.factories import NOON, BoothFactory, CompanyFactory, owner_of

pytestmark = pytest.mark.django_db

HOSTILE = {
    "typst's own signs": '#set page(fill: red) $x^2$ \\ "]) ${1} @ref <label> *b* _i_ // `raw` #panic("x")',
    "300 characters without a space": "W" * 300,
    "right to left": "شركة العربية للتجارة שלום",
    "Chinese of both kinds": "中国国际进口博览局 台灣積體電路製造",
    "emoji and controls": "🎉 A\u202eB\u0007C\u200d",
    "markup": '<svg onload="x"> & </text>',
}


def letter(name: str = "Maison Rive", language: str = "en") -> ConfirmationLetter:
    booth = BoothFactory(number="A<1>")
    BoothFactory(allotment=booth.allotment)
    booking = booked(booth)
    booking.company.name = booking.company.name_local = name
    assert booking.contact is not None
    booking.contact.language = language
    return issue_confirmation(booking, at=datetime(2024, 5, 17, 20, 0, 0, 123_456, tzinfo=UTC))


def booked(booth: Booth) -> Booking:
    company = CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_letter_is_set_whatever_the_company_is_called(name: str, language: str) -> None:
    pdf = draw_letter(letter(name, language))
    assert (pdf[:5], pdf.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")


def test_same_letter_has_the_same_bytes() -> None:
    issued = letter()
    assert draw_letter(issued) == draw_letter(ConfirmationLetter.objects.get(pk=issued.pk))


def test_letter_keeps_what_it_said_when_booth_plan_and_company_change() -> None:
    issued = letter()
    before = draw_letter(issued)
    Booth.objects.filter(number="A<1>").update(
        number="Z9", area_sqm=Decimal(1), footprint=[[0, 0], [9, 0], [9, 9], [0, 9]]
    )
    Hall.objects.update(outline=[[0, 0], [500, 0], [500, 500]])
    Company.objects.update(name="Other")
    assert draw_letter(ConfirmationLetter.objects.get(pk=issued.pk)) == before


def test_letter_is_dated_in_the_zone_of_the_edition() -> None:
    assert letter().snapshot["issued"] == "2024-05-18"


def test_letter_names_country_in_its_language() -> None:
    assert [letter(language=language).snapshot["country_name"] for language in ("en", "zh-hans")] == ["France", "法国"]


def test_letter_holds_one_plain_json_snapshot() -> None:
    snapshot = letter().snapshot
    assert json.loads(json.dumps(snapshot)) == snapshot
