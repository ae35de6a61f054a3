"""Read editions and their capacities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from ciie.kernel.days import day_of
from ciie.kernel.statements import row_of
from ciie.kernel.wording import day_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import EditionStatus


def present_editions(at: datetime) -> list[Edition]:
    """Return the editions that are not archived, the current one first.

    Of the editions that are open or closed for booking and not yet over, the current one is the first to take place, so
    that the next edition may be on sale beside it. Without any, it is the newest of those open for booking, else the
    newest of all.
    """

    def rank(edition: Edition) -> tuple[int, int, int]:
        is_over = day_of(at, edition.zone) > edition.closes_date
        if edition.is_public and not is_over:
            return 0, edition.opens_date.toordinal(), -edition.number
        return 1 if edition.status == EditionStatus.OPEN else 2, 0, -edition.number

    return sorted(Edition.objects.exclude(status=EditionStatus.ARCHIVED), key=rank)


def current_edition(at: datetime, fair_id: int | None = None) -> Edition | None:
    """Return the edition of a fair's pages whose address names none, or None if every edition of it is archived.

    Without `fair_id`, editions of all fairs count. An edition that the release before fairs has created counts for all.
    """
    return next((each for each in present_editions(at) if not fair_id or each.fair_id in {None, fair_id}), None)


def others_on_sale(edition: Edition | None, at: datetime) -> list[Edition]:
    """Return the other editions of its fair that take bookings, the first to take place first."""
    if edition is None:
        return []
    is_open = Edition.objects.open_for_booking().filter(booking_opens_at__lte=at, booking_closes_at__gt=at)
    return list(is_open.filter(fair=edition.fair_id).exclude(pk=edition.pk).order_by("opens_date", "number"))


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
