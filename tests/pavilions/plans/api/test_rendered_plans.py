import threading
import time

import pytest

from pavilions.plans.api import RenderedPlans
from pavilions.plans.queries.plan_revisions import PlanVersion

pytestmark = pytest.mark.usefixtures("noon", "no_remembered_holders")


def version(revisions: str) -> PlanVersion:
    return PlanVersion(plan_id=1, edition_id=1, hall_id=1, revisions=revisions)


def test_body_is_rendered_once_per_version() -> None:
    plans, rendered = RenderedPlans(), []

    def render(asked: PlanVersion) -> bytes:
        rendered.append(asked.revisions)
        return asked.revisions.encode()

    bodies = [plans.get(version(r), render, asked_at=time.monotonic()).body for r in ("1", "1", "2", "2")]
    assert (bodies, rendered) == ([b"1", b"1", b"2", b"2"], ["1", "2"])


def test_request_made_before_a_newer_body_was_read_gets_that_with_its_own_version() -> None:
    plans, asked_at = RenderedPlans(), time.monotonic()
    plans.get(version("2"), lambda _asked: b"new", asked_at=time.monotonic())
    late = plans.get(version("1"), lambda _asked: b"old", asked_at=asked_at)
    assert (late.body, late.version) == (b"new", version("2"))


def test_those_who_ask_together_wait_for_one_rendering() -> None:
    plans, rendered, door = RenderedPlans(), [], threading.Barrier(4)

    def render(asked: PlanVersion) -> bytes:
        rendered.append(asked)
        time.sleep(0.05)
        return b"body"

    def ask() -> None:
        door.wait()
        plans.get(version("1"), render, asked_at=time.monotonic())

    askers = [threading.Thread(target=ask) for _asker in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert rendered == [version("1")]
