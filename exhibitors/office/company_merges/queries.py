"""What belongs to a company, what a merge of two companies would move, and what prevents the merge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Model, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import list_words
from exhibitors.bookings.blocks.models import BlockApplication
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.models import Booking
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.states import OPEN_REQUESTS
from exhibitors.companies.fields import COMPANY_FIELDS
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.states import STANDING_MANDATES
from exhibitors.companies.models import Company, CompanyInvitation, Membership, Participation
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.companies.office_notes.queries import office_record_of
from exhibitors.companies.queries import present_companies
from exhibitors.money.invoices.models import BillingParty, JournalLine
from exhibitors.money.payments.models import Payment
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.deals.models import Deal
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim

UNDO_WITHIN: Final = timedelta(days=1)
CANDIDATES: Final = 20


@dataclass(frozen=True)
class Relation:
    """The rows that belong to a company by this field, under a key that never changes."""

    key: str
    model: type[Model]
    label: Sentence
    field: str = "company"

    def of(self, company: Company) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{self.field: company})


RELATIONS: Final = (
    Relation("bookings", Booking, _("Bookings")),
    Relation("memberships", Membership, _("People")),
    Relation("contacts", CompanyContact, _("Contacts")),
    Relation("notes", CompanyNote, _("Notes of the office")),
    Relation("tasks", CompanyTask, _("Tasks of the office")),
    Relation("invitations", CompanyInvitation, _("Invitations")),
    Relation("exhibits", Exhibit, _("Exhibits")),
    Relation("deals", Deal, _("Deals")),
    Relation("participations", Participation, _("Editions in lists")),
    Relation("shown_on", CoExhibitor, _("Stands of others")),
    Relation("co_exhibitors", CoExhibitor, _("Co-exhibitors"), "exhibitor"),
    Relation("block_applications", BlockApplication, _("Applications to blocks")),
    Relation("area_members", ThemedAreaMember, _("Themed areas")),
    Relation("ownership_requests", OwnershipRequest, _("Ownership requests")),
    Relation("mandates", Mandate, _("Powers of attorney")),
    Relation("billing_parties", BillingParty, _("Bill-to addresses")),
    Relation("journal_lines", JournalLine, _("Entries in the journal of money")),
    Relation("payments", Payment, _("Payments")),
    Relation("merged", Company, _("Companies merged earlier"), "merged_into"),
)
"""Every reference to a company whose rows are moved.

Movements of m² and their totals follow the bookings by movements of their own. The office record of the company that is
kept is filled from the other one.
"""


FILLED: Final = tuple(field for field in COMPANY_FIELDS if field.name not in {"name", "country"})
"""The fields in which a blank is filled from the other record. The country stays, since it decides where m² count."""


@dataclass(frozen=True)
class FieldLine:
    """A field of both records. `is_filled` says whether the kept record gets the value of the other."""

    label: Sentence
    of_survivor: str
    of_merged: str
    is_filled: bool


@dataclass(frozen=True)
class Line:
    label: Sentence
    of_survivor: int
    of_merged: int


@dataclass(frozen=True)
class Preview:
    """What each of the two companies has, what the reader should know, and what has to be settled first."""

    survivor: Company
    merged: Company
    fields: Sequence[FieldLine]
    lines: Sequence[Line]
    survivor_sqm: Decimal
    merged_sqm: Decimal
    notes: Sequence[Sentence]
    conflicts: Sequence[Sentence]

    @property
    def revision(self) -> int:
        return revision_of_both(self.survivor, self.merged)


def revision_of_both(survivor: Company, merged: Company) -> int:
    """Return the sum of the revisions of both records, and of what the office keeps about them, as they are shown."""
    office = OfficeRecord.objects.filter(company__in=[survivor, merged]).aggregate(sum=Sum("revision"))["sum"] or 0
    return int(survivor.revision + merged.revision + office)


def preview_of(survivor: Company, merged: Company) -> Preview:
    lines = [Line(each.label, each.of(survivor).count(), each.of(merged).count()) for each in RELATIONS]
    return Preview(
        survivor,
        merged,
        list(_field_lines(survivor, merged)),
        [line for line in lines if line.of_survivor or line.of_merged],
        _live_sqm(survivor),
        _live_sqm(merged),
        list(_notes(survivor, merged)),
        conflicts_of(survivor, merged),
    )


def blanks_filled(survivor: Company, merged: Company) -> dict[str, str]:
    """Return the values by field that the kept record lacks and the other one has."""
    names = [field.name for field in FILLED]
    return {name: getattr(merged, name) for name in names if not getattr(survivor, name) and getattr(merged, name)}


def two_numbers(survivor: OfficeRecord, merged: OfficeRecord) -> bool:
    """Return whether both companies have a customer number, of which one company keeps only one."""
    return bool(survivor.customer_number and merged.customer_number)


def _field_lines(survivor: Company, merged: Company) -> Iterator[FieldLine]:
    """Yield the fields that at least one of the records states, the country first."""
    filled = blanks_filled(survivor, merged)
    yield FieldLine(_("Country or region"), survivor.country.name or "", merged.country.name or "", is_filled=False)
    for field in FILLED:
        own, other = getattr(survivor, field.name), getattr(merged, field.name)
        if own or other:
            yield FieldLine(field.label, own, other, is_filled=field.name in filled)
    yield from _office_lines(office_record_of(survivor.pk), office_record_of(merged.pk))


def _office_lines(survivor: OfficeRecord, merged: OfficeRecord) -> Iterator[FieldLine]:
    for label, own, other in (
        (_("customer number"), survivor.customer_number, merged.customer_number),
        (_("owner in sales"), str(survivor.owner or ""), str(merged.owner or "")),
        (_("tags"), list_words(survivor.tags), list_words(merged.tags)),
    ):
        if own or other:
            yield FieldLine(label, own, other, is_filled=not own)


def _live_sqm(company: Company) -> Decimal:
    claims = SpaceClaim.objects.live().filter(holder__booking__company=company)
    return claims.aggregate(sum=Sum("area_sqm"))["sum"] or Decimal(0)


def conflicts_of(survivor: Company, merged: Company) -> list[Sentence]:
    """Return what two records have that one company cannot have. It has to be settled before they are merged."""
    if survivor.pk == merged.pk:
        return [_("Choose two different companies.")]
    return [
        *_conflicts_of_blocks(survivor, merged),
        *_conflicts_of_stands(survivor, merged),
        *_conflicts_of_mandates(survivor, merged),
    ]


def _conflicts_of_blocks(survivor: Company, merged: Company) -> Iterator[Sentence]:
    shares = Booking.objects.filter(block__isnull=False, state__in=BOOKED_STATES).select_related("block", "edition")
    kept = dict(shares.filter(company=survivor).values_list("block", "pk"))
    for share in shares.filter(company=merged, block__in=kept):
        yield _("Both have a share of the block “%(block)s”. Return the share %(booking)s first.") % {
            "block": share.block,
            "booking": share.reference,
        }
    waiting = BlockApplication.objects.filter(state=BlockApplicationState.SUBMITTED).select_related("block")
    asked = waiting.filter(company=survivor).values("block")
    for application in waiting.filter(company=merged, block__in=asked):
        yield _("Both have applied to the block “%(block)s” and wait for a reply. Withdraw one application first.") % {
            "block": application.block
        }


def _conflicts_of_stands(survivor: Company, merged: Company) -> Iterator[Sentence]:
    entries = CoExhibitor.objects.select_related("booking__edition")
    one_on_the_other = Q(exhibitor=survivor, company=merged) | Q(exhibitor=merged, company=survivor)
    for entry in entries.filter(one_on_the_other):
        yield _("One is entered as a co-exhibitor of the other in booking %(booking)s. Remove the entry first.") % {
            "booking": entry.booking.reference
        }
    kept = entries.filter(company=survivor).values("booking")
    for entry in entries.filter(company=merged, booking__in=kept):
        yield _("Both are entered as co-exhibitors in booking %(booking)s. Remove one entry first.") % {
            "booking": entry.booking.reference
        }


def _conflicts_of_mandates(survivor: Company, merged: Company) -> Iterator[Sentence]:
    standing = Mandate.objects.filter(state__in=STANDING_MANDATES, person__isnull=False)
    kept = standing.filter(company=survivor).values("person")
    for mandate in standing.filter(company=merged, person__in=kept).select_related("person"):
        yield _("Both have a power of attorney of %(person)s. End one of them first.") % {"person": mandate.person}


def _notes(survivor: Company, merged: Company) -> Iterator[Sentence]:
    if survivor.country != merged.country:
        yield _("The m² of %(merged)s will count for %(country)s.") % {
            "merged": merged,
            "country": survivor.country.name or _("no country or region"),
        }
    for participation in staying_participations(survivor, merged).select_related("edition"):
        yield _("Both are in the list of %(edition)s. The entry of %(survivor)s is kept.") % {
            "edition": participation.edition,
            "survivor": survivor,
        }
    for member in staying_members(survivor, merged).select_related("user"):
        yield _("%(person)s acts for both and keeps the higher role.") % {"person": member.user}
    office, other = office_record_of(survivor.pk), office_record_of(merged.pk)
    if two_numbers(office, other):
        yield _("Both have a customer number. %(number)s is kept; %(other)s is written in a note.") % {
            "number": office.customer_number,
            "other": other.customer_number,
        }
    if office.tags and set(other.tags) - set(office.tags):
        yield _("The tags of both are kept.")
    if merged.claims_blocked_at and not survivor.claims_blocked_at:
        yield _("%(merged)s is suspended from booking; %(survivor)s is not.") % {
            "merged": merged,
            "survivor": survivor,
        }


def staying_participations(survivor: Company, merged: Company) -> QuerySet[Participation]:
    """Return the merged company's entries of editions in whose lists both are."""
    listed = Participation.objects.filter(company=survivor).values("edition")
    return Participation.objects.filter(company=merged, edition__in=listed)


def staying_members(survivor: Company, merged: Company) -> QuerySet[Membership]:
    """Return the merged company's memberships of people who act for both."""
    acting = Membership.objects.filter(company=survivor).values("user")
    return Membership.objects.filter(company=merged, user__in=acting)


def staying_area_members(survivor: Company, merged: Company) -> QuerySet[ThemedAreaMember]:
    """Return the merged company's memberships in areas to which both belong."""
    areas = ThemedAreaMember.objects.filter(company=survivor).values("area")
    return ThemedAreaMember.objects.filter(company=merged, area__in=areas)


def staying_requests(survivor: Company, merged: Company) -> QuerySet[OwnershipRequest]:
    """Return the merged company's open requests by people who have asked to own both."""
    undecided = OwnershipRequest.objects.filter(state__in=OPEN_REQUESTS)
    return undecided.filter(company=merged, person__in=undecided.filter(company=survivor).values("person"))


def candidates_for(company: Company, search: str) -> QuerySet[Company]:
    """Return companies to merge with: those that match these words, else those of the most similar names."""
    others = present_companies().exclude(pk=company.pk)
    key = normalise_company_name(search)
    if not search:
        key = company.normalized_name
        alike = others.filter(normalized_name__trigram_similar=key)
        return alike.annotate(trigrams=TrigramSimilarity("normalized_name", key)).order_by("-trigrams", "pk")[
            :CANDIDATES
        ]
    words = Q(name__icontains=search) | Q(name_local__icontains=search)
    if key:
        words |= Q(normalized_name__contains=key)
    return others.filter(words).order_by("name", "pk")[:CANDIDATES]


def merges_of(company: Company, *, at: datetime) -> list[tuple[CompanyMerge, bool]]:
    """Return a company's merges that have not been undone, newest first, and whether each can be undone now."""
    rows = CompanyMerge.objects.filter(undone_at=None).filter(Q(survivor=company) | Q(merged=company))
    found = rows.select_related("survivor", "merged", "merged_by").order_by("-merged_at", "-pk")
    return [(merge, can_be_undone(merge, at=at)) for merge in found]


def can_be_undone(merge: CompanyMerge, *, at: datetime) -> bool:
    return at - merge.merged_at <= UNDO_WITHIN and merge.survivor.merged_into_id is None
