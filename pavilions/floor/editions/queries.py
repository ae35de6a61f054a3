"""Read editions and their capacities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from ciie.kernel.days import day_of
from ciie.kernel.statements import row_of
from ciie.kernel.wording import day_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import EditionStatus


@dataclass(frozen=True)
class Obstacle:
    """What makes selling impossible, with the code of the refusal to open the edition."""

    code: str
    sentence: str


def obstacles_to_opening(edition: Edition, *, at: datetime) -> Iterator[Obstacle]:
    """Yield what makes it impossible to sell anything in an edition, whatever else may be missing."""
    offers_space = Allotment.objects.filter(edition=edition, capacity_sqm__gt=0)
    if not offers_space.exists() and not FloorPlan.objects.published().filter(edition=edition).exists():
        sentence = _("No hall offers any space in this edition, so there is nothing to book. Add a hall first.")
        yield Obstacle("nothing_to_sell", sentence)
    if edition.booking_closes_at <= at:
        closed = day_words(day_of(edition.booking_closes_at, edition.zone))
        yield Obstacle("booking_over", _("The booking window ended on %(day)s. Extend it first.") % {"day": closed})


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
