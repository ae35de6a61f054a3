"""The pages of co-exhibitors and represented companies: on a booking, and for the organizer."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import StandEntry, change_co_exhibitor
from exhibitors.bookings.co_exhibitors.queries import company_cost
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.companies.states import CompanyRole
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.co_exhibitors.stands import Stand
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import forms_of, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TYPED = {
    "kind": "co_exhibitor",
    "name": "Alpine Cheese",
    "country": "CH",
    "products": "cheese",
    "text_zh": "奶酪",
    "cost": "co_exhibitor=|represented=",
}
"""Without a rate card the stand has no price, and so a company on it costs nothing that could be shown."""


@pytest.fixture
def stand() -> Stand:
    return Stand(booths=3)


@pytest.fixture
def client(stand: Stand) -> Client:
    return signed_in(stand.owner)


def entry_of(**more: str) -> StandEntry:
    return StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Sharer", country="IT", **more)  # type: ignore[arg-type]


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
    assert viewer.get(address(stand, f"{row.pk}/")).context["charge"] == "CNY\u00a01,500"


def test_form_shows_the_total_before_and_after_and_is_refused_where_that_has_changed() -> None:
    stand = Stand(charges={Basis.BOOKING: 500, Basis.CO_EXHIBITOR: 1500})
    owner = signed_in(stand.owner)
    page = owner.get(address(stand, "enter/"))
    assert_clean(page)
    for figure in ("CNY\u00a01,500", "CNY\u00a02,300", "CNY\u00a03,800", "No charge: the price remains unchanged."):
        assert figure in page.text
    (form,) = (form for form in forms_of(page.text) if "cost" in form.values)
    stand.enter("Quicker")
    answer = owner.post(address(stand, "enter/"), form.filled(**TYPED | {"cost": form.values["cost"][0]}))
    assert answer.status_code == 422
    assert "the total would now go from CNY\u00a03,800 to CNY\u00a05,300" in answer.text
    assert answer.context["form"]["text_zh"].value() == "奶酪"
    (again,) = (form for form in forms_of(answer.text) if "cost" in form.values)
    done = owner.post(address(stand, "enter/"), again.filled(), follow=True)
    assert "The total of the booking goes from CNY\u00a03,800 to CNY\u00a05,300." in done.text
    assert CoExhibitor.objects.count() == 2


def test_form_without_the_cost_is_refused_and_kept(stand: Stand, client: Client) -> None:
    answer = client.post(address(stand, "enter/"), {**TYPED, "cost": ""})
    assert answer.status_code == 422
    assert "This form does not say which cost you were shown." in answer.text
    assert answer.context["form"]["text_zh"].value() == "奶酪"


def test_a_changed_price_takes_the_place_of_the_letter_and_the_mail_says_both_totals() -> None:
    stand = Stand(charges={Basis.CO_EXHIBITOR: 1500})
    stand.enter()
    first, second = stand.booking.letters.order_by("pk")
    assert (first.snapshot["price"], second.snapshot["price"]) == ("1800.00", "3300.00")
    deliver_due(at=NOON)
    (letter,) = [sent for sent in mail.outbox if "The price of booking" in sent.subject]
    assert "Total before: CNY\u00a01,800" in letter.body
    assert "New total: CNY\u00a03,300" in letter.body.replace("*", "")
    assert [name for name, _content, _kind in letter.attachments] == [f"{second.number}.pdf"]
    change_co_exhibitor(CoExhibitor.objects.get().pk, entry_of(website="https://a.example"), actor=SYSTEM, at=NOON)
    assert stand.booking.letters.count() == 2


def test_companies_on_a_stand_do_not_change_how_the_space_is_taxed() -> None:
    allotment = AllotmentFactory()
    seller_of(allotment.edition)
    tax_row(allotment.edition, 9, supply="raw")
    tax_row(allotment.edition, 6, supply="package")
    space = terms(RuleKind.SPACE, Basis.SQM, 100)
    charges = [terms(RuleKind.CHARGE, basis, 100) for basis in (Basis.BOOKING, Basis.SQM, Basis.CO_EXHIBITOR)]
    publish_rules(allotment.edition_id, space, *charges, actor=SYSTEM, at=NOON)
    for kind, stated, rate in (("raw", False, 9), ("raw", True, 6), ("shell", False, 6)):
        if stated:
            services = [{**charges[0], "makes_package": True}, *charges[1:]]
            publish_rules(allotment.edition_id, space, *services, actor=SYSTEM, at=NOON)
        booth = BoothFactory(allotment=allotment, kind=kind)
        booking = booked(booth)
        found = company_cost(booking, entering=CoExhibitorKind.CO_EXHIBITOR, at=NOON)
        assert found is not None
        assert found.net == 100
        for quote in (found.before, found.after):
            assert quote.net is not None
            assert quote.total == quote.net * (100 + rate) / 100
            assert quote.tax_note == f"The total includes tax at {rate}%."


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
