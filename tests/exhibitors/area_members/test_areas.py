"""How visitors come to a themed area."""

from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.floor_plan import Booth
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.drawing import USUALLY_SHOWN, Layer
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, change_area
from pavilions.states import PavilionStage, Section
from tests.exhibitors.area_members.areas import stand_at
from tests.exhibitors.catalogue.exhibits import shown
from tests.factories import NOON, BoothFactory, CompanyFactory, NationalPavilionFactory
from tests.html_rules import assert_clean
from tests.pavilions.themed_areas.areas import area_with, placed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booth() -> Booth:
    made: Booth = BoothFactory()
    return made


@pytest.fixture
def host(booth: Booth) -> NationalPavilion:
    pavilion: NationalPavilion = NationalPavilionFactory(edition=booth.plan.edition, country="FR")
    pavilion.stage = PavilionStage.CONFIRMED
    pavilion.save()
    return pavilion


def area_of(booth: Booth, host: NationalPavilion, *, is_public: bool) -> ThemedArea:
    return placed([booth], _terms(host, is_public=is_public))


def _terms(host: NationalPavilion, *, is_public: bool) -> AreaTerms:
    return AreaTerms(
        section=Section.BUSINESS, name="From farm to table", host_name="France", host_id=host.pk, is_public=is_public
    )


@pytest.mark.parametrize("is_public", [True, False])
def test_public_area_is_entered_from_home_its_host_and_its_booths(
    client: Client, booth: Booth, host: NationalPavilion, *, is_public: bool
) -> None:
    area = area_of(booth, host, is_public=is_public)
    entrance = f'href="/areas/{area.pk}/">From farm to table</a>'
    for page in ("/", f"/pavilions/{host.pk}/", f"/plan/{booth.plan.hall.name}/?booth={booth.number}"):
        answer = client.get(page)
        assert_clean(answer)
        assert (entrance in answer.text) is is_public, page


def test_booth_of_an_area_is_shown_on_the_plan_with_the_layer_of_areas(
    client: Client, booth: Booth, host: NationalPavilion
) -> None:
    area = area_of(booth, host, is_public=True)
    link = next(part for part in client.get(f"/areas/{area.pk}/").text.split('"') if "?booth=" in part)
    booths = client.get(unescape(link)).context["booths"]
    assert (booths.selected.number, booths.form.shown_layers) == (booth.number, USUALLY_SHOWN | {Layer.THEMES})


def test_pages_that_lead_to_an_area_are_sent_anew_when_it_is_announced(
    client: Client, booth: Booth, host: NationalPavilion
) -> None:
    area = area_of(booth, host, is_public=False)
    pages = ("/", f"/pavilions/{host.pk}/")
    before = [client.get(page).headers["ETag"] for page in pages]
    change_area(area.pk, _terms(host, is_public=True), seen=area.revision, actor=SYSTEM, at=NOON)
    seen = [client.get(page, headers={"if-none-match": tag}) for page, tag in zip(pages, before, strict=True)]
    assert [answer.status_code for answer in seen] == [200, 200]


def test_public_pages_and_the_layer_show_who_stands_in_an_area(client: Client, booth: Booth) -> None:
    area = area_with([booth], text="Cheese", is_public=True)
    hidden = area_with([BoothFactory(allotment=booth.allotment)], name="Hidden")
    company = CompanyFactory(name="Fromagerie", is_on_public_plans=True)
    stand_at(company, booth)
    shown(company, name="Comté")
    listing = client.get("/areas/")
    assert_clean(listing)
    assert [each.area for each in listing.context["areas"]] == [area]
    page = client.get(f"/areas/{area.pk}/")
    assert_clean(page)
    text = page.content.decode()
    assert ("Fromagerie" in text, "Comté" in text, booth.number in text) == (True, True, True)
    assert client.get(f"/areas/{hidden.pk}/").status_code == 404
    plan = client.get(f"/plan/{booth.plan.hall.name}/").content.decode()
    assert plan.count('class="area themes') == 1
