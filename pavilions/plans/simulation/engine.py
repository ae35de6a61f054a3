"""Simulates how a hall empties, with JuPedSim, which is an extra of its own: `uv sync --extra simulation`.

The module is pure: from a measured hall and a number of persons it makes an `Evacuation`, the same one for the same
seed. Everybody starts on the ways, evenly spread, and all set off for their nearest exits at the same moment, once the
reaction time after the alarm has passed. The result shows which of two plans empties sooner and where it gets crowded.
It shows nothing about panic, smoke, or people who wait for one another.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
import shapely

from pavilions.plans.safety.measuring import MeasuredHall, Routes
from pavilions.plans.safety.measuring.hall import Numbers

DESIRED_SPEED: Final = (1.34, 0.26)
"""The speed on free floor in metres per second: mean and standard deviation, as measured by Weidmann."""
SPEEDS: Final = (0.6, 2.1)
RADIUS_M: Final = 0.2
STEP_S: Final = 0.05
STEPS_A_SECOND: Final = 20
LONGEST_S: Final = 1_800
"""Persons who are not out by then are counted as left."""
ASKED_S: Final = (60, 120, 180, 240, 300)
"""The seconds after the alarm at which those who are out are counted."""
MOST_PER_SQM: Final = 4
"""The number of persons that a square metre of way holds as the simulation starts."""
OFF_WALLS_CM: Final = 25
CROWD_CM: Final = 200
CROWDED_PER_SQM: Final = 2.0
SAMPLED_S: Final = 2

type Report = Callable[[float], None]
"""A callback that gets the share of those who are out, 0 to 1, as the simulation proceeds."""


class CannotSimulateError(Exception):
    """Raised if the engine refuses the shapes."""


def is_installed() -> bool:
    return find_spec("jupedsim") is not None


@dataclass(frozen=True, kw_only=True)
class Evacuation:
    """The result of a simulation, with times in seconds after the alarm.

    `exits` are persons by exit id; `crowds` are the most persons/m² that were seen in each square of `CROWD_CM`, by its
    upper left corner.
    """

    persons: int
    left: int
    last_s: int
    half_s: int
    out: Mapping[int, int]
    exits: Mapping[int, int]
    crowds: Mapping[tuple[int, int], float] = field(default_factory=dict)


def room_for(hall: MeasuredHall) -> int:
    """Return how many persons fit on the ways of a hall."""
    return int(shapely.buffer(hall.ways, -OFF_WALLS_CM).area / 10_000 * MOST_PER_SQM)


def evacuate(hall: MeasuredHall, persons: int, *, reaction_s: int, seed: int, report: Report) -> Evacuation:
    """Let `persons` walk out, starting `reaction_s` seconds after the alarm.

    The hall must have a usable exit, and room for them. Raise `CannotSimulateError`.
    """
    try:
        return _evacuate(hall, persons, reaction_s, seed, report)
    except (RuntimeError, ValueError, shapely.errors.GEOSException) as error:
        raise CannotSimulateError(str(error)) from error


def starting_points(hall: MeasuredHall, persons: int, *, seed: int) -> Numbers:
    """Return `persons` points (x, y) in cm, evenly spread over the ways: a triangular grid with some left out."""
    floor = shapely.buffer(hall.ways, -OFF_WALLS_CM)
    shapely.prepare(floor)
    left, top, right, bottom = floor.bounds
    spacing = np.sqrt(floor.area / persons * 2 / np.sqrt(3))
    while True:
        rows = np.arange(top, bottom, spacing * np.sqrt(3) / 2)
        columns = np.arange(left, right, spacing)
        x = columns[None] + (np.arange(len(rows)) % 2)[:, None] * spacing / 2
        points = np.column_stack([x.ravel(), np.broadcast_to(rows[:, None], x.shape).ravel()])
        inside = points[shapely.contains_xy(floor, points)]
        if len(inside) >= persons:
            kept = np.random.default_rng(seed).choice(len(inside), persons, replace=False)
            return np.asarray(inside[np.sort(kept)], dtype=np.float64)
        spacing *= 0.97


def nearest_exits(hall: MeasuredHall, points: Numbers) -> list[int]:
    """Return the id of the exit at which the shortest way from each point ends."""
    usable = {key: found.reached for key, found in hall.exits.items() if found.free_cm}
    keys, reached = list(usable), np.array(list(usable.values()), dtype=np.object_)
    ends = [way[-1] for way in Routes(hall.ways, hall.usable_exits).ways([(x, y) for x, y in points.tolist()])]
    distances = shapely.distance(shapely.points(ends)[:, None], reached[None])
    return [keys[place] for place in distances.argmin(axis=1).tolist()]


def _evacuate(hall: MeasuredHall, persons: int, reaction_s: int, seed: int, report: Report) -> Evacuation:
    points = starting_points(hall, persons, seed=seed)
    towards = np.array(nearest_exits(hall, points))
    random = np.random.default_rng(seed)
    speeds = random.normal(*DESIRED_SPEED, persons).clip(*SPEEDS)
    runs = []
    for part in shapely.get_parts(hall.ways):
        shapely.prepare(part)
        here = shapely.contains_xy(part, points)
        if here.any():
            runs.append(_Walk(hall, part, points[here], towards[here], speeds[here]))
    return _walked(runs, persons, reaction_s, report)


class _Walk:
    """One part of the ways with the persons who walk there."""

    def __init__(self, hall: MeasuredHall, part: Any, points: Numbers, towards: Any, speeds: Numbers) -> None:
        import jupedsim as jps  # noqa: PLC0415  an extra

        self.simulation = jps.Simulation(
            model=jps.CollisionFreeSpeedModel(), geometry=_in_metres(shapely.simplify(part, 1)), dt=STEP_S
        )
        self.stages = {}
        for key in sorted(set(towards.tolist())):
            mouths = shapely.get_parts(shapely.intersection(hall.exits[key].before, part))
            widest = mouths[int(shapely.area(mouths).argmax())]
            stage = self.simulation.add_exit_stage(_in_metres(shapely.convex_hull(widest)))
            self.stages[key] = stage, self.simulation.add_journey(jps.JourneyDescription([stage]))
        for (x, y), key, speed in zip((points / 100).tolist(), towards.tolist(), speeds.tolist(), strict=True):
            stage, journey = self.stages[key]
            self.simulation.add_agent(
                jps.CollisionFreeSpeedModelAgentParameters(
                    position=(x, y), journey_id=journey, stage_id=stage, desired_speed=speed, radius=RADIUS_M
                )
            )
        self.begun = {key: int((towards == key).sum()) for key in self.stages}

    @property
    def inside(self) -> int:
        return int(self.simulation.agent_count())

    @property
    def through(self) -> dict[int, int]:
        """The number of persons who have left, by exit."""
        return {
            key: self.begun[key] - int(self.simulation.get_stage(stage).count_targeting())
            for key, (stage, _journey) in self.stages.items()
        }


def _walked(walks: list[_Walk], persons: int, reaction_s: int, report: Report) -> Evacuation:
    inside_after = [persons]
    crowds: dict[tuple[int, int], float] = {}
    while inside_after[-1] and len(inside_after) <= LONGEST_S:
        for walk in walks:
            walk.simulation.iterate(STEPS_A_SECOND)
        inside_after.append(sum(walk.inside for walk in walks))
        if len(inside_after) % SAMPLED_S:
            _note_crowds(walks, crowds)
        report(1 - inside_after[-1] / persons)
    left = inside_after[-1]
    return Evacuation(
        persons=persons,
        left=left,
        last_s=reaction_s + inside_after.index(left),
        half_s=reaction_s
        + next((second for second, inside in enumerate(inside_after) if inside * 2 <= persons), LONGEST_S),
        out={
            second: persons - inside_after[min(max(0, second - reaction_s), len(inside_after) - 1)]
            for second in ASKED_S
        },
        exits=dict(sum((Counter(walk.through) for walk in walks), Counter())),
        crowds=crowds,
    )


def _note_crowds(walks: list[_Walk], crowds: dict[tuple[int, int], float]) -> None:
    places = np.array([agent.position for walk in walks for agent in walk.simulation.agents()]).reshape(-1, 2)
    squares, counts = np.unique((places * 100 // CROWD_CM).astype(int), axis=0, return_counts=True)
    density = counts / (CROWD_CM / 100) ** 2
    for (x, y), per_sqm in zip(squares.tolist(), density.tolist(), strict=True):
        if per_sqm >= CROWDED_PER_SQM:
            corner = x * CROWD_CM, y * CROWD_CM
            crowds[corner] = max(crowds.get(corner, 0.0), per_sqm)


def _in_metres(shape: shapely.Geometry) -> Any:
    return shapely.transform(shape, lambda points: points / 100)
