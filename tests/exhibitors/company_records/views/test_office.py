"""The organizer's page of a company is the office's memory; each reader sees what they may."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from post_office.models import STATUS, Email

from ciie.mail.queue import Letter, queue_letters
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.companies.office_notes.operations import finish_company_task
from exhibitors.companies.operations import invite_colleague
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import BillingParty
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.office.company_records.queries import letters_of, money_of
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.office_notes.notes import TODAY, kept, noted, tasked
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/companies/"


def page_of(company: Company, then: str = "") -> str:
    return f"{LIST}{company.pk}/{then}"


def listed(query: str) -> list[int]:
    page = signed_in(organizer()).get(f"{LIST}?{query}")
    return [row.record.pk for row in page.context["table"].rows]


@pytest.fixture
def company() -> Company:
    EditionFactory()
    row: Company = CompanyFactory(name="Bergkäserei GmbH")
    return row


def test_the_office_keeps_number_owner_and_tags_on_a_page(company: Company) -> None:
    seller, client = organizer(OrganizerRole.FINANCE), signed_in(organizer())
    kept(CompanyFactory(), "K-1", tags="VIP")
    form = client.get(page_of(company, "office/"))
    assert_clean(form)
    assert "In use: VIP" in form.text
    sent = {"customer_number": "K-17", "owner": seller.pk, "tags": "vip, dairy", "revision": 0}
    assert client.post(page_of(company, "office/"), sent).headers["Location"] == page_of(company)
    page = client.get(page_of(company))
    assert_clean(page)
    for word in ("K-17", seller.name, "VIP", "dairy", "customer number, owner or tags set".capitalize()):
        assert word in page.text
    stale = client.post(page_of(company, "office/"), {**sent, "customer_number": "K-18"})
    assert (stale.status_code, "since you opened the page" in stale.text) == (422, True)
    taken = client.post(page_of(company, "office/"), {**sent, "customer_number": "k-1", "revision": 1})
    assert list(taken.context["form"].errors) == ["customer_number"]
    assert OfficeRecord.objects.get(company=company).customer_number == "K-17"


def test_a_call_and_a_task_are_written_corrected_done_and_removed(company: Company) -> None:
    author = organizer(OrganizerRole.FLOOR_PLANNER)
    client = signed_in(author)
    called = {"text": "Asks for a corner.", "kind": "call", "on_date": TODAY}
    assert client.post(page_of(company, "notes/"), called).headers["Location"] == page_of(company) + "#notes"
    task = {"text": "Send a plan", "due_on": TODAY - timedelta(days=1), "person": author.pk}
    assert client.post(page_of(company, "tasks/"), task).headers["Location"] == page_of(company) + "#tasks"
    page = client.get(page_of(company))
    assert_clean(page)
    assert "Asks for a corner." in page.text
    assert [row.is_late for row in page.context["tasks"]] == [True]
    row = CompanyNote.objects.get()
    form = client.get(f"{LIST}notes/{row.pk}/")
    assert_clean(form)
    client.post(f"{LIST}notes/{row.pk}/", {**called, "text": "Asks for two.", "revision": 1})
    todo = CompanyTask.objects.get()
    assert_clean(client.get(f"{LIST}tasks/{todo.pk}/"))
    client.post(f"{LIST}tasks/{todo.pk}/", {**task, "text": "Send two plans", "revision": 1})
    client.post(f"{LIST}tasks/{todo.pk}/finish/", {"revision": 2})
    page = client.get(page_of(company))
    assert_clean(page)
    for words in ("Asks for two.", "corrected", "Send two plans", "Open again"):
        assert words in page.text
    client.post(f"{LIST}tasks/{todo.pk}/reopen/", {"revision": 3})
    client.post(f"{LIST}tasks/{todo.pk}/remove/", {"revision": 4})
    client.post(f"{LIST}notes/{row.pk}/remove/", {"revision": 2})
    assert (CompanyNote.objects.count(), CompanyTask.objects.count()) == (0, 0)
    assert "Note on a company removed" in client.get(page_of(company)).text


@pytest.mark.parametrize("part", ["note", "task"])
def test_what_was_refused_stays_typed_on_the_page(company: Company, part: str) -> None:
    client, tomorrow = signed_in(organizer()), TODAY + timedelta(days=1)
    sent: dict[str, Any] = {"text": "Half a sentence", "kind": "call", "on_date": tomorrow, "due_on": "", "person": 1}
    refused = client.post(page_of(company, f"{part}s/"), sent)
    assert_clean(refused)
    assert refused.status_code == 422
    assert "Half a sentence" in refused.text


def test_a_colleague_sees_notes_and_corrects_none(company: Company) -> None:
    row, client = noted(company), signed_in(organizer(OrganizerRole.FINANCE))
    page = client.get(page_of(company)).text
    assert row.text in page
    assert f"{LIST}notes/{row.pk}/" not in page
    assert client.get(f"{LIST}notes/{row.pk}/").status_code == 403


def test_open_tasks_stand_on_the_overview_of_their_person_alone(company: Company) -> None:
    person = organizer(OrganizerRole.REVIEWER)
    late = tasked(company, "Was due", due_on=TODAY - timedelta(days=1), person_id=person.pk)
    tasked(company, "Is to come", due_on=TODAY + timedelta(days=9), person_id=person.pk)
    done = tasked(company, "Is done", person_id=person.pk)
    finish_company_task(done.pk, actor=person, at=NOON)
    page = signed_in(person).get("/organizer/")
    assert_clean(page)
    assert [(row.text, row.is_late) for row in page.context["company_tasks"]] == [
        ("Was due", True),
        ("Is to come", False),
    ]
    assert f'{page_of(company)}#tasks">{late.text}' in page.text
    assert list(signed_in(organizer()).get("/organizer/").context["company_tasks"]) == []


def test_companies_are_found_by_tag_owner_customer_number_and_vat_id(company: Company) -> None:
    seller, other = organizer(), CompanyFactory()
    kept(company, "K-17", owner=seller.pk, tags="VIP, dairy")
    kept(other, "K-99", tags="VIP")
    party = {"name": "Bergkäserei", "tax_id": "DE123456789", "debtor_number": "10017"}
    BillingParty.objects.create(company=company, is_company=True, **party)
    assert set(listed("tag=VIP")) == {company.pk, other.pk}
    for query in ("tag=dairy", f"owner={seller.pk}", "search=k-17", "search=DE+123+456+789", "search=de1234"):
        assert listed(query) == [company.pk], query
    assert listed("search=K-98") == []
    page = signed_in(organizer()).get(LIST)
    assert_clean(page)
    assert "K-17" in page.text
    answer = signed_in(organizer()).get(f"{LIST}export/csv/?tag=dairy")
    head, line = (b"".join(answer).decode().splitlines())[:2]
    assert head.endswith("Customer number,Owner in sales,Tags,VAT ID,Debtor number")
    assert line.endswith(f'K-17,{seller.name},"dairy, VIP",DE123456789,10017')
    record = signed_in(organizer()).get(page_of(company)).text
    assert "DE123456789" in record
    assert "10017" in record


MONEY_WORDS = ("Offers and contracts", "Invoices and balance")


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (OrganizerRole.DIRECTOR, True),
        (OrganizerRole.FINANCE, True),
        (OrganizerRole.REVIEWER, False),
        (OrganizerRole.FLOOR_PLANNER, False),
    ],
)
def test_money_is_for_those_who_may_see_it(role: OrganizerRole, sees: bool) -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    company = contract.booking.company
    invoice = invoiced(contract)
    page = signed_in(organizer(role)).get(page_of(company))
    assert_clean(page)
    assert [word in page.text for word in MONEY_WORDS] == [sees, sees]
    assert (contract.number in page.text, invoice.number_text in page.text) == (sees, sees)
    money = money_of(company, today=TODAY)
    assert [(balance.currency, balance.amount) for balance in money.balances] == [(invoice.currency, invoice.total)]
    assert (f"/organizer/receivables/{company.pk}/?edition=" in page.text) == sees


def letter(kind: str, to: str, **context: object) -> None:
    queue_letters([Letter(kind, to, "en", f"{kind}-{to}-{sorted(context.items())}", context)])


def test_letters_are_those_about_the_company_to_its_people() -> None:
    booking = booked(BoothFactory())
    company, owner, other = booking.company, booking.contact, CompanyFactory()
    assert owner is not None
    staff = organizer()
    approve_booking(booking.pk, actor=staff, at=NOON)
    invite_colleague(company.pk, email="New@example.org", role=CompanyRole.VIEWER, actor=staff, at=NOON)
    letter("company_verified", owner.email.upper(), company_id=company.pk)
    letter("company_verified", owner.email, company_id=other.pk, company=other.name)  # of a firm that is not this one
    letter("signing_code", owner.email, booking=booking.pk + 1)
    letter("comment_for_organizer", staff.email, booking=booking.pk)  # to the organizer
    letter("mailing", owner.email, mailing=1)
    found = letters_of(company)
    kinds = sorted(each.kind for each in found)
    assert kinds == ["booking_approved", "booking_submitted", "company_invitation", "company_verified", "mailing"]
    assert {each.state for each in found} == {"queued"}


def test_subjects_of_letters_are_for_those_who_see_money(company: Company) -> None:
    owner = owner_of(company)
    letter("payment_received", owner.email, company_id=company.pk)
    subject = "We have received CNY 1.00 from them"
    Email.objects.update(status=STATUS.sent, subject=subject)
    assert subject in signed_in(organizer(OrganizerRole.FINANCE)).get(page_of(company)).text
    page = signed_in(organizer(OrganizerRole.REVIEWER)).get(page_of(company)).text
    assert subject not in page
    assert "When a payment has been received" in page


def test_record_reads_as_often_with_three_of_each_as_with_one(company: Company) -> None:
    client, actor = signed_in(organizer()), organizer()

    def add() -> None:
        noted(company, actor=actor)
        tasked(company, actor=actor)
        letter("company_verified", owner_of(company).email, company_id=company.pk)

    def queries(client: Client) -> int:
        with CaptureQueriesContext(connection) as run:
            client.get(page_of(company))
        return len(run)

    add()
    client.get(page_of(company))
    few = queries(client)
    add()
    add()
    assert queries(client) == few


def test_the_company_sees_nothing_of_what_the_office_keeps(company: Company) -> None:
    owner = owner_of(company)
    kept(company, "K-17", tags="difficult")
    noted(company, "Pays late.")
    tasked(company, "Ask for a deposit")
    client = signed_in(owner)
    pages = [client.get(address) for address in (f"/desk/companies/{company.pk}/", "/desk/", "/api/v1/companies")]
    for page in pages:
        for word in ("K-17", "difficult", "Pays late.", "Ask for a deposit", "tags set"):
            assert word not in page.text
    for then in ("", "office/"):
        assert client.get(page_of(company, then)).status_code == 403
    for then in ("notes/", "tasks/"):
        assert client.post(page_of(company, then), {}).status_code == 403


def test_a_merged_company_takes_no_notes(company: Company) -> None:
    Company.objects.filter(pk=company.pk).update(merged_into=CompanyFactory())
    client = signed_in(organizer())
    page = client.get(page_of(company))
    assert_clean(page)
    assert "New note" not in page.text
    assert client.get(page_of(company, "office/")).status_code == 403
    refused = client.post(page_of(company, "notes/"), {"text": "x", "kind": "note", "on_date": TODAY})
    assert refused.status_code == 422
    assert CompanyNote.objects.count() == 0
