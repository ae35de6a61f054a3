from decimal import Decimal

import pytest
from django.test import Client

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import Wanted, draft_application
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.states import BoothKind, Section
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import NOON, AllotmentFactory
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def _lines(*lines: tuple[object, object], **besides: str) -> dict[str, str]:
    """What the form sends for lines of (sector, m²)."""
    sent = {"requests-TOTAL_FORMS": str(len(lines)), "requests-INITIAL_FORMS": "0", "wishes": "", **besides}
    for index, (sector, area) in enumerate(lines):
        fields = {"sector": sector, "area_sqm": area, "kind": "raw", "open_sides_min": "1"}
        sent |= {f"requests-{index}-{name}": str(value) for name, value in fields.items()}
    return sent


def test_applying_reserves_the_space(owner: Client, company: Company, allotment: Allotment) -> None:
    page = owner.get(f"/desk/companies/{company.pk}/apply/")
    assert_clean(page)
    sent = _lines((allotment.sector_id, "36"), wishes="By the door", send="1")
    owner.post(f"/desk/companies/{company.pk}/apply/", sent)
    booking = Booking.objects.get()
    assert (booking.state, booking.wishes) == (BookingState.SUBMITTED, "By the door")
    assert [claim.area_sqm for claim in booking.claims.live()] == [Decimal(36)]


def test_draft_of_an_application_claims_nothing_yet(owner: Client, company: Company, allotment: Allotment) -> None:
    owner.post(f"/desk/companies/{company.pk}/apply/", _lines((allotment.sector_id, "36"), draft="1"))
    booking = Booking.objects.get()
    assert (booking.state, booking.claims.count()) == (BookingState.DRAFT, 0)


def test_line_added_without_javascript_keeps_what_was_typed(
    owner: Client, company: Company, allotment: Allotment
) -> None:
    sent = _lines((allotment.sector_id, "many"), wishes="By the door", add_line="1")
    page = owner.post(f"/desk/companies/{company.pk}/apply/", sent)
    assert page.status_code == 200
    assert len(page.context["page"].lines.forms) == 2
    assert 'value="many"' in page.text
    assert "By the door</textarea>" in page.text
    assert not Booking.objects.exists()


def test_line_taken_away_leaves_the_others(owner: Client, company: Company, allotment: Allotment) -> None:
    sent = _lines((allotment.sector_id, "36"), (allotment.sector_id, "54"), remove_line="0")
    page = owner.post(f"/desk/companies/{company.pk}/apply/", sent)
    assert [form["area_sqm"].value() for form in page.context["page"].lines.forms] == ["54"]


def test_line_left_blank_is_passed_over(owner: Client, company: Company, allotment: Allotment) -> None:
    owner.post(f"/desk/companies/{company.pk}/apply/", _lines((allotment.sector_id, "36"), ("", ""), send="1"))
    assert Booking.objects.get().requests.count() == 1


@pytest.mark.parametrize("area", ["0", "-9", "30001", "1.234", "nan", "1e99", ""])
def test_nonsensical_area_is_refused_beside_its_field(
    owner: Client, company: Company, allotment: Allotment, area: str
) -> None:
    page = owner.post(f"/desk/companies/{company.pk}/apply/", _lines((allotment.sector_id, area), send="1"))
    assert page.status_code == 422
    assert_clean(page)
    assert list(page.context["page"].lines.errors[0]) == ["area_sqm"]


def test_more_than_is_left_is_refused_at_the_line_that_asks_for_it(
    owner: Client, company: Company, allotment: Allotment
) -> None:
    sent = _lines((allotment.sector_id, "36"), (allotment.sector_id, "1000"), send="1")
    page = owner.post(f"/desk/companies/{company.pk}/apply/", sent)
    assert page.status_code == 409
    first, second = page.context["page"].lines.errors
    assert (first, list(second)) == ({}, ["area_sqm"])
    assert "only 864 m² are left" in second["area_sqm"][0]
    assert not Booking.objects.exists()


def test_sector_of_another_edition_is_refused(owner: Client, company: Company, allotment: Allotment) -> None:
    page = owner.post(f"/desk/companies/{company.pk}/apply/", _lines(("99999", "36"), send="1"))
    assert list(page.context["page"].lines.errors[0]) == ["sector"]


@pytest.mark.parametrize("count", ["", "many", "-1", "5000"])
def test_forged_number_of_lines_is_no_error(owner: Client, company: Company, allotment: Allotment, count: str) -> None:
    sent = _lines((allotment.sector_id, "36")) | {"requests-TOTAL_FORMS": count}
    for button in ("send", "add_line"):
        assert owner.post(f"/desk/companies/{company.pk}/apply/", sent | {button: "1"}).status_code in {200, 422}
    assert not Booking.objects.exists()


def test_draft_is_changed(owner: Client, people: dict[str, User], company: Company, allotment: Allotment) -> None:
    wanted = [Wanted(allotment.sector_id or 0, Decimal(36))]
    booking = draft_application(company.pk, allotment.edition_id, wanted, actor=people["owner"], at=NOON)
    url = f"/desk/bookings/{booking.pk}/application/"
    assert [form["area_sqm"].value() for form in owner.get(url).context["page"].lines.forms] == [Decimal("36.00")]
    owner.post(url, _lines((allotment.sector_id, "54"), revision=str(booking.revision), save="1"))
    assert [request.area_sqm for request in booking.requests.all()] == [Decimal(54)]


def test_draft_changed_on_an_older_revision_keeps_what_was_typed(
    owner: Client, people: dict[str, User], company: Company, allotment: Allotment
) -> None:
    wanted = [Wanted(allotment.sector_id or 0, Decimal(36))]
    booking = draft_application(company.pk, allotment.edition_id, wanted, actor=people["owner"], at=NOON)
    url = f"/desk/bookings/{booking.pk}/application/"
    owner.post(url, _lines((allotment.sector_id, "54"), revision="0", save="1"))
    page = owner.post(url, _lines((allotment.sector_id, "72"), revision="0", save="1"))
    assert page.status_code == 409
    assert 'value="72"' in page.text
    assert "was changed while you were viewing it" in page.text
    assert [request.area_sqm for request in booking.requests.all()] == [Decimal(54)]


@pytest.fixture
def priced(allotment: Allotment) -> Allotment:
    """The sector has a price of CNY 1,000 per m² of raw space; it is taxed at 6 %."""
    edition = allotment.edition_id
    key = RateKey(Section.BUSINESS, allotment.sector_id, BoothKind.RAW)
    set_price(edition, key, Rate(Decimal(1000)), actor=SYSTEM, at=NOON)
    seller_of(allotment.edition)
    tax_row(allotment.edition, 6)
    return allotment


@pytest.fixture
def other_sector(allotment: Allotment) -> int:
    """A sector of the same edition that has no price."""
    other: Allotment = AllotmentFactory(edition=allotment.edition)
    assert other.sector_id is not None
    return other.sector_id


def test_application_shows_what_it_costs_before_it_is_sent(
    owner: Client, company: Company, priced: Allotment, other_sector: int
) -> None:
    url = f"/desk/companies/{company.pk}/apply/"
    assert "The total includes tax at 6%." in owner.get(url).text
    typed = _lines((priced.sector_id, "36"), (other_sector, "54"), ("", "9"))
    part = owner.get(url, typed, headers={"HX-Request": "true", "HX-Target": "estimate"})
    assert_clean(part)
    assert [line.price for line in part.context["estimate"].quote.lines] == [Decimal(36000), None]
    assert "<form" not in part.text
    assert "CNY\N{NO-BREAK SPACE}36,000" in part.text
    assert "no price yet" in part.text
    assert "The total includes" not in part.text


@pytest.mark.parametrize("offer", ["", "1.00 CNY", "36000.00 USD"])
def test_application_whose_price_was_not_shown_is_shown_again_and_keeps_what_was_typed(
    owner: Client, company: Company, priced: Allotment, offer: str
) -> None:
    url = f"/desk/companies/{company.pk}/apply/"
    sent = _lines((priced.sector_id, "36"), wishes="By the door", send="1", offer=offer)
    page = owner.post(url, sent)
    assert_clean(page)
    assert "Nothing has been submitted yet." in page.text
    assert "By the door</textarea>" in page.text
    assert not Booking.objects.exists()
    owner.post(url, sent | {"offer": page.context["estimate"].offer})
    assert Booking.objects.get().state == BookingState.SUBMITTED


def test_draft_is_saved_whatever_price_was_shown_and_shows_it_when_changed(
    owner: Client, company: Company, priced: Allotment
) -> None:
    owner.post(f"/desk/companies/{company.pk}/apply/", _lines((priced.sector_id, "36"), draft="1"))
    booking = Booking.objects.get()
    page = owner.get(f"/desk/bookings/{booking.pk}/application/")
    assert page.context["estimate"].quote.net == 36000


def test_nonsense_instead_of_lines_has_no_price(owner: Client, company: Company, priced: Allotment) -> None:
    url = f"/desk/companies/{company.pk}/apply/"
    for typed in ({}, {"requests-TOTAL_FORMS": "x"}, _lines((priced.sector_id, "1e99"), ("7x", "9"))):
        part = owner.get(url, typed, headers={"HX-Request": "true", "HX-Target": "estimate"})
        assert (part.status_code, part.context["estimate"].quote.lines) == (200, ())
