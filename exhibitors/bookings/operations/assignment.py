"""Operations that assign booths to an application that named none, or other booths than it named."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import allowed, require
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.locking import lock
from ciie.kernel.wording import area_words, list_words
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import announce_placed
from exhibitors.bookings.operations.bookings import (
    append_movements,
    edition_of,
    lock_booking,
    require_few,
    require_unchanged,
    save_change,
)
from exhibitors.bookings.queries.bookings import last_given_back
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import (
    AreaByAllotment,
    LockedBooth,
    area_by_allotment,
    lock_free_booths,
    swap_claims,
)
from pavilions.floor.ledger.operations.transfers import allocate_booths
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Sector

type AreaBySector = Mapping[int | None, Decimal]


@operation("exhibitors.booking.assigned")
def assign_booths(
    booking_id: int,
    booth_ids: Iterable[int],
    *,
    larger_reason: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Reserve all of these booths, or none, for a booking that awaits a decision, in place of the booths it has.

    The booths replace as many m² as the application had reserved without a booth in the same sectors, so that a full
    hall can still be assigned to those who hold its m². The m² that no booth replaces remain reserved and requested,
    and so do the m² of a booth that is given up. Until the approval all of it counts under the booking's state.
    Reviewers of some sectors may assign only booths of these.

    Raise `DomainError` (`larger_than_requested`) if a sector's booths exceed what was requested by more than the
    edition allows and `larger_reason` gives no reason.
    """
    booking_edition = edition_of(booking_id)
    claims = SpaceClaim.objects.live().filter(holder_id=booking_id)
    kept = set(claims.filter(booth__isnull=False).values_list("booth_id", flat=True))
    wanted = require_few(booth_ids)
    booths = lock_free_booths(wanted - kept, edition_id=booking_edition) if wanted - kept else []
    booking = lock_booking(booking_id)
    require("exhibitors.decide_booking", actor, booking)
    require_unchanged(booking, seen)
    require_may_give(booths, actor=actor)
    if booking.state not in AWAITING_DECISION:
        raise DomainError(
            _("Booths can be assigned only while a decision is pending; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
        )
    state = BookingState(booking.state)
    live = lock(SpaceClaim.objects.all(), claims.values_list("pk", flat=True))
    change = _Change(booking, live, booths, wanted)
    change.require_not_larger(larger_reason)
    released, claimed = swap_claims(booking.pk, change.given_up, booths, rests=change.rests, at=at)
    append_movements(booking, released, left=state, at=at)
    append_movements(booking, claimed, entered=state, at=at)
    if change.is_larger:
        booking.larger_reason = larger_reason.strip()
    return save_change(booking, "larger_reason")


class _Change:
    """How assigning changes the claims of a booking: `given_up` are released, `rests` stay m² without a booth."""

    def __init__(
        self, booking: Booking, live: Sequence[SpaceClaim], booths: Sequence[LockedBooth], wanted: Collection[int]
    ) -> None:
        self.booking = booking
        self.requests = list(booking.requests.all())
        places = {claim.allotment_id for claim in live} | {booth.allotment_id for booth in booths}
        self.sectors = dict(Allotment.objects.filter(pk__in=places).values_list("pk", "sector"))
        named = [claim for claim in live if claim.booth_id is not None]
        dropped = [claim for claim in named if claim.booth_id not in wanted]
        unnamed = [claim for claim in live if claim.booth_id is None]
        staying = [claim for claim in named if claim.booth_id in wanted]
        self.given = self._by_sector([*staying, *booths])
        self.asked = self._asked(live)
        # The m² of an application remain when its booths go; a booth that an exhibitor chose itself is only replaced.
        pool = [*unnamed, *dropped] if self.requests else unnamed
        rests = self._rests(pool, {booth.allotment_id for booth in booths})
        unchanged = {place for place, area in area_by_allotment(unnamed).items() if rests.get(place) == area}
        self.rests = {place: area for place, area in rests.items() if place not in unchanged}
        self.given_up = [*dropped, *(claim for claim in unnamed if claim.allotment_id not in unchanged)]

    def _by_sector(self, parts: Iterable[SpaceClaim | LockedBooth]) -> AreaBySector:
        areas: defaultdict[int | None, Decimal] = defaultdict(Decimal)
        for part in parts:
            areas[self.sectors[part.allotment_id]] += part.area_sqm
        return areas

    def _asked(self, live: Sequence[SpaceClaim]) -> AreaBySector:
        """Return the requested m² by sector. For a booking that named its booths, it is what it has or had last."""
        asked: defaultdict[int | None, Decimal] = defaultdict(Decimal)
        if not self.requests and live:
            return self._by_sector(live)
        if not self.requests:
            for sector, area in last_given_back(self.booking.pk):
                asked[sector] += area
        for request in self.requests:
            asked[request.sector_id] += request.area_sqm
        return asked

    def _rests(self, pool: Sequence[SpaceClaim], taken_first: Collection[int]) -> AreaByAllotment:
        """Return the m² that no booth replaces, by allotment. Those where the new booths stand are used up first."""
        rests: defaultdict[int, Decimal] = defaultdict(Decimal)
        left = self._by_sector(pool)
        surplus = {sector: max(area - self._unanswered(sector), Decimal(0)) for sector, area in left.items()}
        for claim in sorted(pool, key=lambda claim: (claim.allotment_id not in taken_first, claim.pk)):
            sector = self.sectors[claim.allotment_id]
            used = min(claim.area_sqm, surplus[sector])
            surplus[sector] -= used
            if claim.area_sqm > used:
                rests[claim.allotment_id] += claim.area_sqm - used
        return dict(rests)

    def _unanswered(self, sector: int | None) -> Decimal:
        return max(self.asked.get(sector, Decimal(0)) - self.given.get(sector, Decimal(0)), Decimal(0))

    @property
    def _larger(self) -> list[int | None]:
        """The sectors in which more is assigned than the edition allows without a reason."""
        allowed = 1 + Decimal(self.booking.edition.larger_percent) / 100
        nothing = Decimal(0)
        return [sector for sector, area in self.given.items() if area > self.asked.get(sector, nothing) * allowed]

    @property
    def is_larger(self) -> bool:
        return bool(self._larger)

    def require_not_larger(self, reason: str) -> None:
        if not self._larger or reason.strip():
            return
        sector = self._larger[0]
        given, asked = self.given[sector], self.asked.get(sector, Decimal(0))
        raise DomainError(
            _("This would assign %(given)s m² in %(sector)s although %(asked)s m² were requested. Give a reason.")
            % {
                "given": area_words(given),
                "asked": area_words(asked),
                "sector": Sector.objects.filter(pk=sector or 0).first() or _("other space"),
            },
            code="larger_than_requested",
            field="larger_reason",
            details={"given_sqm": str(given), "requested_sqm": str(asked)},
        )


def require_may_give(booths: Sequence[LockedBooth], *, actor: Actor) -> None:
    """Raise `NotAllowed` (`not_your_sector`), naming the booths, if the actor does not decide on their sectors."""
    keys = {booth.allotment_id for booth in booths}
    refused = {
        allotment.pk
        for allotment in Allotment.objects.filter(pk__in=keys)
        if not allowed("exhibitors.give_booths_of", actor, allotment)
    }
    names = [booth.reference for booth in booths if booth.allotment_id in refused]
    if names:
        raise NotAllowed(
            _(
                "These booths are in sectors that you do not decide on: %(booths)s. Choose booths in your "
                "sectors, or ask the organizer's director."
            )
            % {"booths": list_words(names)},
            code="not_your_sector",
            field="booths",
            details={"booths": names},
        )


@operation("exhibitors.booking.placed")
def place_in_booths(
    booking_id: int, booth_ids: Iterable[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Replace booked m² without booths by all of these free booths, or none.

    The booked area never grows: the booths are at most as large as those m², and the remainder stays m². The booking
    keeps booths that it already has, named or not. A new letter is issued and mailed. Managers of a block name booths
    in the halls and sectors in which the member has its m². Only the organizer assigns booths in other halls, and
    reviewers of some sectors only in these.
    """
    edition_id = edition_of(booking_id)
    claims = SpaceClaim.objects.live().filter(holder_id=booking_id)
    own = set(claims.filter(booth__isnull=False).values_list("booth_id", flat=True))
    wanted = require_few(set(booth_ids) - own, already=len(own))
    booths = lock_free_booths(wanted, edition_id=edition_id) if wanted else []
    booking = lock_booking(booking_id)
    require("exhibitors.place_booking", actor, booking)
    require_unchanged(booking, seen)
    open_floor = lock(SpaceClaim.objects.all(), claims.filter(booth=None).values_list("pk", flat=True))
    _require_placeable(booking, open_floor, booths)
    if allowed("exhibitors.decide_booking", actor, booking):
        require_may_give(booths, actor=actor)
    else:
        _require_same_halls(open_floor, booths)
    state = BookingState(booking.state)
    taken, placed = allocate_booths(booking.pk, open_floor, booths, at=at)
    append_movements(booking, taken, left=state, at=at)
    append_movements(booking, placed, entered=state, at=at)
    save_change(booking)
    rest = _area(open_floor) - _area(booths)
    announce_placed(booking, issue_confirmation(booking, at=at), rest, at=at)
    return booking


def _area(parts: Sequence[SpaceClaim] | Sequence[LockedBooth]) -> Decimal:
    return sum((part.area_sqm for part in parts), Decimal(0))


def _require_placeable(booking: Booking, open_floor: Sequence[SpaceClaim], booths: Sequence[LockedBooth]) -> None:
    if booking.state not in BOOKED_STATES:
        raise DomainError(
            _("Booths can be assigned to booked space only; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
            details={"state": booking.state},
        )
    if not open_floor:
        raise DomainError(_("All space of this booking already has booths."), code="all_placed", field="booths")
    if not booths:
        raise Invalid(_("Choose at least one booth."), code="nothing_chosen", field="booths")
    wanted, held = _area(booths), _area(open_floor)
    if wanted > held:
        raise DomainError(
            _("These booths total %(wanted)s m², but only %(held)s m² are booked without a booth.")
            % {"wanted": area_words(wanted), "held": area_words(held)},
            code="larger_than_booked",
            field="booths",
            details={"wanted_sqm": str(wanted), "held_sqm": str(held)},
        )


def _require_same_halls(open_floor: Sequence[SpaceClaim], booths: Sequence[LockedBooth]) -> None:
    """Raise `DomainError` (`other_hall`) if a hall and sector get more booths than there are m² in it."""
    held, wanted = area_by_allotment(open_floor), area_by_allotment(booths)
    beyond = [booth.reference for booth in booths if wanted[booth.allotment_id] > held.get(booth.allotment_id, 0)]
    if beyond:
        raise DomainError(
            _(
                "The booked space is in another hall or sector than %(booths)s, or smaller there. Ask the "
                "organizer for booths elsewhere."
            )
            % {"booths": list_words(beyond)},
            code="other_hall",
            field="booths",
            details={"booths": beyond},
        )
