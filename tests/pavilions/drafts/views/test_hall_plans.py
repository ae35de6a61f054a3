import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.states import OrganizerRole, PlanState
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.floor.floors import draft_of, edit_of, key, published, row_of

pytestmark = pytest.mark.django_db

LIST = "/organizer/plans/"


@pytest.fixture
def planner() -> User:
    return organizer(OrganizerRole.FLOOR_PLANNER, user__name="Ana Planner")


def test_list_says_what_is_published_and_who_drew_last(planner: User) -> None:
    plan = draft_of(row_of(3))
    edit_draft(plan.pk, edit_of(plan, "remove", ids=[key(plan, "A01")]), actor=planner, at=NOON)
    page = signed_in(planner).get(LIST)
    (hall,) = page.context["table"].data
    assert (hall.published_version, hall.booth_count, hall.drawn_sqm, hall.draft_count) == (1, 3, 27, 1)
    (draft,) = hall.drafts
    assert (draft.version, draft.edit_count, draft.editor, draft.edited_at) == (2, 1, "Ana Planner", NOON)
    assert f"/organizer/drafts/{plan.pk}/" in page.text
    assert "1 edit, last by Ana Planner, 17 May 2024, 12:00" in page.text  # noon at the expo
    assert_clean(page)


def test_those_who_may_not_draw_see_the_list_without_buttons() -> None:
    plan = draft_of(row_of(1))
    page = signed_in(organizer(OrganizerRole.FINANCE)).get(LIST)
    main = page.text.partition("<main")[2]
    assert f"/organizer/drafts/{plan.pk}/" not in main
    assert 'method="post"' not in main


def test_list_is_narrowed_and_sorted(planner: User) -> None:
    drafted = draft_of(row_of(1))
    for name in ("X1", "X2"):
        HallFactory(name=name)
    client = signed_in(planner)

    def shown(query: str) -> list[str]:
        return [hall.name for hall in client.get(f"{LIST}?{query}").context["table"].data]

    assert shown("search=x") == ["X1", "X2"]
    assert shown("plan=drafted") == [drafted.hall.name]
    assert shown("plan=published") == [drafted.hall.name]
    assert shown("plan=none") == ["X1", "X2"]
    assert shown("search=x&sort=-name") == ["X2", "X1"]
    assert client.get(f"{LIST}?search=nothing").text.count("No matching halls") == 1
    assert client.get(f"{LIST}?plan=drafted", headers={"HX-Request": "true"}).text.count("<h1") == 0


def test_without_an_edition_the_page_leads_to_the_first(planner: User) -> None:
    assert "There is no edition yet" in signed_in(planner).get(LIST).text


@pytest.mark.parametrize("edition", ["7", "x", "99999999999", "-1"])
def test_without_an_edition_there_is_no_list(planner: User, edition: str) -> None:
    assert signed_in(planner).get(f"{LIST}?edition={edition}").status_code == 404


def test_list_takes_the_same_number_of_queries_for_any_number_of_halls(planner: User) -> None:
    counts = []
    for _size in (1, 3):
        plan = draft_of(row_of(1))
        open_draft(plan.edition_id, plan.hall_id, another=True, actor=SYSTEM, at=NOON)
        client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?edition={plan.edition.number}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_a_file_too(planner: User, kind: str) -> None:
    plan = draft_of(row_of(2))
    answer = signed_in(planner).get(f"{LIST}export/{kind}/?edition={plan.edition.number}")
    content: bytes = answer.getvalue()
    assert answer.status_code == 200
    if kind == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].startswith(f"{plan.hall.name},1,")


def test_draft_is_opened_once_and_again_if_another_is_wanted(planner: User) -> None:
    plan, client = published(row_of(1)), signed_in(planner)
    address = f"{LIST}halls/{plan.hall.name}/draft/?edition={plan.edition.number}"
    for another, drafts in (("", 1), ("", 1), ("1", 2)):
        answer = client.post(address, {"another": another})
        newest = FloorPlan.objects.filter(state=PlanState.DRAFT).latest("version")
        assert (answer.status_code, answer["Location"]) == (302, f"/organizer/drafts/{newest.pk}/")
        assert FloorPlan.objects.filter(state=PlanState.DRAFT).count() == drafts
    assert client.get(address)["Location"] == f"{LIST}?edition={plan.edition.number}"


def test_hall_that_is_nobodys_yet_is_given_to_a_sector_first(planner: User) -> None:
    edition, hall, sector, client = EditionFactory(), HallFactory(), SectorFactory(), signed_in(planner)
    address = f"{LIST}halls/{hall.name}/draft/?edition={edition.number}"
    assert_clean(client.get(address))
    refused = client.post(address, {"section": "business", "capacity_sqm": "5"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["sector"])
    assert refused.context["form"]["capacity_sqm"].value() == "5"
    too_much = client.post(address, {"section": "business", "sector": sector.pk, "capacity_sqm": "99999999"})
    assert (too_much.status_code, list(too_much.context["form"].errors)) == (422, ["capacity_sqm"])
    odd = client.post(address, {"section": "national", "sector": sector.pk})
    assert (odd.status_code, list(odd.context["form"].errors)) == (422, ["sector"])
    opened = client.post(address, {"section": "business", "sector": sector.pk})
    assert opened["Location"] == f"/organizer/drafts/{FloorPlan.objects.get().pk}/"
    assert Allotment.objects.get().capacity_sqm == hall.gross_area_sqm


def test_draft_is_discarded_and_what_is_published_is_not(planner: User) -> None:
    plan, client = draft_of(row_of(1)), signed_in(planner)
    gone = client.post(f"{LIST}drafts/{plan.pk}/discard/", seen(plan), follow=True)
    assert "has been discarded" in gone.text
    stays = client.post(f"{LIST}drafts/{plan.base_id}/discard/", {"revision": 0}, follow=True)
    assert "This version has been published and cannot be deleted." in stays.text
    assert list(FloorPlan.objects.values_list("pk", flat=True)) == [plan.base_id]


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.REVIEWER])
def test_only_planners_and_directors_open_and_discard(role: OrganizerRole) -> None:
    plan, client = draft_of(row_of(1)), signed_in(organizer(role))
    assert client.post(f"{LIST}halls/{plan.hall.name}/draft/").status_code == 403
    assert client.post(f"{LIST}drafts/{plan.pk}/discard/").status_code == 403
