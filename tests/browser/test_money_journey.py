"""From an application to a paid booking, on pages alone; every figure on the way is worked out apart.

Time is moved in the process that serves the pages: from today on, so that the browser keeps its cookies.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.operations.settings import change_sales_settings, set_dunning, set_schedule
from exhibitors.money.sales.states import ConfirmedBy, DueAfter, PartKind, ShareOf, Tone
from exhibitors.money.sales.tasks import draft_schedules, remind_of_payments
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps, OrganizerRole
from tests.browser.accessibility import barriers
from tests.browser.letters import letter_to
from tests.exhibitors.invoices.invoices import company_with_address, seller_of, tax_row
from tests.exhibitors.payments.files import camt_of, credit
from tests.exhibitors.payments.paid import bank_account
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales import independent
from tests.exhibitors.sales.independent import Entry, Item, Part
from tests.exhibitors.sales.plain import column, expected_now, figure, figures_in_pdf, quote_columns, tables
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory, MembershipFactory, UserFactory, organizer

pytestmark = pytest.mark.django_db(transaction=True)

CURRENCY, NOTHING = "CNY", Fraction(0)
TAX, FEE = Fraction(6), Fraction(20_005, 100)
DAYS_LATE = 5


@pytest.fixture
def present(settings: Settings, tmp_path: Path) -> datetime:
    """Noon of this day, and a place for the files of contracts and statements."""
    settings.MEDIA_ROOT = tmp_path
    return timezone.now().replace(hour=4, minute=0, second=0, microsecond=0)


@pytest.fixture
def booth(present: datetime) -> Booth:
    """A corner in an edition with contracts, a deposit of 30 per cent, and a fee for the reminder."""
    edition: Edition = EditionFactory(
        booking_opens_at=present - timedelta(days=9),
        booking_closes_at=present + timedelta(days=30),
        opens_date=present.date() + timedelta(days=150),
        closes_date=present.date() + timedelta(days=155),
        cancel_until_date=present.date() + timedelta(days=90),
        currency=CURRENCY,
    )
    director = organizer()
    publish_rules(
        edition.pk,
        terms(RuleKind.SPACE, Basis.SQM, "2160.55", name="Shell scheme"),
        terms(RuleKind.SURCHARGE, Basis.PERCENT, "7.5", sides_from=2, name="Corner"),
        terms(RuleKind.CHARGE, Basis.BOOKING, "333.33", name="Media package"),
        terms(RuleKind.TAX, Basis.PERCENT, "6", name="VAT"),
        actor=director,
        at=present,
    )
    Edition.objects.filter(pk=edition.pk).update(booking_steps=BookingSteps.OFFER)
    schedule = (
        ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=7),
        ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.BEFORE_OPENING, days=60),
    )
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=director, at=present)
    set_schedule(edition.pk, schedule, actor=director, at=present)
    levels = (DunningLevel(DAYS_LATE, Tone.FRIENDLY, Decimal(FEE.numerator) / FEE.denominator),)
    set_dunning(edition.pk, levels, actor=director, at=present)
    rule = {"uses_contracts": True, "confirmed_by": ConfirmedBy.SIGNATURE_AND_DEPOSIT}
    change_sales_settings(edition.pk, rule, actor=director, at=present)
    seller_of(edition)
    tax_row(edition, int(TAX))
    bank_account(CURRENCY)
    booth: Booth = BoothFactory(allotment=AllotmentFactory(edition=edition), open_sides=2)
    return booth


@pytest.fixture
def company() -> Company:
    return company_with_address(name="Fonmerle Vignobles SAS")


@pytest.fixture
def exhibitor(company: Company) -> User:
    exhibitor: User = UserFactory(name="Camille Verdier")
    MembershipFactory(company=company, user=exhibitor)
    return exhibitor


def today() -> date:
    """In Shanghai, where the edition is."""
    return timezone.now().astimezone(Edition.objects.get().zone).date()


class Way:
    """What is done on the way, by whom, and what everything has come to so far."""

    def __init__(self, page: Page, sign_in: Callable[[User], None], exhibitor: User, company: Company) -> None:
        self.page, self.sign_in = page, sign_in
        self.exhibitor, self.finance, self.office = exhibitor, organizer(OrganizerRole.FINANCE), organizer()
        self.company = company
        self.entries: list[Entry] = []
        self.parts: dict[str, independent.Sum] = {}

    def as_person(self, person: User, address: str) -> None:
        """Sign in anew, since sessions end with the time that passes."""
        self.sign_in(person)
        self.page.goto(address)

    def book(self, booth: Booth) -> tuple[Booking, independent.Priced]:
        """Choose the booth on the plan and submit; its price stands on the booking's page."""
        hall, page = booth.plan.hall.name, self.page
        self.as_person(self.exhibitor, f"/desk/companies/{self.company.pk}/halls/booths/?hall={hall}&panel=list")
        page.locator(f"#booth-{booth.pk}").click()
        page.get_by_role("button", name="Hold these booths").click()
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
        booking = Booking.objects.select_related("edition").get()
        priced = expected_now(booking)
        assert quote_columns(page.content()) == [column(priced)]
        return booking, priced

    def approve(self, booking: Booking) -> None:
        self.as_person(self.office, f"/organizer/bookings/{booking.pk}/")
        self.page.get_by_role("button", name="Approve", exact=True).first.click()
        expect(self.page.locator(".review-lead")).to_contain_text("Approved")

    def accept(self, booking: Booking, priced: independent.Priced) -> None:
        self.as_person(self.exhibitor, f"/desk/bookings/{booking.pk}/offer/")
        assert quote_columns(self.page.content()) == [column(priced)]
        assert barriers(self.page) == []
        self.page.get_by_role("button", name="Accept the offer").click()
        expect(self.page.get_by_role("heading", name="Contract")).to_be_visible()

    def sign(self, priced: independent.Priced, *parts: Fraction) -> None:
        """Sign the contract; page and PDF say what is to be paid in which parts."""
        section = self.page.locator("section", has=self.page.get_by_role("heading", name="Payment schedule"))
        expect(section.locator("dd").first).to_be_visible()
        shown = [
            each.inner_text().partition(CURRENCY)[2].split()[0].rstrip(",") for each in section.locator("dd").all()
        ]
        assert [figure(each) for each in shown] == [*parts]
        pdf = self.page.request.get(f"/desk/contracts/{Contract.objects.get().pk}/pdf/").body()
        found = iter(figures_in_pdf(pdf, CURRENCY))
        assert [each for each in (*column(priced), *parts) if each not in found] == []
        self.page.get_by_role("button", name="Send me a code by email").click()
        signing = self.page.locator("form[action*='/sign/']")
        signing.locator("[name=code]").fill(Email.objects.get(context__kind="signing_code").context["code"])
        signing.locator("[name=agreed]").check()
        signing.get_by_role("button", name="Sign the contract").click()
        expect(self.page.get_by_text("Signed by Camille Verdier")).to_be_visible()

    def issue(self, kind: str, net: Fraction, *lines: Fraction) -> Invoice:
        """Issue the only draft of its kind on finance's page, where and in whose PDF its figures stand.

        `lines` are those of an invoice with more than one.
        """
        invoice = Invoice.objects.get(kind=kind)
        self.as_person(self.finance, f"/organizer/invoices/{invoice.pk}/")
        self.page.get_by_role("button", name="Issue", exact=True).click()
        expect(self.page.get_by_text("Payment reference")).to_be_visible()
        invoice.refresh_from_db()
        before = self.parts if kind in {"deposit", "balance"} else {}
        whole = independent.summed(independent.by_tax([Item(net, "S", TAX)], CURRENCY, before).values())
        if kind in {"deposit", "balance"}:
            self.parts = {"S": independent.summed([*self.parts.values(), whole])}
        column = [*(lines or (net,)), whole.net, whole.tax, whole.total]
        assert quote_columns(self.page.content()) == [column]
        for language in ("en", "zh-hans"):
            pdf = self.page.request.get(f"/desk/invoices/{invoice.pk}/{language}.pdf").body()
            found = iter(figures_in_pdf(pdf, CURRENCY))
            assert [each for each in column if each not in found] == []
        assert invoice.due_on is not None
        self.entries.append(Entry(today(), whole.total, invoice.number_text, invoice.due_on))
        return invoice

    def pay_by_statement(self, *invoices: Invoice) -> None:
        """Upload the bank's file, look at what it says, let it propose, and book the batch."""
        amounts = [next(e.amount for e in self.entries if e.document == i.number_text) for i in invoices]
        total = sum(amounts, NOTHING)
        line = credit(
            f"{float(total):.2f}",
            day=today(),
            payer=self.company.name,
            payer_account="FR7630006000011234567890189",
            text=" ".join(invoice.reference for invoice in invoices),
            bank_reference=f"B-{invoices[0].pk}",
        )
        self.as_person(self.finance, f"/organizer/statements/upload/?edition={invoices[0].edition.number}")
        name = f"statement-{invoices[0].pk}.xml"
        content = camt_of([line], currency=CURRENCY)
        self.page.locator("[name=file]").set_input_files({"name": name, "mimeType": "text/xml", "buffer": content})
        self.page.get_by_role("button", name="Preview the file").click()
        expect(self.page.get_by_text("The first new lines")).to_be_visible()
        (shown,) = tables(self.page.content(), "data-table")
        assert [figure(row[-1]) for row in shown] == [total]
        self.page.get_by_role("button", name="Import", exact=True).click()
        expect(self.page.locator(".match-line.is-certain")).to_be_visible()
        assert barriers(self.page) == []
        assert figure(self.page.locator(".match-amount").inner_text()) == total
        self.page.get_by_role("button", name="Review the batch").click()
        expect(self.page.get_by_text(f"{float(total):,.2f} will be booked")).to_be_visible()
        self.page.get_by_role("button", name="Book the batch").click()
        expect(self.page.get_by_text("1 payment booked")).to_be_visible()
        self.entries.append(Entry(today(), -total))

    def account_agrees(self) -> None:
        """The exhibitor's statement of account has these entries and balances."""
        self.as_person(self.exhibitor, f"/desk/companies/{self.company.pk}/account/")
        expect(self.page.get_by_role("heading", name="Statement of account")).to_be_visible()
        content = self.page.content()
        (shown,) = tables(content[content.index("statement-of-account") :], "data-table")
        said = independent.account(self.entries, today())
        assert [figure(row[-1]) for row in shown] == [*said.running, said.balance]


@pytest.fixture
def way(page: Page, sign_in: Callable[[User], None], exhibitor: User, company: Company) -> Way:
    return Way(page, sign_in, exhibitor, company)


def state_of(booking: Booking) -> str:
    return Booking.objects.values_list("state", flat=True).get(pk=booking.pk)


def test_from_application_to_paid(way: Way, page: Page, booth: Booth, present: datetime) -> None:
    booking, priced = way.book(booth)
    way.approve(booking)
    way.accept(booking, priced)
    charges = [amount for _name, _place, amount in priced.lines]
    deposit, balance = independent.schedule([Part(per_cent=Fraction(30)), Part()], priced.net or NOTHING, CURRENCY)
    way.sign(priced, deposit, balance)
    assert state_of(booking) == "approved"

    first = way.issue("deposit", deposit)
    assert first.due_on == today() + timedelta(days=7)
    way.pay_by_statement(first)
    assert state_of(booking) == "confirmed"
    way.as_person(way.exhibitor, f"/desk/bookings/{booking.pk}/")
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    way.account_agrees()

    def on(day: date) -> time_machine.travel:
        return time_machine.travel(present + (day - present.date()))

    due_on = booking.edition.opens_date - timedelta(days=60)
    with on(due_on - timedelta(days=14)):
        draft_schedules()
        second = way.issue("balance", balance, *charges, -deposit)
        assert second.due_on == due_on
        assert way.parts["S"] == independent.Sum(
            priced.net or NOTHING, (priced.total or NOTHING) - (priced.net or NOTHING)
        )
        way.account_agrees()
    owed = f"{float(way.entries[-1].amount):,.2f}"

    day = independent.business_day_after(due_on + timedelta(days=DAYS_LATE - 1), 1, ())
    with on(day - timedelta(days=1)):
        remind_of_payments()
        assert not Invoice.objects.filter(kind="extra").exists()
    with on(day):
        remind_of_payments()
        reminder = letter_to(way.exhibitor.email)
        for said in (second.number_text, date_format(due_on, "DATE_FORMAT"), owed, f"{float(FEE):,.2f} (net; "):
            assert said in reminder
        way.as_person(way.finance, f"/organizer/late-invoices/?edition={booking.edition.number}")
        expect(page.locator("table")).to_contain_text(second.number_text)
        expect(page.locator("table")).to_contain_text(owed)
        way.as_person(way.exhibitor, f"/desk/bookings/{booking.pk}/offer/")
        expect(page.get_by_text("late, due by").first).to_be_visible()
        assert barriers(page) == []
        fee = way.issue("extra", FEE)
        way.account_agrees()
        way.pay_by_statement(second, fee)
        way.account_agrees()
        assert independent.account(way.entries, day).balance == 0
        expect(page.locator("table").first).not_to_contain_text("Late")
        assert letter_to(way.exhibitor.email).count(CURRENCY) > 0
        remind_of_payments()
        assert Invoice.objects.filter(kind="extra").count() == 1
