"""Queries for blocks: their shares, what is left, and sums of m² by block and country that count every m² once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django_countries import countries

from ciie.accounts.models import User
from ciie.audit.history import entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from ciie.kernel.country_names import name_order
from ciie.kernel.days import day_of, day_there
from ciie.kernel.errors import Sentence
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.models import Booking, claims_charged_to
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole
from exhibitors.history import Event, event_of, unnamed_to
from exhibitors.search_words import asked_terms, country_words, folded_text
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.floor.staff.rules import appointments_of, is_admin
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import LIVE_CLAIMS, EditionStatus

BLOCK_FIELDS = (
    *("name", "country", "text", "price_raw", "price_shell", "currency", "quota_sqm"),
    *("apply_until_date", "returns_date", "is_open", "returned_at"),
)
AREA = DecimalField(max_digits=12, decimal_places=2)
WARNED_DAYS_BEFORE = 7
"""The number of days before the return on which the agency is reminded."""
NOTHING = Value(Decimal(0), output_field=AREA)
EDITS = (CompanyRole.OWNER, CompanyRole.EDITOR)


def blocks_visible_to(viewer: Visitor) -> QuerySet[Block]:
    """Return the blocks that `exhibitors.see_block` permits.

    Organizers and admins see all blocks; others see the blocks of their agencies and those that they manage.
    """
    rows = Block.objects.select_related("booking__company", "booking__edition")
    if is_admin(viewer) or appointments_of(viewer):
        return rows
    if not isinstance(viewer, User):
        return rows.none()
    agencies = Membership.objects.filter(user=viewer).values("company_id")
    managed = Block.managers.through.objects.filter(user_id=viewer.pk).values("block_id")
    return rows.filter(Q(booking__company__in=agencies) | Q(pk__in=managed))


def with_sums(blocks: QuerySet[Block]) -> QuerySet[Block]:
    """Add `rest_sqm`, `members_sqm`, `members` and `waiting` to each block, in the same statement."""
    live = SpaceClaim.objects.live().order_by()
    rest = live.filter(holder_id=OuterRef("pk")).values("holder_id").annotate(m=Sum("area_sqm")).values("m")
    shared = live.filter(holder__booking__block_id=OuterRef("pk")).values("holder__booking__block_id")
    waiting = BlockApplication.objects.filter(block_id=OuterRef("pk"), state=BlockApplicationState.SUBMITTED)
    return blocks.annotate(
        rest_sqm=Coalesce(Subquery(rest), NOTHING),
        members_sqm=Coalesce(Subquery(shared.annotate(m=Sum("area_sqm")).values("m")), NOTHING),
        members=Coalesce(
            Subquery(shared.annotate(n=Count("holder__booking__company", distinct=True)).values("n")), Value(0)
        ),
        waiting=Coalesce(Subquery(waiting.order_by().values("block_id").annotate(n=Count("pk")).values("n")), Value(0)),
    )


def blocks_taking_applications(at: datetime) -> QuerySet[Block]:
    """Return the blocks that accept applications, until the last day at the place of their expo.

    Every company may see these blocks.
    """
    rows = Block.objects.filter(returned_at=None, is_open=True, booking__state__in=BOOKED_STATES)
    today = day_there(at, "booking__edition__time_zone")
    open_still = rows.filter(apply_until_date__gte=today, booking__edition__status=EditionStatus.OPEN)
    return open_still.select_related("booking__company", "booking__edition")


def shares_of(block_id: int) -> QuerySet[Booking]:
    """Return the members' bookings, including those without space, with `area_sqm` and `open_sqm`.

    `open_sqm` is the m² that have no booth yet.
    """
    live = SpaceClaim.objects.live().filter(holder_id=OuterRef("pk")).order_by().values("holder_id")
    rows = Booking.objects.filter(block_id=block_id).select_related("company", "edition")
    return rows.annotate(
        area_sqm=Coalesce(Subquery(live.annotate(m=Sum("area_sqm")).values("m")), NOTHING),
        open_sqm=Coalesce(Subquery(live.filter(booth=None).annotate(m=Sum("area_sqm")).values("m")), NOTHING),
    )


def shares_with_booths(block_id: int) -> QuerySet[Booking]:
    """Return `shares_of`, each with `booth_names`, which is None where a share has no booths."""
    booths = SpaceClaim.objects.live().filter(holder_id=OuterRef("pk"), booth__isnull=False).order_by()
    name = Concat("booth__plan__hall__name", Value("/"), "booth__number")
    names = booths.values("holder_id").annotate(names=ArrayAgg(name, order_by=name)).values("names")
    return shares_of(block_id).annotate(booth_names=Subquery(names))


def applications_of(block_id: int) -> QuerySet[BlockApplication]:
    return BlockApplication.objects.filter(block_id=block_id).select_related(
        "company", "block__booking__edition", "share"
    )


def applications_by(company_id: int) -> QuerySet[BlockApplication]:
    rows = BlockApplication.objects.filter(company_id=company_id)
    return rows.select_related("company", "block__booking__company", "block__booking__edition", "share")


def live_share(block_id: int, company_id: int) -> int | None:
    """Return the key of the booking that holds this company's share of the block, or None."""
    found = Booking.objects.filter(block_id=block_id, company_id=company_id, state__in=BOOKED_STATES)
    return found.values_list("pk", flat=True).first()


def share_sqm(holder_id: int) -> Decimal:
    """Return the m² of a holder's live claims."""
    area: Decimal | None = SpaceClaim.objects.live().filter(holder_id=holder_id).aggregate(m=Sum("area_sqm"))["m"]
    return area or Decimal(0)


def members_with_space(block_id: int) -> tuple[int, Decimal]:
    """Return the number of members that hold space of the block, and their m² in total."""
    held = SpaceClaim.objects.live().filter(holder__booking__block_id=block_id)
    sums = held.aggregate(n=Count("holder__booking__company", distinct=True), m=Sum("area_sqm"))
    return sums["n"], sums["m"] or Decimal(0)


def has_members(block_id: int) -> bool:
    """Return whether this booking is a block whose members hold space."""
    return SpaceClaim.objects.live().filter(holder__booking__block_id=block_id).exists()


def halls_of_blocks(blocks: QuerySet[Block]) -> list[str]:
    """Return the names of the halls in which these blocks have space left."""
    live = SpaceClaim.objects.live().filter(holder_id__in=blocks.order_by().values("pk"))
    return list(
        live.order_by().values_list("allotment__hall__name", flat=True).distinct().order_by("allotment__hall__name")
    )


@dataclass(frozen=True)
class PlaceInBlocks:
    """The relation of a booking to blocks: it is opened as one, is a share of one, or neither."""

    opened: Block | None
    share_of: Block | None


def place_in_blocks(booking: Booking) -> PlaceInBlocks:
    rows = Block.objects.filter(pk__in=[booking.pk, booking.block_id or booking.pk])
    found = {block.pk: block for block in rows.select_related("booking__company")}
    return PlaceInBlocks(found.get(booking.pk), found.get(booking.block_id or 0))


def booths_left(block_id: int) -> QuerySet[Booth]:
    """Return the booths that the agency has not allocated, by hall and number."""
    mine = SpaceClaim.objects.live().filter(holder_id=block_id, booth_id=OuterRef("pk"))
    rows = Booth.objects.filter(Exists(mine)).select_related("plan__hall", "allotment__sector")
    return rows.order_by("plan__hall__position", "plan__hall__name", natural("number"))


def floor_left(block_id: int) -> QuerySet[Allotment]:
    """Return the allotments in which the agency has m² without booths, each with `left_sqm_here`."""
    live = SpaceClaim.objects.live().filter(holder_id=block_id, booth=None, allotment_id=OuterRef("pk")).order_by()
    area = live.values("allotment_id").annotate(m=Sum("area_sqm")).values("m")
    rows = Allotment.objects.annotate(left_sqm_here=Subquery(area, output_field=AREA))
    return rows.filter(left_sqm_here__gt=0).select_related("hall", "sector").order_by("hall__position", "hall__name")


def booths_for_floor(floors: Iterable[Allotment]) -> QuerySet[Booth]:
    """Return the free booths in the allotments of `floor_left`, none larger than what is left, by hall and number."""
    fits = Q(pk__in=[])
    for floor in floors:
        fits |= Q(allotment=floor, area_sqm__lte=floor.left_sqm_here)  # type: ignore[attr-defined]  # by floor_left
    rows = Booth.objects.on_sale().filter(fits).exclude(claims__state__in=LIVE_CLAIMS)
    return rows.select_related("plan__hall", "allotment__sector").order_by(
        "plan__hall__position", "plan__hall__name", "number"
    )


def booth_names(booth_ids: Iterable[int]) -> list[str]:
    """Return booths as people refer to them, such as 5.1H/A01."""
    rows = Booth.objects.filter(pk__in=list(booth_ids)).order_by("plan__hall__name", natural("number"))
    return [f"{hall}/{number}" for hall, number in rows.values_list("plan__hall__name", "number")]


def contact_of(company: Company) -> User | None:
    """Return the contact for a share, which the company did not book itself: its first owner."""
    owners = User.objects.filter(memberships__company=company, memberships__role=CompanyRole.OWNER, is_active=True)
    first: User | None = owners.order_by("memberships__pk").first()
    return first


def people_of(block: Block) -> list[User]:
    """Return everybody who runs the block for its agency: its managers, and the agency's owners and editors."""
    return people_of_company(block.booking.company_id, EDITS, also=User.objects.filter(managed_blocks=block))


def due_returns(at: datetime) -> list[int]:
    """Return the keys of blocks that may be due to return.

    The operation decides for each of them by the day at the place of its expo.
    """
    latest = day_of(at, UTC) + timedelta(days=1)
    rows = Block.objects.filter(returned_at=None, returns_date__lte=latest)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def due_warnings(at: datetime) -> list[int]:
    """Return the keys of blocks whose agency may be due a reminder, in the same way as `due_returns`."""
    latest = day_of(at, UTC) + timedelta(days=WARNED_DAYS_BEFORE + 1)
    rows = Block.objects.filter(returned_at=None, warned_at=None, returns_date__lte=latest)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def waiting_block_applications(company_id: int) -> QuerySet[BlockApplication]:
    """Return the company's unanswered applications to blocks."""
    return BlockApplication.objects.filter(company_id=company_id, state=BlockApplicationState.SUBMITTED)


def block_history(block: Block, *, viewer: Visitor) -> list[Event]:
    """Return the changes of a block's terms and of its members' shares, newest first, in three queries."""
    unnamed = unnamed_to(viewer, block.booking.company_id)
    terms = [event_of(entry, unnamed) for entry in history_of(block, BLOCK_FIELDS)]
    shares = events_of(Booking).filter(block_id=block.pk)
    names = {event.pgh_obj_id: str(event.company) for event in shares.select_related("company")}
    changes = [
        replace(event_of(entry, unnamed), about=names.get(entry.row_id, "")) for entry in entries_of(shares, ("state",))
    ]
    return newest_first([*terms, *changes])


@dataclass(frozen=True)
class BlockLine:
    """The part of a block in one hall or of one country. `rest_sqm` is what the agency has not allocated."""

    key: str
    label: Sentence
    members: int
    members_sqm: Decimal
    rest_sqm: Decimal

    @property
    def area_sqm(self) -> Decimal:
        return self.members_sqm + self.rest_sqm


@dataclass(frozen=True)
class BlockFigures:
    """A block at one moment. The lines of each kind add up to `whole`."""

    whole: BlockLine
    by_hall: Sequence[BlockLine]
    by_country: Sequence[BlockLine]


@dataclass(frozen=True)
class _Claimed:
    hall: str
    country: str
    holder: int
    company: int
    area_sqm: Decimal


def block_figures(block: Block) -> BlockFigures:
    """Return the figures of a block in one statement, so that no m² moves while it is counted."""
    live = claims_charged_to([block.pk])
    rows = live.values_list(
        "allotment__hall__name",
        "holder__booking__company__country",
        "holder_id",
        "holder__booking__company_id",
        named=False,
    ).annotate(area=Sum("area_sqm"))
    claimed = [_Claimed(*row) for row in rows.order_by("allotment__hall__position", "allotment__hall__name")]
    return BlockFigures(
        whole=_line("", "", claimed, block),
        by_hall=_lines(claimed, block, {each.hall: each.hall for each in claimed}, "hall"),
        by_country=_lines(claimed, block, {each.country: countries.name(each.country) for each in claimed}, "country"),
    )


def _lines(claimed: Sequence[_Claimed], block: Block, labels: dict[str, str], name: str) -> list[BlockLine]:
    parts: defaultdict[str, list[_Claimed]] = defaultdict(list)
    for each in claimed:
        parts[getattr(each, name)].append(each)
    return [_line(key, labels[key], part, block) for key, part in parts.items()]


def _line(key: str, label: Sentence, claimed: Sequence[_Claimed], block: Block) -> BlockLine:
    members = [each for each in claimed if each.holder != block.pk]
    return BlockLine(
        key=key,
        label=label,
        members=len({each.company for each in members}),
        members_sqm=sum((each.area_sqm for each in members), Decimal(0)),
        rest_sqm=sum((each.area_sqm for each in claimed if each.holder == block.pk), Decimal(0)),
    )


@dataclass(frozen=True)
class CountryLine:
    """The space of one country or region at an edition. Each m² counts in only one of the areas.

    `blocks_sqm` is booked in blocks of any country by companies of this country, including what agencies have not
    allocated. `own_sqm` is booked individually by its companies.
    """

    code: str
    name: str
    pavilion_sqm: Decimal
    blocks_sqm: Decimal
    own_sqm: Decimal
    companies: int
    blocks: int

    @property
    def area_sqm(self) -> Decimal:
        return self.pavilion_sqm + self.blocks_sqm + self.own_sqm


def country_lines(edition: Edition) -> list[CountryLine]:
    """Return a line for each country or region with a pavilion, a block or a booking, in one statement."""
    zero = Value(Decimal(0), DecimalField())
    nothing: dict[str, Any] = {
        "pavilion_sqm": zero,
        "blocks_sqm": zero,
        "own_sqm": zero,
        "companies": Value(0),
        "blocks": Value(0),
    }
    booked_here = Q(holder__booking__edition=edition, holder__booking__state__in=BOOKED_STATES)
    live = SpaceClaim.objects.live().filter(booked_here, holder__edition=edition)  # without this, all holders are read
    in_a_block = Q(holder__booking__block__isnull=False) | Q(holder__booking__opened_block__isnull=False)
    booked = live.values_list("holder__booking__company__country").annotate(
        **nothing
        | {
            "blocks_sqm": Coalesce(Sum("area_sqm", filter=in_a_block), zero),
            "own_sqm": Coalesce(Sum("area_sqm", filter=~in_a_block), zero),
            "companies": Count("holder__booking__company", distinct=True),
        }
    )
    of_pavilions = Coalesce(Sum("holder__claims__area_sqm", filter=Q(holder__claims__state__in=LIVE_CLAIMS)), zero)
    pavilions = NationalPavilion.objects.taking_part().filter(edition=edition).values_list("country")
    blocks = Block.objects.filter(booking__edition=edition, booking__state__in=BOOKED_STATES).values_list("country")
    figures: dict[str, Sequence[Any]] = {}
    for country, *part in booked.union(
        pavilions.annotate(**nothing | {"pavilion_sqm": of_pavilions}),
        blocks.annotate(**nothing | {"blocks": Count("pk")}),
        all=True,
    ):
        before = figures.get(country)
        figures[country] = [sum(pair) for pair in zip(before, part, strict=True)] if before else part
    lines = [CountryLine(code, str(countries.name(code) or code), *each) for code, each in figures.items() if code]
    return sorted(lines, key=lambda line: (-line.area_sqm, name_order(line.code, line.name)))


def lines_called(lines: Iterable[CountryLine], text: str) -> list[CountryLine]:
    """Return the lines whose name contains each word of the text, in any language in which countries are recognized."""
    terms = asked_terms(text)
    if text.strip() and not terms:
        return []
    named = [(line, folded_text(line.name, country_words(line.code))) for line in lines]
    return [line for line, words in named if all(term.text in words for term in terms)]


def pavilions_of_country(edition: Edition, code: str) -> QuerySet[NationalPavilion]:
    rows = NationalPavilion.objects.taking_part().filter(edition=edition, country=code)
    live = Q(holder__claims__released_at__isnull=True)
    return rows.annotate(area_sqm=Sum("holder__claims__area_sqm", filter=live)).order_by("pk")


def blocks_of_country(edition: Edition, code: str) -> QuerySet[Block]:
    rows = Block.objects.filter(booking__edition=edition, booking__state__in=BOOKED_STATES, country=code)
    return with_sums(rows).select_related("booking__company").order_by(F("name"))
