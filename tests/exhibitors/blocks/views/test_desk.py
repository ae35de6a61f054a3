"""The pages of a block: for its managers, and for companies that apply."""

from decimal import Decimal

import pytest
from django.test import Client

from exhibitors.bookings.blocks.models import BlockApplication
from exhibitors.bookings.blocks.operations.block_returns import return_rest
from exhibitors.bookings.blocks.queries import share_sqm
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BookingState
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.factories import NOON, CompanyFactory, MembershipFactory, UserFactory, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def agency(scene: Scene) -> Client:
    return signed_in(scene.owner)


def address(scene: Scene, rest: str = "") -> str:
    return f"/desk/blocks/{scene.block.pk}/{rest}"


def test_overview_adds_up_and_leads_to_the_queue(scene: Scene, agency: Client) -> None:
    scene.give(scene.booths[0])
    scene.applied()
    page = agency.get(address(scene))
    assert_clean(page)
    whole = page.context["figures"].whole
    assert (whole.area_sqm, whole.members_sqm, whole.rest_sqm, whole.members) == (27, 9, 18, 1)
    assert page.context["waiting"] == 1
    assert f"/desk/blocks/{scene.block.pk}/" in page.content.decode()


def test_application_is_accepted_with_the_booth_that_was_wished_for(scene: Scene, agency: Client) -> None:
    asked = scene.applied(booth_ids=[scene.booths[1].pk])
    page = agency.get(address(scene, f"applications/{asked.pk}/"))
    assert_clean(page)
    assert page.context["form"].initial["booths"] == [str(scene.booths[1].pk)]
    answer = agency.post(
        address(scene, f"applications/{asked.pk}/"), seen(asked, booths=[scene.booths[1].pk]), follow=True
    )
    assert_clean(answer)
    asked.refresh_from_db()
    assert (asked.state, asked.share and asked.share.state) == ("accepted", BookingState.APPROVED)
    assert share_sqm(asked.share_id or 0) == 9


def test_booth_given_meanwhile_is_refused_by_name_beside_the_booths(scene: Scene, agency: Client) -> None:
    asked = scene.applied()
    booth = scene.booths[0]
    scene.give(booth)
    answer = agency.post(address(scene, f"applications/{asked.pk}/"), seen(asked, booths=[booth.pk]))
    assert answer.status_code == 422
    name = f"{booth.plan.hall.name}/{booth.number}"
    assert answer.context["form"].errors == {
        "booths": [f"These booths are not available in this block: {name}. Choose from the remaining booths."]
    }
    assert BlockApplication.objects.get().state == BlockApplicationState.SUBMITTED


@pytest.mark.parametrize("sent", ["x", "-1", "9" * 40, ""])
def test_nonsense_for_booths_is_refused_in_words(scene: Scene, agency: Client, sent: str) -> None:
    asked = scene.applied()
    answer = agency.post(address(scene, f"applications/{asked.pk}/"), seen(asked, booths=[sent]))
    assert answer.context["form"].errors == {"booths": ["Choose booths of the block, or enter an area in m²."]}


def test_application_is_declined_with_a_reason_alone(scene: Scene, agency: Client) -> None:
    asked = scene.applied()
    refused = agency.post(address(scene, f"applications/{asked.pk}/decline/"), seen(asked, reason=""))
    assert refused.context["reason_form"].errors == {"reason": ["Give a reason. The applicant will see it."]}
    agency.post(address(scene, f"applications/{asked.pk}/decline/"), seen(asked, reason="We show cheese only."))
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "We show cheese only.")
    assert_clean(agency.get(address(scene, f"applications/{asked.pk}/")))


def test_space_is_given_to_a_company_by_its_name(scene: Scene, agency: Client) -> None:
    company = CompanyFactory(name="Maison Rive", normalized_name="maison rive", country="FR")
    typed = {"name": "MAISON  RIVE", "country": "FR", "booths": [scene.booths[0].pk]}
    assert_clean(agency.get(address(scene, "give/")))
    unknown = agency.post(address(scene, "give/"), typed | {"country": "BE"})
    assert unknown.context["form"].errors == {"name": ["No registered company has this name and country or region."]}
    agency.post(address(scene, "give/"), typed)
    assert Booking.objects.get(block=scene.block).company == company


def test_square_metres_are_given_from_the_floor(scene: Scene) -> None:
    floor = Scene(floor_sqm=60)
    company, allotment = CompanyFactory(name="Rive", normalized_name="rive"), floor.allotments[0]
    client = signed_in(floor.owner)
    typed = {"name": "Rive", "country": "FR", f"floor_{allotment.pk}": "61"}
    answer = client.post(address(floor, "give/"), typed)
    assert_clean(answer)
    assert answer.context["form"].non_field_errors() == [
        "You are allocating 61 m², but only 60 m² without booths are left in the block there."
    ]
    client.post(address(floor, "give/"), typed | {f"floor_{allotment.pk}": "24.5"})
    assert share_sqm(Booking.objects.get(company=company).pk) == Decimal("24.50")


def test_member_is_taken_back(scene: Scene, agency: Client) -> None:
    share = scene.give(scene.booths[0])
    where = address(scene, f"members/{share.pk}/take-back/")
    assert_clean(agency.get(where))
    assert agency.post(where, seen(share, reason="")).context["form"].errors == {
        "reason": ["Give a reason. The member will see it."]
    }
    agency.post(where, seen(share, reason="unpaid"))
    share.refresh_from_db()
    assert share.state == BookingState.CANCELLED


def test_lists_narrow_and_are_sent_as_files(scene: Scene, agency: Client) -> None:
    cheese, wine = scene.member(name="Cheese SA")[0], scene.member(name="Wine SA")[0]
    scene.give(scene.booths[0], to=cheese)
    scene.give(scene.booths[1], to=wine)
    scene.applied(cheese)
    for part, rows in (("members/", ["Cheese SA"]), ("applications/", ["Cheese SA"])):
        page = agency.get(address(scene, f"{part}?search=cheese"))
        assert_clean(page)
        assert [row.record.company.name for row in page.context["table"].rows] == rows
        lines = lines_of(agency.get(address(scene, f"{part}export/csv/?search=cheese")))
        assert [line[0] for line in lines[1:]] == rows
        assert agency.get(address(scene, f"{part}?search=nobody")).context["table"].rows.data.data.count() == 0


def test_empty_lists_say_what_to_do(scene: Scene, agency: Client) -> None:
    for part in ("members/", "applications/"):
        page = agency.get(address(scene, part))
        assert_clean(page)
        assert page.context["has_any"] is False


def test_terms_change_but_not_the_day_of_the_return(scene: Scene, agency: Client) -> None:
    typed = {
        "name": "France!",
        "country": "FR",
        "currency": "EUR",
        "price_raw": "200",
        "quota_sqm": "18",
        "apply_until_date": "2024-07-01",
        "returns_date": "2024-10-01",
    }
    assert_clean(agency.get(address(scene, "terms/")))
    agency.post(address(scene, "terms/"), typed | seen(scene.block))
    scene.block.refresh_from_db()
    assert (scene.block.name, scene.block.quota_sqm, scene.block.is_open) == ("France!", Decimal(18), False)
    assert scene.block.returns_date.isoformat() == "2024-08-01"
    late = agency.post(address(scene, "terms/"), typed | seen(scene.block, apply_until_date="2024-08-01"))
    assert list(late.context["form"].errors) == ["apply_until_date"]
    assert late.context["form"]["name"].value() == "France!"


def test_managers_are_named_and_dismissed(scene: Scene, agency: Client) -> None:
    person = UserFactory()
    refused = agency.post(address(scene, "managers/"), {"email": "nobody@example.org"})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["email"]
    agency.post(address(scene, "managers/"), {"email": person.email})
    manager = signed_in(person)
    assert_clean(manager.get(address(scene)))
    agency.post(address(scene, f"managers/{person.pk}/dismiss/"))
    assert manager.get(address(scene)).status_code == 404


def test_viewers_of_the_agency_read_and_strangers_find_nothing(scene: Scene) -> None:
    viewer = signed_in(MembershipFactory(company=scene.agency, role=CompanyRole.VIEWER).user)
    assert viewer.get(address(scene)).context["may_run"] is False
    assert [viewer.get(address(scene, part)).status_code for part in ("members/", "terms/", "give/")] == [200, 403, 403]
    assert signed_in(owner_of()).get(address(scene)).status_code == 404
    assert signed_in(scene.director).get(address(scene)).context["may_run"] is True


def test_company_finds_an_open_block_and_applies(scene: Scene) -> None:
    company, owner = scene.member()
    client = signed_in(owner)
    page = client.get(f"/desk/companies/{company.pk}/blocks/")
    assert_clean(page)
    assert [block.name for block in page.context["page"]] == ["Taste of France"]
    where = f"/desk/companies/{company.pk}/blocks/{scene.block.pk}/apply/"
    assert_clean(client.get(where))
    refused = client.post(where, {"area_sqm": "0", "kind": "raw", "text": "Cheese"})
    assert refused.context["form"].errors == {"area_sqm": ["Request at least 1 m²."]}
    assert refused.context["form"]["text"].value() == "Cheese"
    more = client.post(where, {"area_sqm": "999999", "kind": "raw", "text": "Cheese"})
    (sentence,) = more.context["form"].errors["area_sqm"]
    assert (sentence.startswith("Taste of France has only"), more.context["form"]["text"].value()) == (True, "Cheese")
    done = client.post(where, {"area_sqm": "9", "kind": "raw", "booths": [scene.booths[0].pk]}, follow=True)
    assert_clean(done)
    asked = BlockApplication.objects.get()
    assert list(asked.wished_booths.all()) == [scene.booths[0]]
    again = client.post(where, {"area_sqm": "9", "kind": "raw"})
    assert again.status_code == 422
    client.post(f"/desk/companies/{company.pk}/blocks/applications/{asked.pk}/withdraw/", seen(asked))
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_blocks_are_narrowed_by_hall_and_country(scene: Scene) -> None:
    company, owner = scene.member()
    client, where = signed_in(owner), f"/desk/companies/{company.pk}/blocks/"
    hall = scene.allotments[0].hall.name
    assert len(client.get(f"{where}?hall={hall}&country=FR").context["page"]) == 1
    assert len(client.get(f"{where}?search=nothing").context["page"]) == 0
    assert client.get(f"{where}?hall=9.9H").status_code == 200
    return_rest(scene.block.pk, actor=scene.director, at=NOON.replace(month=8))
    assert client.get(where).context["has_any"] is False


def test_agency_is_not_offered_its_own_block(scene: Scene, agency: Client) -> None:
    assert agency.get(f"/desk/companies/{scene.agency.pk}/blocks/").context["has_any"] is False


def test_own_applications_are_sent_as_a_file(scene: Scene) -> None:
    asked = scene.applied()
    client = signed_in(owner_of(asked.company))
    lines = lines_of(client.get(f"/desk/companies/{asked.company_id}/blocks/applications/export/csv/"))
    assert [line[2] for line in lines[1:]] == ["Taste of France"]


@pytest.mark.parametrize("part", ["", "members/", "applications/", "give/"])
def test_pages_read_as_often_for_three_as_for_one(part: str) -> None:
    small, large = Scene(booths=5), Scene(booths=5)
    small.give(small.booths[0])
    small.applied()
    for booth in large.booths[:3]:
        large.give(booth)
        large.applied()
    assert queries_of_a_page(address(small, part), small.owner) == queries_of_a_page(address(large, part), large.owner)


def test_bookings_say_that_they_are_a_share_or_a_block(scene: Scene, agency: Client) -> None:
    company, owner = scene.member()
    share = scene.give(scene.booths[0], to=company)
    page = signed_in(owner).get(f"/desk/bookings/{share.pk}/")
    assert_clean(page)
    assert page.context["place"].share_of == scene.block
    own = agency.get(f"/desk/bookings/{scene.block.pk}/")
    assert_clean(own)
    assert own.context["place"].opened == scene.block
