"""The last body of each plan, so that many who look at once cost one rendering."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from ciie.kernel.caches import LatestValues
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
        self._last = LatestValues[RenderedPlan]()

    def get(self, version: PlanVersion, render: Callable[[PlanVersion], bytes], *, asked_at: float) -> RenderedPlan:
        """The body of this version, or of a newer one that was read after `asked_at`.

        While one thread renders the others wait for it: rendering side by side they would only slow each other down.
        """
        return self._last.get_or_make(
            version.plan_id,
            lambda kept: kept.version == version or kept.read_at >= asked_at,
            lambda: RenderedPlan(version, time.monotonic(), render(version)),
        )
