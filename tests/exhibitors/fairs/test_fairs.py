"""Fairs: their name, look, domain and parts."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.web.brand import brand_of, part_of
from exhibitors.office.fairs.operations import add_fair, change_fair, contrast_with_white
from pavilions.floor.editions.requests import LISTING
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.plans.themed_areas import views as themed_areas
from pavilions.states import OrganizerRole, Part
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, UserFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def expo() -> Fair:
    """The fair that exists from the beginning, with an edition."""
    fair = Fair.objects.first() or Fair.objects.create(name="China International Import Expo")
    EditionFactory(number=7, name="7th Expo", fair=fair)
    LISTING.forget()
    return fair


@pytest.fixture
def food(expo: Fair, settings: Settings) -> Iterator[Fair]:
    """Another fair at its own domain, with hardly any parts."""
    settings.ALLOWED_HOSTS = ["testserver", "food.example"]
    yield add_fair(
        {
            "name": "Food Fair",
            "domain": "food.example",
            "address": "Food Ltd\n1 High Street\nYork",
            "colour": "#7A1F1F",
            "parts_off": [part for part in Part.values if part != Part.PROGRAMME],
        },
        actor=SYSTEM,
        at=NOON,
    )
    LISTING.forget()


@pytest.fixture
def food_edition(food: Fair) -> Edition:
    LISTING.forget()
    return EditionFactory(number=101, name="Food Fair 2024", fair=food)


def test_each_domain_shows_its_fair(food_edition: Edition, client: Client) -> None:
    page = client.get("/take-part/", headers={"host": "food.example"})
    assert page.context["edition"] == food_edition
    assert "Food Fair</span>" in page.text
    assert "1 High Street<br>York</address>" in page.text
    assert 'href="/styles/7a1f1f.css"' in page.text
    assert client.get("/take-part/").context["edition"].number == 7
    assert "China International Import Expo</span>" in client.get("/take-part/").text


def test_edition_in_the_address_brings_its_fair(food_edition: Edition, client: Client) -> None:
    page = client.get("/editions/101/take-part/").text
    assert "Food Fair</span>" in page
    assert "China International" not in page
    assert "7th Expo" not in page


def test_style_sheet_has_the_colour(client: Client) -> None:
    answer = client.get("/styles/7a1f1f.css")
    assert (answer["Content-Type"], "immutable" in answer["Cache-Control"]) == ("text/css", True)
    assert "light-dark(#7a1f1f," in answer.text
    assert client.get("/styles/7a1f1g.css").status_code == 404


def test_every_process_gives_a_brand_the_same_text(food_edition: Edition, client: Client) -> None:
    brand = brand_of(client.get("/editions/101/take-part/").wsgi_request)
    assert list(brand.off) == sorted(part for part in Part.values if part != Part.PROGRAMME)
    assert f"off={tuple(brand.off)}" in repr(brand)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/forum/", Part.FORUM),
        ("/areas/", Part.AREAS),
        ("/pavilions/", Part.NATIONAL),
        ("/roadshows/", Part.ROADSHOWS),
        ("/bulletins/", Part.BULLETINS),
        ("/agenda/", Part.PROGRAMME),
    ],
)
def test_pages_of_a_part_that_is_off_are_not_found(expo: Fair, client: Client, address: str, part: Part) -> None:
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in client.get("/take-part/").text
    change_fair(expo.pk, {"parts_off": [part]}, actor=SYSTEM, at=NOON)
    LISTING.forget()
    assert client.get(address).status_code == 404
    for page in ("/take-part/", "/", "/countries/", "/plan/"):
        assert f'href="{address}' not in client.get(page).text


def test_menu_of_the_office_has_only_parts_that_are_on(food_edition: Edition) -> None:
    director = signed_in(organizer(OrganizerRole.DIRECTOR))
    page = director.get("/editions/101/organizer/").text
    for name in ("deals", "roadshows", "bulletins", "shared_blocks", "upper_decks"):
        assert reverse(f"organizer:{name}") in director.get("/organizer/").text
        assert f'href="/editions/101{reverse(f"organizer:{name}")}"' not in page
    assert 'href="/editions/101/organizer/programme/"' in page
    assert director.get("/editions/101/organizer/deals/").status_code == 404
    assert director.get("/organizer/deals/").status_code == 200


def test_module_tells_the_part() -> None:
    assert part_of(themed_areas.list_areas) == Part.AREAS
    assert part_of(test_module_tells_the_part) == ""


def test_parts_of_the_settings_are_those_of_fairs(settings: Settings) -> None:
    assert set(settings.PARTS_OF_SITE.values()) == set(Part.values)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "invalid"),
        ({"name": "A", "domain": "FOOD.example"}, "invalid"),
        ({"name": "A", "domain": "http://food.example"}, "invalid"),
        ({"name": "A", "domain": "food.example"}, "domain_taken"),
        ({"name": "A", "colour": "#ffee00"}, "colour_too_light"),
        ({"name": "A", "colour": "red"}, "invalid"),
        ({"name": "A", "parts_off": ["stage"]}, "invalid"),
    ],
)
def test_bad_values_are_refused(food: Fair, values: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        add_fair(values, actor=SYSTEM, at=NOON)
    assert refused.value.code == code
    assert Fair.objects.count() == 2


def test_only_directors_run_fairs(expo: Fair) -> None:
    for person in (UserFactory(), organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            add_fair({"name": "Mine"}, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            change_fair(expo.pk, {"name": "Mine"}, actor=person, at=NOON)
        assert signed_in(person).get(reverse("fairs:list")).status_code == 403


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_with_white("#ffffff") == 1
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_director_changes_name_logo_and_parts(expo: Fair) -> None:
    director = signed_in(organizer(OrganizerRole.DIRECTOR))
    address = reverse("fairs:change", args=[expo.pk])
    drawn = BytesIO()
    Image.new("RGB", (64, 64), "teal").save(drawn, "PNG")
    sent = {
        "name": "Expo",
        "name_zh": "",
        "domain": "",
        "address": "",
        "colour": "",
        "parts": [Part.NATIONAL, Part.FORUM],
        "revision": expo.revision,
    }
    page = director.get(address)
    assert page.context["form"]["parts"].value() == Part.values
    answer = director.post(address, {**sent, "picture": SimpleUploadedFile("logo.png", drawn.getvalue())})
    assert answer.status_code == 302
    expo.refresh_from_db()
    assert (expo.name, set(expo.parts_off)) == ("Expo", set(Part.values) - {"national", "forum"})
    LISTING.forget()
    shown = director.get("/organizer/").text
    assert f'src="/pictures/{expo.logo_digest}.webp"' in shown
    stale = director.post(address, sent)
    assert stale.status_code == 422
    no_picture = {**sent, "revision": expo.revision, "picture": SimpleUploadedFile("logo.png", b"no picture")}
    assert "not a JPEG, PNG or WebP picture" in director.post(address, no_picture).text
    director.post(address, {**sent, "revision": expo.revision, "without_logo": "on"})
    expo.refresh_from_db()
    assert expo.logo == ""


def test_director_adds_a_fair_and_an_edition_of_it(expo: Fair) -> None:
    director = signed_in(organizer(OrganizerRole.DIRECTOR))
    sent = {"name": "Food Fair", "colour": "#7a1f1f", "parts": [Part.PROGRAMME]}
    assert director.post(reverse("fairs:add"), sent).status_code == 302
    fair = Fair.objects.get(name="Food Fair")
    assert Part.PROGRAMME not in fair.parts_off
    assert f'<option value="{fair.pk}">Food Fair</option>' in director.get(reverse("edition:add")).text
    assert director.get(reverse("fairs:list")).context["fairs"] == [expo, fair]
