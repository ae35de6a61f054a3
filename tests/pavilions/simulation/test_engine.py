"""How a small hall empties, by JuPedSim itself, which the development environment has."""

import pytest

from pavilions.plans.safety.measuring import MeasuredHall
from pavilions.plans.simulation.engine import evacuate, nearest_exits, room_for, starting_points
from tests.pavilions.safety.halls import box

HALL = MeasuredHall(
    box(0, 0, 2_000, 1_000),
    {1: box(600, 300, 600, 300)},
    exit_rings={7: box(0, 400, 40, 200), 8: box(1_980, 450, 20, 100)},
)


def test_people_start_on_the_ways_and_go_to_the_nearest_exit() -> None:
    points = starting_points(HALL, 60, seed=1)
    assert len({(round(x), round(y)) for x, y in points.tolist()}) == 60
    assert not any(600 <= x <= 1_200 and 300 <= y <= 600 for x, y in points.tolist())
    assert points.tolist() == starting_points(HALL, 60, seed=1).tolist()
    exits = nearest_exits(HALL, points)
    assert set(exits) == {7, 8}
    assert all(key == 7 for (x, _y), key in zip(points.tolist(), exits, strict=True) if x < 800)
    assert room_for(HALL) > 400


def test_everybody_walks_out_the_same_way_each_time() -> None:
    pytest.importorskip("jupedsim", reason="the extra `simulation` is not installed")
    reported: list[float] = []
    first = evacuate(HALL, 60, reaction_s=0, seed=1, report=reported.append)
    assert first == evacuate(HALL, 60, reaction_s=0, seed=1, report=lambda _share: None)
    assert (first.persons, first.left, sum(first.exits.values()), first.out[180]) == (60, 0, 60, 60)
    assert 3 <= first.half_s < first.last_s < 60
    assert reported == sorted(reported)
    assert reported[-1] == 1
    assert evacuate(HALL, 240, reaction_s=0, seed=1, report=lambda _share: None).last_s > first.last_s


def test_a_reaction_time_delays_everybody_and_changes_nothing_else() -> None:
    pytest.importorskip("jupedsim", reason="the extra `simulation` is not installed")
    at_once, later = (
        evacuate(HALL, 60, reaction_s=seconds, seed=1, report=lambda _share: None) for seconds in (0, 100)
    )
    assert (later.last_s, later.half_s) == (at_once.last_s + 100, at_once.half_s + 100)
    assert (later.out[60], later.out[180], later.out[300]) == (0, 60, 60)
    assert 0 < later.out[120] <= 60
    assert (later.exits, later.crowds) == (at_once.exits, at_once.crowds)
