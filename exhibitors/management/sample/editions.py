"""The seventh edition with its prices, the six before it, and the eighth, which has contracts with partners already.

The figures of past editions are the published ones. The rate cards contain example values, because the expo's own are
not public.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bookings.totals.models import DailySnapshot
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.operations import Statement, correct_edition_figure, publish_edition_figure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import BookingSteps, BoothKind, EditionStatus, Section

SHANGHAI = ZoneInfo("Asia/Shanghai")
LINK = "https://www.ciie.org/"
SOURCE = "CIIE Bureau and press reports; they do not say whether aisles are counted"
ESTIMATED_DEBUTS = "Estimated from the published sum of over 2,400 debuts at six editions (CIIE Bureau)"
DERIVED_DEALS = "Derived from the published change against the edition before (CIIE Bureau)"
STATED_AFTER_DAYS = 1
MISTYPED = (6, FigureKind.EXHIBITOR_COUNTRIES), Decimal(145)
CORRECTED_AFTER_DAYS = 4


class Past(NamedTuple):
    """The published figures of an edition, or None if no source states one.

    Debuts are published as a sum over six editions (over 2,400), so their distribution over the editions is estimated.
    """

    year: int
    business_sqm: int | None
    total_sqm: int | None
    exhibitors: int | None
    exhibitor_countries: int | None
    national_participants: int | None
    deals_usd_bn: str | None
    debuts: int


PAST = {
    1: Past(2018, 270_000, 300_000, 3_617, 151, 85, "57.83", 300),
    2: Past(2019, 330_000, 360_000, 3_893, 155, 67, "71.13", 391),
    3: Past(2020, None, 360_000, None, None, None, "72.62", 411),
    4: Past(2021, 366_000, None, 2_900, 127, 61, "70.72", 422),
    5: Past(2022, None, None, 2_800, 127, 69, "73.50", 438),
    6: Past(2023, 367_000, None, 3_400, 154, 72, "78.41", 442),
}


SOURCES = {
    (2, FigureKind.DEALS_USD_BN): DERIVED_DEALS,
    (4, FigureKind.DEALS_USD_BN): DERIVED_DEALS,
    **{(number, FigureKind.DEBUTS): ESTIMATED_DEBUTS for number in PAST},
}
"""The sources of figures that are not simply the published ones."""

SOURCES_IN_CHINESE = {
    SOURCE: "进博局及媒体报道；未说明是否计入通道面积",
    DERIVED_DEALS: "根据公布的较上届变化推算（进博局）",
    ESTIMATED_DEBUTS: "根据六届展会合计超 2400 项首发的公布数据估算（进博局）",
}


ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ORDINALS = "一二三四五六七"


class PacePoint(NamedTuple):
    """The m² booked by a day. `source` begins with "estimated" if the figure is not a published one."""

    edition: int
    on_date: date
    booked_sqm: int
    source: str


PACE = (
    PacePoint(3, date(2020, 8, 3), 360_000, "published: target reached with under 100 days to go"),
    PacePoint(4, date(2021, 3, 11), 219_600, "published: over 60 % of the plan, here of 366,000 m²"),
    PacePoint(4, date(2021, 7, 26), 366_000, "estimated: plan reached as early as in the sixth edition"),
    PacePoint(5, date(2021, 11, 7), 150_000, "published: over 150,000 m² signed during the fourth edition"),
    PacePoint(5, date(2022, 5, 16), 256_200, "published: 70 % of the plan, here of 366,000 m²"),
    PacePoint(5, date(2022, 9, 1), 366_000, "estimated: plan reached when booking closed"),
    PacePoint(6, date(2022, 11, 10), 100_000, "estimated: signed during the fifth edition"),
    PacePoint(6, date(2023, 2, 28), 190_000, "estimated: between the points before and after"),
    PacePoint(6, date(2023, 5, 13), 260_000, "published: over 260,000 m²"),
    PacePoint(6, date(2023, 7, 26), 360_000, "published: over 360,000 m², the target"),
    PacePoint(6, date(2023, 11, 5), 367_000, "published: size of the business exhibition"),
)


def _edition(number: int, year: int, **more: object) -> Edition:
    # Booking opens while the previous edition takes place.
    days: dict[str, Any] = {
        "opens_date": date(year, 11, 5),
        "closes_date": date(year, 11, 10),
        "booking_opens_at": datetime(year - 1, 11, 5, 9, tzinfo=SHANGHAI),
        "booking_closes_at": datetime(year, 9, 1, tzinfo=SHANGHAI),
        "cancel_until_date": date(year, 7, 31),
    }
    return Edition(number=number, is_sample=True, **days | more)


def create_editions() -> dict[int, Edition]:
    """Create editions 1 to 7, the last of which is open for booking."""
    past = [
        _edition(
            number,
            figures.year,
            name=f"{number}{ENDINGS.get(number, 'th')} CIIE",
            name_zh=f"第{ORDINALS[number - 1]}届进博会",
            status=EditionStatus.ARCHIVED,
        )
        for number, figures in PAST.items()
    ]
    seventh = _edition(
        7,
        2024,
        name="7th CIIE (sample)",
        name_zh="第七届进博会（示例）",
        status=EditionStatus.OPEN,
    )
    return {edition.number: edition for edition in Edition.objects.bulk_create([*past, seventh])}


def create_next_edition() -> Edition:
    """Create the eighth edition, in planning. Long-standing partners sign early, in a round from January to May."""
    edition = _edition(
        8,
        2025,
        name="8th CIIE (sample)",
        name_zh="第八届进博会（示例）",
        status=EditionStatus.PLANNING,
        booking_steps=BookingSteps.OFFER,
        booking_opens_at=datetime(2024, 1, 8, 9, tzinfo=SHANGHAI),
        booking_closes_at=datetime(2024, 5, 31, 18, tzinfo=SHANGHAI),
    )
    edition.save()
    return edition


def create_figures(editions: dict[int, Edition], *, director: User) -> None:
    """Publish the figures of editions 1 to 6 as stated after each was over, and record how fast they filled."""
    for number, past in PAST.items():
        edition = editions[number]
        at = datetime.combine(edition.closes_date + timedelta(days=STATED_AFTER_DAYS), time(12), edition.zone)
        for kind in FigureKind:
            value = getattr(past, kind)
            if value is not None:
                source = SOURCES.get((number, kind), SOURCE)
                typed = MISTYPED[1] if (number, kind) == MISTYPED[0] else Decimal(value)
                statement = Statement(typed, source, LINK, source_zh=SOURCES_IN_CHINESE[source])
                publish_edition_figure(edition.pk, kind, statement, actor=director, at=at)
    DailySnapshot.objects.bulk_create(
        DailySnapshot(
            edition=editions[point.edition],
            on_date=point.on_date,
            booked_sqm=point.booked_sqm,
            source=point.source,
        )
        for point in PACE
    )


def correct_mistyped_figure(*, director: User) -> None:
    """Correct a figure that was mistyped, some days after it was published."""
    (number, kind), _typed = MISTYPED
    figure = PublishedFigure.objects.select_related("edition").get(edition__number=number, kind=kind)
    right = Statement(Decimal(getattr(PAST[number], kind)), figure.source, figure.link, source_zh=figure.source_zh)
    reason = "Digits were swapped when the figure was typed."
    at = figure.stated_at + timedelta(days=CORRECTED_AFTER_DAYS)
    correct_edition_figure(figure.pk, right, reason=reason, seen=figure.revision, actor=director, at=at)


# Raw space costs about US$ 300 a square metre, and a standard booth US$ 3,000 (21,600 yuan), as reported for the
# first edition, unverified. Corners cost 5 to 20 % more on comparable shows in China.
RAW, SHELL, STANDARD_BOOTH = Decimal(2_160), Decimal(2_400), Decimal(21_600)
RAW_SURCHARGES = {2: 5, 3: 8, 4: 10}
SHELL_SURCHARGES = {2: 10, 3: 15, 4: 20}
SIDES = {2: ("Corner booth", "两面开口加价"), 3: ("End booth", "三面开口加价"), 4: ("Island booth", "四面开口加价")}
RAW_IN_SECTOR = {"automobiles": Decimal(1_980), "medical": Decimal(2_280), "services": Decimal(1_900)}


EARLY_UNTIL = date(2024, 1, 31)
"""The last day of the early bird."""
NEXT_VERSION = date(2024, 6, 1)
"""The day on which the second version comes into force. It raises raw space by 100 yuan."""
RAISED = Decimal(100)


def create_prices(edition: Edition, sectors: dict[str, Sector], *, published_by: User | None = None) -> None:
    """Create two versions of prices: one from the first day of booking, and one that comes into force later.

    The national exhibition is by invitation and has no price.
    """
    opens = edition.booking_opens_at
    first = RateCard.objects.create(edition=edition, version=1)
    second = RateCard(edition=edition, version=2)
    _write(first, _rules(sectors, raised=Decimal(0)))
    _publish(first, opens, day_of(opens, edition.zone), published_by)
    second.save()
    _write(second, _rules(sectors, raised=RAISED))
    announced = datetime.combine(NEXT_VERSION - timedelta(days=21), time(10), SHANGHAI)
    _publish(second, announced, NEXT_VERSION, published_by)


def create_price(edition: Edition, sectors: dict[str, Sector]) -> None:
    """Create one version of prices, in force since booking opened."""
    card = RateCard.objects.create(edition=edition, version=1)
    _write(card, _rules(sectors, raised=RAISED))
    _publish(card, edition.booking_opens_at, day_of(edition.booking_opens_at, edition.zone), None)


def _write(card: RateCard, rules: Iterable[dict[str, Any]]) -> None:
    RateRule.objects.bulk_create(
        RateRule(card=card, position=position, **rule) for position, rule in enumerate(rules, start=1)
    )


def _publish(card: RateCard, at: datetime, effective_from: date, published_by: User | None) -> None:
    card.published_at, card.effective_from, card.published_by = at, effective_from, published_by
    card.save()


def _rules(sectors: dict[str, Sector], *, raised: Decimal) -> Iterator[dict[str, Any]]:
    def rule(
        kind: RuleKind, basis: Basis, amount: Decimal | int, name: str, name_zh: str, **when: Any
    ) -> dict[str, Any]:
        named = {"kind": kind, "basis": basis, "amount": amount, "name": name, "name_zh": name_zh}
        return named | {"section": Section.BUSINESS} | when

    raw, shell = {"booth_kind": BoothKind.RAW}, {"booth_kind": BoothKind.SHELL}
    for code, price in RAW_IN_SECTOR.items():
        sector = sectors[code]
        names = f"Raw space, {sector.name}", f"光地（{sector.name_zh}）"
        yield rule(RuleKind.SPACE, Basis.SQM, price + raised, *names, sector=sector, **raw)
    yield rule(RuleKind.SPACE, Basis.SQM, RAW + raised, "Raw space", "光地", **raw)
    yield rule(
        RuleKind.SPACE, Basis.UNIT, STANDARD_BOOTH, "Shell scheme, standard booths", "标准展位（每 9 m²）", **shell
    )
    yield rule(RuleKind.SPACE, Basis.SQM, SHELL, "Shell scheme, other sizes", "标准展位（其他面积）", **shell)
    for kind, percents in ((raw, RAW_SURCHARGES), (shell, SHELL_SURCHARGES)):
        for sides, percent in percents.items():
            name, name_zh = SIDES[sides]
            yield rule(
                RuleKind.SURCHARGE, Basis.PERCENT, percent, name, name_zh, sides_from=sides, sides_to=sides, **kind
            )
    yield rule(RuleKind.SURCHARGE, Basis.UPPER_DECK, 50, "Upper deck", "二层结构面积费", **raw)
    discount, charge = RuleKind.DISCOUNT, RuleKind.CHARGE
    yield rule(discount, Basis.PERCENT, 5, "Early bird", "早鸟优惠", day_to=EARLY_UNTIL)
    yield rule(
        discount, Basis.PERCENT, 5, "Returning exhibitors", "老展商优惠", is_returning=True, only_one_of="loyalty"
    )
    yield rule(discount, Basis.PERCENT, 3, "Small companies", "中小企业优惠", is_small=True, only_one_of="loyalty")
    large = {"booking_sqm_from": Decimal(300), "of_remainder": True}
    yield rule(discount, Basis.PERCENT, 3, "From 300 m² in one booking", "单笔预订满 300 m² 优惠", **large)
    yield rule(charge, Basis.BOOKING, 1_500, "Catalogue and online directory", "会刊及线上名录费")
    yield rule(charge, Basis.SQM, 28, "Stand construction management", "特装管理费", at_most=Decimal(20_000), **raw)
    yield rule(charge, Basis.CO_EXHIBITOR, 1_500, "Co-exhibitors", "合并参展商费")
    yield rule(charge, Basis.REPRESENTED, 800, "Represented companies", "被代表企业费")
