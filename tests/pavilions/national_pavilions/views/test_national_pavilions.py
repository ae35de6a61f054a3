from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions import tables
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionTask
from pavilions.national.national_pavilions.operations.pavilion_space import request_area
from pavilions.national.national_pavilions.queries import pavilion_history
from pavilions.states import PavilionStage
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, NationalPavilionFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.national_pavilions.national import national, pavilion_at, submitted_design

if TYPE_CHECKING:
    from ciie.accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "/organizer/pavilions/"


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory()
    return made


def test_country_is_invited_and_moves_on(edition: Edition) -> None:
    client = signed_in(organizer())
    client.post(f"{LIST}invite/", {"country": "FR", "is_guest_of_honour": "on"})
    pavilion = NationalPavilion.objects.get()
    client.post(f"{LIST}{pavilion.pk}/move/", seen(pavilion, to="confirmed"))
    pavilion.refresh_from_db()
    assert (pavilion.country, pavilion.is_guest_of_honour, pavilion.stage) == ("FR", True, PavilionStage.CONFIRMED)


@pytest.mark.parametrize("typed", [{}, {"country": "FR", "organization": "UNIDO"}, {"country": "XX"}])
def test_invitation_names_one_participant(edition: Edition, typed: dict[str, str]) -> None:
    page = signed_in(organizer()).post(f"{LIST}invite/", typed)
    assert (page.status_code, NationalPavilion.objects.count()) == (422, 0)


def test_second_invitation_of_the_same_country_is_refused_in_words(edition: Edition) -> None:
    NationalPavilionFactory(edition=edition, country="FR")
    page = signed_in(organizer()).post(f"{LIST}invite/", {"country": "FR"})
    assert page.status_code == 422
    assert "This participant has already been invited to this edition." in page.text


def test_declined_country_is_invited_again(edition: Edition) -> None:
    pavilion = NationalPavilionFactory(edition=edition, country="FR", stage=PavilionStage.INVITED)
    client = signed_in(organizer())
    client.post(f"{LIST}{pavilion.pk}/end/declined/", seen(pavilion))
    page = client.post(f"{LIST}invite/", {"country": "FR"}, follow=True)
    pavilion.refresh_from_db()
    assert (page.status_code, pavilion.stage) == (200, PavilionStage.INVITED)


def test_country_that_builds_declines_and_is_invited_again() -> None:
    pavilion, client = pavilion_at(PavilionStage.UNDER_CONSTRUCTION), signed_in(organizer())
    pavilion.refresh_from_db()
    asked = client.post(f"{LIST}{pavilion.pk}/move/", seen(pavilion, to="declined", note="No budget."), follow=True)
    pavilion.refresh_from_db()
    assert (asked.status_code, pavilion.stage) == (200, PavilionStage.UNDER_CONSTRUCTION)
    assert asked.context["form"]["note"].value() == "No budget."
    client.post(asked.request["PATH_INFO"], seen(pavilion))
    pavilion.refresh_from_db()
    assert pavilion.stage == PavilionStage.DECLINED
    client.post(f"{LIST}invite/", {"country": str(pavilion.country)})
    pavilion.refresh_from_db()
    assert (pavilion.stage, NationalPavilion.objects.count()) == (PavilionStage.INVITED, 1)


@pytest.mark.usefixtures("media")
def test_board_shows_designs_to_review_requests_for_space_and_overdue_tasks(edition: Edition) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    submitted_design(pavilion)
    national(edition)
    request_area(pavilion.pk, wanted_sqm=Decimal(90), actor=organizer(), at=NOON)
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        page = signed_in(organizer()).get(LIST)
    overdue = PavilionTask.objects.filter(done_at=None, due_date__lt=(NOON + timedelta(days=40)).date()).count()
    board = page.context["board"]
    assert (board.designs_to_review, board.space_requests, board.overdue_tasks) == (1, 1, overdue)
    assert overdue > 0
    for words in ("1 design to review", "1 request for space", f"{overdue} overdue task"):
        assert words in page.text
    assert_clean(page)


def test_board_reads_as_often_for_three_as_for_one(edition: Edition) -> None:
    client = signed_in(organizer())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    NationalPavilionFactory(edition=edition, country="FR")
    queries()
    once = queries()
    NationalPavilionFactory(edition=edition, country="DE")
    NationalPavilionFactory(edition=edition, country="IT")
    assert queries() == once


def test_stages_are_not_skipped(edition: Edition) -> None:
    pavilion = NationalPavilionFactory(edition=edition)
    page = signed_in(organizer()).post(f"{LIST}{pavilion.pk}/move/", seen(pavilion, to="open"), follow=True)
    assert (page.status_code, page.context["stage_form"].errors["to"]) == (
        422,
        ["France is invited. The next stage can be confirmed or declined, not open."],
    )


def test_list_reads_as_often_for_three_as_for_one(edition: Edition) -> None:
    client = signed_in(organizer())
    NationalPavilionFactory(edition=edition)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        assert_clean(client.get(LIST))
    for country in ("DE", "IT"):
        NationalPavilionFactory(edition=edition, country=country)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_history_leads_to_the_pavilion_of_each_edition(edition: Edition) -> None:
    pavilions = []
    for earlier in (EditionFactory(number=3), EditionFactory(number=5)):
        pavilion = NationalPavilionFactory(edition=earlier, country="FR")
        pavilion.stage = PavilionStage.CONFIRMED
        pavilion.save()
        pavilions.append(pavilion)
    page = signed_in(organizer()).get(f"{LIST}history/")
    assert_clean(page)
    first, last = (f'href="{LIST}{pavilion.pk}/"' for pavilion in pavilions)
    assert f"<a {first}>3</a>, <a {last}>5</a>" in page.text
    assert f"<a {last}>France</a>" in page.text


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> list[NationalPavilion]:
    """One in each of four editions; two of them are named on a page."""
    for module in (pavilion_history, tables):
        monkeypatch.setattr(module, "LATEST", 2)
    editions = [EditionFactory(number=number) for number in (2, 3, 4, 5)]
    found: list[Any] = [NationalPavilionFactory(edition=each, country="FR") for each in editions]
    NationalPavilion.objects.update(stage=PavilionStage.CONFIRMED)
    return found


def test_history_names_the_latest_editions(edition: Edition, french: list[NationalPavilion]) -> None:
    page = signed_in(organizer()).get(f"{LIST}history/")
    assert_clean(page)
    first, last = (f'href="{LIST}{pavilion.pk}/"' for pavilion in french[-2:])
    assert f">…, <a {first}>4</a>, <a {last}>5</a>" in page.text
    assert [row["times"] for row in page.context["table"].data.data] == [4]


@pytest.mark.parametrize(
    ("address", "named"), [(LIST, [False, False, True]), ("/pavilions/", [False, True, True])], ids=["all", "others"]
)
def test_pavilion_names_its_latest_editions(
    edition: Edition, french: list[NationalPavilion], address: str, named: list[bool]
) -> None:
    own, client = french[-1], signed_in(organizer())
    page = client.get(f"{address}{own.pk}/")
    assert_clean(page)
    assert [f'href="{address}{each.pk}/"' in page.text for each in french[:-1]] == named
    assert "and earlier ones" in page.text
    NationalPavilion.objects.filter(edition__number__lt=4).update(country="DE")
    assert "and earlier ones" not in client.get(f"{address}{own.pk}/").text


def test_history_follows_the_names_of_countries(edition: Edition) -> None:
    for country in ("DE", "AT", "CH"):
        NationalPavilionFactory(edition=edition, country=country)
    NationalPavilion.objects.update(stage=PavilionStage.CONFIRMED)
    client = signed_in(organizer())
    for sort, countries in (("", "AT DE CH"), ("?sort=name", "AT DE CH"), ("?sort=-name", "CH DE AT")):
        rows = client.get(f"{LIST}history/{sort}").context["table"].page.object_list
        assert [row.record["country"] for row in rows] == countries.split()


def test_stages_without_a_pavilion_stand_back(edition: Edition) -> None:
    NationalPavilionFactory(edition=edition)
    page = signed_in(organizer()).get(LIST)
    assert_clean(page)
    assert page.text.count('class="board-column"') == 1
    assert page.text.count("board-column-empty") == len(PavilionStage) - 1


def test_manager_sees_their_own_pavilion_alone(edition: Edition) -> None:
    own = NationalPavilionFactory(edition=edition, country="FR")
    other = NationalPavilionFactory(edition=edition, country="DE")
    manager: User = UserFactory()
    own.managers.add(manager)
    client = signed_in(manager)
    assert client.get("/pavilion/").headers["Location"] == f"/pavilion/{own.pk}/"
    page = client.get(f"/pavilion/{own.pk}/")
    assert_clean(page)
    assert page.context["pavilion"] == own
    assert client.get(f"/pavilion/{other.pk}/").status_code == 404
    second = NationalPavilionFactory(edition=edition, country="IT")
    second.managers.add(manager)
    assert list(client.get("/pavilion/").context["own"]) == [own, second]
