"""The space of the national exhibition: what its halls have, which booths are free, what a pavilion holds."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.ledger.models import SpaceClaim
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import PlanState, Section


def national_allotments(edition: Edition) -> QuerySet[Allotment]:
    """The m² of each hall for the national exhibition, in the order of halls."""
    rows = Allotment.objects.filter(edition=edition, section=Section.NATIONAL).select_related("hall", "sector")
    return rows.order_by("hall__position", "hall__name", "pk")


def free_national_booths(edition: Edition) -> QuerySet[Booth]:
    """Booths of the published plans of the national exhibition that nobody claims and that are not blocked."""
    taken = SpaceClaim.objects.live().filter(booth=OuterRef("pk"))
    rows = Booth.objects.filter(
        allotment__section=Section.NATIONAL,
        plan__edition=edition,
        plan__state=PlanState.PUBLISHED,
        blocked_reason="",
    )
    in_order = rows.exclude(Exists(taken)).select_related("plan__hall")
    return in_order.order_by("plan__hall__position", "plan__hall__name", "number", "pk")


def past_claims_of(pavilion: NationalPavilion) -> QuerySet[SpaceClaim]:
    """Everything that a pavilion ever held, oldest first."""
    rows = SpaceClaim.objects.filter(holder_id=pavilion.pk).select_related("allotment__hall", "booth")
    return rows.order_by("claimed_at", "pk")


def halls_of(pavilion_ids: Collection[int]) -> dict[int, list[SpaceClaim]]:
    """The live claims of several pavilions with their halls and booths, by pavilion; one query."""
    claims = SpaceClaim.objects.live().filter(holder_id__in=pavilion_ids).select_related("allotment__hall", "booth")
    found: dict[int, list[SpaceClaim]] = {pk: [] for pk in pavilion_ids}
    for claim in claims.order_by("allotment__hall__position", "allotment__hall__name", "booth__number", "pk"):
        found[claim.holder_id].append(claim)
    return found
