from datetime import timedelta

import pytest
from django.urls import reverse

from exhibitors.promotion.figures.queries.release_figures import KINDS
from exhibitors.promotion.roadshows.operations import close_roadshow
from pavilions.states import OrganizerRole, PavilionStage
from tests.clients import signed_in
from tests.exhibitors.catalogue.exhibits import named_company
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import NOON, EditionFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import pavilion_at

pytestmark = pytest.mark.django_db


def test_each_figure_leads_to_its_rows_and_their_file() -> None:
    EditionFactory(number=6)
    edition = EditionFactory(number=7)
    pavilion_at(PavilionStage.CONFIRMED, edition=edition, is_guest_of_honour=True)
    named_company(edition)
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(reverse("organizer:figures"))
    assert_clean(page)
    assert [figure.key for figure, _url in page.context["figures"]] == list(KINDS)
    for figure, url in page.context["figures"]:
        listed = client.get(url)
        assert_clean(listed)
        assert sum(each.row.counts for each in listed.context["rows"]) == figure.value
        for _label, address in listed.context["exports"]:
            file = client.get(address)
            assert (file.status_code, bool(file.getvalue())) == (200, True)


def test_rows_of_countries_tell_names_and_days_in_words() -> None:
    EditionFactory(number=7)
    director = organizer(OrganizerRole.DIRECTOR)
    show = opened(held_date=NOON.date())
    close_roadshow(show.pk, attendance=40, actor=director, at=NOON - timedelta(hours=1))
    page = signed_in(director).get(reverse("organizer:figure", args=["roadshow_countries"]))
    [row] = page.context["rows"]
    assert (row.row.name, row.country, row.row.detail) == ("France", "", "17 May 2024")
    assert "Country or region</th>" not in page.text


@pytest.mark.parametrize("asked", ["?day=soon", "?day=2024-13-01", "?day=9999-01-01", "?day="])
def test_day_that_is_none_is_today(asked: str) -> None:
    EditionFactory()
    assert signed_in(organizer()).get(reverse("organizer:figures") + asked).status_code == 200


def test_figure_that_is_none_is_not_found() -> None:
    EditionFactory()
    assert signed_in(organizer()).get(reverse("organizer:figure", args=["nothing"])).status_code == 404


def test_rows_are_for_organizers() -> None:
    EditionFactory()
    assert signed_in(UserFactory()).get(reverse("organizer:figures")).status_code == 403
