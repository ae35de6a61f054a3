"""What follows when the price of a booking has changed: a new confirmation letter and an email about it.

The booking must be locked. Documents of packages above follow `price_changed`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError
from ciie.web.templatetags.interface import money
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import announce_price_changed
from exhibitors.bookings.queries.price_changes import PriceChange, total_of
from exhibitors.bookings.signals import price_changed
from exhibitors.states import BOOKED_STATES


def require_price(found: PriceChange | None, seen: str | None) -> None:
    """Raise `DomainError` (`cost_changed`) with the current totals unless the reader saw these, or saw none."""
    if seen is None or found is None or seen == found.cost:
        return
    raise DomainError(
        _(
            "The price has changed since you looked: the total would now go from %(before)s to %(after)s. Nothing has "
            "been done yet. Check the figures and confirm again."
        )
        % {"before": money(found.before.total, found.currency), "after": money(found.after.total, found.currency)},
        code="cost_changed",
        details={"cost": found.cost},
    )


@contextmanager
def following_price(booking: Booking, *, actor: Actor, at: datetime) -> Iterator[None]:
    """Wrap a change of a locked booking's stand, and renew the documents that state its price if that has changed."""
    before = total_of(booking, at=at)
    yield
    after = total_of(booking, at=at)
    if after is None or before == after:
        return
    renew_letter(booking, at=at)
    price_changed.send(Booking, booking=booking, actor=actor, at=at)


def renew_letter(booking: Booking, *, at: datetime) -> None:
    """Issue and mail a letter that replaces the newest one of a locked booking. Do nothing if it is not booked."""
    last = booking.letters.order_by("-issued_at", "-pk").first()
    if last is not None and booking.state in BOOKED_STATES:
        letter = issue_confirmation(booking, at=at)
        announce_price_changed(booking, letter, replaces=last, at=at)
