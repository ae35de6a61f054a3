import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from pavilions.floor.models.floor_plan import FloorPlan, PlanBackground
from pavilions.plans.drafts.queries.planners import PRESENT_SECONDS, planners_beside
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import OrganizerRole
from tests.factories import NOON, UserFactory, organizer
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.claims import holder_of
from tests.pavilions.floor.floors import draft_of, key, rectangle, row_of, seen

pytestmark = pytest.mark.django_db


class Editor:
    """One planner's browser with one draft open."""

    def __init__(self, plan: FloorPlan, person: User | None = None) -> None:
        self.plan, self.client = plan, Client()
        self.client.force_login(
            person or organizer(OrganizerRole.FLOOR_PLANNER), "django.contrib.auth.backends.ModelBackend"
        )

    def get(self, what: str) -> Any:
        return self.client.get(f"/organizer/drafts/{self.plan.pk}/{what}")

    def post(self, what: str, body: object = None) -> Any:
        sent = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.post(f"/organizer/drafts/{self.plan.pk}/{what}/", sent, content_type="application/json")

    def edit(self, of_kind: str, /, **values: object) -> Any:
        return self.post("edits", {"edit": of_kind, "seen": seen(self.plan), **values})


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[FloorPlan]:
    return keep(lambda: draft_of(row_of(3)))


@pytest.fixture
def editor(lasting: LastingWorld[FloorPlan], db: None, settings: Settings, tmp_path: Path) -> Editor:
    return Editor(lasting.for_a_test(settings, tmp_path))


def test_contents_are_all_that_an_editor_draws(editor: Editor) -> None:
    said = editor.get("contents/").json()
    first = {name: value for name, value in said["booths"][0].items() if name not in {"id", "allotment"}}
    assert first == {
        "revision": 0,
        "number": "A01",
        "ring": [[0, 0], [300, 0], [300, 300], [0, 300]],
        "area_sqm": "9.00",
        "obstructed_sqm": "0.00",
        "open_sides": 1,
        "open_sides_override": None,
        "kind": "raw",
        "blocked_reason": "",
        "label": [150, 150],
        "ancestors": ["A01"],
        "availability": "free",
        "holder": None,
        "holder_name": "",
    }
    assert (said["state"], said["revision"], said["can_undo"], said["problems"]) == ("draft", 0, False, [])


def test_contents_say_where_the_background_is(editor: Editor) -> None:
    picture = PlanBackground.objects.create(content_hash="a" * 64, drawing="<svg/>", extent=[10, 20, 300, 400])
    FloorPlan.objects.filter(pk=editor.plan.pk).update(background=picture)
    assert editor.get("contents/").json()["background"] == {
        "href": f"/plan/backgrounds/{'a' * 64}.svg",
        "x": 10,
        "y": 20,
        "width": 300,
        "height": 400,
    }


def test_draft_shows_who_holds_the_booths_that_its_own_come_from(editor: Editor) -> None:
    base = editor.plan.base
    assert base is not None
    holder = holder_of(base.booths.get(number="A02"))
    shown = {b["number"]: (b["availability"], b["holder"]) for b in editor.get("contents/").json()["booths"]}
    assert shown == {"A01": ("free", None), "A02": ("held", holder.pk), "A03": ("free", None)}


def test_edit_answers_with_what_changed_and_undo_takes_it_back(editor: Editor) -> None:
    moved = editor.edit("reshape", booths=[{"id": key(editor.plan, "A03"), "ring": rectangle(700, 0)}]).json()
    changed = {booth["number"]: booth["open_sides"] for booth in moved["changed"]["booths"]}
    assert (moved["revision"], moved["edit"], moved["can_undo"], changed) == (1, 1, True, {"A02": 2, "A03": 3})
    back = editor.post("undo").json()
    assert (back["revision"], back["can_undo"], back["can_redo"]) == (2, False, True)
    assert editor.get("contents/").json()["booths"][2]["ring"] == [list(point) for point in rectangle(600, 0)]


def test_changes_since_tell_what_came_what_went_and_whose_doing_it_was(editor: Editor) -> None:
    editor.edit("draw", booths=[{"ring": rectangle(0, 1000), "number": "N1"}])
    other = Editor(editor.plan)
    other.edit("remove", ids=[gone := key(editor.plan, "A03")])
    since = editor.get("changes/?since=1").json()
    assert (since["everything"], since["gone"]) == (False, {"booths": [gone], "obstructions": []})
    assert [booth["number"] for booth in since["changed"]["booths"]] == ["A02"]
    assert since["by"] == [str(User.objects.get(pk=other.client.session["_auth_user_id"]))]
    assert [booth["number"] for booth in editor.get("changes/?since=0").json()["changed"]["booths"]] == ["A02", "N1"]
    assert editor.get("changes/").json()["everything"]
    assert editor.get("changes/?since=99").json()["everything"]
    assert editor.get("changes/?since=x").json()["everything"]
    assert editor.get(f"changes/?since={2**64}").json()["everything"]


def test_booth_changed_by_another_meanwhile_comes_back_as_it_is(editor: Editor) -> None:
    known, pk = seen(editor.plan), key(editor.plan, "A01")
    Editor(editor.plan).edit("set", ids=[pk], kind="shell")
    answer = editor.post("edits", {"edit": "set", "seen": known, "ids": [pk], "number": "Z9"})
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert [(b["kind"], b["revision"]) for b in answer.json()["current"]["booths"]] == [("shell", 1)]


def test_published_and_superseded_versions_are_refused(editor: Editor) -> None:
    before = editor.plan.base
    publish_floor_plan(editor.plan.pk, actor=SYSTEM, at=NOON)
    for plan, word in ((editor.plan, "published"), (before, "superseded")):
        assert plan is not None
        answer = Editor(plan).edit("set", ids=[key(plan, "A01")], kind="shell")
        assert (answer.status_code, answer.json()["code"]) == (409, "plan_not_draft")
        assert word in answer.json()["message"]


HOSTILE = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"draw"',
    b"\xff\xfe",
    b'{"edit":"burn"}',
    b'{"edit":"draw"}',
    b'{"edit":"draw","booths":[]}',
    b'{"edit":"draw","booths":[{"ring":[[NaN,1],[2,2],[3,4]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[[1e999,1],[2,2],[3,4]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[["1",1],[2,2],[3,4]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[[1.5,1],[2,2],[3,4]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,0],[300,0],[300,300]],"number":"\\ud800"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,1000],[300,1000],[300,1300]],"number":"\\u0000"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,1000],[300,1000],[300,1300]],"number":""}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,1000],[300,1000],[300,1300]],"number":"' + b"9" * 1_000_000 + b'"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,0],[' + b"9" * 5_000 + b',0],[300,300]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,0],[999999999999999999999,0],[300,300]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[' + b"[0,0]," * 2_000 + b'[1,1]],"number":"x"}]}',
    b'{"edit":"draw","booths":[{"ring":[[0,0],[300,0],[300,300]],"number":"x","allotment":999999}]}',
    b'{"edit":"remove","ids":[' + b"1," * 3_000 + b"1]}",
    b'{"edit":"remove","ids":[0]}',
    b'{"edit":"remove","ids":[9223372036854775808]}',
    b'{"edit":"remove","ids":[true]}',
    b'{"edit":"remove","ids":[1]}',
    b'{"edit":"remove"}',
    b'{"edit":"remove","ids":[1],"seen":{"x":1}}',
    b'{"edit":"reshape"}',
    b'{"edit":"reshape","booths":[{"id":1}]}',
    b'{"edit":"move","dx":"1"}',
    b'{"edit":"split","id":1,"parts":1000000}',
    b'{"edit":"array","origin":[0,2000],"width":300,"depth":300,"rows":2000,"columns":2000,"number":{}}',
    b'{"edit":"array","origin":[0,2000],"width":1,"depth":1,"rows":1,"columns":1,"number":{}}',
    b'{"edit":"array","origin":[9000000000,2000],"width":300,"depth":300,"rows":1,"columns":1,"number":{}}',
    b'{"edit":"obstruct","obstructions":[{"kind":"tree","ring":[[0,0],[9,0],[9,9]]}]}',
    b'{"edit":"obstruct","obstructions":[{"kind":"column","ring":[[0,0]]}]}',
    b'{"edit":"obstruct","obstructions":[{"kind":"column","ring":[[0,0],[90,0],[90,90]],"clearance_cm":-1}]}',
    b"[" * 200_000,
    b'{"a":' * 50_000,
    b" " * 3_000_000,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_bodies_are_refused_in_words_and_change_nothing(editor: Editor, body: bytes) -> None:
    answer = editor.post("edits", body)
    said = answer.json()
    assert answer.status_code in {409, 422}
    assert (bool(said["message"]), len(said["message"]) < 600, bool(said["code"])) == (True, True, True)
    assert editor.get("contents/").json()["revision"] == 0


def test_unknown_draft_is_shown_in_json(editor: Editor) -> None:
    for answer in (
        editor.client.get("/organizer/drafts/999999/contents/"),
        editor.client.get(f"/organizer/drafts/{2**70}/contents/"),
        editor.client.post("/organizer/drafts/999999/undo/"),
        editor.client.post(f"/organizer/drafts/{2**70}/undo/"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (OrganizerRole.DIRECTOR, 200),
        (OrganizerRole.FLOOR_PLANNER, 200),
        (OrganizerRole.FINANCE, 403),
        (OrganizerRole.REVIEWER, 403),
        (None, 403),
    ],
)
def test_planners_and_directors_alone_read_and_edit(editor: Editor, role: OrganizerRole | None, status: int) -> None:
    visitor = Editor(editor.plan, organizer(role) if role else UserFactory())
    answers = [
        visitor.get("contents/"),
        visitor.get("changes/"),
        visitor.edit("set", ids=[key(editor.plan, "A01")], kind="shell"),
        visitor.post("undo"),
        visitor.post("redo"),
    ]
    assert [answer.status_code for answer in answers] == [status] * 5


def test_signed_out_planner_is_informed_in_json(editor: Editor) -> None:
    editor.client.logout()
    answer = editor.post("undo")
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_planners_see_one_another_until_a_page_no_longer_asks(editor: Editor, empty_cache: None) -> None:
    one = organizer(OrganizerRole.FLOOR_PLANNER)
    first, second = Editor(editor.plan, one), editor
    assert first.get("contents/").json()["others"] == []
    assert second.get("contents/").json()["others"] == [str(one)]
    assert len(first.get("changes/?since=0").json()["others"]) == 1
    later = now() + timedelta(seconds=PRESENT_SECONDS)
    assert planners_beside(editor.plan.pk, one, at=later) == []


@pytest.mark.usefixtures("lasting")
def test_contents_take_the_same_number_of_queries_for_any_number_of_booths() -> None:
    counts = []
    for size in (1, 3):
        editor = Editor(draft_of(row_of(size)))
        with CaptureQueriesContext(connection) as queries:
            editor.get("contents/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
