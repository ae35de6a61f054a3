"""Mark plans as changed, for caches and streams."""

from collections.abc import Iterable

from django.db.models import F

from pavilions.floor.models.allotment import Allotment


def bump_plan_revision(allotment_ids: Iterable[int]) -> None:
    """Increase the revision of these allotments, in key order, so that the versions of their halls' plans change.

    This is for operations that change what plans show without moving m²: prices, names, withheld booths.
    """
    for allotment_id in sorted(set(allotment_ids)):
        Allotment.objects.filter(pk=allotment_id).update(revision=F("revision") + 1)
