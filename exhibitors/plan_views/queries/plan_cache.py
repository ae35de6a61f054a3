"""The last version of each published plan, kept in the process, so that many viewers at once cost one reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ciie.kernel.caches import LatestValues
from exhibitors.plan_views.queries.plan_marks import Address, drawn_hall
from exhibitors.plan_views.queries.shown_plans import Audience, ShownPlan, shown_plan
from pavilions.floor.models.edition import Edition
from pavilions.plans.drawing import draw_hall, draw_lightly, draw_venue
from pavilions.plans.queries.plan_revisions import PlanVersion, plan_versions


@dataclass
class KeptPlan:
    """A plan at one version, and its drawings by language."""

    version: PlanVersion
    plan: ShownPlan
    _drawings: dict[str, SafeString] = field(default_factory=dict)

    def drawing(self, audience: Audience) -> SafeString:
        """The drawing in the active language, without what a single visitor asks for."""
        language = get_language() or ""
        if language not in self._drawings:
            self._drawings[language] = draw_hall(drawn_hall(self.plan, audience))
        return self._drawings[language]

    def sketch(self, audience: Audience, frame: tuple[int, int]) -> SafeString:
        """The hall as a light sketch in a frame, the same in every language."""
        key = f"{frame}"
        if key not in self._drawings:
            self._drawings[key] = draw_lightly(drawn_hall(self.plan, audience), frame=frame)
        return self._drawings[key]


class KeptPlans:
    """One version per hall, audience and process. A version never comes back once anything has changed."""

    def __init__(self) -> None:
        self._last = LatestValues[KeptPlan | None]()
        self._venues: dict[tuple[str, Audience], tuple[list[PlanVersion], SafeString]] = {}

    def get(self, version: PlanVersion, audience: Audience) -> KeptPlan | None:
        """The plan at this version, or as it is now if it has changed since; None if it is no more."""
        return self._last.get_or_make(
            (version.edition_id, version.hall_id, audience),
            lambda kept: kept is not None and kept.version == version,
            lambda: self._read(version, audience),
        )

    def venue(self, kept: Sequence[KeptPlan], audience: Audience, address: Address) -> SafeString:
        """All these halls in one drawing, in the active language."""
        key, versions = (get_language() or "", audience), [each.version for each in kept]
        before = self._venues.get(key)
        if before is None or before[0] != versions:
            halls = [drawn_hall(each.plan, audience, address=address) for each in kept]
            before = self._venues[key] = versions, draw_venue(list(batched(halls, HALLS_IN_A_ROW)))
        return before[1]

    def _read(self, version: PlanVersion, audience: Audience) -> KeptPlan | None:
        plan = shown_plan(version.plan_id, version.edition_id, audience)
        return KeptPlan(version, plan) if plan else None


HALLS_IN_A_ROW = 4
PLANS = KeptPlans()


def kept_plans_of(edition: Edition, audience: Audience) -> list[KeptPlan]:
    """The published plans of an edition in the order of halls; one query where all of them are kept."""
    kept = (PLANS.get(version, audience) for version in plan_versions(edition.number))
    return [each for each in kept if each]
