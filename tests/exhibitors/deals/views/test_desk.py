from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import return_deal, verify_deal
from exhibitors.promotion.deals.states import DealState
from tests.clients import signed_in
from tests.exhibitors.deals.deals import SIGNED, drafted, exhibiting
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def company() -> Company:
    return exhibiting(CompanyFactory(), EditionFactory())[0]


def typed(**changed: object) -> dict[str, object]:
    usual = {
        "buyer": "Huadong",
        "kind": "goods",
        "category": "cheese",
        "amount": "1000",
        "currency": "EUR",
        "signed_date": SIGNED.isoformat(),
    }
    return usual | changed


def address(company: Company, rest: str = "") -> str:
    return f"/desk/companies/{company.pk}/deals/{rest}"


def test_deal_is_entered_and_listed(company: Company) -> None:
    client = signed_in(owner_of(company))
    assert_clean(client.get(address(company)))
    assert_clean(client.get(address(company, "enter/")))
    answer = client.post(address(company, "enter/"), typed(sector=SectorFactory().pk), follow=True)
    assert_clean(answer)
    assert [row.record.buyer for row in answer.context["table"].rows] == ["Huadong"]


def test_bad_amount_is_refused_beside_its_field_and_nothing_is_lost(company: Company) -> None:
    answer = signed_in(owner_of(company)).post(
        address(company, "enter/"), typed(amount="-3", sector=SectorFactory().pk)
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"amount": ["The value of a deal is at least 1."]}
    assert answer.context["form"]["buyer"].value() == "Huadong"


def test_day_outside_the_edition_is_refused_beside_its_field(company: Company) -> None:
    answer = signed_in(owner_of(company)).post(
        address(company, "enter/"), typed(signed_date="2020-01-01", sector=SectorFactory().pk)
    )
    assert answer.context["form"].errors == {
        "signed_date": ["Deals of this edition must be signed between 6 November 2023 and 10 November 2024."]
    }


def test_returned_deal_says_what_to_change_and_is_changed(company: Company) -> None:
    deal = drafted(company)
    return_deal(deal.pk, reason="Which buyer?", actor=organizer(), at=NOON)
    client = signed_in(owner_of(company))
    page = client.get(address(company, f"{deal.pk}/"))
    assert_clean(page)
    assert "Which buyer?" in page.content.decode()
    client.post(address(company, f"{deal.pk}/"), typed(buyer="Huadong Ltd", sector=deal.sector_id, revision=1))
    deal.refresh_from_db()
    assert deal.buyer == "Huadong Ltd"


def test_verified_deal_is_read_and_draft_withdrawn(company: Company) -> None:
    deal, other = drafted(company), drafted(company)
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    client = signed_in(owner_of(company))
    page = client.get(address(company, f"{deal.pk}/"))
    assert_clean(page)
    assert page.context["form"] is None
    client.post(address(company, f"{other.pk}/withdraw/"), {"revision": 0})
    other.refresh_from_db()
    assert other.state == DealState.WITHDRAWN


def test_strangers_find_nothing_and_viewers_only_read(company: Company) -> None:
    deal = drafted(company)
    assert signed_in(UserFactory()).get(address(company)).status_code == 404
    viewer = signed_in(MembershipFactory(company=company, role=CompanyRole.VIEWER).user)
    assert viewer.get(address(company, f"{deal.pk}/")).context["form"] is None
    assert viewer.post(address(company, "enter/"), typed()).status_code == 403
    assert Deal.objects.count() == 1


def test_list_reads_as_often_for_three_as_for_one(company: Company) -> None:
    drafted(company)
    client = signed_in(owner_of(company))
    client.get(address(company))
    with CaptureQueriesContext(connection) as few:
        client.get(address(company))
    drafted(company)
    drafted(company)
    with CaptureQueriesContext(connection) as many:
        client.get(address(company))
    assert len(many) == len(few)


def test_second_reader_of_a_deal_overwrites_nothing(company: Company) -> None:
    deal = drafted(company)
    client = signed_in(owner_of(company))
    client.post(address(company, f"{deal.pk}/"), typed(amount="111", sector=deal.sector_id, revision=0))
    answer = client.post(address(company, f"{deal.pk}/"), typed(buyer="Mine", sector=deal.sector_id, revision=0))
    assert answer.status_code == 422
    assert "changed since you opened the page" in answer.text
    assert answer.context["form"]["buyer"].value() == "Mine"
    assert client.post(address(company, f"{deal.pk}/withdraw/"), {"revision": 0}).status_code == 302
    deal.refresh_from_db()
    assert (deal.amount, deal.buyer, deal.state) == (Decimal(111), "Huadong", DealState.DRAFT.value)


def test_edit_form_without_a_revision_is_refused(company: Company) -> None:
    deal = drafted(company)
    answer = signed_in(owner_of(company)).post(address(company, f"{deal.pk}/"), typed(sector=deal.sector_id))
    assert answer.status_code == 422
    assert "does not say which version you saw" in answer.text


def test_duplicate_and_large_amount_are_asked_about_when_they_come_up(company: Company, settings: Settings) -> None:
    settings.DEAL_SECOND_LOOK_USD = 500
    client, sector = signed_in(owner_of(company)), SectorFactory().pk
    page = client.get(address(company, "enter/"))
    assert [name in page.text for name in ("amount_confirmed", "separate")] == [False, False]
    entered = typed(sector=sector)
    answer = client.post(address(company, "enter/"), entered)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["amount_confirmed"])
    assert_clean(answer)
    client.post(address(company, "enter/"), entered | {"amount_confirmed": "on"})
    answer = client.post(address(company, "enter/"), entered | {"amount_confirmed": "on"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["separate"])
    assert_clean(answer)
    client.post(address(company, "enter/"), entered | {"amount_confirmed": "on", "separate": "on"})
    assert [deal.is_separate for deal in Deal.objects.order_by("pk")] == [False, True]
    last = Deal.objects.latest("pk")
    assert "Possible duplicate of" in client.get(address(company, f"{last.pk}/")).text


def test_company_without_space_is_informed_when_it_can_enter_deals() -> None:
    EditionFactory()
    company = CompanyFactory()
    client = signed_in(owner_of(company))
    page = client.get(address(company))
    assert "as soon as your space at this edition is approved" in page.text
    answer = client.post(address(company, "enter/"), typed(sector=SectorFactory().pk))
    assert answer.status_code == 422
    assert "has no approved space" in answer.text
