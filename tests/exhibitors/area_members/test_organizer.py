"""Members of a themed area: on its page and in the directory for everybody, on a page of their own for organizers."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.queries import NOWHERE, ThemedExhibitor
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import change_area, place_area
from pavilions.states import OrganizerRole, Section
from tests.clients import signed_in
from tests.exhibitors.area_members.areas import member, stand_at
from tests.exhibitors.catalogue.exhibits import shown
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.pavilions.themed_areas.areas import area_with, terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "empty_cache")]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booths() -> list[Booth]:
    first = BoothFactory()
    return [first, *BoothFactory.create_batch(4, allotment=first.allotment)]


@pytest.fixture
def area(booths: list[Booth]) -> ThemedArea:
    """Of the first two booths."""
    return area_with(booths[:2], is_public=True)


def named(name: str) -> Company:
    company: Company = CompanyFactory(name=name, is_on_public_plans=True)
    return company


def actual(each: ThemedExhibitor) -> tuple[str, int, int, Decimal]:
    """A name, with how many booths inside and elsewhere, and the m² elsewhere."""
    return each.exhibitor.name, len(each.stands.inside), len(each.stands.elsewhere), each.stands.elsewhere_sqm


def test_page_names_members_once_with_what_they_have_elsewhere(
    client: Client, area: ThemedArea, booths: list[Booth]
) -> None:
    both, outside, inside = named("Fromagerie"), named("Rive"), named("Vignoble")
    stand_at(both, booths[0], booths[2])
    stand_at(outside, booths[3])
    stand_at(inside, booths[1])
    for company in (both, outside):
        member(area, company)
    shown(outside, name="Porcelain")
    page = client.get(f"/areas/{area.pk}/")
    assert_clean(page)
    assert [actual(each) for each in page.context["exhibitors"]] == [
        ("Fromagerie", 1, 1, Decimal(9)),
        ("Rive", 0, 1, Decimal(9)),
        ("Vignoble", 0, 0, Decimal(0)),
    ]
    found = page.context["area"]
    assert (found.area_sqm, found.booked_sqm, page.context["elsewhere_sqm"]) == (Decimal(18), Decimal(18), Decimal(18))
    assert "Porcelain" in page.text
    assert page.text.count(f"/{booths[3].number}</a>") == 1
    assert "3 exhibitors" in client.get("/areas/").text


def test_stands_elsewhere_are_booked_and_of_the_areas_own_edition(
    client: Client, area: ThemedArea, booths: list[Booth]
) -> None:
    company = named("Rive")
    stand_at(company, booths[2])
    stand_at(company, BoothFactory(allotment=AllotmentFactory()))
    book_booths(company.pk, area.edition_id, [booths[3].pk], actor=owner_of(company), at=NOON)
    member(area, company)
    page = signed_in(organizer()).get(f"/organizer/areas/{area.pk}/members/")
    [row] = page.context["members"]
    assert [place.number for place in row.stands.elsewhere] == [booths[2].number]


def test_stands_are_those_in_the_section_of_the_area(area: ThemedArea, booths: list[Booth]) -> None:
    company, client = named("Rive"), signed_in(organizer())
    stand_at(company, booths[2])
    member(area, company)
    place_area(area.pk, booths[0].plan.hall_id, [], actor=organizer(), at=NOON)
    change_area(area.pk, terms(section=Section.NATIONAL), actor=organizer(), at=NOON)
    [row] = client.get(f"/organizer/areas/{area.pk}/members/").context["members"]
    assert row.stands == NOWHERE


def test_stand_that_comes_into_the_area_is_elsewhere_no_longer(area: ThemedArea, booths: list[Booth]) -> None:
    company, client = named("Rive"), signed_in(organizer())
    stand_at(company, booths[2])
    member(area, company)
    place_area(area.pk, booths[0].plan.hall_id, [booths[2].pk], actor=organizer(), at=NOON)
    [row] = client.get(f"/organizer/areas/{area.pk}/members/").context["members"]
    assert ([place.number for place in row.stands.inside], row.stands.elsewhere_sqm) == ([booths[2].number], 0)


def test_member_that_is_not_named_or_has_left_is_seen_by_organizers_alone(
    client: Client, area: ThemedArea, booths: list[Booth]
) -> None:
    discreet, gone, planner = named("Fromagerie"), named("Rive"), signed_in(organizer())
    stand_at(discreet, booths[2])
    booking = stand_at(gone, booths[3])
    for company in (discreet, gone):
        member(area, company)
        shown(company, name=f"Goods of {company.name}")
    set_publicity(discreet.pk, is_named=False, actor=organizer(), at=NOON)
    cancel_booking(booking.pk, actor=organizer(), at=NOON)
    page = client.get(f"/areas/{area.pk}/")
    assert (page.context["exhibitors"], page.context["elsewhere_sqm"]) == ([], Decimal(0))
    assert "Goods of" not in page.text
    assert "exhibitor" not in client.get("/areas/").text.partition("<main")[2].partition("</main>")[0]
    members = planner.get(f"/organizer/areas/{area.pk}/members/").context["members"]
    assert [(each.company, each.is_named) for each in members] == [(discreet, False), (gone, False)]


def test_member_of_a_public_area_is_part_of_it_in_the_directory(
    client: Client, area: ThemedArea, booths: list[Booth]
) -> None:
    companies = named("Fromagerie"), named("Vignoble"), named("Zzz")
    for company, booth in zip(companies, (booths[2], booths[1], booths[3]), strict=True):
        stand_at(company, booth)
    hidden = area_with(booths[4:], name="Hidden")
    member(area, companies[0])
    member(hidden, companies[2])
    entrance = f'Part of <a href="/areas/{area.pk}/">From farm to table</a>'
    listing = client.get("/directory/exhibitors/")
    assert_clean(listing)
    assert [areas for _each, _places, areas in listing.context["rows"]] == [[area], [area], []]
    assert listing.text.count(entrance) == 2
    for company, times in zip(companies, (1, 1, 0), strict=True):
        exhibit = shown(company)
        for page in (f"/directory/companies/{company.pk}/", f"/directory/exhibits/{exhibit.pk}/"):
            answer = client.get(page)
            assert_clean(answer)
            assert (answer.text.count(entrance), "Hidden" in answer.text) == (times, False), page


def test_pages_read_as_often_for_three_members_as_for_one(
    client: Client, area: ThemedArea, booths: list[Booth]
) -> None:
    planner = signed_in(organizer())
    pages = ("/areas/", f"/areas/{area.pk}/", "/directory/exhibitors/")

    def statements() -> list[int]:
        counts = []
        for who, page in (*((client, page) for page in pages), (planner, f"/organizer/areas/{area.pk}/members/")):
            who.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert who.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    def join(booth: Booth) -> None:
        company = named(f"At {booth.number}")
        stand_at(company, booth)
        member(area, company)
        shown(company)

    join(booths[2])
    one = statements()
    join(booths[3])
    join(booths[4])
    assert statements() == one


def test_planner_finds_a_company_by_name_adds_it_and_takes_it_out(area: ThemedArea, booths: list[Booth]) -> None:
    client, page = signed_in(organizer(OrganizerRole.FLOOR_PLANNER)), f"/organizer/areas/{area.pk}/members/"
    company = CompanyFactory(name="Société <Rive>")
    stand_at(company, booths[2])
    assert f'href="{page}"' in client.get(f"/organizer/areas/{area.pk}/").text
    assert_clean(client.get(page))
    for name, found in (("riv", [company]), ("elsewhere", []), ("", []), ("x" * 201, [])):
        answer = client.get(page, {"search": name})
        assert_clean(answer)
        assert answer.context["found"] == found, name
    added = client.post(page, {"company": company.pk}, follow=True)
    assert_clean(added)
    assert [each.company for each in added.context["members"]] == [company]
    assert "Société &lt;Rive&gt; has been added to the area." in added.text
    assert client.get(page, {"search": "riv"}).context["found"] == []
    [row] = added.context["members"]
    removed = client.post(f"{page}{row.pk}/remove/", follow=True)
    assert removed.context["members"] == []
    assert "Société &lt;Rive&gt; has been removed from the area." in removed.text
    assert client.post(f"{page}{row.pk}/remove/").status_code == 404


def test_refusal_is_shown_on_the_page(area: ThemedArea) -> None:
    client, page = signed_in(organizer()), f"/organizer/areas/{area.pk}/members/"
    refused = client.post(page, {"company": CompanyFactory(name="Rive").pk})
    assert_clean(refused)
    assert (refused.status_code, f"Rive has no space at {area.edition.name} and" in refused.text) == (422, True)
    for sent in ("x", "0", "9" * 30, ""):
        assert client.post(page, {"company": sent}).status_code == 422


def test_many_of_one_name_are_asked_for_more_of_it(area: ThemedArea, booths: list[Booth]) -> None:
    client, page = signed_in(organizer()), f"/organizer/areas/{area.pk}/members/"
    for number in range(21):
        booth = BoothFactory(allotment=booths[0].allotment)
        stand_at(CompanyFactory(name=f"Rive {number:02}"), booth)
    answer = client.get(page, {"search": "rive"})
    assert [len(answer.context["found"]), "There are more matches." in answer.text] == [20, True]


def test_those_who_do_not_name_members_see_them_without_buttons(area: ThemedArea, booths: list[Booth]) -> None:
    client, page = signed_in(organizer(OrganizerRole.REVIEWER)), f"/organizer/areas/{area.pk}/members/"
    company = CompanyFactory(name="Rive")
    stand_at(company, booths[2])
    answer = client.get(page)
    assert_clean(answer)
    joined = member(area, company)
    answer = client.get(page)
    assert_clean(answer)
    assert ("Rive" in answer.text, "Remove" in answer.text, "Add a company" in answer.text) == (True, False, False)
    refused = client.post(page, {"company": company.pk})
    assert (refused.status_code, "Your role does not allow this" in refused.text) == (422, True)
    assert client.post(f"{page}{joined.pk}/remove/").status_code == 403


def test_members_leave_as_a_file(area: ThemedArea, booths: list[Booth]) -> None:
    both, inside = named("Fromagerie"), CompanyFactory(name="Vignoble", country="PE")
    stand_at(both, booths[0], booths[2], booths[3])
    stand_at(inside, booths[1])
    for company in (both, inside):
        member(area, company)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    address = f"/organizer/areas/{area.pk}/members/export/csv/"
    assert f'href="{address}"' in client.get(f"/organizer/areas/{area.pk}/members/").text
    first, second, third, fourth = (f"{booth.plan.hall.name}/{booth.number}" for booth in booths[:4])
    assert b"".join(client.get(address)).decode("utf-8-sig").splitlines() == [
        "Company,Country or region,In the area,Elsewhere,m² elsewhere,Public",
        f"Fromagerie,{both.country.name},{first},{third}; {fourth},18.00,yes",
        f"Vignoble,Peru,{second},,0,no",
    ]
    assert client.get(f"/organizer/areas/{area.pk}/members/export/pdf/").status_code == 404
