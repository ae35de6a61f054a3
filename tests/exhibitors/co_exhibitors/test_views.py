"""The pages of co-exhibitors and represented companies: on a booking, and for the organizer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exhibitors.co_exhibitors.models import CoExhibitor
from exhibitors.companies.states import CompanyRole
from exhibitors.pricing.rate_cards import Basis
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.co_exhibitors.stands import Stand
from tests.exhibitors.conftest import lines_of
from tests.factories import CompanyFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TYPED = {"kind": "co_exhibitor", "name": "Alpine Cheese", "country": "CH", "products": "cheese", "text_zh": "奶酪"}


@pytest.fixture
def stand() -> Stand:
    return Stand(booths=3)


@pytest.fixture
def client(stand: Stand) -> Client:
    return signed_in(stand.owner)


def address(stand: Stand, rest: str = "") -> str:
    return f"/desk/bookings/{stand.booking.pk}/companies/{rest}"


def test_company_is_entered_listed_and_sent_as_a_file(stand: Stand, client: Client) -> None:
    assert_clean(client.get(address(stand)))
    assert_clean(client.get(address(stand, "enter/")))
    page = client.post(address(stand, "enter/"), TYPED, follow=True)
    assert_clean(page)
    assert [row.record.name for row in page.context["table"].rows] == ["Alpine Cheese"]
    assert [line[0] for line in lines_of(client.get(address(stand, "export/csv/")))[1:]] == ["Alpine Cheese"]
    assert len(client.get(address(stand) + "?search=wine").context["table"].rows) == 0


def test_company_of_the_register_is_recognised(stand: Stand, client: Client) -> None:
    listed = CompanyFactory(name="Alpine Cheese", normalized_name="alpine cheese", country="CH")
    client.post(address(stand, "enter/"), TYPED)
    assert CoExhibitor.objects.get().company == listed


def test_the_same_company_twice_is_refused_beside_its_name_and_nothing_is_lost(stand: Stand, client: Client) -> None:
    client.post(address(stand, "enter/"), TYPED)
    answer = client.post(address(stand, "enter/"), TYPED)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"name": ["Alpine Cheese is already on this stand."]}
    assert answer.context["form"]["text_zh"].value() == "奶酪"


def test_entry_is_changed_and_taken_off(stand: Stand, client: Client) -> None:
    row = stand.enter()
    assert_clean(client.get(address(stand, f"{row.pk}/")))
    client.post(address(stand, f"{row.pk}/"), TYPED | seen(row))
    row.refresh_from_db()
    assert row.name == "Alpine Cheese"
    client.post(address(stand, f"{row.pk}/remove/"), seen(row))
    assert not CoExhibitor.objects.exists()


def test_viewers_read_and_strangers_find_nothing(stand: Stand) -> None:
    row = stand.enter()
    viewer = signed_in(MembershipFactory(company=stand.company, role=CompanyRole.VIEWER).user)
    assert_clean(viewer.get(address(stand, f"{row.pk}/")))
    assert viewer.post(address(stand, f"{row.pk}/"), TYPED).status_code == 403
    assert viewer.post(address(stand, f"{row.pk}/remove/")).status_code == 403
    assert signed_in(owner_of()).get(address(stand)).status_code == 404


def test_organizer_sees_them_with_figures_and_what_they_are_charged() -> None:
    stand = Stand(charges={Basis.CO_EXHIBITOR: 1500})
    stand.enter()
    finance = signed_in(organizer(OrganizerRole.FINANCE))
    page = finance.get("/organizer/co-exhibitors/")
    assert_clean(page)
    figures = page.context["figures"]
    assert (figures.on_show, figures.holders, figures.co_exhibitors, figures.represented) == (2, 1, 1, 0)
    assert [(rule.basis, rule.amount) for _name, rule in page.context["rules"]] == [("co_exhibitor", 1500)]
    headings, line = lines_of(finance.get("/organizer/co-exhibitors/export/csv/?search=sharer"))
    assert dict(zip(headings, line, strict=True))["Charge"] == "1500.00"


def test_charges_are_on_the_page_of_the_stand() -> None:
    stand = Stand(charges={Basis.CO_EXHIBITOR: 1500})
    row = stand.enter()
    owner = signed_in(stand.owner)
    page = owner.get(address(stand))
    assert_clean(page)
    assert page.context["charges"].total == 1500
    viewer = signed_in(MembershipFactory(company=stand.company, role=CompanyRole.VIEWER).user)
    assert viewer.get(address(stand, f"{row.pk}/")).context["costs"] == "CNY\u00a01,500"


@pytest.mark.parametrize("where", ["/organizer/co-exhibitors/", ""])
def test_lists_read_as_often_for_three_as_for_one(stand: Stand, where: str) -> None:
    reader = signed_in(organizer() if where else stand.owner)
    address_read = where or address(stand)

    def queries() -> int:
        with CaptureQueriesContext(connection) as read:
            assert reader.get(address_read).status_code == 200
        return len(read)

    stand.enter("One")
    queries()
    one = queries()
    stand.enter("Two")
    stand.enter("Three")
    assert queries() == one
