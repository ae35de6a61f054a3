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

from exhibitors.companies.models import Company
from exhibitors.companies.operations import register_company
from pavilions.ledger.models import SpaceClaim
from tests.api_client import Program
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, BoothFactory, UserFactory

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
