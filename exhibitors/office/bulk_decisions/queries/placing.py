"""Proposals of booths for all applications that wait for one: which booth, why, and how much better none could be."""

import enum
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciie.kernel.actors import Visitor
from ciie.kernel.wording import area_words, figure_words, in_sequence
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.office.bulk_decisions.matching import Bound, in_order, most
from exhibitors.office.review.queries.suggestions import (
    NEAR_METRES,
    TOLERANCE,
    avoided_by,
    closest,
    names_to_avoid,
    spaces_in,
)
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.layout.queries import register_demand
from pavilions.plans.queries.booths import free_booths, reference_of

ALTERNATIVES = 8
HUNDREDTHS = 100


class Way(enum.StrEnum):
    """How booths are divided among requests."""

    MOST = "most"
    IN_ORDER = "order"

    @property
    def label(self) -> str:
        return str(_("most m² and most placed") if self is Way.MOST else _("each in order takes its best"))


class Order(enum.StrEnum):
    """The order in which requests are served."""

    WAITING = "waiting"
    LOYALTY = "loyalty"
    SIZE = "size"

    @property
    def label(self) -> str:
        words = {
            Order.WAITING: _("longest waiting first"),
            Order.LOYALTY: _("most earlier editions first"),
            Order.SIZE: _("largest first"),
        }
        return str(words[self])


@dataclass(frozen=True)
class Candidate:
    """A free booth that suits a request. `more_sqm` is the area by which it exceeds the one requested."""

    booth: Booth
    more_sqm: Decimal
    more_sides: int
    metres_from_avoided: int | None
    is_in_own_hall: bool

    @property
    def is_near_avoided(self) -> bool:
        return self.metres_from_avoided is not None and self.metres_from_avoided <= NEAR_METRES

    @property
    def reference(self) -> str:
        return reference_of(self.booth)


@dataclass(frozen=True)
class Placed:
    """A request with the booths that suit it, best first, and the position of the proposed one."""

    request: SpaceRequest
    candidates: Sequence[Candidate]
    chosen: int | None
    editions: int

    @property
    def proposal(self) -> Candidate | None:
        return None if self.chosen is None else self.candidates[self.chosen]

    @property
    def rank(self) -> int:
        """The rank of the proposal among the booths that suit, from 1 for the best, or 0 without a proposal."""
        return 0 if self.chosen is None else self.chosen + 1

    @property
    def reason(self) -> str:
        """Why this booth is proposed, or why none is, in the reader's language."""
        if not self.candidates:
            return str(_("No free booth of this sector, kind, size and number of open sides."))
        chosen = self.proposal
        if chosen is None:
            count = len(self.candidates)
            return ngettext(
                "The %(count)s booth that suits goes to a request before it, or to one that fills a larger booth.",
                "The %(count)s booths that suit go to requests before it, or to ones that fill larger booths.",
                count,
            ) % {"count": figure_words(count)}
        parts = [
            _("choice %(rank)s of %(count)s that suit")
            % {"rank": figure_words(self.rank), "count": figure_words(len(self.candidates))},
            _("exactly the area requested")
            if not chosen.more_sqm
            else _("%(area)s m² more than requested") % {"area": area_words(chosen.more_sqm)}
            if chosen.more_sqm > 0
            else _("%(area)s m² less than requested") % {"area": area_words(-chosen.more_sqm)},
        ]
        if chosen.is_in_own_hall:
            parts.append(_("in the hall of its m²"))
        if chosen.metres_from_avoided is not None:
            metres = {"metres": figure_words(chosen.metres_from_avoided)}
            parts.append(_("%(metres)s m from a neighbour to avoid") % metres)
        if self.editions:
            parts.append(
                ngettext(
                    "took part in %(count)s earlier edition", "took part in %(count)s earlier editions", self.editions
                )
                % {"count": figure_words(self.editions)}
            )
        return in_sequence(parts)

    @property
    def alternatives(self) -> list[Candidate]:
        return [each for each in self.candidates[:ALTERNATIVES] if each is not self.proposal]


@dataclass(frozen=True)
class Proposal:
    """The proposal for all who wait. `bound` proves what no other division could exceed."""

    placed: Sequence[Placed]
    bound: Bound
    is_proved: bool

    @cached_property
    def given(self) -> list[Placed]:
        return [each for each in self.placed if each.chosen is not None]

    @property
    def unplaced(self) -> list[Placed]:
        return [each for each in self.placed if each.chosen is None]

    @property
    def area_sqm(self) -> Decimal:
        return sum((each.proposal.booth.area_sqm for each in self.given if each.proposal), Decimal(0))

    @property
    def most_sqm(self) -> Decimal:
        return Decimal(self.bound.size) / HUNDREDTHS

    @property
    def by_booking(self) -> list[tuple[Booking, list[Placed]]]:
        rows: defaultdict[int, list[Placed]] = defaultdict(list)
        for each in self.given:
            rows[each.request.booking_id].append(each)
        return [(own[0].request.booking, own) for own in rows.values()]


def proposals(
    edition: Edition,
    *,
    hall: Hall | None = None,
    sector: Sector | None = None,
    order: Order = Order.WAITING,
    viewer: Visitor,
) -> Mapping[Way, Proposal]:
    """Return, for both ways, how to divide the free booths of a hall, or of all, among those who wait.

    Those who wait, in one sector or in all, are applications that await a decision and have no booth, and on which the
    viewer may decide. This takes five queries, however many there are.
    """
    requests = _waiting(edition, sector, viewer)
    editions = _earlier_editions(edition, {request.booking.company_id for request in requests})
    requests.sort(key=_by(order, editions))
    booths = _free(edition, hall)
    liked = _liked(requests, booths, edition)
    position = {booth.pk: at for at, booth in enumerate(booths)}
    wishes = [[position[each.booth.pk] for each in own] for own in liked]
    sizes = [int(booth.area_sqm * HUNDREDTHS) for booth in booths]
    best, bound = most(wishes, sizes)
    is_proved = bound.holds(wishes, sizes)
    return {
        way: Proposal(
            [
                Placed(request, own, None if booth is None else wish.index(booth), editions[request.booking.company_id])
                for request, own, wish, booth in zip(requests, liked, wishes, chosen, strict=True)
            ],
            bound,
            is_proved,
        )
        for way, chosen in ((Way.MOST, best), (Way.IN_ORDER, in_order(wishes)))
    }


def _waiting(edition: Edition, sector: Sector | None, viewer: Visitor) -> list[SpaceRequest]:
    with_booth = SpaceClaim.objects.live().filter(holder=OuterRef("pk"), booth__isnull=False)
    decidable = decidable_by(viewer).filter(pk=OuterRef("pk"))
    rows = listed_bookings(viewer, edition).filter(Exists(decidable), ~Exists(with_booth), state__in=AWAITING_DECISION)
    bookings = {booking.pk: booking for booking in rows}
    found = []
    for request in SpaceRequest.objects.filter(booking__in=bookings).select_related("sector").order_by("pk"):
        if sector is None or request.sector_id == sector.pk:
            request.booking = bookings[request.booking_id]
            found.append(request)
    return found


def _areas_asked_for(edition: Edition, sector_id: int | None) -> Iterable[Decimal]:
    with_booth = SpaceClaim.objects.live().filter(holder=OuterRef("booking"), booth__isnull=False)
    rows = SpaceRequest.objects.filter(
        ~Exists(with_booth), booking__edition=edition, booking__state__in=AWAITING_DECISION
    )
    rows = rows if sector_id is None else rows.filter(sector=sector_id)
    return rows.order_by("pk").values_list("area_sqm", flat=True)


register_demand(_areas_asked_for)


def _earlier_editions(edition: Edition, companies: set[int]) -> defaultdict[int, int]:
    rows = Booking.objects.filter(
        company__in=companies, state__in=BOOKED_STATES, edition__number__lt=edition.number
    ).order_by()
    counts = rows.values_list("company").annotate(Count("edition", distinct=True))
    return defaultdict(int, counts)


def _by(order: Order, editions: Mapping[int, int]) -> Callable[[SpaceRequest], tuple[object, ...]]:
    def key(request: SpaceRequest) -> tuple[object, ...]:
        first = {
            Order.WAITING: Decimal(0),
            Order.LOYALTY: Decimal(-editions[request.booking.company_id]),
            Order.SIZE: -request.area_sqm,
        }[order]
        return first, request.booking.submitted_at or request.booking.created_at, request.pk

    return key


def _free(edition: Edition, hall: Hall | None) -> list[Booth]:
    rows = free_booths(edition.pk).select_related("plan__hall", "allotment")
    return list((rows.filter(plan__hall=hall) if hall else rows).order_by("area_sqm", "pk"))


def _liked(requests: Sequence[SpaceRequest], booths: Sequence[Booth], edition: Edition) -> list[list[Candidate]]:
    """Return the booths that suit each request, best first.

    Best are booths away from neighbours to avoid, then those in the hall of its m², then those nearest to its m².
    """
    by_kind: defaultdict[tuple[int | None, str], list[Booth]] = defaultdict(list)
    for booth in booths:
        by_kind[booth.allotment.sector_id, booth.kind].append(booth)
    avoiding = any(names_to_avoid(request.booking.neighbours_to_avoid) for request in requests)
    spaces = spaces_in(edition.pk, {booth.plan.hall_id for booth in booths}) if avoiding else []
    larger = 1 + Decimal(edition.larger_percent) / 100
    found = []
    for request in requests:
        same = by_kind[request.sector_id, request.kind]
        first = bisect_left(same, request.area_sqm * (1 - TOLERANCE), key=attrgetter("area_sqm"))
        last = bisect_right(same, request.area_sqm * min(1 + TOLERANCE, larger), key=attrgetter("area_sqm"))
        avoided = avoided_by(request.booking, spaces)
        halls = {claim.allotment.hall_id for claim in request.booking.holder.live_claims}  # type: ignore[attr-defined]  # by listed_bookings
        own = [
            Candidate(
                booth,
                booth.area_sqm - request.area_sqm,
                booth.sides - request.open_sides_min,
                closest(avoided, booth.plan_id, booth.ring) if avoided else None,
                booth.plan.hall_id in halls,
            )
            for booth in same[first:last]
            if booth.sides >= request.open_sides_min
        ]
        found.append(sorted(own, key=_strangeness))
    return found


def _strangeness(candidate: Candidate) -> tuple[bool, bool, Decimal, int, int]:
    return (
        candidate.is_near_avoided,
        not candidate.is_in_own_hall,
        abs(candidate.more_sqm),
        candidate.more_sides,
        candidate.booth.pk,
    )
