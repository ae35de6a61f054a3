from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut
from exhibitors.promotion.catalogue.operations.exhibits import change_exhibit
from exhibitors.promotion.catalogue.states import Debut, DebutState, ExhibitState
from pavilions.states import OrganizerRole
from tests.ciie.uploads.pictures import declared_png
from tests.clients import signed_in
from tests.exhibitors.catalogue.exhibits import claimed, shown, shown_by_pavilion, terms, verified
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NationalPavilionFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def company(settings: Settings, tmp_path: Path) -> Company:
    settings.MEDIA_ROOT = tmp_path
    EditionFactory()
    company: Company = CompanyFactory()
    return company


def typed(**changed: object) -> dict[str, object]:
    usual = {"name": "Comté", "name_zh": "孔泰奶酪", "kind": "product", "category": "cheese"}
    if "sector" not in changed:
        usual["sector"] = SectorFactory().pk
    return usual | changed


def address(company: Company, rest: str = "") -> str:
    return f"/exhibits/company/{company.pk}/{rest}"


def test_exhibit_is_added_listed_and_exported(company: Company) -> None:
    client = signed_in(owner_of(company))
    assert_clean(client.get(address(company)))
    assert_clean(client.get(address(company, "add/")))
    answer = client.post(address(company, "add/"), typed(debut="asia", debut_grounds="New."), follow=True)
    assert_clean(answer)
    exhibit = Exhibit.objects.get()
    assert (exhibit.company, exhibit.debut_state) == (company, DebutState.CLAIMED)
    listing = client.get(address(company))
    assert [row.record for row in listing.context["table"].rows] == [exhibit]
    assert_clean(listing)
    assert [line[0] for line in lines_of(client.get(address(company, "export/csv/")))][1:] == ["Comté"]


def test_category_is_typed_in_both_languages_found_and_exported(company: Company) -> None:
    client = signed_in(owner_of(company))
    client.post(address(company, "add/"), typed(category_zh="硬质奶酪"))
    exhibit = Exhibit.objects.get()
    assert (exhibit.category, exhibit.category_zh) == ("cheese", "硬质奶酪")
    assert [row.record for row in client.get(f"{address(company)}?search=硬质").context["table"].rows] == [exhibit]
    assert "硬质奶酪" in lines_of(client.get(address(company, "export/csv/")))[1]


def test_list_is_narrowed_by_words_and_debut(company: Company) -> None:
    asked, other = claimed(company, name="Brie"), shown(company, name_zh="奶酪刀")
    client = signed_in(owner_of(company))
    for query, found in {"search=brie": [asked], "search=酪刀": [other], "debut_state=claimed": [asked]}.items():
        rows = client.get(f"{address(company)}?{query}").context["table"].rows
        assert [row.record for row in rows] == found, query
    assert "Show all" in client.get(f"{address(company)}?search=nothing").content.decode()


def test_bad_input_is_refused_beside_its_field_and_nothing_is_lost(company: Company) -> None:
    client = signed_in(owner_of(company))
    answer = client.post(address(company, "add/"), typed(name="x" * 500, debut="world", category="wine"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name"}
    assert "wine" in answer.content.decode()
    answer = client.post(address(company, "add/"), typed(debut="world"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"debut_grounds"})
    answer = client.post(address(company, "add/"), typed(name="", name_zh=""))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})
    answer = client.post(address(company, "add/"), typed(name="a\0b", sector=10**30, kind="ship"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name", "sector", "kind"})
    assert not Exhibit.objects.exists()


def test_exhibit_is_changed_withdrawn_and_shown_again(company: Company) -> None:
    exhibit = shown(company)
    client = signed_in(owner_of(company))
    page = f"/exhibits/{exhibit.pk}/"
    assert_clean(client.get(page))
    assert_clean(client.post(page, typed(name="Brie", revision=0), follow=True))
    assert_clean(client.post(f"{page}withdraw/", seen(exhibit), follow=True))
    exhibit.refresh_from_db()
    assert (exhibit.name, exhibit.state) == ("Brie", ExhibitState.WITHDRAWN)
    client.post(f"{page}withdraw/", seen(exhibit))
    assert_clean(client.post(f"{page}publish/", seen(exhibit), follow=True))
    exhibit.refresh_from_db()
    assert exhibit.state == ExhibitState.PUBLISHED
    assert client.post(f"{page}explode/").status_code == 404


def test_change_over_an_older_revision_is_refused(company: Company) -> None:
    exhibit = shown(company)
    owner = owner_of(company)
    change_exhibit(exhibit.pk, terms(name="Brie"), actor=owner, at=NOON)
    answer = signed_in(owner).post(f"/exhibits/{exhibit.pk}/", typed(revision=0))
    assert (answer.status_code, "since you opened the page" in answer.content.decode()) == (422, True)


def test_refusal_is_read_beside_the_exhibit(company: Company) -> None:
    exhibit = claimed(company)
    refuse_debut(exhibit.pk, reason="Sold here since 2021.", actor=organizer(), at=NOON)
    answer = signed_in(owner_of(company)).get(f"/exhibits/{exhibit.pk}/")
    assert "Sold here since 2021." in answer.content.decode()


def test_page_says_that_a_verified_debut_is_claimed_anew(company: Company) -> None:
    exhibit = verified(company)
    client = signed_in(owner_of(company))
    assert "it must be verified again" in client.get(f"/exhibits/{exhibit.pk}/").content.decode()
    client.post(f"/exhibits/{exhibit.pk}/", typed(debut=Debut.ASIA, debut_grounds="New.", revision=1))
    exhibit.refresh_from_db()
    assert exhibit.debut_state == DebutState.CLAIMED


def test_company_that_is_not_named_is_informed(company: Company) -> None:
    client = signed_in(owner_of(company))
    assert "agreed to be named in public" in client.get(address(company)).content.decode()
    Company.objects.update(is_on_public_plans=True)
    assert "agreed to be named in public" not in client.get(address(company)).content.decode()


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, "PNG")
    return content.getvalue()


def send(client: Client, exhibit: Exhibit, content: bytes, alt_text: str = "A wheel of cheese") -> Any:
    upload = SimpleUploadedFile("picture.png", content)
    return client.post(f"/exhibits/{exhibit.pk}/pictures/", {"picture": upload, "alt_text": alt_text}, follow=True)


def test_picture_is_added_and_removed(company: Company) -> None:
    exhibit = shown(company)
    client = signed_in(owner_of(company))
    assert_clean(send(client, exhibit, png()))
    picture = exhibit.pictures.get()
    sent = client.get(f"/pictures/{picture.small_digest}.webp")
    assert sent["Content-Type"] == "image/webp"
    with Image.open(BytesIO(b"".join(sent.streaming_content))) as shown_small:  # type: ignore[attr-defined]
        assert shown_small.size == (60, 40)
    other = shown(company)
    assert client.post(f"/exhibits/{other.pk}/pictures/{picture.pk}/remove/").status_code == 404
    assert_clean(client.post(f"/exhibits/{exhibit.pk}/pictures/{picture.pk}/remove/", follow=True))
    assert not exhibit.pictures.exists()


@pytest.mark.parametrize(
    ("content", "alt_text", "field"),
    [
        (b"<svg onload=alert(1)>", "Cheese", "picture"),
        (b"", "Cheese", "picture"),
        (declared_png(20_000, 10), "Cheese", "picture"),
        (png(), "", "alt_text"),
        (png(), "x" * 300, "alt_text"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(company: Company, content: bytes, alt_text: str, field: str) -> None:
    exhibit = shown(company, name="Comté")
    answer = send(signed_in(owner_of(company)), exhibit, content, alt_text)
    assert answer.status_code == 422
    assert set(answer.context["picture_form"].errors) == {field}
    assert "Comté" in answer.content.decode()
    assert not exhibit.pictures.exists()


def test_managers_do_the_same_for_their_pavilion(company: Company) -> None:
    pavilion = NationalPavilionFactory()
    exhibit = shown_by_pavilion(pavilion)
    manager = pavilion.managers.get()
    client = signed_in(manager)
    page = f"/exhibits/pavilion/{pavilion.pk}/"
    assert_clean(client.get(page))
    assert_clean(client.get(f"{page}add/"))
    assert_clean(client.post(f"{page}add/", typed(), follow=True))
    assert_clean(client.get(f"/exhibits/{exhibit.pk}/"))
    assert pavilion.exhibits.count() == 2
    assert signed_in(owner_of(company)).get(page).status_code == 404


def test_managers_and_organizers_find_the_exhibits_from_the_pavilion(company: Company) -> None:
    pavilion = NationalPavilionFactory(country="FR")
    earlier = NationalPavilionFactory(country="FR", edition=EditionFactory(number=1))
    earlier.managers.set(pavilion.managers.all())
    page = f"/exhibits/pavilion/{pavilion.pk}/"
    shown_by_pavilion(pavilion)
    desk = signed_in(pavilion.managers.get()).get(f"/pavilion/{pavilion.pk}/")
    assert_clean(desk)
    (side,) = [group for group in desk.context["navigation"].side if group.label == "National exhibition"]
    assert [(entry.label, entry.url) for entry in side.entries] == [
        ("My pavilion", "/pavilion/"),
        ("Exhibits of France", page),
    ]
    guiding = signed_in(organizer(OrganizerRole.DIRECTOR))
    assert f'href="{page}"' in guiding.get(f"/organizer/pavilions/{pavilion.pk}/").text
    exhibits = guiding.get(page)
    assert_clean(exhibits)
    assert f'href="/organizer/pavilions/{pavilion.pk}/"' in exhibits.text


@pytest.mark.parametrize(("role", "statuses"), [(CompanyRole.VIEWER, (200, 403, 200)), (None, (404, 404, 404))])
def test_others_read_or_find_nothing(company: Company, role: CompanyRole | None, statuses: tuple[int, ...]) -> None:
    exhibit = shown(company)
    person = MembershipFactory(company=company, role=role).user if role else UserFactory()
    client = signed_in(person)
    pages = (address(company), address(company, "add/"), f"/exhibits/{exhibit.pk}/")
    assert tuple(client.get(page).status_code for page in pages) == statuses
    assert client.get("/exhibits/ship/1/").status_code == 404
    client.post(f"/exhibits/{exhibit.pk}/", typed() | seen(exhibit))
    client.post(f"/exhibits/{exhibit.pk}/withdraw/", seen(exhibit))
    exhibit.refresh_from_db()
    assert (exhibit.name, exhibit.state) == ("Comté, 24 months", ExhibitState.PUBLISHED)


def test_list_takes_the_same_statements_for_one_and_for_three(company: Company) -> None:
    owner = owner_of(company)
    shown(company)
    one = queries_of_a_page(address(company), owner)
    shown(company)
    shown(company)
    assert queries_of_a_page(address(company), owner) == one
