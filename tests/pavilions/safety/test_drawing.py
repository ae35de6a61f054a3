"""What breaks the rules while one draws: the same as the whole check finds, where it is on the plan."""

import json
import random
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.checking import measure
from pavilions.plans.safety.measuring import MeasuredHall, fronts_of, known_fronts
from pavilions.plans.safety.queries import check_drawn, check_plan
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import ALONG_WAYS, Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean
from tests.pavilions.safety.halls import box, measured
from tests.pavilions.safety.plans import add_booth, chosen
from tests.pavilions.safety.starter_sets import facts_of, rules_of

TODAY = NOON.date()
NEAR_AND_FAR = (
    (Measure.AISLE_WIDTH, "3", Severity.MANDATORY),
    (Measure.ENTRANCE, "1", Severity.RECOMMENDED),
    (Measure.TRAVEL, "5", Severity.RECOMMENDED),
)


def test_fronts_measured_again_are_those_measured_anew() -> None:
    chance = random.Random(14)  # noqa: S311  edits, no secrets
    booths = {row * 10 + place: box(300 * place, 700 * row, 300, 300) for row in range(6) for place in range(10)}
    hall = MeasuredHall(box(-500, -500, 5_000, 6_000), booths, columns={1: box(700, 400, 60, 60)})
    fronts = fronts_of(hall, ahead_cm=600)
    for _edit in range(40):
        known = known_fronts(hall, fronts, ahead_cm=600)
        hall = _edited(hall, chance)
        fronts = fronts_of(hall, ahead_cm=600, known=known)
        assert fronts == fronts_of(hall, ahead_cm=600)
    smaller = replace(hall, outline=box(-500, -500, 5_000, 5_000))
    assert fronts_of(smaller, ahead_cm=600, known=known) == fronts_of(smaller, ahead_cm=600)
    assert fronts_of(hall, ahead_cm=300, known=known) == fronts_of(hall, ahead_cm=300)


@pytest.mark.parametrize("removed", [False, True])
def test_fronts_are_measured_again_where_the_first_thing_comes_or_the_last_goes(*, removed: bool) -> None:
    bare = MeasuredHall(box(0, 0, 3_000, 2_000), {1: box(0, 0, 300, 300), 2: box(0, 800, 300, 300)})
    walled = replace(bare, standing=[box(0, 500, 300, 20)])
    before, after = (walled, bare) if removed else (bare, walled)
    known = known_fronts(before, fronts_of(before, ahead_cm=600), ahead_cm=600)
    assert fronts_of(after, ahead_cm=600, known=known) == fronts_of(after, ahead_cm=600) != known.fronts


@pytest.mark.parametrize("name", STARTER_SETS)
def test_each_set_finds_on_what_was_measured_again_what_it_finds_anew(name: str) -> None:
    chance = random.Random(15)  # noqa: S311  edits, no secrets
    rules = [rule for rule in rules_of(name) if rule.measure not in ALONG_WAYS]
    plan = measured(
        box(-500, -500, 4_000, 5_600),
        [box(300 * place, 300 * row + 300 * (row // 2), 300, 300) for row in range(8) for place in range(9)],
        exits=[box(1_200, -500, 300, 40), box(3_460, 2_000, 40, 300), box(1_000, 5_060, 200, 40)],
        columns=[box(700, 640, 60, 60)],
        equipment=[box(-500, 100, 40, 40)],
        rescue=[box(-500, -500, 400, 5_600)],
        facts=facts_of(name),
    )
    for _edit in range(15):
        known = known_fronts(plan.hall, plan.fronts, ahead_cm=plan.ahead_cm)
        hall = _edited(plan.hall, chance)
        names = {booth: f"A{booth}" for booth in hall.booths}
        anew = replace(plan, hall=hall, names=names, known=None)
        plan = replace(anew, known=known)
        assert measure(plan, rules) == measure(anew, rules)
        assert measure(replace(plan, with_figures=True), rules) == measure(replace(anew, with_figures=True), rules)


def _edited(hall: MeasuredHall, chance: random.Random) -> MeasuredHall:
    booths, columns = dict(hall.booths), dict(hall.columns)
    booth = chance.choice(list(booths))
    match chance.randrange(4):
        case 0:
            del booths[booth]
        case 1:
            booths[max(booths) + 1] = box(chance.randrange(3_000), 5_000, 200, 200)
        case 2:
            columns[max(columns) + 1] = box(chance.randrange(3_000), chance.randrange(4_000), 60, 60)
        case _:
            across, down = chance.randrange(-300, 300), chance.randrange(-300, 300)
            booths[booth] = tuple((x + across, y + down) for x, y in booths[booth])
    return replace(hall, booths=booths, columns=columns)


@pytest.fixture
def narrow(draft: FloorPlan, allotment: Allotment) -> FloorPlan:
    """Two rows only 2.40 m apart, far from the exit."""
    add_booth(draft, allotment, "A1", 500, 500)
    add_booth(draft, allotment, "B1", 500, 1_040)
    return draft


@pytest.mark.django_db
def test_both_parts_together_find_what_publishing_finds_after_each_edit(narrow: FloorPlan) -> None:
    chosen(narrow, *NEAR_AND_FAR)
    moved = narrow.booths.get(number="B1")
    for top in (1_040, 1_100, 810, 1_040):
        moved.footprint = [list(point) for point in box(500, top, 300, 300)]
        moved.save()
        parts = [check_drawn(narrow, along_ways=part, today=TODAY).findings for part in (False, True)]
        assert [judged.finding for part in parts for judged in part] == [
            judged.finding for judged in check_plan(narrow, today=TODAY).findings
        ]


@pytest.mark.django_db
def test_the_editor_shows_what_stands_where_with_measure_and_limit(narrow: FloorPlan) -> None:
    chosen(narrow, *NEAR_AND_FAR)
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    address = reverse("drafts:safety", args=[narrow.pk])
    near, ways = client.get(address).json(), client.get(address, {"ways": ""}).json()
    keys = " ".join(f"b{key}" for key in narrow.booths.order_by("number").values_list("pk", flat=True))
    assert f'data-keys="{keys}"' in near["near-list"]
    assert "The aisle at A1, B1 is only 2.4 m wide; the rule asks for at least 3 m." in near["near-list"]
    assert re.findall(r"<text[^>]*>([^<]*)", near["near-marks"]) == ["✕ 2.4 m &lt; 3 m"]
    assert "drawn-finding mandatory" in near["near-marks"]
    assert "Mandatory" in near["near-list"]
    assert "Recommended" in ways["ways-list"]
    assert "drawn-finding recommended" in ways["ways-marks"]
    assert re.findall(r"<text[^>]*>(△ [\d.]+ m &gt; 5 m)", ways["ways-marks"])
    narrow.booths.filter(number="B1").delete()
    again = client.get(address).json()
    assert again["near-marks"].strip() == ""
    assert "Widths and distances: no rule is broken." in again["near-list"]


@pytest.mark.django_db
def test_without_rules_the_editor_says_so_and_only_planners_may_ask(narrow: FloorPlan) -> None:
    address = reverse("drafts:safety", args=[narrow.pk])
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    said = client.get(address).json()
    assert "No rules have been chosen for this hall" in said["near-list"]
    assert client.get(address, {"ways": ""}).json()["ways-list"].strip().startswith("<li")
    assert json.loads(client.get(reverse("drafts:safety", args=[0])).content)["code"] == "not_found"
    assert_clean(client.get(reverse("drafts:editor", args=[narrow.pk])))
    assert signed_in(organizer(OrganizerRole.REVIEWER)).get(address).status_code == 403


@pytest.mark.django_db
def test_as_many_queries_for_any_number_of_booths(narrow: FloorPlan, allotment: Allotment) -> None:
    chosen(narrow, *NEAR_AND_FAR)
    with CaptureQueriesContext(connection) as few:
        check_drawn(narrow, along_ways=False, today=TODAY)
    for column in range(4):
        add_booth(narrow, allotment, f"C{column}", 1_500 + 300 * column, 2_000)
    with CaptureQueriesContext(connection) as many:
        check_drawn(narrow, along_ways=False, today=TODAY)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_ways_out_go_straight_to_the_aisle_and_by_the_shortest_way_to_the_exit(narrow: FloorPlan) -> None:
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    address = reverse("drafts:safety", args=[narrow.pk])
    drawn = client.get(address, {"walks": ""}).json()["walks"]
    assert 'class="heat heat-1"' in drawn
    (path,) = re.findall(r'class="walk" d="([^"]*)"', drawn)
    lines = [[tuple(map(int, point.split())) for point in line.split("L")] for line in path.split("M")[1:]]
    corners = {tuple(point) for booth in narrow.booths.all() for point in booth.footprint}
    assert len(lines) == 2
    assert all(line[0] in corners and len(line) > 1 for line in lines)
    narrow.obstructions.all().delete()
    assert client.get(address, {"walks": ""}).json()["walks"] == '<path class="walk" d=""/>'
