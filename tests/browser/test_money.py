"""From application to money: approval, offer, signature, deposit by bank statement, confirmed, late, reminded, paid."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.clock import now
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.invoices.models import Invoice
from exhibitors.invoices.queries.balances import balance_of
from exhibitors.payments.models import BankAccount
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.sales.operations.settings import change_sales_settings, set_dunning, set_schedule
from exhibitors.sales.states import ConfirmedBy, Tone
from exhibitors.sales.tasks import draft_schedules, remind_of_payments
from exhibitors.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps, OrganizerRole
from tests.browser.accessibility import barriers
from tests.exhibitors.invoices.invoices import company_with_address, seller_of, tax_row
from tests.exhibitors.payments.files import camt_of, credit
from tests.exhibitors.payments.paid import bank_account
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import SCHEDULE
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory, MembershipFactory, UserFactory, organizer

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booth() -> Booth:
    """In an edition that takes bookings at this very moment, opens in 100 days and sells by contract and deposit."""
    present, director = timezone.now(), organizer()
    edition = EditionFactory(
        booking_opens_at=present - timedelta(days=1),
        booking_closes_at=present + timedelta(days=30),
        cancel_until_date=(present + timedelta(days=30)).date(),
        opens_date=(present + timedelta(days=100)).date(),
        closes_date=(present + timedelta(days=105)).date(),
        booking_steps=BookingSteps.OFFER,
    )
    rules = (
        terms(RuleKind.SPACE, Basis.SQM, "2160.00"),
        terms(RuleKind.SURCHARGE, Basis.PERCENT, "7.5", sides_from=2),
        terms(RuleKind.CHARGE, Basis.BOOKING, "333.33"),
        terms(RuleKind.TAX, Basis.PERCENT, "6"),
    )
    publish_rules(edition.pk, *rules, actor=director, at=present)
    set_schedule(edition.pk, SCHEDULE, actor=director, at=present)
    set_dunning(edition.pk, (DunningLevel(5, Tone.FRIENDLY),), actor=director, at=present)
    values = {"uses_contracts": True, "confirmed_by": ConfirmedBy.SIGNATURE_AND_DEPOSIT}
    change_sales_settings(edition.pk, values, actor=director, at=present)
    seller_of(edition)
    tax_row(edition, 6)
    booth: Booth = BoothFactory(allotment=AllotmentFactory(edition=edition), open_sides=2)
    return booth


@pytest.fixture
def company() -> Company:
    return company_with_address(name="Fonmerle Vignobles SAS")


@pytest.fixture
def exhibitor(company: Company) -> User:
    exhibitor: User = UserFactory(name="Camille Verdier", email="camille@example.org")
    MembershipFactory(company=company, user=exhibitor)
    return exhibitor


@pytest.fixture
def account() -> BankAccount:
    return bank_account("CNY")


def apply_for(page: Page, booth: Booth, company: Company) -> Booking:
    page.goto(f"/desk/companies/{company.pk}/halls/booths/")
    page.locator(f"input[name=booths][value='{booth.pk}']").check()
    page.get_by_role("button", name="Submit now…").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
    return Booking.objects.get()


def approve(page: Page, booking: Booking) -> None:
    page.goto(f"/organizer/bookings/{booking.pk}/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("has been approved").first).to_be_visible()


def accept_and_sign(page: Page, booking: Booking) -> None:
    page.goto(f"/desk/bookings/{booking.pk}/offer/")
    assert barriers(page) == []
    page.get_by_label("Your full name").first.fill("Camille Verdier")
    page.get_by_role("button", name="Accept the offer").click()
    page.goto(f"/desk/bookings/{booking.pk}/offer/")
    page.locator("#contract").get_by_label("Your full name").first.fill("Camille Verdier")
    page.get_by_label("I have read the contract").check()
    page.get_by_role("button", name="Sign the contract").click()
    expect(page.get_by_text("Signed by Camille Verdier")).to_be_visible()


def issue(page: Page, kind: str) -> Invoice:
    """Finance looks at the draft and issues it."""
    draft = Invoice.objects.get(kind=kind)
    page.goto(f"/organizer/invoices/{draft.pk}/")
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(page.get_by_text("Payment reference")).to_be_visible()
    draft.refresh_from_db()
    return draft


def pay_by_statement(page: Page, account: BankAccount, invoice: Invoice) -> None:
    """The bank's file names the reference; nothing is booked before the batch has been looked at."""
    line = credit(
        str(invoice.total), day=now().date(), payer="FONMERLE VIGNOBLES", text=f"Stand {invoice.reference}",
        bank_reference=f"B{invoice.pk}",
    )  # fmt: skip
    content = camt_of([line], account=account.account, currency="CNY")
    page.goto("/organizer/statements/upload/")
    page.locator("input[type=file]").set_input_files(
        {"name": f"statement-{invoice.pk}.xml", "mimeType": "application/xml", "buffer": content}
    )
    page.get_by_role("button", name="Preview the file").click()
    page.get_by_role("button", name="Import", exact=True).click()
    assert barriers(page) == []
    page.get_by_role("button", name="Look at the batch").click()
    assert balance_of(invoice.pk) == invoice.total
    page.get_by_role("button", name="Book the batch").click()
    expect(page.get_by_role("link", name="Matched 1")).to_be_visible()
    assert balance_of(invoice.pk) == Decimal(0)


def test_from_application_to_the_last_payment(
    visit_as: Callable[[User], Page],
    booth: Booth,
    company: Company,
    exhibitor: User,
    account: BankAccount,
    settings: Settings,
) -> None:
    desk, director = visit_as(exhibitor), visit_as(organizer())
    finance = visit_as(organizer(OrganizerRole.FINANCE))
    for page in (desk, director, finance):
        page.set_default_timeout(PATIENCE_MS)
    booking = apply_for(desk, booth, company)
    approve(director, booking)
    accept_and_sign(desk, booking)
    booking.refresh_from_db()
    assert booking.state == BookingState.APPROVED  # the deposit is still to be paid
    deposit = issue(finance, "deposit")
    pay_by_statement(finance, account, deposit)
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    desk.goto(f"/desk/bookings/{booking.pk}/offer/")
    expect(desk.get_by_text("paid or credited").first).to_be_visible()

    settings.CLOCK_OFFSET += timedelta(days=30)  # two weeks before its day the balance is drafted
    draft_schedules()
    balance = issue(finance, "balance")
    settings.CLOCK_OFFSET += timedelta(days=30)
    remind_of_payments()
    deliver_due(at=now())
    last = mail.outbox[-1]
    assert (last.to, balance.number_text in last.body) == (["camille@example.org"], True)
    finance.goto("/organizer/late-invoices/")
    expect(finance.get_by_text("Fonmerle Vignobles SAS").first).to_be_visible()
    desk.goto(f"/desk/bookings/{booking.pk}/offer/")
    expect(desk.get_by_text("late, due by").first).to_be_visible()
    assert barriers(desk) == []

    pay_by_statement(finance, account, balance)
    desk.reload()
    expect(desk.get_by_text("late, due by")).to_have_count(0)
    offer = booking.offers.get()
    assert sum(invoice.net for invoice in (deposit, balance)) == offer.net
    assert sum(invoice.total or 0 for invoice in (deposit, balance)) == offer.total
