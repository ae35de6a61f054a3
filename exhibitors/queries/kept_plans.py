"""The last look of each published plan, kept in the process, so that many who look at once cost one reading."""

import threading
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from exhibitors.queries.plan_marks import drawn_hall
from exhibitors.queries.shown_plans import Audience, ShownPlan, shown_plan
from pavilions.plan_drawing import draw_hall
from pavilions.queries.plan_versions import PlanVersion


@dataclass
class KeptPlan:
    """A plan at one version, and its drawings by language."""

    version: PlanVersion
    plan: ShownPlan
    _drawings: dict[str, SafeString] = field(default_factory=dict)

    def drawing(self, audience: Audience) -> SafeString:
        """The drawing in the language at hand, without what any one visitor asks for."""
        language = get_language() or ""
        if language not in self._drawings:
            self._drawings[language] = draw_hall(drawn_hall(self.plan, audience))
        return self._drawings[language]


class KeptPlans:
    """One look per hall, audience and process. A version never comes back once anything has changed."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, int, Audience], KeptPlan] = {}
        self._reading = threading.Lock()

    def get(self, version: PlanVersion, audience: Audience) -> KeptPlan | None:
        """The plan at this version, or as it is now if it has changed since; None if it is no more."""
        key = (version.edition_id, version.hall_id, audience)
        kept = self._last.get(key)
        if kept is None or kept.version != version:
            with self._reading:
                kept = self._last.get(key)
                if kept is None or kept.version != version:
                    kept = self._read(version, audience)
                    if kept:
                        self._last[key] = kept
        return kept

    def _read(self, version: PlanVersion, audience: Audience) -> KeptPlan | None:
        plan = shown_plan(version.plan_id, version.edition_id, audience)
        return KeptPlan(version, plan) if plan else None


PLANS = KeptPlans()
