import pytest
from django.test import Client

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import OrganizerRole
from tests.factories import FloorPlanFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.floor.floors import draft_of, row_of

pytestmark = pytest.mark.django_db


def visit(client: Client, plan: FloorPlan, role: OrganizerRole = OrganizerRole.FLOOR_PLANNER) -> tuple[int, str]:
    client.force_login(organizer(role), "django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/organizer/drafts/{plan.pk}/")
    if response.status_code == 200:
        assert_clean(response)
    return response.status_code, response.content.decode()


def test_draft_opens_with_its_hall_tools_and_a_word_for_browsers_without_scripts(client: Client) -> None:
    status, html = visit(client, draft_of(row_of(3)))
    assert (status, html.count('data-act="rectangle"'), html.count('class="hall"')) == (200, 1, 1)
    assert "plan-editor/editor.js" in html
    assert "Drawing needs JavaScript" in html


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE])
def test_only_floor_planners_draw(client: Client, role: OrganizerRole) -> None:
    assert visit(client, draft_of(row_of(1)), role)[0] == 403


def test_published_version_says_that_it_stays(client: Client) -> None:
    status, html = visit(client, FloorPlanFactory(published=True))
    assert status == 200
    assert "This version is not a draft" in html
    assert "plan-editor/editor.js" not in html


def test_unknown_plan_is_not_found(client: Client) -> None:
    client.force_login(organizer(), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/organizer/drafts/999999/").status_code == 404


def test_editor_leads_to_the_generator_and_to_the_draft_as_files(client: Client) -> None:
    plan = draft_of(row_of(1))
    _status, html = visit(client, plan)
    generator = f"/organizer/plans/generate/?edition={plan.edition.number}&amp;hall={plan.hall.name}"
    assert html.count(f'href="{generator}"') == 2  # one of them where there is no JavaScript
    for kind in ("dxf", "svg", "geojson"):
        assert f'href="/organizer/drafts/{plan.pk}/drawing/{kind}/"' in html
