"""Setting by when the pavilions of an edition should have reached a stage."""

from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock_one, require_seen_revision
from ciie.kernel.wording import day_words
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.pavilion_stages import StageDeadline
from pavilions.national_pavilions.operations.pavilion_guards import require_sensible_day
from pavilions.national_pavilions.queries.pavilion_deadlines import deadlines_of, revision_of_deadlines
from pavilions.states import PavilionStage


@operation("pavilions.deadlines.set")
def set_stage_deadlines(
    edition_id: int, dates: dict[PavilionStage, date], *, seen: int | None = None, actor: Actor, at: datetime
) -> dict[PavilionStage, date]:
    """Set the deadlines of these stages, all or none. A later stage is never due before an earlier one."""
    require("pavilions.guide_pavilions", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    require_seen_revision(revision_of_deadlines(edition), seen)
    present = deadlines_of(edition)
    for stage, due_date in dates.items():
        if stage not in present:
            raise Invalid(_("There is no deadline for being %(stage)s.") % {"stage": stage.label}, code="no_deadline")
        require_sensible_day(edition, due_date, field=stage.value)
    wanted = present | dates
    _require_order(wanted)
    for stage, due_date in dates.items():
        if due_date != present[stage]:
            StageDeadline.objects.update_or_create(edition=edition, stage=stage, defaults={"due_date": due_date})
    return wanted


def _require_order(wanted: dict[PavilionStage, date]) -> None:
    in_order = [stage for stage in PavilionStage if stage in wanted]
    for earlier, later in pairwise(in_order):
        if wanted[later] < wanted[earlier]:
            raise Invalid(
                _("“%(later)s” cannot be due before “%(earlier)s” (%(day)s).")
                % {"later": later.label, "earlier": earlier.label, "day": day_words(wanted[earlier])},
                code="deadlines_out_of_order",
                field=later.value,
            )
