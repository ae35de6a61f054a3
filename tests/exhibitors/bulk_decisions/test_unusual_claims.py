"""The organizer sees which claims strangers may have made, and ends those chosen in one act."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.errors import Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.companies.states import CompanyRole, VerifiedBy
from exhibitors.office.bulk_decisions.models import BulkDecision, BulkDecisionItem
from exhibitors.office.bulk_decisions.operations import start_bulk_decision
from exhibitors.office.bulk_decisions.states import BulkKind
from exhibitors.office.bulk_decisions.tasks import carry_out_bulk_decision
from exhibitors.office.review.queries.unusual_claims import unusual_claims
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

UNUSUAL, END = "/organizer/bookings/unusual/", "/organizer/bookings/end/"


@pytest.fixture
def allotment() -> Allotment:
    return AllotmentFactory(capacity_sqm=9000)


def held(allotment: Allotment, company: Company, person: User | None = None) -> Booking:
    person = person or owner_of(company)
    if not company.memberships.filter(user=person).exists():
        MembershipFactory(company=company, user=person, role=CompanyRole.OWNER)
    booth = BoothFactory(allotment=allotment)
    return hold_booths(company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)


def signs(allotment: Allotment) -> dict[int, list[str]]:
    return {each.booking.pk: [*map(str, each.signs)] for each in unusual_claims(allotment.edition, at=NOON)}


def test_a_known_company_is_not_listed(allotment: Allotment) -> None:
    held(allotment, CompanyFactory())
    assert signs(allotment) == {}


def test_new_companies_with_claims_are_listed_with_their_area(allotment: Allotment) -> None:
    booking = held(allotment, NewCompanyFactory())
    NewCompanyFactory()
    (claim,) = unusual_claims(allotment.edition, at=NOON)
    assert (claim.booking, claim.area_sqm, [*map(str, claim.signs)]) == (booking, Decimal(9), ["not verified"])


def test_accounts_of_one_mailbox_are_listed(allotment: Allotment) -> None:
    one, other = (UserFactory(email=email) for email in ("jo.doe+1@gmail.com", "jodoe@googlemail.com"))
    bookings = [held(allotment, CompanyFactory(), person) for person in (one, other)]
    assert signs(allotment) == {each.pk: ["2 accounts of one mailbox"] for each in bookings}


def test_accounts_that_sign_in_from_one_address_are_listed(allotment: Allotment) -> None:
    people = UserFactory.create_batch(3)
    bookings = [held(allotment, CompanyFactory(), person) for person in people]
    for person, address in zip(people, ["192.0.2.7", "192.0.2.7", "192.0.2.8"], strict=True):
        SecurityEvent.objects.create(kind=SecurityEventKind.SIGNED_IN, at=NOON, person=person, address=address)
    sign = "2 accounts from the address 192.0.2.7"
    assert signs(allotment) == {bookings[0].pk: [sign], bookings[1].pk: [sign]}


def test_a_verified_company_that_was_renamed_is_listed(allotment: Allotment) -> None:
    company = CompanyFactory(name="Quiet Foods", normalized_name="quiet foods", country="DE")
    booking = held(allotment, company)
    change_company(company.pk, {"name": "Siemens Healthineers AG"}, actor=organizer(), at=NOON)
    assert signs(allotment) == {booking.pk: ["verified as “Quiet Foods”, then renamed"]}


def test_a_new_company_that_resembles_a_verified_one_is_listed(allotment: Allotment) -> None:
    CompanyFactory(name="Montpierre Parfums SAS", normalized_name="montpierre parfums", country="FR")
    names = {"Montpiere Parfums": "montpiere parfums", "Montpierre Parfums Ltd": "montpierre parfums"}
    bookings = [
        held(allotment, NewCompanyFactory(name=name, normalized_name=key, country="CN")) for name, key in names.items()
    ]
    alike = ["not verified", "resembles “Montpierre Parfums SAS”"]
    assert signs(allotment) == {bookings[1].pk: alike, bookings[0].pk: ["not verified"]} or signs(allotment) == {
        each.pk: alike for each in bookings
    }


def test_page_takes_as_many_queries_for_one_claim_as_for_three(allotment: Allotment) -> None:
    client = signed_in(organizer())
    counts = []
    for more in (1, 2):
        for _company in range(more):
            held(allotment, NewCompanyFactory())
        client.get(UNUSUAL)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(UNUSUAL)
        counts.append(len(queries))
    assert_clean(page)
    assert counts[0] == counts[1]


def test_chosen_claims_end_with_a_mail_to_their_holders(allotment: Allotment) -> None:
    first, second, kept = (held(allotment, NewCompanyFactory()) for _company in range(3))
    company = CompanyFactory()
    decided = book_booths(
        company.pk, allotment.edition_id, [BoothFactory(allotment=allotment).pk], actor=owner_of(company), at=NOON
    )
    approve_booking(decided.pk, actor=organizer(), at=NOON)
    Email.objects.all().delete()
    client, query = signed_in(organizer(OrganizerRole.DIRECTOR)), f"?edition={allotment.edition.number}"
    page = client.get(f"{END}{query}&booking={first.pk}&booking={second.pk}&booking={decided.pk}")
    assert_clean(page)
    assert (page.context["ending"], page.context["others"]) == ([first, second], [decided])
    seen = [f"{each.pk}:{each.revision}" for each in page.context["ending"]]
    refused = client.post(f"{END}{query}", {"seen": seen, "reason": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert refused.context["ending"] == [first, second]
    begun = client.post(f"{END}{query}", {"seen": seen, "reason": "Not a company that we know."})
    decision = BulkDecision.objects.get()
    assert begun.url == f"/organizer/decisions/{decision.pk}/"  # type: ignore[attr-defined]
    carry_out_bulk_decision(decision.pk)
    states = dict(Booking.objects.values_list("pk", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "withdrawn", kept.pk: "draft", decided.pk: "approved"}
    assert SpaceClaim.objects.live().count() == 2
    mails = Email.objects.order_by("pk")
    assert [mail.to for mail in mails] == [[each.contact.email] for each in (first, second)]  # type: ignore[union-attr]
    assert {mail.context["reason"] for mail in mails} == {"Not a company that we know."}
    assert_clean(client.get(f"/organizer/decisions/{decision.pk}/"))


def test_what_has_changed_since_is_refused_row_by_row(allotment: Allotment) -> None:
    first, second = (held(allotment, NewCompanyFactory()) for _company in range(2))
    director = organizer(OrganizerRole.DIRECTOR)
    seen = [(first.pk, first.revision + 1), (second.pk, second.revision)]
    decision = start_bulk_decision(allotment.edition_id, BulkKind.END, seen, reason="x", actor=director, at=NOON)
    carry_out_bulk_decision(decision.pk)
    results = BulkDecisionItem.objects.order_by("booking").values_list("booking", "state")
    assert list(results) == [(first.pk, "refused"), (second.pk, "done")]


def test_ending_wants_a_reason_and_the_right(allotment: Allotment) -> None:
    booking = held(allotment, NewCompanyFactory())
    seen = [(booking.pk, booking.revision)]
    with pytest.raises(Invalid) as refusal:
        start_bulk_decision(allotment.edition_id, BulkKind.END, seen, actor=organizer(OrganizerRole.DIRECTOR), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    with pytest.raises(NotAllowed):
        start_bulk_decision(
            allotment.edition_id, BulkKind.END, seen, reason="x", actor=organizer(OrganizerRole.REVIEWER), at=NOON
        )


@pytest.mark.parametrize("name", ["siemens", "s1emens", "slemens"])
def test_company_that_verified_itself_is_compared_with_those_that_others_verified(
    allotment: Allotment, name: str
) -> None:
    CompanyFactory(name="Siemens", normalized_name="siemens", country="DE", verified_by=VerifiedBy.ORGANIZER)
    proof = {"verified_by": VerifiedBy.DOMAIN, "verification_proof": "evil.com"}
    booking = held(allotment, CompanyFactory(name=name.title(), normalized_name=name, country="CN", **proof))
    assert signs(allotment) == {booking.pk: ["resembles “Siemens”"]}


def test_zero_is_read_as_the_letter_o(allotment: Allotment) -> None:
    CompanyFactory(name="Coop", normalized_name="coop", country="CH")
    booking = held(allotment, NewCompanyFactory(name="C0op", normalized_name="c0op"))
    assert signs(allotment) == {booking.pk: ["not verified", "resembles “Coop”"]}


def test_company_that_was_renamed_long_ago_and_changed_lately_is_not_listed(allotment: Allotment) -> None:
    company = CompanyFactory(name="Loud Foods", normalized_name="loud foods", country="DE")
    held(allotment, company)
    row = company.events.latest("pgh_id")
    for name in ("Quiet Foods", "Loud Foods"):  # at noon, while the database counts today
        row.pk, row.name = None, name
        row.save(force_insert=True)
    change_company(company.pk, {"city": "Lyon"}, actor=organizer(), at=NOON)
    assert unusual_claims(allotment.edition, at=NOON + timedelta(days=40)) == []
    change_company(company.pk, {"name": "Siemens AG"}, actor=organizer(), at=NOON)
    (claim,) = unusual_claims(allotment.edition, at=NOON + timedelta(days=40))
    assert [*map(str, claim.signs)] == ["verified as “Loud Foods”, then renamed"]


def test_page_says_how_many_it_does_not_show(allotment: Allotment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exhibitors.office.bulk_decisions.views.MOST_AT_ONCE", 1)
    for _company in range(2):
        held(allotment, NewCompanyFactory())
    page = signed_in(organizer()).get(UNUSUAL)
    assert_clean(page)
    assert "The 1 most unusual of 2 are shown." in page.text
