"""How the m² of a block add up, and what one country has: every m² once, whoever holds it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django_countries import countries

from ciie.kernel.errors import Sentence
from ciie.kernel.statements import rows_of
from exhibitors.blocks.models import Block
from exhibitors.blocks.queries.blocks import with_sums
from exhibitors.companies.queries.country_words import country_words
from exhibitors.search_words import asked_terms, folded_text
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion


@dataclass(frozen=True)
class BlockLine:
    """What of a block is in one hall, or goes by one country. `rest_sqm` is the agency's own still."""

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


COUNTRIES = """
WITH live AS (
    SELECT holder_id, sum(area_sqm) AS area_sqm FROM pavilions_spaceclaim WHERE state <> 'released' GROUP BY holder_id
), booked AS (
    SELECT company.country, company.id AS company_id, live.area_sqm,
        booking.block_id IS NOT NULL OR block.booking_id IS NOT NULL AS is_in_block
    FROM live JOIN exhibitors_booking AS booking USING (holder_id)
    JOIN exhibitors_company AS company ON company.id = booking.company_id
    LEFT JOIN exhibitors_block AS block ON block.booking_id = booking.holder_id
    WHERE booking.edition_id = %(edition)s AND booking.state = ANY(%(booked)s)
), figures AS (
    SELECT country, 0 AS pavilion, coalesce(sum(area_sqm) FILTER (WHERE is_in_block), 0) AS blocks_sqm,
        coalesce(sum(area_sqm) FILTER (WHERE NOT is_in_block), 0) AS own, count(DISTINCT company_id) AS companies,
        0 AS blocks
    FROM booked GROUP BY country
    UNION ALL
    SELECT pavilion.country, coalesce(sum(live.area_sqm), 0), 0, 0, 0, 0
    FROM pavilions_nationalpavilion AS pavilion LEFT JOIN live USING (holder_id)
    WHERE pavilion.edition_id = %(edition)s AND pavilion.country <> '' AND pavilion.stage NOT IN ('invited', 'declined')
    GROUP BY pavilion.country
    UNION ALL
    SELECT block.country, 0, 0, 0, 0, count(*) FROM exhibitors_block AS block
    JOIN exhibitors_booking AS booking ON booking.holder_id = block.booking_id
    WHERE booking.edition_id = %(edition)s AND booking.state = ANY(%(booked)s) GROUP BY block.country
)
SELECT country, sum(pavilion), sum(blocks_sqm), sum(own), sum(companies), sum(blocks)
FROM figures WHERE country <> '' GROUP BY country
"""


def country_lines(edition: Edition) -> list[CountryLine]:
    """Each country or region that has a pavilion, a block or a booking; one statement."""
    rows = rows_of(COUNTRIES, {"edition": edition.pk, "booked": [str(state) for state in BOOKED_STATES]})
    lines = [CountryLine(row[0], str(countries.name(row[0]) or row[0]), *row[1:4], *map(int, row[4:])) for row in rows]
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
