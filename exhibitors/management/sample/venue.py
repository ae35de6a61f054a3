"""The sample's sectors, halls, capacities and published plans.

`pavilions.plans.layout.generator` draws the plans.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ciie.accounts.models import User
from ciie.kernel.country_names import refresh_names
from ciie.kernel.days import day_of
from pavilions.drawings.geometry import core, label_point, obstructed_sqm
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.layout.generator import Obstruction as Obstacle
from pavilions.plans.layout.generator.hall_layout import HallLayout, PlacedBooth
from pavilions.plans.layout.generator.model_venue import HALLS
from pavilions.plans.publishing.models import PlanPublication
from pavilions.plans.safety.checking import Finding
from pavilions.plans.safety.operations import choose_rules, grant_exception, load_rule_set
from pavilions.plans.safety.queries import check_plan
from pavilions.states import ObstructionKind, PlanState, Section
from pavilions.texts.countries.models import CountryName

SECTORS = (
    ("food", _("Food & Agricultural Products"), "食品及农产品"),
    ("automobiles", _("Automobiles"), "汽车"),
    ("intelligent-industry", _("Intelligent Industry & IT"), "技术装备"),
    ("consumer-goods", _("Consumer Goods"), "消费品"),
    ("medical", _("Medical Equipment & Healthcare"), "医疗器械及医药保健"),
    ("services", _("Trade in Services"), "服务贸易"),
)
SECTORS_OF_HALL = {
    "1.1H": ("food",),
    "2.1H": ("food",),
    "3H": ("automobiles",),
    "4.1H": ("intelligent-industry",),
    "5.2H": ("consumer-goods",),
    "6.1H": ("consumer-goods",),
    "7.1H": ("medical",),
    "7.2H": ("medical",),
    "8.1H": ("intelligent-industry", "services"),  # the innovation incubation zone belongs to both
    "8.2H": ("services",),
}
NATIONAL_HALL = "5.1H"
COUNTRY_NAMES = {"HK": "Hong Kong, China", "MO": "Macao, China", "TW": "Taiwan, China"}
"""The names of regions as the expo's own lists write them."""

PLACES = {
    "3": (0, 0, 0),
    "4": (340, 0, 0),
    "5": (776, 0, 0),
    "6": (1_086, 0, 0),
    "2": (0, 300, 180),
    "1": (340, 300, 180),
    "8": (776, 300, 180),
    "7": (1_086, 300, 180),
}
"""The position of each building, in metres from the upper left, and its rotation: two rows that face each other."""


def _fitting(kind: ObstructionKind, left: int, top: int, width: int, depth: int, name: str = "") -> Obstacle:
    ring = ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))
    return Obstacle(kind, ring, 0, name)


FITTINGS = {
    "5.2H": (
        _fitting(ObstructionKind.STAGE, 19400, 16200, 1600, 1000, "Main stage 主舞台"),
        _fitting(ObstructionKind.CAFE, 21800, 16300, 1200, 800, "Café 咖啡厅"),
        _fitting(ObstructionKind.TEXT, 19400, 15700, 3600, 400, "Forum area 论坛区"),
        _fitting(ObstructionKind.RESCUE, 0, 8075, 25000, 500, "Fire brigade access 消防车通道"),
        _fitting(ObstructionKind.COLUMN, 1200, 300, 60, 60),
        _fitting(ObstructionKind.ENTRANCE, 12000, 0, 800, 40, "North entrance 北入口"),
        *(_fitting(ObstructionKind.POWER, 3000 + 4000 * at, 11480, 60, 60) for at in range(5)),
        *(_fitting(ObstructionKind.WATER, 3100 + 4000 * at, 11480, 60, 60) for at in range(5)),
    )
}
"""Fittings of a hall that take up space left free by its layout and are not sold, and a column in a booth."""


@dataclass(frozen=True)
class Stretch:
    """The booths of one hall that belong to one sector, in the order of their numbers.

    The sector is empty for the national exhibition.
    """

    key: str
    sector: str
    booths: list[Booth]

    @property
    def area_sqm(self) -> Decimal:
        return sum((booth.area_sqm for booth in self.booths), Decimal())


def name_countries() -> None:
    CountryName.objects.bulk_create(CountryName(country=code, english=name) for code, name in COUNTRY_NAMES.items())
    refresh_names(at_once=True)


def create_venue(edition: Edition, *, published_at: datetime) -> list[Stretch]:
    """Create halls with published plans. Each allotment's capacity is the sum of its booths."""
    rows = [
        Sector(code=code, name=name, name_zh=name_zh, position=position)
        for position, (code, name, name_zh) in enumerate(SECTORS, 1)
    ]
    sectors = {sector.code: sector for sector in Sector.objects.bulk_create(rows)}
    layouts = [hall.lay_out() for hall in HALLS]
    halls = Hall.objects.bulk_create(
        Hall(
            name=hall.name,
            building=hall.building,
            level=hall.level,
            outline=hall.outline,
            gross_area_sqm=hall.gross_area_sqm,
            ceiling_height_m=hall.ceiling_height_m,
            floor_load_kg_sqm=hall.floor_load_kg_sqm,
            position=position,
            **dict(zip(("venue_x_m", "venue_y_m", "venue_turn"), PLACES[hall.building], strict=True)),
        )
        for position, hall in enumerate(HALLS, 1)
    )
    plans = FloorPlan.objects.bulk_create(FloorPlan(edition=edition, hall=hall) for hall in halls)
    stretches: list[Stretch] = []
    for plan, layout in zip(plans, layouts, strict=True):
        stretches += _stretches(plan, layout, sectors)
        Obstruction.objects.bulk_create(
            Obstruction(plan=plan, kind=each.kind, footprint=each.ring, clearance_cm=each.clearance_cm, name=each.name)
            for each in (*layout.obstructions, *FITTINGS.get(plan.hall.name, ()))
        )
    _save(stretches)
    FloorPlan.objects.filter(pk__in=[plan.pk for plan in plans]).update(
        state=PlanState.PUBLISHED, published_at=published_at
    )
    PlanPublication.objects.bulk_create(PlanPublication(plan=plan, published_at=published_at) for plan in plans)
    return stretches


def _stretches(plan: FloorPlan, layout: HallLayout, sectors: dict[str, Sector]) -> Iterator[Stretch]:
    """Yield the stretches of a hall. Each of its sectors gets an equal part, cut between two rows."""
    codes = SECTORS_OF_HALL.get(plan.hall.name, ("",))
    rows = list(dict.fromkeys(_row(booth) for booth in layout.booths))
    for share, code in enumerate(codes):
        first, last = (len(rows) * edge // len(codes) for edge in (share, share + 1))
        placed = [booth for booth in layout.booths if _row(booth) in rows[first:last]]
        allotment = Allotment(
            edition=plan.edition,
            section=Section.BUSINESS if code else Section.NATIONAL,
            hall=plan.hall,
            sector=sectors.get(code),
            capacity_sqm=sum((booth.area_sqm for booth in placed), Decimal()),
        )
        yield Stretch(f"{plan.hall.name} {code}", code, [_booth(plan, allotment, booth) for booth in placed])


def _row(booth: PlacedBooth) -> str:
    return booth.number.rstrip("0123456789")


def _booth(plan: FloorPlan, allotment: Allotment, placed: PlacedBooth) -> Booth:
    label_x, label_y = label_point(placed.ring)
    fittings = FITTINGS.get(plan.hall.name, ())
    columns = [each.ring for each in fittings if each.kind.may_stand_in_booths]
    return Booth(
        plan=plan,
        allotment=allotment,
        number=placed.number,
        footprint=placed.ring,
        core=core(placed.ring),
        area_sqm=placed.area_sqm,
        obstructed_sqm=obstructed_sqm([placed.ring], columns)[0],
        open_sides=placed.open_sides,
        kind=placed.kind,
        label_x=label_x,
        label_y=label_y,
    )


def _save(stretches: list[Stretch]) -> None:
    allotments = [stretch.booths[0].allotment for stretch in stretches]
    Allotment.objects.bulk_create(allotments)
    booths = [booth for stretch in stretches for booth in stretch.booths]
    for booth in booths:
        booth.allotment = booth.allotment  # sets the key that the allotment got when it was saved
    Booth.objects.bulk_create(booths)


NARROW_HALL = "7.1H"
REASON = "Columns stand in these aisles; the venue's safety officer agreed to the width beside them."


def choose_venue_rules(edition: Edition, *, director: User, at: datetime) -> None:
    """Choose the sample venue's rules for every hall, and accept the narrow aisles of one hall."""
    rules = load_rule_set("sample", actor=director, at=at)
    load_rule_set("germany", actor=director, at=at)
    choose_rules(None, rules.pk, valid_from=edition.opens_date, is_sprinklered=True, actor=director, at=at)
    plans = FloorPlan.objects.select_related("hall", "edition")
    plan = plans.get(edition=edition, hall__name=NARROW_HALL)
    while found := _open_recommendation(plan, day_of(at, edition.zone)):
        grant_exception(
            plan.pk,
            found.rule.measure,
            found.subjects,
            reason=REASON,
            lapses_on=edition.closes_date,
            actor=director,
            at=at,
        )


def _open_recommendation(plan: FloorPlan, today: date) -> Finding | None:
    """Return the first finding that may have an exception and has none.

    One exception may cover several findings.
    """
    findings = check_plan(plan, today=today).findings
    return next((judged.finding for judged in findings if judged.takes_exception), None)


BLOCKED = ("Kept free for the fire brigade", "Under repair", "Kept for a themed area", "Organizer's service point")


def withhold_some(booths: list[Booth]) -> list[Booth]:
    """Withhold the first free booth of a stretch from sale. Return the others."""
    if booths:
        blocked = booths[0]
        Booth.objects.filter(pk=blocked.pk).update(blocked_reason=BLOCKED[blocked.pk % len(BLOCKED)])
    return booths[1:]
