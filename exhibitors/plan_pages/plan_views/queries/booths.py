"""Chosen booths, the holders that belong to a company, and the history of a booth."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.audit.history import history_of, newest_first
from ciie.kernel.wording import with_note
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.history import Event, event_of
from exhibitors.plan_pages.plan_views.queries.shown_plans import ShownBooth
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.plans.queries.booths import Replacement, published_booths, replacements_for
from pavilions.states import Availability, Section

HISTORY_FIELDS = ("number", "area_sqm", "kind", "open_sides_override", "blocked_reason")


@dataclass(frozen=True)
class Choice:
    """The booths that were ticked. `booths` are still available; `gone` are not, and come with replacements.

    `not_for_sale` names those of `gone` that the organizer has withheld; the others were taken.
    """

    booths: tuple[Booth, ...]
    gone: tuple[Replacement, ...]
    not_for_sale: frozenset[str] = frozenset()

    @property
    def taken(self) -> list[str]:
        return [each.reference for each in self.gone if each.reference not in self.not_for_sale]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(booth.pk for booth in self.booths)

    @property
    def area_sqm(self) -> Decimal:
        return sum((booth.area_sqm for booth in self.booths), Decimal(0))


def choice_of(booth_ids: Sequence[int], *, edition_id: int) -> Choice:
    """Return the current state of a choice made earlier; one query, and two more if any of it is gone.

    Booths of the national exhibition cannot be chosen and are left out.
    """
    if not booth_ids:
        return Choice((), ())
    wanted = published_booths(edition_id).filter(pk__in=booth_ids, allotment__section=Section.BUSINESS)
    booths = list(wanted.order_by("plan__hall__position", natural("number")))
    free = tuple(booth for booth in booths if _is_free(booth))
    lost = [booth.pk for booth in booths if not _is_free(booth)]
    gone = replacements_for(lost, edition_id=edition_id, besides=[booth.pk for booth in free]) if lost else []
    withheld = {booth.pk for booth in booths if vars(booth)["availability"] == Availability.BLOCKED}
    not_for_sale = frozenset(each.reference for each in gone if each.wanted_id in withheld)
    return Choice(free, tuple(gone), not_for_sale)


def _is_free(booth: Booth) -> bool:
    return bool(vars(booth)["availability"] == Availability.FREE)  # annotated by `published_booths`


def holders_of(company: Company, edition: Edition) -> frozenset[int]:
    """Return the keys of the ledger's holders that are bookings of this company."""
    return frozenset(Booking.objects.filter(company=company, edition=edition).values_list("pk", flat=True))


def own_booking_with(company_id: int, booth_ids: Collection[int]) -> Booking | None:
    """Return the company's booking that already claims all of these booths, or None."""
    claims = SpaceClaim.objects.live().filter(booth__in=list(booth_ids))
    holders = set(claims.values_list("holder_id", flat=True))
    if len(holders) != 1 or claims.count() != len(booth_ids):
        return None
    return Booking.objects.select_related("edition").filter(company_id=company_id, pk=holders.pop()).first()


def booking_shown(booth: ShownBooth | None) -> Booking | None:
    """Return the booking that holds a booth, for viewers who may see every name; one query if a company holds it."""
    if booth is None or booth.holder is None or booth.holder.booking_id is None:
        return None
    return Booking.objects.select_related("edition").get(pk=booth.holder.booking_id)


def booth_history(booth: Booth) -> list[Event]:
    """Return what happened to the booth and who claimed it, newest first, with all names; three queries."""
    itself = [event_of(entry, frozenset()) for entry in history_of(booth, HISTORY_FIELDS)]
    claims = SpaceClaim.objects.filter(booth=booth)
    bookings = Booking.objects.select_related("company", "edition").in_bulk(claims.values_list("holder_id", flat=True))
    events = []
    for claim in claims:
        booking = bookings.get(claim.holder_id)
        about = with_note(booking.company, booking.reference) if booking else ""
        events.append(Event(at=claim.claimed_at, who="", action=pgettext_lazy("space", "claimed"), about=about))
        if claim.released_at is not None:
            events.append(Event(at=claim.released_at, who="", action=_("released"), about=about))
    return newest_first([*itself, *events])
