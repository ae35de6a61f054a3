"""The last body of each plan, so that many who look at once cost one rendering."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from pavilions.plans.queries.plan_revisions import PlanVersion


@dataclass(frozen=True)
class RenderedPlan:
    """A plan in GeoJSON as it was at `read_at` (monotonic seconds), and the version it had just before."""

    version: PlanVersion
    read_at: float
    body: bytes


class RenderedPlans:
    """One body per plan and process. A version never comes back once anything has changed, so none is ever stale."""

    def __init__(self) -> None:
        self._last: dict[int, RenderedPlan] = {}
        self._rendering = threading.Lock()

    def get(self, version: PlanVersion, render: Callable[[PlanVersion], bytes], *, asked_at: float) -> RenderedPlan:
        """The body of this version, or of a newer one that was read after `asked_at`.

        While one thread renders the others wait for it: rendering side by side they would only slow each other down.
        """
        kept = self._good_enough(version, asked_at)
        if kept is None:
            with self._rendering:
                kept = self._good_enough(version, asked_at) or self._render(version, render)
        return kept

    def _good_enough(self, version: PlanVersion, asked_at: float) -> RenderedPlan | None:
        kept = self._last.get(version.plan_id)
        return kept if kept and (kept.version == version or kept.read_at >= asked_at) else None

    def _render(self, version: PlanVersion, render: Callable[[PlanVersion], bytes]) -> RenderedPlan:
        rendered = RenderedPlan(version, time.monotonic(), render(version))
        self._last[version.plan_id] = rendered
        return rendered
