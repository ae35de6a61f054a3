"""Drafts on paper, for those who plan the floor."""

import pypdfium2
import pytest

from pavilions.floor.models.floor_plan import Booth, Obstruction
from pavilions.floor.models.venue import Hall
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.plans.drafts.views.sheets import as_booked
from pavilions.plans.queries.plans import plan_with
from pavilions.states import Availability, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.pavilions.claims import holder_of
from tests.pavilions.floor.floors import draft_of, edit_of, key, published, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_a_draft_is_marked_as_one_and_names_who_drew_it() -> None:
    plan = draft_of(row_of(3))
    planner = organizer(OrganizerRole.FLOOR_PLANNER, user__name="Ana Planner")
    edit_draft(plan.pk, edit_of(plan, "remove", ids=[key(plan, "A01")]), actor=planner, at=NOON)
    Hall.objects.update(outline=[[0, 0], [3_000, 0], [3_000, 2_000], [0, 2_000]])
    Obstruction.objects.create(plan=plan, kind="exit", footprint=[[0, 0], [300, 0], [300, 20], [0, 20]], name="Gate")
    answer = signed_in(planner).get(f"/organizer/drafts/{plan.pk}/sheet/pdf/?paper=a3&ratio=200")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert ("no-store" in answer["Cache-Control"], "ETag" in answer.headers) == (True, False)
    text = text_of(answer.content)
    said = ["DRAFT", "2 · draft", "Ana Planner", "1:200", "Exit 1", "Gate", "3.00 m", "A02"]
    assert [words for words in said if words not in text] == []
    assert "A01" not in text


def test_a_published_version_is_not_marked_as_a_draft() -> None:
    plan = published(row_of(3))
    text = text_of(signed_in(organizer()).get(f"/organizer/drafts/{plan.pk}/sheet/pdf/").content)
    assert ("DRAFT" in text, "1 · published" in text) == (False, True)


@pytest.mark.parametrize("query", ["paper=a9", "ratio=300", "ratio=", "paper=a3&ratio=%00"])
def test_a_paper_or_ratio_that_there_is_not_is_not_found(query: str) -> None:
    plan = draft_of(row_of(3))
    client = signed_in(organizer())
    assert client.get(f"/organizer/drafts/{plan.pk}/sheet/pdf/?{query}").status_code == 404
    assert client.get(f"/organizer/drafts/{plan.pk}/sheet/gif/").status_code == 404
    assert client.get("/organizer/drafts/999999/sheet/pdf/").status_code == 404


def test_booths_of_a_draft_are_as_taken_as_those_they_come_from() -> None:
    plan = draft_of(row_of(3))
    holder_of(Booth.objects.get(plan=plan.base, number="A02"))
    drawn = plan_with(plan.pk)
    assert drawn is not None
    assert {booth.number: booth.availability for booth in as_booked(drawn, plan).booths} == {
        "A01": Availability.FREE,
        "A02": Availability.HELD,
        "A03": Availability.FREE,
    }


def test_only_planners_print_drafts() -> None:
    plan = draft_of(row_of(3))
    address = f"/organizer/drafts/{plan.pk}/sheet/pdf/"
    assert signed_in(organizer(OrganizerRole.REVIEWER)).get(address).status_code == 403
