"""Simulations of a hall, how many people it holds, and the figures of two versions beside each other."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import shapely
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import area_words, figure_words
from pavilions.drawings.geometry import polygon
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.drawing import CellsMark
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.checking import Measured
from pavilions.plans.safety.queries import chosen_rules
from pavilions.plans.simulation.engine import CROWD_CM, DESIRED_SPEED, LONGEST_S, RADIUS_M, SPEEDS, Evacuation
from pavilions.plans.simulation.models import OPEN, PlanSimulation
from pavilions.plans.simulation.states import SimulationState

MOST_PERSONS = 10_000
USUAL_REACTION_S, LONGEST_REACTION_S = 120, 600
SHOWN = 20
MOST_CROWDS = 200
TONES = 5
LOST_AFTER = timedelta(minutes=3)
"""A worker reports its progress every few seconds. If it has been silent for this long, it is considered lost."""


@dataclass(frozen=True)
class ComparedFigure:
    """One line of the comparison, in words."""

    label: str
    before: str
    after: str


def simulations_of(edition: Edition, hall: Hall) -> list[PlanSimulation]:
    """Return the latest simulations of a hall, newest first."""
    rows = PlanSimulation.objects.filter(edition=edition, hall=hall)
    return list(rows.select_related("before", "after", "started_by")[:SHOWN])


def waiting_simulations(*, before: datetime) -> QuerySet[PlanSimulation]:
    """Return the simulations that no worker has begun, or whose worker no longer reports, the oldest first."""
    waits = Q(state=SimulationState.WAITING, started_at__lte=before)
    is_lost = Q(state=SimulationState.RUNNING, noted_at__lte=before)
    return PlanSimulation.objects.filter(waits | is_lost).order_by("started_at", "pk")


def others_running(simulation: PlanSimulation, *, at: datetime) -> bool:
    """Return whether another simulation is running. One at a time leaves the other workers free for everything else."""
    alive = PlanSimulation.objects.filter(state=SimulationState.RUNNING, noted_at__gt=at - LOST_AFTER)
    return alive.exclude(pk=simulation.pk).exists()


def is_open(simulation: PlanSimulation) -> bool:
    return simulation.state in OPEN


def usual_persons(edition: Edition, hall: Hall) -> int:
    """Return how many people the hall's rules assume, at most `MOST_PERSONS`. Without chosen rules it is one per m²."""
    chosen = chosen_rules(hall, edition.opens_date)
    per_sqm = float(chosen.rule_set.persons_per_sqm) if chosen else 1.0
    area = polygon(ring_of(hall.outline)).area / 10_000
    return max(1, min(MOST_PERSONS, math.ceil(area * per_sqm)))


def facts_of(plan: FloorPlan, measured: Measured, evacuation: Evacuation) -> dict[str, Any]:
    """Return what is stored about one version: figures, exits by their number, and the most crowded squares."""
    crowds = sorted(evacuation.crowds.items(), key=lambda each: (-each[1], each[0]))[:MOST_CROWDS]
    kept = {
        name: value for name, value in asdict(evacuation).items() if name in {"persons", "left", "last_s", "half_s"}
    }
    return {
        **kept,
        "version": plan.version,
        "revision": plan.revision,
        "out": [[second, number] for second, number in evacuation.out.items()],
        "exits": [[number, evacuation.exits.get(key, 0)] for key, number in measured.exit_numbers.items()],
        "crowds": [[x, y, per_sqm] for (x, y), per_sqm in crowds],
        "near": _booth_near(measured, crowds[0][0]) if crowds else "",
    }


def assumptions_of(simulation: PlanSimulation) -> list[str]:
    """Return the assumptions behind the figures of a simulation, as sentences."""
    mean, deviation = DESIRED_SPEED
    slowest, fastest = SPEEDS
    speeds = {
        "mean": _plain(mean),
        "deviation": _plain(deviation),
        "slowest": _plain(slowest),
        "fastest": _plain(fastest),
    }
    return [
        ngettext(
            "All people set off at the same moment, %(seconds)d second after the alarm, from which all times count.",
            "All people set off at the same moment, %(seconds)d seconds after the alarm, from which all times count.",
            simulation.reaction_s,
        )
        % {"seconds": simulation.reaction_s},
        _("People start in the aisles, evenly spread, and none in booths or on upper decks."),
        _("All people go to the nearest exit, although another one may be less crowded, and all exits are open."),
        _(
            "On free floor people walk at %(mean)s m/s on average (standard deviation %(deviation)s, from %(slowest)s "
            "to %(fastest)s m/s). No one uses a wheelchair, carries luggage or turns back."
        )
        % speeds,
        _("A person takes up a circle of %(width)s m across.") % {"width": _plain(2 * RADIUS_M)},
        _("Smoke, panic and people who wait for one another are not simulated."),
        _("The same seed is used for both versions, so the same plan has the same result each time."),
    ]


def _plain(figure: float) -> str:
    return figure_words(Decimal(str(figure)))


def compared_figures(simulation: PlanSimulation) -> list[ComparedFigure]:
    """Return the figures of both versions, line by line."""
    before, after = simulation.results
    exits = sorted({number for facts in (before, after) for number, _persons in facts["exits"]})
    lines = [
        (_("All are out after"), _all_out),
        (_("Half are out after"), lambda facts: _duration(facts["half_s"])),
        *(
            (
                ngettext("Out after %(count)d minute", "Out after %(count)d minutes", second // 60)
                % {"count": second // 60},
                _out_after(place),
            )
            for place, (second, _number) in enumerate(before["out"])
        ),
        *((_("Through exit %(number)d") % {"number": number}, _through(number)) for number in exits),
        (_("Most crowded place"), _crowd),
    ]
    return [ComparedFigure(label, said(before), said(after)) for label, said in lines]


def crowd_marks(facts: Mapping[str, Any]) -> tuple[CellsMark, ...]:
    """Return the squares where it got crowded, with a colour for each person/m² from two on."""
    by_tone: dict[int, list[tuple[int, int]]] = {}
    for x, y, per_sqm in facts["crowds"]:
        by_tone.setdefault(min(int(per_sqm) - 1, TONES), []).append((x, y))
    return tuple(CellsMark(tuple(cells), CROWD_CM, tone) for tone, cells in sorted(by_tone.items()))


def _all_out(facts: Mapping[str, Any]) -> str:
    if not facts["left"]:
        return _duration(facts["last_s"])
    return ngettext(
        "%(persons)s person was not out after %(minutes)d minutes",
        "%(persons)s persons were not out after %(minutes)d minutes",
        facts["left"],
    ) % {"persons": figure_words(facts["left"]), "minutes": LONGEST_S // 60}


def _out_after(place: int) -> Any:
    def said(facts: Mapping[str, Any]) -> str:
        _second, number = facts["out"][place]
        share = 100 * number // facts["persons"]  # 100 only once all are out
        return _("%(persons)s (%(share)d%%)") % {"persons": figure_words(number), "share": share}

    return said


def _through(number: int) -> Any:
    def said(facts: Mapping[str, Any]) -> str:
        persons = dict(facts["exits"]).get(number)
        if persons is None:
            return "–"
        return ngettext("%(persons)s person", "%(persons)s persons", persons) % {"persons": figure_words(persons)}

    return said


def _crowd(facts: Mapping[str, Any]) -> str:
    if not facts["crowds"]:
        return _("nowhere more than two persons per m²")
    words = {"number": area_words(facts["crowds"][0][2]), "booth": facts["near"]}
    if not facts["near"]:
        return _("%(number)s persons per m²") % words
    return _("%(number)s persons per m², near booth %(booth)s") % words


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return _("%(minutes)d min %(seconds)02d s") % {"minutes": minutes, "seconds": rest}


def _booth_near(measured: Measured, corner: tuple[int, int]) -> str:
    x, y = corner
    middle = shapely.Point(x + CROWD_CM / 2, y + CROWD_CM / 2)
    shapes = {key: polygon(ring) for key, ring in measured.hall.booths.items()}
    return measured.names[min(shapes, key=lambda key: (middle.distance(shapes[key]), key))] if shapes else ""
