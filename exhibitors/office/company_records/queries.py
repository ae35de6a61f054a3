"""Companies as organizers see them: rows of lists, their past, money, letters and history, and what can be ended."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from ciie.audit.history import entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from ciie.kernel.country_names import countries_by_name
from ciie.mail.queue import SentLetter, letters_to
from ciie.web.paging import is_one_of
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import AREA, with_space
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, CompanyInvitation, Membership, Participation
from exhibitors.companies.office_notes.models import OfficeRecord
from exhibitors.companies.queries import EACH_COUNTRY, companies_visible_to
from exhibitors.history import Event, event_of, unnamed_to
from exhibitors.money.invoices.models import BillingParty, Invoice, JournalLine
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.queries.payments import payable
from exhibitors.money.payments.queries.receivables import InvoiceStanding, standings
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.queries import figures_of
from exhibitors.promotion.published_figures.states import FigureKind
from exhibitors.states import BOOKED_STATES, UNDECIDED
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, EditionStatus


def listed_companies(viewer: Visitor, edition: Edition) -> QuerySet[Company]:
    """Return the viewer's companies with `people_count` and, for this edition, `booking_count` and `booked_sqm`.

    They also have by what the office knows them: `customer_number`, `sales_owner`, `tags`, and the lists `vat_ids` and
    `debtor_numbers` of their bill-tos. This takes one query.
    """
    people = Membership.objects.filter(company=OuterRef("pk")).order_by().values("company")
    bookings = Booking.objects.filter(company=OuterRef("pk"), edition=edition).order_by().values("company")
    booked = (
        SpaceClaim.objects.live()
        .filter(holder__booking__company=OuterRef("pk"), holder__booking__edition=edition)
        .filter(holder__booking__state__in=BOOKED_STATES)
        .order_by()
        .values("holder__booking__company")
    )
    return (
        companies_visible_to(viewer)
        .filter(merged_into=None)
        .annotate(
            people_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), Value(0)),
            booking_count=Coalesce(Subquery(bookings.annotate(n=Count("pk")).values("n")), Value(0)),
            booked_sqm=Coalesce(
                Subquery(booked.annotate(m=Sum(F("area_sqm"))).values("m")), Value(0), output_field=AREA
            ),
            **_known_by(),
        )
    )


def _known_by() -> dict[str, Any]:
    parties = BillingParty.objects.filter(company=OuterRef("pk")).order_by("-is_company", "pk")
    return {
        "customer_number": Coalesce(F("office_record__customer_number"), Value("")),
        "sales_owner": Coalesce(F("office_record__owner__name"), Value("")),
        "tags": F("office_record__tags"),
        "vat_ids": ArraySubquery(parties.exclude(tax_id="").values("tax_id")),
        "debtor_numbers": ArraySubquery(parties.exclude(debtor_number="").values("debtor_number")),
    }


def known_by_number(words: str) -> Q:
    """Return the condition for companies whose customer number or VAT ID contains these words, in any case.

    A company is found by the customer number of one that was merged into it.
    """
    numbers = OfficeRecord.objects.filter(customer_number__icontains=words)
    of_company = numbers.values_list(Coalesce("company__merged_into", "company"), flat=True)
    parties = BillingParty.objects.filter(tax_id__icontains="".join(words.split())).values("company")
    return Q(is_one_of("pk", ArraySubquery(of_company))) | Q(is_one_of("pk", ArraySubquery(parties)))


def bill_tos_of(company: Company) -> list[BillingParty]:
    """Return a company's bill-tos, which have its VAT IDs and debtor numbers, the company itself first."""
    return list(BillingParty.objects.filter(company=company).order_by("-is_company", "name", "pk"))


@dataclass(frozen=True)
class OpenBalance:
    """What a company owes in one currency over all editions, or has paid ahead if it is below 0."""

    currency: str
    amount: Decimal
    editions: tuple[int, ...]
    """The numbers of the editions at which it has an account in this currency, newest first."""

    @property
    def owed(self) -> Decimal:
        return abs(self.amount)


@dataclass(frozen=True)
class CompanyMoney:
    """Offers, contracts and invoices of a company at all editions, newest first, and what is open of it all."""

    offers: Sequence[Offer]
    contracts: Sequence[Contract]
    invoices: Sequence[InvoiceStanding]
    balances: Sequence[OpenBalance]


def money_of(company: Company, *, today: date) -> CompanyMoney:
    """Return what a company was offered, has signed, was invoiced and owes, in four queries."""
    offers = Offer.objects.filter(booking__company=company)
    contracts = Contract.objects.filter(booking__company=company)
    return CompanyMoney(
        list(offers.select_related("booking__edition").order_by("-made_at", "-pk")),
        list(contracts.select_related("booking__edition", "offer").order_by("-made_at", "-pk")),
        standings(payable(Invoice.objects.filter(party__company=company)), today),
        _balances_of(company),
    )


def _balances_of(company: Company) -> list[OpenBalance]:
    lines = JournalLine.objects.filter(company=company, account__in=(Account.RECEIVABLE, Account.ADVANCE))
    sums = lines.order_by("entry__currency", "-edition__number").values_list("entry__currency", "edition__number")
    found: dict[str, list[tuple[int, Decimal]]] = {}
    for currency, edition, amount in sums.annotate(sum=Sum("amount")):
        found.setdefault(currency, []).append((edition, amount))
    return [
        OpenBalance(currency, sum((amount for _edition, amount in rows), Decimal(0)), tuple(dict(rows)))
        for currency, rows in found.items()
    ]


LETTERS_SHOWN: Final = 50


def letters_of(company: Company) -> list[SentLetter]:
    """Return the newest letters to a company's people, contacts and invited colleagues that are about the company.

    Messages to exhibitors name no company, so all that these people received are among them. It takes five queries.
    """
    bookings = dict(Booking.objects.filter(company=company).values_list("pk", "contact__email"))
    invited = dict(CompanyInvitation.objects.filter(company=company).values_list("pk", "email"))
    addresses = {
        company.contact_email,
        *bookings.values(),
        *invited.values(),
        *Membership.objects.filter(company=company).values_list("user__email", flat=True),
        *CompanyContact.objects.filter(company=company).values_list("email", flat=True),
    }
    about = (
        Q(context__company_id=company.pk)
        | Q(context__booking__in=list(bookings))
        | Q(context__company=company.name)
        | Q(context__kind="company_invitation", context__invitation__in=list(invited))
        | Q(context__kind="mailing")
    )
    return letters_to(filter(None, addresses), about, most=LETTERS_SHOWN)


def countries_of_companies() -> list[tuple[str, str]]:
    """Return the code and name of every country or region that companies come from, by name."""
    with connection.cursor() as cursor:
        cursor.execute(f"{EACH_COUNTRY} SELECT country FROM found WHERE country IS NOT NULL")  # noqa: S608  (ours)
        return countries_by_name(code for (code,) in cursor.fetchall())


@dataclass(frozen=True)
class EditionRecord:
    """What a company did in one edition. `whole` is the published total of the business exhibition of that edition."""

    edition: Edition
    bookings: tuple[Booking, ...]
    participation: Participation | None
    whole: PublishedFigure | None

    @property
    def booked_sqm(self) -> Decimal:
        booked = (b.claimed_sqm for b in self.bookings if b.state in BOOKED_STATES)  # type: ignore[attr-defined]
        return sum(booked, Decimal(0))


def record_of(company: Company) -> list[EditionRecord]:
    """Return what a company did in each edition, newest edition first, in four queries.

    Bookings come with their `claimed_sqm` and `requested_sqm`.
    """
    bookings: defaultdict[int, list[Booking]] = defaultdict(list)
    booked = with_space(Booking.objects.filter(company=company)).select_related("edition", "company")
    for booking in booked.order_by("-pk"):
        bookings[booking.edition_id].append(booking)
    participations = {row.edition_id: row for row in Participation.objects.filter(company=company)}
    keys = bookings.keys() | participations.keys()
    published = figures_of(keys)
    return [
        EditionRecord(
            edition,
            tuple(bookings[edition.pk]),
            participations.get(edition.pk),
            published.get(edition.pk, {}).get(FigureKind.BUSINESS_SQM),
        )
        for edition in Edition.objects.filter(pk__in=keys).order_by("-number")
    ]


HISTORY_FIELDS = (
    *FIELD_NAMES,
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "claims_blocked_reason",
)


def company_history(company: Company, *, viewer: Visitor) -> list[Event]:
    """Return the history of a company's record and of its people, newest first, in four queries."""
    unnamed = unnamed_to(viewer, company.pk)
    joinings = events_of(Membership).filter(company=company)
    names = {event.pgh_obj_id: str(event.user) for event in joinings.select_related("user") if event.user}
    record = [event_of(entry, unnamed) for entry in history_of(company, HISTORY_FIELDS)]
    # The person who registers a company is its first owner, which needs no event of its own.
    recorded = {(event.at, str(event.action)) for event in record}
    people = [
        replace(event_of(entry, unnamed), about=names.get(entry.row_id, ""))
        for entry in entries_of(joinings, ("role",))
        if (entry.at, str(entry.action)) not in recorded
    ]
    return newest_first([*record, *people])


def bookings_that_claim(company_id: int) -> QuerySet[Booking]:
    """Return the company's undecided and booked bookings in editions that are not archived."""
    return Booking.objects.filter(company_id=company_id, state__in=[*UNDECIDED, *BOOKED_STATES]).exclude(
        edition__status=EditionStatus.ARCHIVED
    )


def claims_listed(company: Company) -> Sequence[Booking]:
    """Return the bookings of `bookings_that_claim` with edition, m² and number of `booths`, undecided ones first."""
    live = Q(holder__claims__state__in=[ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED])
    booked_last = Case(When(state__in=BOOKED_STATES, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = with_space(bookings_that_claim(company.pk)).annotate(booths=Count("holder__claims__booth", live))
    return list(rows.select_related("edition", "company").order_by(booked_last, "pk"))
