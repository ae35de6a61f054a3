"""Queries for who is billed, and for which stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from exhibitors.bookings.models import Booking, claims_charged_to
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice, VatCheck
from exhibitors.money.invoices.states import EU_COUNTRIES, VatAnswer

MONTH, YEAR = timedelta(days=30), timedelta(days=365)


def own_party(company: Company) -> BillingParty | None:
    """Return the bill-to that is the company itself, or None if it was neither edited nor invoiced yet."""
    return BillingParty.objects.filter(company=company, is_company=True).order_by("pk").first()


def as_party(company: Company) -> BillingParty:
    """Return an unsaved bill-to for the company itself, filled from its record."""
    return BillingParty(
        company=company,
        is_company=True,
        name=company.name,
        address=company.address,
        city=company.city,
        country=company.country,
        email=company.contact_email,
        revision=0,
    )


def stands_of(booking: Booking) -> list[str]:
    """Return the stands that a booking is charged for, such as `5.1H/A01`, or those that a cancelled one had."""
    live = claims_charged_to([booking.pk])
    claims = live if live.exists() else booking.claims
    named = claims.filter(booth__isnull=False).order_by("booth__plan__hall__name", "booth__number")
    return [
        f"{hall}/{number}" for hall, number in named.values_list("booth__plan__hall__name", "booth__number").distinct()
    ]


def vat_ids_to_check(at: datetime) -> list[tuple[int, str]]:
    """Return keys and VAT IDs of bill-tos with VAT IDs of the EU whose invoices were drafted within a year.

    Bill-tos about whose ID the register has answered within a month are left out.
    """
    answered = VatCheck.objects.filter(party=OuterRef("pk"), vat_id=OuterRef("tax_id"), checked_at__gt=at - MONTH)
    invoices = Invoice.objects.filter(party=OuterRef("pk"), drafted_at__gt=at - YEAR)
    rows = BillingParty.objects.filter(Exists(invoices), ~Exists(answered.exclude(answer=VatAnswer.UNAVAILABLE)))
    found = rows.exclude(tax_id="").order_by("pk").values_list("pk", "tax_id")
    return [(pk, tax_id) for pk, tax_id in found if tax_id[:2].upper() in EU_COUNTRIES | {"EL", "XI"}]


def parties_of(company: Company) -> QuerySet[BillingParty]:
    """Return the bill-tos of a company, the company itself first, annotated with `is_used`."""
    invoices, shares = Invoice.objects.filter(party=OuterRef("pk")), BillingShare.objects.filter(party=OuterRef("pk"))
    rows = BillingParty.objects.filter(company=company).annotate(is_used=Exists(invoices) | Exists(shares))
    return rows.order_by("-is_company", "name", "pk")


@dataclass(frozen=True)
class ShownShare:
    """A bill-to and the percentage of a booking that it pays, or 0. The key is 0 for a company without a row."""

    party: BillingParty
    percent: Decimal

    @property
    def key(self) -> int:
        return self.party.pk or 0


def shares_shown(booking: Booking) -> Sequence[ShownShare]:
    """Return every bill-to of the booking's company, the company itself first, in two queries."""
    company = booking.company
    parties = list(BillingParty.objects.filter(company=company).order_by("-is_company", "name", "pk"))
    if not any(party.is_company for party in parties):
        parties.insert(0, as_party(company))
    shares = dict(BillingShare.objects.filter(booking=booking).values_list("party", "percent"))
    if not shares:
        return [ShownShare(party, Decimal(0 if place else 100)) for place, party in enumerate(parties)]
    return [ShownShare(party, shares.get(party.pk, Decimal(0))) for party in parties]
