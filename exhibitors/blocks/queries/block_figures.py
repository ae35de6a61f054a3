"""How the m² of a block add up, and what one country has: every m² once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django_countries import countries

from ciie.kernel.errors import Sentence
from exhibitors.blocks.models import Block
from exhibitors.blocks.queries.blocks import with_sums
from exhibitors.search_words import asked_terms, country_words, folded_text
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import LIVE_CLAIMS


@dataclass(frozen=True)
class BlockLine:
    """The part of a block in one hall or of one country. `rest_sqm` is what the agency has not given away."""

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
    """One statement, so that no m² is on its way while it is counted."""
    live = SpaceClaim.objects.live().filter(Q(holder_id=block.pk) | Q(holder__booking__block_id=block.pk))
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
    """What one country or region has at an edition. No m² is in two of the areas.

    `blocks_sqm` is booked by companies of the country in blocks, whosever block it is, the agencies' rests included;
    `own_sqm` is booked by its companies on their own.
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
    """Each country or region that has a pavilion, a block or a booking; one statement."""
    zero = Value(Decimal(0), DecimalField())
    nothing: dict[str, Any] = {
        "pavilion_sqm": zero,
        "blocks_sqm": zero,
        "own_sqm": zero,
        "companies": Value(0),
        "blocks": Value(0),
    }
    live = SpaceClaim.objects.live().filter(holder__booking__edition=edition, holder__booking__state__in=BOOKED_STATES)
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
    return sorted(lines, key=lambda line: (-line.area_sqm, line.name))


def lines_called(lines: Iterable[CountryLine], text: str) -> list[CountryLine]:
    """Those whose name has each word of the text in it, in any language that countries are recognised in."""
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
