"""Read editions and their capacities."""

from django.db.models import Case, IntegerField, QuerySet, Sum, Value, When

from ciie.kernel.statements import row_of
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus


def current_edition() -> Edition | None:
    """Return the newest edition open for booking, else the newest that is not archived."""
    open_first = Case(When(status=EditionStatus.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by(open_first, "-number").first()


def all_editions() -> QuerySet[Edition]:
    """Return every edition, newest first, with `capacity_sqm` and `claimed_sqm` of all its halls."""
    sums = {"capacity_sqm": Sum("allotments__capacity_sqm"), "claimed_sqm": Sum("allotments__claimed_sqm")}
    return Edition.objects.annotate(**sums).order_by("-number")


def allotments_of(edition: Edition) -> QuerySet[Allotment]:
    """Return what each hall offers each sector, in the order of halls, the national exhibition after sectors."""
    rows = Allotment.objects.filter(edition=edition).select_related("hall", "sector")
    return rows.order_by("hall__position", "hall__name", "section", "sector__position", "pk")


def edition_id_of(number: int) -> int | None:
    """Return the key of the edition with this number, or None."""
    found = row_of(BY_NUMBER, [number])
    return found[0] if found else None


BY_NUMBER = "SELECT id FROM pavilions_edition WHERE number = %s"
"""A plain query, since most API requests run it and the ORM took a tenth of the time of a short answer."""
