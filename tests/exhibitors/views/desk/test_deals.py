import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.models import Company, Deal
from exhibitors.operations.deals import return_deal, verify_deal
from exhibitors.states import CompanyRole, DealState
from tests.exhibitors.deals import SIGNED, drafted
from tests.exhibitors.views.organizer.expo import signed_in
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    EditionFactory()
    company: Company = CompanyFactory()
    return company


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
    assert answer.context["form"].errors == {"amount": ["A deal is worth at least 1."]}
    assert answer.context["form"]["buyer"].value() == "Huadong"


def test_day_outside_the_edition_is_refused_beside_its_field(company: Company) -> None:
    answer = signed_in(owner_of(company)).post(
        address(company, "enter/"), typed(signed_date="2020-01-01", sector=SectorFactory().pk)
    )
    assert answer.context["form"].errors == {
        "signed_date": ["Deals of this edition are signed from 6 November 2023 to 10 November 2024."]
    }


def test_returned_deal_says_what_to_change_and_is_changed(company: Company) -> None:
    deal = drafted(company)
    return_deal(deal.pk, reason="Which buyer?", actor=organizer(), at=NOON)
    client = signed_in(owner_of(company))
    page = client.get(address(company, f"{deal.pk}/"))
    assert_clean(page)
    assert "Which buyer?" in page.content.decode()
    client.post(address(company, f"{deal.pk}/"), typed(buyer="Huadong Ltd", sector=deal.sector_id))
    deal.refresh_from_db()
    assert deal.buyer == "Huadong Ltd"


def test_verified_deal_is_read_and_draft_withdrawn(company: Company) -> None:
    deal, other = drafted(company), drafted(company)
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    client = signed_in(owner_of(company))
    page = client.get(address(company, f"{deal.pk}/"))
    assert_clean(page)
    assert page.context["form"] is None
    client.post(address(company, f"{other.pk}/withdraw/"))
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
