"""Who acts and signs for a company, what giving up space costs, and what one person alone cannot do, on pages alone.

Figures are worked out by hand: booths of 9 m² at 2,000.00 a square metre are 18,000.00 each, with 6% tax 19,080.00.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from ciie.accounts.models import User
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice, Seller
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.sales.models.contracts import Contract, Signature
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance
from exhibitors.money.sales.operations.offers import accept_offer
from exhibitors.money.sales.operations.settings import change_sales_settings, set_cancellation, set_schedule
from exhibitors.money.sales.states import ConfirmedBy, DueAfter, PartKind, ShareOf
from exhibitors.money.sales.tasks import draft_schedules, finish_contracts
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.office.company_records.tasks import settle_claims_of_companies
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps
from tests.browser.accessibility import faults
from tests.browser.letters import letter_to
from tests.exhibitors.company_ownership.claims import CONTACT, listed_company
from tests.exhibitors.company_ownership.claims import person as confirmed_person
from tests.exhibitors.invoices.invoices import billable, company_with_address, finance, issued, seller_of, tax_row
from tests.exhibitors.payments.files import camt, credit, details, entry
from tests.exhibitors.payments.paid import TODAY, bank_account, paid
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import signed
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    EditionFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

CODE = re.compile(r"^\W*(\d{6})\W*$", re.MULTILINE)
LINK = re.compile(r"https?://[^/\s]+(/companies/objection/[^\s)]+)")
OTHER_ACCOUNT = "FR7630006000011234567890189"

type Visit = Callable[[User, str], None]


@pytest.fixture
def present(settings: Settings, tmp_path: Path) -> datetime:
    """This moment, and a place for the files of contracts, powers of attorney and statements."""
    settings.MEDIA_ROOT = tmp_path
    return timezone.now()


@pytest.fixture
def edition(present: datetime) -> Edition:
    """It takes bookings now, goes by contracts, invoices all of a contract at its signature, and pays back in time."""
    day = present.date()
    edition: Edition = EditionFactory(
        booking_opens_at=present - timedelta(days=9),
        booking_closes_at=present + timedelta(days=30),
        opens_date=day + timedelta(days=150),
        closes_date=day + timedelta(days=155),
        cancel_until_date=day + timedelta(days=90),
        currency="CNY",
        booking_steps=BookingSteps.OFFER,
    )
    director = organizer()
    prices = terms(RuleKind.SPACE, Basis.SQM, "2000"), terms(RuleKind.TAX, Basis.PERCENT, "6")
    publish_rules(edition.pk, *prices, actor=director, at=present)
    seller_of(edition)
    tax_row(edition, 6)
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=director, at=present)
    deposit = ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=7)
    balance = ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.SIGNATURE, days=14)
    set_schedule(edition.pk, [deposit, balance], actor=director, at=present)
    fees = CancellationTerm(Decimal(25), days_before=90), CancellationTerm(Decimal(100))
    set_cancellation(edition.pk, fees, actor=director, at=present)
    rule = {"uses_contracts": True, "confirmed_by": ConfirmedBy.SIGNATURE, "refund_days": 30}
    change_sales_settings(edition.pk, rule, actor=director, at=present)
    return edition


@pytest.fixture
def company() -> Company:
    return company_with_address(name="Fonmerle Vignobles SAS")


@pytest.fixture
def owner(company: Company) -> User:
    person: User = UserFactory(name="Camille Verdier")
    MembershipFactory(company=company, user=person)
    return person


@pytest.fixture
def contract(edition: Edition, company: Company, owner: User, present: datetime) -> Contract:
    """For three booths, to be signed."""
    booths: list[Booth] = BoothFactory.create_batch(3, allotment=AllotmentFactory(edition=edition))
    booking = book_booths(company.pk, edition.pk, [booth.pk for booth in booths], actor=owner, at=present)
    approve_booking(booking.pk, actor=organizer(), at=present)
    offer = accept_offer(Offer.objects.get(booking=booking).pk, actor=owner, at=present)
    return Contract.objects.select_related("booking__company", "booking__edition", "offer").get(offer=offer)


@pytest.fixture
def visit_page(page: Page, sign_in: Callable[[User], None]) -> Visit:
    """Opens an address as a person who signs in anew, since sessions end with the time that passes."""

    def visit_page(person: User, address: str) -> None:
        sign_in(person)
        page.goto(address)

    return visit_page


def assert_sound(page: Page) -> None:
    """In dark on a phone and in light on a desk: no barriers, nothing to scroll sideways."""
    assert faults(page, [("dark", 390), ("light", 1440)]) == []


def section(page: Page, heading: str) -> Locator:
    return page.locator("section.panel", has=page.get_by_role("heading", name=heading, exact=True))


def plain(text: str) -> str:
    return " ".join(text.split())


def facts(place: Locator) -> dict[str, str]:
    """Names and figures of the lists of facts in a part of a page."""
    names, figures = (place.locator(tag).all_inner_texts() for tag in ("dt", "dd"))
    return {plain(name): plain(figure) for name, figure in zip(names, figures, strict=True)}


def missing_in(letter: str, said: dict[str, str], *sentences: str) -> list[str]:
    """Which of these figures and sentences a letter does not repeat."""
    lines = [f"{name}: {figure}" for name, figure in said.items()]
    return [line for line in (*lines, *sentences) if line not in plain(letter)]


def statuses(page: Page, *addresses: str) -> set[int]:
    return {page.request.get(address).status for address in addresses}


def test_claim_is_granted_once_its_days_have_passed(page: Page, visit_page: Visit, edition: Edition) -> None:
    director = organizer()
    company, stranger = listed_company(), confirmed_person("jo@acme.co.uk")
    visit_page(stranger, "/desk/companies/new/")
    page.locator("[name=name]").fill("ACME limited")
    page.locator("[name=country]").select_option("FR")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Acme Ltd is already on record")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="Claim this company").click()
    expect(page.get_by_text("so you become its owner in 5 days")).to_have_text(
        "This company is already on record, and no one acts for it yet. You have confirmed an email address at its "
        "domain acme.co.uk, so you become its owner in 5 days, unless the company's listed contact or the organizer "
        "objects."
    )
    assert_sound(page)
    page.get_by_role("button", name="Claim this company").click()
    expect(page.get_by_text("Your claim has been announced.")).to_be_visible()
    claim = OwnershipRequest.objects.get()
    assert claim.objections_until is not None
    until = claim.objections_until.astimezone(edition.zone)
    notice = page.locator(".notice-info")
    expect(notice).to_contain_text(
        f"You become its owner on {date_format(until, 'DATETIME_FORMAT')}, unless its listed contact or the organizer "
        "objects."
    )
    expect(notice).to_contain_text(
        "Until then you cannot act for the company: no booking, signing, inviting or editing."
    )
    assert_sound(page)
    own = f"/desk/companies/{company.pk}"
    pages = ("", "halls/", "apply/", "people/", "signing/", "account/")
    assert statuses(page, *(f"{own}/{each}" for each in pages)) == {404}

    ends = f"{date_format(until, 'DATE_FORMAT')}, {until:%H:%M}"
    assert "jo@acme.co.uk" in letter_to(CONTACT)
    assert ends in letter_to(CONTACT)
    assert ends in letter_to(director.email)
    visit_page(director, "/organizer/companies/checks/")
    row = page.locator("#ownership tbody tr")
    expect(row).to_contain_text(
        f"supported by acme.co.uk, open to objections until {date_format(until, 'SHORT_DATETIME_FORMAT')}"
    )
    expect(row).to_contain_text(f"{CONTACT} was notified")
    assert_sound(page)

    minute = timedelta(minutes=1)
    with time_machine.travel(claim.objections_until - minute):
        settle_claims_of_companies()
        visit_page(stranger, "/desk/")
        expect(page.locator(".notice-info")).to_be_visible()
    with time_machine.travel(claim.objections_until + minute):
        settle_claims_of_companies()
        visit_page(stranger, "/desk/")
        expect(page.get_by_text("your role: owner")).to_be_visible()
        expect(page.locator(".notice-info")).to_have_count(0)
        assert statuses(page, *(f"{own}/{each}" for each in pages)) == {200}
        assert_sound(page)


def test_objection_of_the_listed_contact_stops_a_claim(
    page: Page, visit_page: Visit, edition: Edition, present: datetime
) -> None:
    director = organizer()
    company, stranger = listed_company(), confirmed_person("jo@acme.co.uk")
    request_ownership(company.pk, actor=stranger, at=present)
    found = LINK.search(letter_to(CONTACT))
    assert found is not None
    page.goto(found[1])
    expect(page.get_by_text("jo@acme.co.uk claims to act for Acme Ltd")).to_be_visible()
    assert_sound(page)
    page.get_by_label("Reason").fill("Nobody of this name works for us.")
    page.get_by_role("button", name="Object to the claim").click()
    expect(page.get_by_role("status")).to_have_text(
        "Thank you. No one becomes the owner of Acme Ltd by this claim until the organizer has considered your "
        "objection."
    )
    assert_sound(page)
    page.goto(found[1])
    expect(page.get_by_role("status")).to_have_text(
        "This claim of Acme Ltd is no longer open to objections. If something is wrong, please write to the organizer."
    )
    assert "because an objection has been raised" in letter_to(stranger.email)
    visit_page(stranger, "/desk/")
    expect(page.locator(".notice-info")).to_contain_text("The organizer will reply by email.")

    visit_page(director, "/organizer/companies/checks/")
    row = page.locator("#ownership tbody tr")
    expect(row).to_contain_text("An objection has been raised.")
    expect(row).to_contain_text("Nobody of this name works for us.")
    assert_sound(page)
    row.get_by_text("Decline…").click()
    row.get_by_label("Reason").fill("The company does not know you.")
    row.get_by_role("button", name="Decline").click()
    expect(page.locator("#ownership")).to_have_count(0)
    assert "> The company does not know you." in letter_to(stranger.email)
    visit_page(stranger, "/desk/")
    expect(page.locator(".notice-info")).to_have_count(0)


def test_power_of_attorney_lets_a_colleague_sign_in_its_name(
    page: Page, visit_page: Visit, contract: Contract, company: Company, owner: User
) -> None:
    colleague, other = UserFactory(name="M. Lafont"), UserFactory(name="Luc Petit")
    for person in (colleague, other):
        MembershipFactory(company=company, user=person, role=CompanyRole.EDITOR)
    director, offer = organizer(), f"/desk/bookings/{contract.booking_id}/offer/"
    signing = page.locator("#contract")
    visit_page(colleague, offer)
    expect(signing).to_contain_text("These people can sign and accept for the company: Camille Verdier. Who may sign")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    assert_sound(page)
    signing.get_by_role("link", name="Who may sign").click()
    page.get_by_label("Your full name").fill("Margaux Lafont")
    page.get_by_label("Power of attorney (PDF)").set_input_files(
        {"name": "power.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 power of attorney"}
    )
    assert_sound(page)
    page.get_by_role("button", name="Send to the organizer").click()
    expect(page.get_by_text("Power of attorney sent. The organizer will reply by email.")).to_be_visible()
    expect(section(page, "Powers of attorney").locator("tbody tr")).to_contain_text("to be checked")
    assert_sound(page)

    visit_page(director, "/organizer/companies/powers-of-attorney/")
    row = page.locator("tbody tr")
    expect(row).to_contain_text("Margaux Lafont")
    expect(row.get_by_role("link", name="power.pdf")).to_be_visible()
    assert_sound(page)
    row.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Margaux Lafont may now sign for Fonmerle Vignobles SAS")).to_be_visible()
    assert "under the name stated in the document" in letter_to(colleague.email)
    visit_page(owner, f"/desk/companies/{company.pk}/people/")
    assert_sound(page)

    visit_page(other, offer)
    expect(signing).to_contain_text("These people can sign and accept for the company: Camille Verdier, M. Lafont.")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    visit_page(colleague, offer)
    expect(signing).to_contain_text(
        "You sign and accept as Margaux Lafont, under the power of attorney that the organizer has accepted."
    )
    signing.get_by_role("button", name="Send me a code by email").click()
    expect(signing).to_contain_text(f"A code has been sent to {colleague.email}.")
    assert_sound(page)
    [code] = CODE.findall(letter_to(colleague.email))
    for typed in (f"{(int(code) + 1) % 10**6:06d}", code):
        signing.get_by_label("Code from the email").fill(typed)
        signing.get_by_label("I have read the contract").check()
        signing.get_by_role("button", name="Sign the contract").click()
        if typed != code:
            expect(signing).to_contain_text("This is not the code that was sent. You have 4 attempts left.")
            assert_sound(page)
    expect(signing).to_contain_text("Signed by Margaux Lafont")
    assert Signature.objects.values_list("name", "name_from", "person", "code_email").get() == (
        *("Margaux Lafont", "mandate", colleague.pk, colleague.email),
    )
    finish_contracts()
    visit_page(director, f"/organizer/contracts/{contract.pk}/")
    expect(page.get_by_text("Margaux Lafont").first).to_be_visible()
    assert_sound(page)


def test_an_acceptance_that_binds_is_confirmed_by_a_code(
    page: Page, visit_page: Visit, edition: Edition, company: Company, owner: User, present: datetime
) -> None:
    change_sales_settings(edition.pk, {"confirmed_by": ConfirmedBy.ACCEPTANCE}, actor=organizer(), at=present)
    booking = book_booths(
        company.pk, edition.pk, [BoothFactory(allotment__edition=edition).pk], actor=owner, at=present
    )
    approve_booking(booking.pk, actor=organizer(), at=present)
    visit_page(owner, f"/desk/bookings/{booking.pk}/offer/")
    accepting = section(page, "Accept")
    expect(accepting.get_by_role("button", name="Accept the offer")).to_have_count(0)
    assert_sound(page)
    accepting.get_by_role("button", name="Send me a code by email").click()
    expect(accepting).to_contain_text(f"A code has been sent to {owner.email}.")
    assert_sound(page)
    [code] = CODE.findall(letter_to(owner.email))
    for typed in (f"{(int(code) + 1) % 10**6:06d}", code):
        accepting.get_by_label("Code from the email").fill(typed)
        accepting.get_by_role("button", name="Accept the offer").click()
        if typed != code:
            expect(accepting).to_contain_text("This is not the code that was sent. You have 4 attempts left.")
            assert_sound(page)
    expect(page.get_by_text("Offer accepted.").first).to_be_visible()
    booking.refresh_from_db()
    acceptance = OfferAcceptance.objects.get()
    assert (booking.state, acceptance.code_email, acceptance.person) == ("confirmed", owner.email, owner)
    visit_page(organizer(), f"/organizer/offers/{acceptance.offer_id}/")
    expect(page.get_by_text(f"sent to {owner.email}, entered")).to_be_visible()
    assert_sound(page)


LESS = {
    "Fee under the terms, net": "CNY 4,500 (25% of CNY 18,000)",
    "Tax on the fee": "CNY 270",
    "Fee in total": "CNY 4,770",
    "Credit on issued invoices": "CNY 19,080",
    "Payments to be returned or offset": "CNY 19,080",
    "Refund": "CNY 14,310",
}
"""What it comes to to return one of three booths that have been paid for."""
PRICES = {
    "Remaining area": "18 m²",
    "Net price now": "CNY 54,000",
    "New net price": "CNY 36,000",
    "Total now, with tax": "CNY 57,240",
    "New total, with tax": "CNY 38,160",
    "Value of returned space (net)": "CNY 18,000",
}
REST = {
    "Fee under the terms, net": "CNY 9,000 (25% of CNY 36,000)",
    "Tax on the fee": "CNY 540",
    "Fee in total": "CNY 9,540",
    "Credit on issued invoices": "CNY 38,160",
    "Payments to be returned or offset": "CNY 38,160",
    "Refund": "CNY 28,620",
}
"""What it comes to to cancel the other two."""


def test_costs_are_known_before_and_stay_the_same(
    page: Page, visit_page: Visit, contract: Contract, owner: User, edition: Edition, present: datetime
) -> None:
    signed(contract, owner, at=present)
    draft_schedules()
    keys = list(Invoice.objects.values_list("pk", flat=True))
    for invoice in issue_invoices(keys, actor=finance(), at=present):
        paid(invoice, invoice.total, received_on=present.date(), at=present)
    back_by = date_format(present.astimezone(edition.zone) + timedelta(days=30), "DATE_FORMAT")
    rise = f"From {date_format(edition.opens_date - timedelta(days=89), 'DATE_FORMAT')} the fee is 100%."
    address = f"/desk/bookings/{contract.booking_id}/"
    booth = Booth.objects.order_by("pk")[0]
    name = f"{booth.plan.hall.name}/{booth.number}"
    costs, outcome = {"Booths returned": name} | PRICES | LESS, f"CNY 14,310 will be refunded by {back_by}."

    def assert_shows(heading: str, said: dict[str, str], *sentences: str) -> None:
        shown = section(page, heading)
        expect(shown.locator("p", has=page.locator("strong"))).to_have_text(" ".join(sentences))
        assert facts(shown) == said
        assert_sound(page)

    visit_page(owner, f"{address}reduction/")
    page.get_by_label(name).check()
    page.get_by_role("button", name="Show the cost").click()
    assert_shows("Cost summary", costs, outcome)
    page.get_by_label("Reason").fill("Fewer goods")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Request sent. The organizer will reply by email.")).to_be_visible()
    assert facts(page.locator("#less-space"))["Cancellation fee (net)"] == "CNY 4,500 (25%)"
    assert_sound(page)

    visit_page(finance(), f"/organizer/reduction-requests/?edition={edition.number}")
    page.get_by_role("link", name="Fonmerle Vignobles SAS").click()
    assert_shows("Accept", costs, outcome)
    page.get_by_role("button", name="Accept and reduce").click()
    expect(page.get_by_text("Credit notes and fee have been issued.")).to_be_visible()
    finish_contracts()
    letter = letter_to(owner.email, subject="less space")
    assert missing_in(letter, LESS, outcome, "The total price with tax goes from CNY 57,240 to CNY 38,160") == []

    outcome = f"CNY 28,620 will be refunded by {back_by}."
    visit_page(owner, address)
    assert_sound(page)
    page.get_by_role("link", name="Cancel the booking…").click()
    assert_shows("Cost of cancelling today", REST, outcome, rise)
    page.get_by_label("Reason").fill("We shall not come.")
    page.get_by_role("button", name="Cancel the booking").click()
    expect(page.get_by_text("Booking cancelled. Its space is available again.")).to_be_visible()
    assert_shows("Cancellation", REST, outcome)
    assert missing_in(letter_to(owner.email, subject="has been cancelled"), REST, outcome) == []


def test_other_bank_details_need_a_second_person(page: Page, visit_page: Visit, edition: Edition) -> None:
    first, second = finance(), finance()
    address, account = f"/organizer/invoices/seller/?edition={edition.number}", page.locator("[name=account]")
    before = Seller.objects.get().account
    visit_page(first, address)
    account.fill(OTHER_ACCOUNT)
    page.get_by_role("button", name="Save").click()
    expect(
        page.get_by_text("Give a reason for the other bank details; another person must agree to them.")
    ).to_be_visible()
    expect(account).to_have_value(OTHER_ACCOUNT)
    assert_sound(page)
    page.get_by_label("Reason for other bank details").fill("We have changed banks.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("You proposed this, so another person must agree to it.")).to_be_visible()
    expect(page.get_by_role("button", name="Agree")).to_have_count(0)
    proposed = section(page, "What is proposed")
    expect(proposed).to_contain_text(f"From now on: Bank of Shanghai, account {OTHER_ACCOUNT}, BIC BOSHCNSH.")
    expect(proposed).to_contain_text(f"Until now: Bank of Shanghai, account {before}, BIC BOSHCNSH.")
    assert_sound(page)
    page.goto(address)
    expect(account).to_have_value(before)
    expect(page.get_by_text("Other bank details wait for a second person.")).to_be_visible()
    assert "We have changed banks." in letter_to(second.email)

    visit_page(second, f"/organizer/approvals/?edition={edition.number}")
    assert_sound(page)
    page.locator("tbody tr").get_by_role("link").first.click()
    assert_sound(page)
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Agreed, and carried out.")).to_be_visible()
    assert_sound(page)
    page.goto(address)
    expect(account).to_have_value(OTHER_ACCOUNT)
    assert "It has been carried out." in letter_to(first.email)


def test_returned_debit_undoes_its_payment(page: Page, visit_page: Visit, present: datetime) -> None:
    invoice = issued(billable())
    account, payment, owner = bank_account(), paid(invoice, 120), owner_of(invoice.booking.company)
    debit = credit("125.50", day=TODAY, is_credit=False, text=f"RETOURE {invoice.reference}", payer="Aurora SAS")
    reversal = entry(debit, details(debit)).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>")
    visit_page(finance(), "/organizer/statements/upload/")
    content = camt(reversal, account=account.account)
    page.locator("[name=file]").set_input_files({"name": "returns.xml", "mimeType": "text/xml", "buffer": content})
    page.get_by_role("button", name="Preview the file").click()
    page.get_by_role("button", name="Import", exact=True).click()
    warning = page.get_by_role("link", name="1 debit may take back a payment, and waits for you.")
    expect(warning).to_be_visible()
    assert_sound(page)
    warning.click()
    row = page.locator("tbody tr")
    expect(row).to_contain_text("The bank marks it as returned or recalled.")
    expect(row.get_by_role("radio")).to_be_checked()
    expect(row.locator("label", has_text=payment.number)).to_contain_text("and a bank fee of EUR 5.50")
    assert_sound(page)
    row.get_by_role("button", name="Undo the payment").click()
    expect(page.get_by_text("The payment has been undone, and its invoices are open again.")).to_be_visible()
    expect(row).to_contain_text(f"Reverses {payment.number}")
    assert_sound(page)
    assert balance_of(invoice.pk) == 120
    page.goto(f"/organizer/payments/{payment.pk}/")
    used = section(page, "What it was used for").locator("tbody tr")
    expect(used).to_contain_text("Returned by the bank")
    expect(used).to_contain_text("and a bank fee of EUR 5.50")
    assert_sound(page)
    letter = plain(letter_to(owner.email))
    assert f"Invoice {invoice.number_text} is to be paid again." in letter
    assert "EUR 120" in letter
