"""From what a program wants to the operation that does it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus

from django.db.models import Q
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid
from exhibitors.bookings.api.shapes import NewBooking, Wish, shown
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, draft_application
from pavilions.floor.models.venue import Sector
from pavilions.plans.api.halls import edition_numbered
from pavilions.plans.queries.booths import edition_and_booths, replacements_for


def book(wanted: NewBooking, edition: int, *, actor: User, at: datetime) -> Answer:
    """Carry out what is wanted in the edition with this number; the answer shows the new booking."""
    if wanted.booths:
        hold = book_booths if wanted.submit else hold_booths
        edition_id, booths = edition_and_booths(edition, wanted.booths)
        with offering_others(edition_id):
            booking = hold(wanted.company, edition_id, booths, actor=actor, at=at)
    else:
        edition_id = edition_numbered(edition)
        apply = apply_for_space if wanted.submit else draft_application
        booking = apply(wanted.company, edition_id, _with_sectors(wanted.requests), actor=actor, at=at)
    return answer_with(booking, HTTPStatus.CREATED)


@contextmanager
def offering_others(edition_id: int) -> Iterator[None]:
    """Let the refusal of taken booths also name, as `alternatives`, the nearest free ones of like size.

    They are looked up after the rollback, so that what the refused request held for a moment is among them.
    """
    try:
        yield
    except DomainError as refusal:
        taken = refusal.details.pop("taken_ids", None)
        if isinstance(taken, list):
            found = replacements_for(taken, edition_id=edition_id)
            refusal.details["alternatives"] = [offer.reference for booth in found for offer in booth.offers]
        raise


def answer_with(booking: Booking, status: int = HTTPStatus.OK) -> Answer:
    return Answer(status, shown([booking])[0].model_dump(mode="json"))


def _with_sectors(wishes: Sequence[Wish]) -> list[Wanted]:
    sectors = _sectors_called({wish.sector for wish in wishes})
    return [Wanted(sectors[wish.sector], wish.area_sqm, wish.kind, wish.open_sides_min) for wish in wishes]


def _sectors_called(names: set[str]) -> Mapping[str, int]:
    """Keys of the sectors with these codes or names. Raises `Invalid` (`unknown_sector`) for any that is none."""
    found: dict[str, int] = {}
    for pk, code, name, name_zh in Sector.objects.filter(
        Q(code__in=names) | Q(name__in=names) | Q(name_zh__in=names)
    ).values_list("pk", "code", "name", "name_zh"):
        found |= {code: pk, name: pk, name_zh: pk}
    unknown = sorted(names - found.keys())
    if unknown:
        raise Invalid(
            _("There is no sector called %(sectors)s.") % {"sectors": ", ".join(unknown)},
            code="unknown_sector",
            field="requests",
            details={"unknown": unknown},
        )
    return found
