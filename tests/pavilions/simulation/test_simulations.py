"""Simulations from the form to the comparison, with an engine that answers at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.kernel.errors import DomainError, NotAllowed
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.operations.drafts import discard_draft
from pavilions.plans.safety.measuring import MeasuredHall
from pavilions.plans.simulation import engine as engines
from pavilions.plans.simulation import operations, tasks, views
from pavilions.plans.simulation.engine import CannotSimulateError, Evacuation
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.simulation.operations import begin_simulation, note_progress, start_simulation
from pavilions.plans.simulation.queries import LOST_AFTER, MOST_PERSONS
from pavilions.plans.simulation.states import Failure, SimulationState
from pavilions.plans.simulation.tasks import resume_simulations, simulate
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, HallFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.safety.plans import add_booth
from tests.pavilions.simulation.versions import TwoVersions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "installed")]

FOUND = Evacuation(
    persons=50,
    left=0,
    last_s=95,
    half_s=30,
    out={60: 0, 120: 40, 180: 50, 240: 50, 300: 50},
    exits={},
    crowds={(800, 400): 3.0},
)
ASKED = {"before": "1", "after": "2", "persons": "50", "reaction_s": "60"}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    def say(answer: bool) -> None:
        for module in (operations, tasks, views):
            monkeypatch.setattr(module, "is_installed", lambda: answer)

    say(True)
    return say


def answers(hall: MeasuredHall, persons: int, *, reaction_s: int, seed: int, report: engines.Report) -> Evacuation:
    """Slower the more booths there are; everybody takes the first exit."""
    report(0.5)
    exits = dict.fromkeys(list(hall.exit_rings)[:1], persons)
    return replace(FOUND, persons=persons, last_s=95 + 10 * len(hall.booths), exits=exits)


def started(versions: TwoVersions, **said: Any) -> PlanSimulation:
    asked: dict[str, Any] = {"persons": 50, "reaction_s": 60, "actor": organizer(), "at": NOON} | said
    return start_simulation(versions.before.pk, versions.after.pk, **asked)


def page_of(versions: TwoVersions) -> str:
    return reverse("hall_plans:simulations", args=[versions.before.hall.name])


def test_a_planner_compares_two_versions(versions: TwoVersions) -> None:
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    address = page_of(versions)
    shown = client.get(address, {"before": "1", "after": "2"})
    assert_clean(shown)
    assert 'value="300"' in shown.text
    answer = client.post(address, ASKED)
    begun = PlanSimulation.objects.get()
    assert answer["Location"] == reverse("hall_plans:simulation", args=[begun.pk])
    waiting = client.get(answer["Location"])
    assert_clean(waiting)
    assert "Waiting for a worker" in waiting.text
    assert "HX-Refresh" not in client.get(answer["Location"], headers={"HX-Request": "true"})
    simulate(begun.pk, engine=answers)
    page = client.get(answer["Location"])
    assert_clean(page)
    figures = {line.label: (line.before, line.after) for line in page.context["figures"]}
    assert figures == {
        "All are out after": ("1 min 35 s", "1 min 55 s"),
        "Half are out after": ("0 min 30 s", "0 min 30 s"),
        "Out after 1 minute": ("0 (0%)", "0 (0%)"),
        "Out after 2 minutes": ("40 (80%)", "40 (80%)"),
        "Out after 3 minutes": ("50 (100%)", "50 (100%)"),
        "Out after 4 minutes": ("50 (100%)", "50 (100%)"),
        "Out after 5 minutes": ("50 (100%)", "50 (100%)"),
        "Through exit 1": ("50 persons", "50 persons"),
        "Most crowded place": ("3 persons per m²", "3 persons per m², near booth A1"),
    }
    assert "This is a comparison, not an approval" in page.text
    assert "All people set off at the same moment, 60 seconds after the alarm," in page.text
    assert 'value="120"' in shown.text
    assert page.text.count('class="heat heat-2"') == 2
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Version 1 and version 2" in client.get(address).text


def test_a_version_that_has_changed_since_is_not_drawn(versions: TwoVersions) -> None:
    begun = started(versions)
    simulate(begun.pk, engine=answers)
    FloorPlan.objects.filter(pk=versions.after.pk).update(revision=9)
    page = signed_in(organizer()).get(reverse("hall_plans:simulation", args=[begun.pk]))
    assert page.text.count("This version has been changed since") == 1
    assert page.text.count('class="heat heat-2"') == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"persons": "0"}, "greater than or equal to 1"),
        ({"persons": "-5"}, "greater than or equal to 1"),
        ({"persons": "many"}, "Enter a whole number."),
        ({"persons": ""}, "This field is required."),
        ({"persons": str(MOST_PERSONS + 1)}, "less than or equal to"),
        ({"reaction_s": "-1"}, "greater than or equal to 0"),
        ({"reaction_s": "601"}, "less than or equal to 600"),
        ({"reaction_s": "soon"}, "Enter a whole number."),
        ({"reaction_s": ""}, "This field is required."),
        ({"persons": "9000"}, "persons fit the aisles of version 1."),
        ({"after": "1"}, "Choose two different versions."),
        ({"after": "7"}, "Select a valid choice."),
        ({"before": ""}, "This field is required."),
    ],
)
def test_bad_input_is_refused_beside_its_field(versions: TwoVersions, said: dict[str, str], sentence: str) -> None:
    client = signed_in(organizer())
    answer = client.post(page_of(versions), ASKED | said)
    assert answer.status_code == 422
    assert_clean(answer)
    assert sentence in answer.text
    assert not PlanSimulation.objects.exists()


def test_without_exits_or_a_way_to_them_nothing_is_simulated(versions: TwoVersions) -> None:
    client, asked = signed_in(organizer()), ASKED
    add_booth(versions.after, versions.after.edition.allotments.get(), "A3", 850, 40)
    blocked = client.post(page_of(versions), asked)
    assert "No exit of version 2 can be reached." in blocked.text
    assert list(blocked.context["form"].errors) == ["after"]
    versions.before.obstructions.all().delete()
    none = client.post(page_of(versions), asked)
    assert "Version 1 has no exit." in none.text
    assert list(none.context["form"].errors) == ["before"]


def test_one_simulation_of_a_hall_at_a_time(versions: TwoVersions) -> None:
    begun = started(versions)
    answer = signed_in(organizer()).post(page_of(versions), ASKED)
    assert answer.status_code == 422
    assert "A simulation of this hall is still under way." in answer.text
    simulate(begun.pk, engine=answers)
    assert started(versions).state == SimulationState.WAITING


def test_where_it_is_not_installed_the_page_says_how(versions: TwoVersions, installed: Callable[[bool], None]) -> None:
    begun = started(versions)
    installed(False)
    page = signed_in(organizer()).get(page_of(versions))
    assert_clean(page)
    assert "uv sync --extra simulation" in page.text
    assert "Start simulation" not in page.text
    simulate(begun.pk, engine=answers)
    begun.refresh_from_db()
    assert (begun.state, begun.failure) == (SimulationState.FAILED, Failure.NOT_INSTALLED)
    with pytest.raises(DomainError, match="JuPedSim is not installed"):
        started(versions)


def test_who_does_not_plan_only_reads(versions: TwoVersions) -> None:
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(page_of(versions))
    assert_clean(page)
    assert "Start simulation" not in page.text
    assert client.post(page_of(versions), ASKED).status_code == 403
    with pytest.raises(NotAllowed):
        started(versions, actor=organizer(OrganizerRole.REVIEWER))


@pytest.mark.parametrize(
    ("error", "failure"),
    [(SoftTimeLimitExceeded(), Failure.TOO_LONG), (CannotSimulateError("bad shape"), Failure.ENGINE)],
)
def test_what_cannot_be_simulated_says_why(versions: TwoVersions, error: Exception, failure: Failure) -> None:
    def fails(*_args: object, **_options: object) -> Evacuation:
        raise error

    begun = started(versions)
    simulate(begun.pk, engine=fails)
    page = signed_in(organizer()).get(reverse("hall_plans:simulation", args=[begun.pk]))
    assert_clean(page)
    assert str(failure.label) in page.text
    begun.refresh_from_db()
    assert (begun.state, begun.results) == (SimulationState.FAILED, [])


def test_a_version_that_lost_its_exits_after_the_start_fails(versions: TwoVersions) -> None:
    begun = started(versions)
    versions.after.obstructions.all().delete()
    simulate(begun.pk, engine=answers)
    begun.refresh_from_db()
    assert begun.failure == Failure.CHANGED


def test_run_twice_it_runs_once_and_a_lost_worker_is_replaced(versions: TwoVersions) -> None:
    begun, actor = started(versions), organizer()
    assert begin_simulation(begun.pk, actor=actor, at=NOON)
    assert not begin_simulation(begun.pk, actor=actor, at=NOON + LOST_AFTER / 2)
    note_progress(begun.pk, 20, actor=actor, at=NOON + LOST_AFTER / 2)
    assert not begin_simulation(begun.pk, actor=actor, at=NOON + LOST_AFTER)
    assert begin_simulation(begun.pk, actor=actor, at=NOON + 2 * LOST_AFTER)
    begun.refresh_from_db()
    assert (begun.state, begun.per_cent) == (SimulationState.RUNNING, 0)


def test_one_runs_while_another_hall_waits(versions: TwoVersions) -> None:
    begun, actor = started(versions), organizer()
    edition, hall = begun.edition, HallFactory()
    first, second = (FloorPlan.objects.create(edition=edition, hall=hall, version=version) for version in (1, 2))
    other = PlanSimulation.objects.create(
        edition=edition,
        hall=hall,
        before=first,
        after=second,
        persons=5,
        seed=1,
        started_at=NOON - timedelta(hours=1),
    )
    assert begin_simulation(begun.pk, actor=actor, at=NOON)
    assert not begin_simulation(other.pk, actor=actor, at=NOON)
    resume_simulations()
    other.refresh_from_db()
    assert other.state == SimulationState.WAITING
    assert begin_simulation(other.pk, actor=actor, at=NOON + LOST_AFTER)


def test_results_stay(versions: TwoVersions) -> None:
    begun = started(versions)
    simulate(begun.pk, engine=answers)
    rows = PlanSimulation.objects.filter(pk=begun.pk)
    changes: list[dict[str, Any]] = [
        {"results": []},
        {"failure": Failure.ENGINE},
        {"persons": 3},
        {"reaction_s": 61},
        {"state": SimulationState.RUNNING},
    ]
    for changed in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(**changed)


def test_a_discarded_draft_takes_its_simulations_along(versions: TwoVersions) -> None:
    begun = started(versions)
    discard_draft(versions.after.pk, actor=organizer(), at=NOON)
    simulate(begun.pk, engine=answers)
    assert not PlanSimulation.objects.exists()


def test_pages_make_as_many_queries_for_many_as_for_few(versions: TwoVersions) -> None:
    client = signed_in(organizer())
    counts = []
    for _more in range(2):
        begun = started(versions)
        simulate(begun.pk, engine=answers)
        made = []
        for address in (page_of(versions), reverse("hall_plans:simulation", args=[begun.pk])):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            made.append(len(queries))
        counts.append(made)
        add_booth(versions.after, versions.after.edition.allotments.get(), f"B{_more}", 100, 1_100)
        versions.after.booths.filter(number=f"B{_more}").delete()
    assert counts[0] == counts[1]
