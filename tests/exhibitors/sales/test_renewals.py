"""Letters and open offers follow a total that the tax table or the country of a company has changed."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from post_office.models import Email
from pytest_django import DjangoCaptureOnCommitCallbacks

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import NameChange
from exhibitors.companies.operations import change_company
from exhibitors.money.invoices.models import Seller, TaxRule
from exhibitors.money.invoices.operations.billing import set_own_party
from exhibitors.money.invoices.operations.settings import change_tax_rule
from exhibitors.money.invoices.states import BuyerPlace
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.renewals import bookings_to_renew
from exhibitors.money.sales.states import OfferState
from exhibitors.money.sales.tasks import renew_prices
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.office.company_records.operations import accept_name_change
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import company_with_address, finance, seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, BoothFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ITALY = {"country": "IT"}


@pytest.fixture
def booking() -> Booking:
    """A booking of CNY 900 that nobody has decided on, of a French company; French bill-tos are taxed, no others."""
    booth = BoothFactory()
    edition = booth.allotment.edition
    publish_rules(edition.pk, terms(RuleKind.SPACE, Basis.SQM, "100.00"), actor=organizer(), at=NOON)
    seller_of(edition)
    tax_row(edition, 20, buyer=BuyerPlace.COUNTRY, country="FR")
    tax_row(edition, 0)
    return booked(booth, company=company_with_address(country="FR"))


def approve(booking: Booking) -> None:
    approve_booking(booking.pk, actor=organizer(), at=NOON)


def by_offers(booking: Booking) -> None:
    Edition.objects.filter(pk=booking.edition_id).update(booking_steps=BookingSteps.OFFER)


def totals(booking: Booking) -> list[str]:
    """What the confirmation letters say, the oldest first."""
    return [letter.snapshot["price"] for letter in booking.letters.order_by("pk")]


def offers() -> list[tuple[str, Decimal]]:
    return list(Offer.objects.order_by("pk").values_list("state", "total"))


def mailed(kind: str = "price_changed") -> int:
    found: int = Email.objects.filter(context__kind=kind).count()
    return found


def every() -> list[int]:
    return list(Booking.objects.values_list("pk", flat=True))


def dearer(**fields: object) -> dict[str, object]:
    """The row of French bill-tos at 25 % as the form sends it."""
    rule = TaxRule.objects.get(country="FR")
    usual = {"buyer": "country", "country": "FR", "supply": "", "category": "S"}
    return usual | {"rate": "25", "legend": "", "legend_zh": "", "source": "", "revision": rule.revision} | fields


def test_letter_follows_the_country_of_the_company_once(booking: Booking) -> None:
    approve(booking)
    renew_prices(bookings=every())
    assert (totals(booking), mailed()) == (["1080.00"], 0)
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    renew_prices(bookings=every())
    renew_prices(bookings=every())
    assert (totals(booking), mailed()) == (["1080.00", "900.00"], 1)


def test_letter_follows_a_country_that_the_organizer_has_agreed_to(booking: Booking) -> None:
    approve(booking)
    change_company(booking.company_id, ITALY, actor=owner_of(booking.company), at=NOON)
    renew_prices(bookings=every())
    assert totals(booking) == ["1080.00"]
    accept_name_change(NameChange.objects.get().pk, seen=None, actor=organizer(), at=NOON)
    renew_prices(bookings=every())
    assert totals(booking) == ["1080.00", "900.00"]


def test_letter_follows_a_merge_with_a_company_elsewhere(booking: Booking) -> None:
    approve(booking)
    kept = company_with_address(country="IT")
    merge_companies(kept.pk, booking.company_id, seen=None, actor=organizer(), at=NOON)
    renew_prices(bookings=every())
    assert totals(booking) == ["1080.00", "900.00"]


@pytest.mark.parametrize("how", ["change", "accept"])
def test_another_country_wakes_the_worker_and_another_city_does_not(
    booking: Booking,
    how: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("ciie.kernel.queueing.current_app.send_task", lambda name, **_kwargs: woken.append(name))
    monkeypatch.setattr("ciie.kernel.queueing._last_sent", {})
    with django_capture_on_commit_callbacks(execute=True):
        change_company(booking.company_id, {"city": "Lyon"}, actor=organizer(), at=NOON)
    assert woken.count("exhibitors.renew_prices") == 0
    person = organizer() if how == "change" else owner_of(booking.company)
    with django_capture_on_commit_callbacks(execute=True):
        change_company(booking.company_id, ITALY, actor=person, at=NOON)
        for change in NameChange.objects.all():
            accept_name_change(change.pk, seen=None, actor=organizer(), at=NOON)
    assert woken.count("exhibitors.renew_prices") == 1


def test_what_was_out_of_date_before_is_not_renewed_with_what_changes_now(booking: Booking) -> None:
    approve(booking)
    other = booked(BoothFactory(allotment=booking.claims.get().allotment), company=company_with_address(country="FR"))
    approve(other)
    change_tax_rule(TaxRule.objects.get(country="FR").pk, {"rate": Decimal(25)}, actor=finance(), at=NOON)
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    renew_prices(companies=[booking.company_id])
    assert (totals(booking), totals(other), mailed()) == (["1080.00", "900.00"], ["1080.00"], 1)
    desk, rule = signed_in(finance()), TaxRule.objects.get(country="FR")
    answer = desk.post(reverse("organizer:invoice_tax", args=[rule.pk]), dearer(source="CGI art. 278"))
    assert (answer.status_code, TaxRule.objects.get(country="FR").source) == (302, "CGI art. 278")


def test_letter_stays_where_somebody_else_is_billed(booking: Booking) -> None:
    approve(booking)
    french = {"name": "Acme SARL", "address": "2 Rue", "city": "Paris", "country": "FR"}
    set_own_party(booking.company_id, french, actor=owner_of(booking.company), at=NOON)
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    renew_prices(bookings=every())
    assert (totals(booking), mailed()) == (["1080.00"], 0)


def test_open_offer_follows_the_country_with_the_same_last_day(booking: Booking) -> None:
    by_offers(booking)
    approve(booking)
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    renew_prices(bookings=every())
    renew_prices(bookings=every())
    assert offers() == [(OfferState.WITHDRAWN, Decimal(1080)), (OfferState.SENT, Decimal(900))]
    assert len(set(Offer.objects.values_list("last_day", flat=True))) == 1
    assert mailed("offer_made") == 2


def test_offer_that_has_passed_or_was_declined_stays(booking: Booking) -> None:
    by_offers(booking)
    approve(booking)
    Offer.objects.update(last_day=NOON.date().replace(day=1))
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    assert bookings_to_renew(NOON, [], every()) == []
    Offer.objects.update(last_day=NOON.date())
    assert bookings_to_renew(NOON, [], every()) == [booking.pk]
    assert bookings_to_renew(NOON.replace(year=2025), [], every()) == []


def test_what_is_undecided_is_not_renewed(booking: Booking) -> None:
    change_company(booking.company_id, ITALY, actor=organizer(), at=NOON)
    assert bookings_to_renew(NOON, [], every()) == []


def test_letter_follows_the_tax_table(booking: Booking) -> None:
    approve(booking)
    rule = TaxRule.objects.get(country="FR")
    change_tax_rule(rule.pk, {"rate": Decimal(25)}, actor=finance(), at=NOON)
    renew_prices(bookings=every())
    assert (totals(booking), mailed()) == (["1080.00", "1125.00"], 1)


def test_page_of_a_row_asks_first_with_the_numbers_of_letters_and_offers(booking: Booking) -> None:
    approve(booking)
    by_offers(booking)
    for _number in range(2):
        approve(
            booked(BoothFactory(allotment=booking.claims.get().allotment), company=company_with_address(country="FR"))
        )
    desk, address = signed_in(finance()), reverse("organizer:invoice_tax", args=[TaxRule.objects.get(country="FR").pk])
    asked = desk.post(address, dearer())
    assert (asked.status_code, asked.context["due"].figures) == (200, "1 2")
    assert "<dt>Confirmation letters to be issued again</dt><dd>1</dd>" in asked.text
    assert "<dt>Open offers to be made again</dt><dd>2</dd>" in asked.text
    assert TaxRule.objects.get(country="FR").rate == 20
    assert desk.post(address, dearer(renews="0 2")).context["due"].figures == "1 2"
    done = desk.post(address, dict(asked.context["sent"]) | {"renews": "1 2"}, follow=True)
    assert "The row has been changed." in done.text
    assert TaxRule.objects.get(country="FR").rate == 25
    renew_prices(bookings=every())
    assert totals(booking) == ["1080.00", "1125.00"]
    assert sorted(offers()) == [(OfferState.SENT, Decimal(1125))] * 2 + [(OfferState.WITHDRAWN, Decimal(1080))] * 2


def test_page_of_the_seller_asks_first_where_its_country_decides_the_tax(booking: Booking) -> None:
    TaxRule.objects.filter(country="FR").update(buyer=BuyerPlace.SAME, country="")
    approve(booking)
    seller = Seller.objects.get()
    desk, address = signed_in(finance()), reverse("organizer:seller")
    form = desk.get(address).context["form"]
    own = {name: value for name, value in form.initial.items() if value is not None}
    typed = own | {"country": "FR", "tax_id": "FR40303265045"}
    asked = desk.post(address, typed)
    assert (asked.context["due"].figures, Seller.objects.get().country) == ("1 0", seller.country)
    desk.post(address, dict(asked.context["sent"]) | {"renews": "1 0"})
    assert Seller.objects.get().country == "FR"


def test_page_that_asks_is_in_chinese_too(booking: Booking) -> None:
    approve(booking)
    desk = signed_in(finance())
    with translation.override("zh-hans"):
        address = reverse("organizer:invoice_tax", args=[TaxRule.objects.get(country="FR").pk])
    asked = desk.post(address, dearer(), headers={"accept-language": "zh-hans"})
    assert "<dt>将重新出具的展位确认函</dt><dd>1</dd>" in asked.text


@pytest.mark.parametrize("button", ["move", "remove"])
def test_buttons_of_the_table_ask_first_as_well(booking: Booking, button: str) -> None:
    approve(booking)
    rule = TaxRule.objects.get(country="FR")
    desk, address = signed_in(finance()), reverse(f"organizer:invoice_tax_{button}", args=[rule.pk])
    asked = desk.post(address, {"revision": rule.revision, "to": "down"})
    assert (asked.context["due"].figures, TaxRule.objects.get(country="FR").position) == ("1 0", 1)
    desk.post(address, {"revision": rule.revision, "to": "down", "renews": "1 0"})
    assert list(TaxRule.objects.filter(position=1, country="FR")) == []
    renew_prices(bookings=every())
    assert totals(booking) == ["1080.00", "900.00"]


def test_change_that_alters_no_total_is_made_at_once(booking: Booking) -> None:
    approve(booking)
    desk, rule = signed_in(finance()), TaxRule.objects.get(country="FR")
    address = reverse("organizer:invoice_tax", args=[rule.pk])
    answer = desk.post(address, dearer(rate="20", source="CGI art. 278"))
    assert (answer.status_code, TaxRule.objects.get(country="FR").source) == (302, "CGI art. 278")
    assert bookings_to_renew(NOON, [], every()) == []


def test_row_that_is_wrong_is_refused_before_anything_is_asked(booking: Booking) -> None:
    approve(booking)
    desk, rule = signed_in(finance()), TaxRule.objects.get(country="FR")
    answer = desk.post(reverse("organizer:invoice_tax", args=[rule.pk]), dearer(rate="0"))
    assert (answer.status_code, "Category S has a rate above 0, all others have a rate of 0." in answer.text) == (
        422,
        True,
    )
