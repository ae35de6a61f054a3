"""More booths of a size in a draft: what is shown before anything changes, and the change once it is taken."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.accounts.models import User
from pavilions.drawings.geometry import Ring
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.edits import EditRefused
from pavilions.plans.drafts.operations.plan_edits import edit_draft, undo_edit
from pavilions.plans.safety.models import HallRules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import BoothKind, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, FloorPlanFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import PageForm, forms_of
from tests.pavilions.claims import holder_of
from tests.pavilions.floor.floors import draft_of, edit_of, in_hall, key, rectangle
from tests.pavilions.safety.plans import LONG_AGO, rule_set

pytestmark = pytest.mark.django_db

STALE = "This has been changed since you opened the page, so nothing was saved."
BLOCK: dict[str, Ring] = {
    f"{row}{n + 1:02}": rectangle(500 + 300 * n, top) for row, top in (("A", 500), ("B", 800)) for n in range(4)
}
"""Two rows of four booths of 3 × 3 m, back to back."""


@pytest.fixture
def planner() -> User:
    return organizer(OrganizerRole.FLOOR_PLANNER)


@pytest.fixture
def client(planner: User) -> Client:
    return signed_in(planner)


@pytest.fixture
def draft() -> FloorPlan:
    """The block in a hall of 22 × 16 m, with no room beside it that leaves aisles of 3 m."""
    return in_hall(draft_of(BLOCK), 2_200, 1_600)


def page_of(plan: FloorPlan) -> str:
    return f"/organizer/drafts/{plan.pk}/more-booths/"


def form_on(client: Client, plan: FloorPlan, **asked: str) -> PageForm:
    """The form that takes the change, as a browser sends it untouched."""
    page = client.get(page_of(plan), {"aisle": "3", **asked})
    assert page.status_code == 200
    assert_clean(page)
    [form] = [form for form in forms_of(page.text) if "take" in form.values]
    return form


def booths(plan: FloorPlan) -> dict[str, tuple[tuple[int, ...], Decimal]]:
    """Left, top, right and bottom of each booth, and its m²."""
    found: dict[str, tuple[tuple[int, ...], Decimal]] = {}
    for booth in Booth.objects.filter(plan=plan):
        across, down = zip(*booth.ring, strict=True)
        found[booth.number] = (min(across), min(down), max(across), max(down)), booth.area_sqm
    return found


def test_page_asks_for_number_and_size_and_is_reached_from_the_editor(client: Client, draft: FloorPlan) -> None:
    page = client.get(page_of(draft))
    assert (page.status_code, page.context["form"].is_bound, page.context["proposal"]) == (200, False, None)
    assert page.context["form"]["aisle"].value() == "3.00"
    assert_clean(page)
    assert f'href="{page_of(draft)}"' in client.get(f"/organizer/drafts/{draft.pk}/").text


def test_booths_are_joined_where_there_is_no_free_floor(client: Client, draft: FloorPlan) -> None:
    before = booths(draft)
    page = client.get(page_of(draft), {"count": "1", "area_sqm": "36", "aisle": "3"})
    proposal = page.context["proposal"]
    assert [(each.number, each.area_sqm, each.kind) for each in proposal.new] == [("A01", Decimal(36), BoothKind.RAW)]
    assert [each.number for each in proposal.gone] == ["A01", "A02", "B01", "B02"]
    assert (proposal.cut, proposal.missing, len(proposal.after.booths)) == ([], 0, 5)
    assert (page.context["net_before"], page.context["net_after"]) == (72, 72)
    drawing = page.context["drawing"]
    assert [drawing.count(f'class="booth {each}"') for each in ("added", "gone", "changed", "same")] == [1, 4, 0, 4]
    assert booths(draft) == before


def test_change_is_taken_in_one_step_and_undone_in_one(client: Client, planner: User, draft: FloorPlan) -> None:
    before = booths(draft)
    taken = client.post(page_of(draft), form_on(client, draft, count="1", area_sqm="36").filled())
    assert (taken.status_code, taken["Location"]) == (302, f"/organizer/drafts/{draft.pk}/")
    assert "The draft of hall" in client.get(taken["Location"]).text
    assert booths(draft) == {
        "A01": ((500, 500, 1_100, 1_100), Decimal(36)),
        **{number: before[number] for number in ("A03", "A04", "B03", "B04")},
    }
    joined = Booth.objects.get(plan=draft, number="A01")
    assert set(joined.ancestors.values_list("number", flat=True)) == {"A01", "A02", "B01", "B02"}
    undo_edit(draft.pk, actor=planner, at=NOON)
    assert booths(draft) == before


def test_larger_booth_is_split_and_keeps_its_number(client: Client) -> None:
    draft = in_hall(draft_of({"C1": rectangle(500, 500, 1_200, 600)}), 2_200, 1_600)
    client.post(page_of(draft), form_on(client, draft, count="1", width="6", depth="3").filled())
    assert booths(draft) == {
        "C1": ((800, 500, 1_700, 1_100), Decimal(54)),
        "C1a": ((500, 500, 800, 1_100), Decimal(18)),
    }


def test_free_floor_is_used_first_and_rows_become_longer(client: Client) -> None:
    draft = in_hall(draft_of({f"A{n}": rectangle(60 + 300 * n, 60) for n in range(1, 4)}), 3_000, 1_600)
    before = booths(draft)
    client.post(page_of(draft), form_on(client, draft, count="2", area_sqm="9").filled())
    assert booths(draft) == before | {
        "A4": ((60, 60, 360, 360), Decimal(9)),
        "A5": ((1_260, 60, 1_560, 360), Decimal(9)),
    }


def test_booths_that_somebody_has_or_that_are_withheld_stay(client: Client, draft: FloorPlan) -> None:
    original = draft.base
    assert original is not None
    holder_of(original.booths.get(number="A01"))
    original.booths.filter(number="B04").update(blocked_reason="A pillar")
    draft.booths.filter(number="B04").update(blocked_reason="A pillar")
    page = client.get(page_of(draft), {"count": "3", "area_sqm": "36", "aisle": "3"})
    proposal = page.context["proposal"]
    assert [each.number for each in proposal.new] == ["A02"]
    assert [each.number for each in proposal.gone] == ["A02", "A03", "B02", "B03"]
    assert (proposal.missing, proposal.at_others) == (2, 1)
    assert "Booths that fit: 1 of 3." in page.text
    assert "No more free floor of this size keeps the aisles" in page.text
    assert "Room for 1 more is taken by booths that are held, booked or withheld." in page.text
    with pytest.raises(EditRefused) as refused:
        edit_draft(
            draft.pk,
            edit_of(
                draft,
                "rearrange",
                gone=(key(draft, "A01"), key(draft, "B04")),
                booths=({"ring": rectangle(500, 500), "number": "N1"},),
            ),
            actor=organizer(),
            at=NOON,
        )
    assert str(refused.value) == "These booths are held, booked or withheld, so they cannot be changed: A01, B04."


def test_booth_taken_after_the_page_was_opened_is_refused(client: Client, draft: FloorPlan) -> None:
    form = form_on(client, draft, count="1", area_sqm="36")
    assert draft.base is not None
    holder_of(draft.base.booths.get(number="A01"))
    before = booths(draft)
    refused = client.post(page_of(draft), form.filled())
    assert refused.status_code == 422
    assert "The proposal has changed since it was shown" in refused.text
    assert booths(draft) == before


def test_draft_that_was_edited_since_is_not_changed_and_nothing_typed_is_lost(client: Client, draft: FloorPlan) -> None:
    form = form_on(client, draft, count="1", area_sqm="36.00")
    edit_draft(draft.pk, edit_of(draft, "remove", ids=(key(draft, "B04"),)), actor=organizer(), at=NOON)
    before = booths(draft)
    refused = client.post(page_of(draft), form.filled())
    assert (refused.status_code, refused.text.count(STALE)) == (422, 1)
    assert [refused.context["form"][name].value() for name in ("count", "area_sqm", "aisle")] == ["1", "36.00", "3"]
    assert booths(draft) == before


def test_new_findings_of_the_rules_are_shown_and_no_others(client: Client, draft: FloorPlan) -> None:
    rules = rule_set((Measure.FILL, "20", Severity.MANDATORY), (Measure.ROW_LENGTH, "12", Severity.MANDATORY))
    HallRules.objects.create(hall=None, rule_set=rules, valid_from=LONG_AGO)
    page = client.get(page_of(draft), {"count": "1", "area_sqm": "36", "aisle": "3"})
    assert page.context["proposal"].findings == []
    assert "The change breaks no rule that was met before." in page.text
    wider = in_hall(draft_of({"A1": rectangle(500, 500)}), 1_600, 1_600)
    page = client.get(page_of(wider), {"count": "1", "width": "6", "depth": "9", "aisle": "1"})
    assert [each.rule.measure for each in page.context["proposal"].findings] == [Measure.FILL]
    assert "The change would break these rules:" in page.text


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"count": "0"}, {"count": ["Ensure this value is greater than or equal to 1."]}),
        ({"count": "51"}, {"count": ["Ensure this value is less than or equal to 50."]}),
        ({"count": "x"}, {"count": ["Enter a whole number."]}),
        ({"area_sqm": ""}, {"area_sqm": ["Enter how large the booths are to be."]}),
        ({"area_sqm": "NaN"}, {"area_sqm": ["Enter a number."]}),
        ({"area_sqm": "8"}, {"area_sqm": ["Booths here have at least 9 m². 8 m² is smaller."]}),
        ({"width": "3"}, {"area_sqm": ["Enter either m² or a width and a depth, not both."]}),
        ({"area_sqm": "", "width": "3"}, {"depth": ["Enter both the width and the depth."]}),
        (
            {"area_sqm": "", "width": "2", "depth": "3"},
            {"width": ["Booths here have at least 9 m². 3 × 2 m is smaller."]},
        ),
        ({"aisle": "0.9"}, {"aisle": ["The rules require at least 1 m here."]}),
        ({"aisle": ""}, {"aisle": ["This field is required."]}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, draft: FloorPlan, asked: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    page = client.get(page_of(draft), {"count": "1", "area_sqm": "36", "aisle": "3", **asked})
    assert page.status_code == 422
    assert {name: list(map(str, found)) for name, found in page.context["form"].errors.items()} == wrong
    assert {name: page.context["form"][name].value() for name in asked} == asked
    assert_clean(page)


def test_nothing_can_be_taken_where_nothing_fits(client: Client, draft: FloorPlan) -> None:
    asked = {"count": "2", "width": "30", "depth": "12", "aisle": "3"}
    page = client.get(page_of(draft), asked)
    assert "Booths that fit: 0 of 2." in page.text
    assert [form for form in forms_of(page.text) if "take" in form.values] == []
    refused = client.post(page_of(draft), {**asked, "revision": str(draft.revision), "take": "x"})
    assert refused.status_code == 422


def test_other_versions_lead_to_the_editor(client: Client) -> None:
    plan = FloorPlanFactory()
    for answer in (client.get(page_of(plan)), client.post(page_of(plan))):
        assert (answer.status_code, answer["Location"]) == (302, f"/organizer/drafts/{plan.pk}/")


def test_page_takes_the_same_number_of_queries_for_any_plan(client: Client, draft: FloorPlan) -> None:
    counts = []
    for plan in (draft, in_hall(draft_of({"A1": rectangle(500, 500)}), 2_200, 1_600)):
        client.get(page_of(plan), {"count": "1", "area_sqm": "36", "aisle": "3"})
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(plan), {"count": "1", "area_sqm": "36", "aisle": "3"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_planners_and_directors_see_it(draft: FloorPlan) -> None:
    for role in (OrganizerRole.FINANCE, OrganizerRole.REVIEWER):
        assert signed_in(organizer(role)).get(page_of(draft)).status_code == 403
