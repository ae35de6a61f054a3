"""A company that has just registered itself tries to reserve the whole fair, by every way that there is."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.errors import DomainError
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import submit_booking
from exhibitors.companies.models import Company
from exhibitors.companies.operations import register_company, verify_company
from pavilions.floor.ledger.models import SpaceClaim
from tests.api_client import Program
from tests.clients import signed_in
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache", "noon")]

POSTS, FEW, FEW_SQM = 77, 2, 36


class Fair:
    """77 free booths of 9 m², and somebody with an address at a mail service."""

    def __init__(self) -> None:
        self.allotment: Allotment = AllotmentFactory()
        self.edition = self.allotment.edition
        booths = BoothFactory.create_batch(POSTS, allotment=self.allotment)
        self.booths = [(booth.pk, f"{self.allotment.hall.name}/{booth.number}") for booth in booths]
        self.attacker = UserFactory(email="attacker@gmail.com")
        EmailAddress.objects.create(user=self.attacker, email=self.attacker.email, verified=True, primary=True)
        self.program = Program.of(self.attacker)

    def company(self, number: int = 0) -> Company:
        record = {"name": f"Shell {number} Ltd", "country": "GB", "website": "https://gmail.com"}
        return register_company(record, actor=self.attacker, at=NOON)

    def post(self, company: Company, *, submit: bool, **wanted: object) -> int:
        path = f"editions/{self.edition.number}/bookings"
        return self.program.post(path, {"company": company.pk, "submit": submit, **wanted}).status_code

    def claimed(self) -> tuple[int, int]:
        claims = list(SpaceClaim.objects.live())
        return sum(claim.booth_id is not None for claim in claims), int(sum(claim.area_sqm for claim in claims))


@pytest.fixture
def fair() -> Fair:
    return Fair()


@pytest.mark.parametrize("submit", [True, False])
def test_loop_of_bookings_or_holds_gets_a_few_booths(fair: Fair, submit: bool) -> None:
    company = fair.company()
    answers = Counter(fair.post(company, submit=submit, booths=[name]) for _pk, name in fair.booths)
    assert answers == {201: FEW, 409: POSTS - FEW}
    assert fair.claimed() == (FEW, 9 * FEW)


def test_several_companies_of_one_person_get_no_more(fair: Fair) -> None:
    companies = [fair.company(number) for number in range(8)]
    for position, (_pk, name) in enumerate(fair.booths):
        fair.post(companies[position % 8], submit=position % 2 == 0, booths=[name])
    assert fair.claimed() == (FEW, 9 * FEW)


def test_applications_without_booths_get_a_few_square_metres(fair: Fair) -> None:
    company, sector = fair.company(), fair.allotment.sector
    assert sector is not None
    for area in (500, 60, 36, *([12] * POSTS)):
        fair.post(company, submit=True, requests=[{"sector": sector.code, "area_sqm": area}])
    assert fair.claimed()[1] <= FEW_SQM


def test_holds_that_are_submitted_one_by_one_get_a_few_booths(fair: Fair) -> None:
    company = fair.company()
    for _pk, name in fair.booths:
        path = f"editions/{fair.edition.number}/bookings"
        answer = fair.program.post(path, {"company": company.pk, "booths": [name]})
        if answer.status_code == 201:
            fair.program.post(f"bookings/{answer.json()['id']}/submit")  # type: ignore[attr-defined]
    assert fair.claimed() == (FEW, 9 * FEW)


def test_pages_give_no_more_than_programs(fair: Fair) -> None:
    company, client = fair.company(), Client()
    client.force_login(fair.attacker)
    for pk, _name in fair.booths[:20]:
        client.post(reverse("desk:hold", args=[company.pk]), {"booths": pk})
    assert fair.claimed() == (FEW, 9 * FEW)


def test_own_domain_in_the_record_alone_changes_nothing(fair: Fair) -> None:
    company = fair.company()
    EmailAddress.objects.create(user=fair.attacker, email="ceo@siemens.com", verified=False)
    client = signed_in(fair.attacker)
    client.post(reverse("desk:company_verify", args=[company.pk]))
    answers = Counter(fair.post(company, submit=True, booths=[name]) for _pk, name in fair.booths[:10])
    assert answers == {201: FEW, 409: 8}


def test_claims_are_slowed_down_by_default(fair: Fair, settings: Settings) -> None:
    settings.CLAIMS_PER_MINUTE = 5
    company = fair.company()
    path = f"editions/{fair.edition.number}/bookings"
    body = {"company": company.pk, "submit": True}
    answers = [fair.program.post(path, {**body, "booths": [name]}) for _pk, name in fair.booths[:12]]
    assert {answer.status_code for answer in answers[10:]} == {429}
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "too_fast"  # type: ignore[attr-defined]


def test_pace_of_pages_is_limited_with_a_sentence(fair: Fair, settings: Settings) -> None:
    settings.CLAIMS_PER_MINUTE = 2
    company, client = fair.company(), Client()
    client.force_login(fair.attacker)
    answers = [client.post(reverse("desk:hold", args=[company.pk]), {"booths": pk}) for pk, _name in fair.booths[:6]]
    assert answers[-1].status_code == 429
    assert "Wait" in answers[-1].text


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("companies", [1, 8])
def test_eight_threads_get_no_more_than_one(companies: int) -> None:
    fair = Fair()
    whose = [fair.company(number) for number in range(companies)]

    def claim(number: int) -> Callable[[], None]:
        def run() -> None:
            try:
                for position, (_pk, name) in enumerate(fair.booths[number::8]):
                    fair.post(whose[number % companies], submit=position % 2 == 0, booths=[name])
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=claim(number)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fair.claimed() == (FEW, 9 * FEW)


def test_companies_of_many_people_get_a_share_of_the_free_space() -> None:
    """Everybody new with a company of their own, as from many addresses: 5 % of 900 m² is 45 m², five booths."""
    fair = Fair()
    answers: Counter[tuple[int, str | None]] = Counter()
    for number, (_pk, name) in enumerate(fair.booths[:12]):
        stranger = UserFactory(email=f"stranger-{number}@gmail.com")
        company = register_company({"name": f"New {number} Ltd", "country": "GB"}, actor=stranger, at=NOON)
        path, wanted = f"editions/{fair.edition.number}/bookings", {"company": company.pk, "booths": [name]}
        answer = Program.of(stranger).post(path, wanted | {"submit": number % 2 == 0})
        answers[answer.status_code, answer.json().get("code")] += 1  # type: ignore[attr-defined]
    assert answers == {(201, None): 5, (409, "unverified_share_exceeded"): 7}
    assert answer.json()["detail"] == (  # type: ignore[attr-defined]
        "All companies that are not verified yet may together claim 5% of the free space: 45 m² of 900 m². They claim "
        "45 m² now, and you have requested 9 m². The company is not verified yet. Confirm an email address at its own "
        "domain, or wait until the organizer has checked it."
    )
    assert fair.claimed() == (5, 45)


def test_share_of_strangers_shrinks_with_the_free_space() -> None:
    fair, known = Fair(), CompanyFactory()
    fair.edition.undecided_booths_limit = 80
    fair.edition.save()
    hold_booths(known.pk, fair.edition.pk, [pk for pk, _name in fair.booths[10:70]], actor=owner_of(known), at=NOON)
    first, second = fair.company(), NewCompanyFactory()
    assert fair.post(first, submit=True, booths=[fair.booths[0][1]]) == 201  # 5 % of 360 m² are 18 m²
    hold_booths(second.pk, fair.edition.pk, [fair.booths[1][0]], actor=owner_of(second), at=NOON)
    third = NewCompanyFactory()
    with pytest.raises(DomainError) as refusal:
        hold_booths(third.pk, fair.edition.pk, [fair.booths[2][0]], actor=owner_of(third), at=NOON)
    assert (refusal.value.code, refusal.value.details) == (
        "unverified_share_exceeded",
        {"limit_sqm": "18.00", "free_sqm": "360.00", "now_sqm": "18.00", "wanted_sqm": "9.00"},
    )
    verify_company(third.pk, seen=None, actor=organizer(), at=NOON)
    assert hold_booths(third.pk, fair.edition.pk, [fair.booths[2][0]], actor=owner_of(third), at=NOON).pk


def test_what_is_held_can_be_submitted_though_the_share_is_used_up() -> None:
    fair = Fair()
    held = [NewCompanyFactory() for _company in range(5)]
    drafts = [
        hold_booths(company.pk, fair.edition.pk, [pk], actor=owner_of(company), at=NOON)
        for company, (pk, _name) in zip(held, fair.booths, strict=False)
    ]
    fair.edition.unverified_share_percent = 1
    fair.edition.save()
    submitted = [submit_booking(draft.pk, actor=owner_of(draft.company), at=NOON) for draft in drafts]
    assert [booking.state for booking in submitted] == ["submitted"] * 5


def test_sub_addresses_of_one_mailbox_are_one_person() -> None:
    fair = Fair()
    codes: Counter[str] = Counter()
    for number, (pk, _name) in enumerate(fair.booths[:6]):
        person = UserFactory(email=f"Atta.cker+{number}@googlemail.com")
        company = register_company({"name": f"Plus {number} Ltd", "country": "GB"}, actor=person, at=NOON)
        try:
            hold_booths(company.pk, fair.edition.pk, [pk], actor=person, at=NOON)
        except DomainError as refusal:
            codes[refusal.code] += 1
    assert codes == {"company_unverified": 6 - FEW}
    assert fair.post(fair.company(), submit=True, booths=[fair.booths[10][1]]) == 409  # of attacker@gmail.com
