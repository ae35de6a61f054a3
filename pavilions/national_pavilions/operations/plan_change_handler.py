"""National pavilions as holders of space, when a plan changes under them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import lock, lock_keys
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.notifications import announce_plan_changed_to_pavilion
from pavilions.national_pavilions.operations.pavilion_guards import note_space_changed
from pavilions.publishing.comparison import summarize_changes
from pavilions.publishing.operations.holder_handlers import HolderChange, PlanNews, register_holder_handler
from pavilions.states import HolderKind


class PavilionHandler:
    """A pavilion whose space is gone keeps its stage: the invitation stands, and it is given space elsewhere."""

    def lock(self, holder_ids: Collection[int]) -> None:
        lock_keys(NationalPavilion, holder_ids)

    def require_may_release(self, holder_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
        require("pavilions.guide_pavilions", actor)

    def settle(self, changes: Sequence[HolderChange], news: PlanNews, *, actor: Actor, at: datetime) -> None:
        pavilions = lock(NationalPavilion.objects.prefetch_related("managers"), [c.holder_id for c in changes])
        by_holder = {pavilion.pk: pavilion for pavilion in pavilions}
        for change in changes:
            lines = summarize_changes(change.outcomes, news.booths)
            announce_plan_changed_to_pavilion(by_holder[change.holder_id], news.publication, lines)
        note_space_changed(by_holder)


register_holder_handler(HolderKind.NATIONAL_PAVILION, PavilionHandler())
