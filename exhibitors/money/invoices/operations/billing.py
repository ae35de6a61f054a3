"""Operations that set whom a company's invoices are addressed to, and who pays how much of a booking."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking, require_unchanged, save_change
from exhibitors.bookings.operations.leaving import live_bookings
from exhibitors.bookings.operations.price_changes import following_price
from exhibitors.companies.operations import lock_company
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice
from exhibitors.money.invoices.operations.drafts import company_party, redecide, require_address_kind
from exhibitors.money.invoices.queries.parties import own_party
from exhibitors.money.invoices.queries.taxes import buyer_reference_complaint, tax_id_complaint
from exhibitors.states import BOOKED_STATES

NO_PARTY = _("Bill-to not found.")
ALL = Decimal(100)


@operation("exhibitors.billing_party.added")
def add_party(company_id: int, terms: Mapping[str, Any], *, actor: Actor, at: datetime) -> BillingParty:
    """Add a bill-to of a company. `terms` are fields of `BillingParty`."""
    company = lock_company(company_id)
    require("exhibitors.edit_billing", actor, company)
    party = BillingParty(company=company)
    _write(party, terms)
    return party


@operation("exhibitors.billing_party.own_set")
def set_own_party(
    company_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> BillingParty:
    """Set how the company itself is billed, in place of what its record says. `seen` is 0 if nothing was set before.

    Where this changes the tax of a booking, its letter and the offer that awaits an answer are made again.
    """
    company = lock_company(company_id)
    require("exhibitors.edit_billing", actor, company)
    party = own_party(company)
    require_seen(party, seen)
    party = party or BillingParty(company=company, is_company=True)
    with _following_prices(_lock_booked(company.pk, at=at), actor=actor, at=at):
        _write(party, terms)
    redecide(Invoice.objects.filter(party=party), at=at)
    return party


@operation("exhibitors.billing_party.changed")
def change_party(
    party_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> BillingParty:
    """Change a bill-to. Drafts follow, as do letters and offers whose tax changes; issued documents do not."""
    party = _lock_party(party_id, seen, actor)
    with _following_prices(_lock_booked(party.company_id, at=at), actor=actor, at=at):
        _write(party, terms)
    redecide(Invoice.objects.filter(party=party), at=at)
    return party


@operation("exhibitors.billing_party.removed")
def remove_party(party_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a bill-to. Raise `bill_to_in_use` if it appears on invoices or pays a share of a booking."""
    party = _lock_party(party_id, seen, actor)
    try:
        party.delete()
    except ProtectedError as error:
        raise DomainError(
            _("%(party)s appears on invoices or pays a share of a booking, so it cannot be removed.")
            % {"party": party},
            code="bill_to_in_use",
        ) from error


@operation("exhibitors.billing_shares.set")
def set_shares(
    booking_id: int, percents: Mapping[int, Decimal], *, seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Set who pays how much of a booking: per cent by the key of a bill-to, where 0 is the company itself.

    Without any shares the company pays all. `seen` is the revision of the booking. Existing drafts stay as they are;
    where the tax changes, the letter and the offer that awaits an answer are made again.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.share_bill", actor, booking)
    require_unchanged(booking, seen)
    wanted = {pk: percent for pk, percent in percents.items() if percent}
    if own := wanted.pop(0, None):
        wanted[company_party(booking.company).pk] = own
    parties = set(BillingParty.objects.filter(company=booking.company_id, pk__in=wanted).values_list("pk", flat=True))
    if wanted.keys() - parties:
        raise Invalid(_("Only bill-to addresses of the company can pay."), code="bill_to_of_another", field="shares")
    for pk, percent in wanted.items():
        if not 0 < percent <= ALL:
            raise Invalid(
                _("A share is more than 0 and at most 100%."), code="billing_share_in_bounds", field=f"share_{pk}"
            )
    if wanted and sum(wanted.values()) != ALL:
        raise Invalid(_("The shares must add up to 100%."), code="billing_shares_add_up")
    with _following_prices([booking], actor=actor, at=at):
        BillingShare.objects.filter(booking=booking).delete()
        BillingShare.objects.bulk_create(
            BillingShare(booking=booking, party_id=pk, percent=percent) for pk, percent in sorted(wanted.items())
        )
    save_change(booking)
    return booking


def _lock_booked(company_id: int, *, at: datetime) -> list[Booking]:
    """Lock and return a company's bookings whose letters and offers name a price, in editions that are not over."""
    booked = live_bookings(at).filter(company=company_id, state__in=BOOKED_STATES)
    return lock(Booking.objects.select_related("edition", "company", "contact"), booked.values_list("pk", flat=True))


@contextmanager
def _following_prices(bookings: Iterable[Booking], *, actor: Actor, at: datetime) -> Iterator[None]:
    """Wrap a change of who is billed for locked bookings: letters and offers whose prices change are made again."""
    with ExitStack() as changes:
        for booking in bookings:
            changes.enter_context(following_price(booking, actor=actor, at=at))
        yield


def _lock_party(party_id: int, seen: int | None, actor: Actor) -> BillingParty:
    party = lock_one(BillingParty.objects.select_related("company"), party_id, missing=NO_PARTY)
    require("exhibitors.edit_billing", actor, party.company)
    require_seen(party, seen)
    return party


def _write(party: BillingParty, terms: Mapping[str, Any]) -> None:
    for name, value in terms.items():
        setattr(party, name, value.strip() if isinstance(value, str) else value)
    require_valid(party, exclude=["company"])
    if party.is_business and (complaint := tax_id_complaint(party.tax_id, str(party.country))):
        raise Invalid(complaint, code="tax_id_invalid", field="tax_id")
    if complaint := buyer_reference_complaint(party.buyer_reference):
        raise Invalid(complaint, code="buyer_reference_invalid", field="buyer_reference")
    require_address_kind(party)
    party.save()
