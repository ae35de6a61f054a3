"""Themed areas of the sample: one across halls, hosted by the guest of honour, and two within a hall.

Each has members whose stands are elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.operations import add_area_member
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, add_area, change_area, place_area
from pavilions.states import LIVE_CLAIMS, ClaimState, PlanState, Section

GUEST = "FR"
BOOTHS_IN_A_HALL = 16
MEMBERS = 4

AGE = AreaTerms(
    section=Section.BUSINESS,
    name="A good life at every age",
    name_zh="乐龄生活",
    text="Care at home, aids that are easy to use, and food for a long life.",
    text_zh="居家照护、易用辅具与健康饮食。",
    host_name="the organizer",
    host_name_zh="主办方",
    is_public=True,
)
TRAVEL = AreaTerms(
    section=Section.BUSINESS,
    name="Green ways to travel",
    name_zh="绿色出行",
    text="Electric and hydrogen drives, charging, and cars that drive themselves.",
    text_zh="电动与氢能驱动、充电设施与自动驾驶。",
    host_name="the organizer",
    host_name_zh="主办方",
    is_public=True,
)


def play_areas(edition: Edition, *, at: datetime) -> None:
    """Place booked booths of French food in one area, and the first booths of a medical and a car hall in two more."""
    french = Booking.objects.booked().filter(edition=edition, company__country=GUEST).values_list("pk", flat=True)
    of_food = Booth.objects.filter(
        plan__edition=edition,
        plan__state=PlanState.PUBLISHED,
        claims__state__in=LIVE_CLAIMS,
        claims__holder__in=french,
        allotment__sector__code="food",
    )
    guest = NationalPavilion.objects.filter(edition=edition, country=GUEST).first()
    farm = AreaTerms(
        section=Section.BUSINESS,
        name="From French farm to Chinese dining table",
        name_zh="从法国农场到中国餐桌",
        text="Cheese, wine and produce of France, followed from the field to the plate.",
        text_zh="法国奶酪、葡萄酒与农产品，从田间到餐桌。",
        host_name="the guest country of honour",
        host_name_zh="主宾国",
        host_country=GUEST,
        host_id=guest.pk if guest else None,
        is_public=True,
    )
    _gather(_place(edition, farm, of_food, at), at, sector="consumer-goods", country=GUEST)
    for terms, hall, sector in ((AGE, "7.1H", "consumer-goods"), (TRAVEL, "3H", "intelligent-industry")):
        first = Booth.objects.filter(plan__edition=edition, plan__state=PlanState.PUBLISHED, plan__hall__name=hall)
        _gather(_place(edition, terms, first.order_by("number")[:BOOTHS_IN_A_HALL], at), at, sector=sector)


def _place(edition: Edition, terms: AreaTerms, booths: Iterable[Booth], at: datetime) -> ThemedArea:
    area = add_area(edition.pk, replace(terms, is_public=False), actor=SYSTEM, at=at)
    by_hall: defaultdict[int, list[int]] = defaultdict(list)
    for booth in booths:
        by_hall[booth.allotment.hall_id].append(booth.pk)
    for hall, keys in sorted(by_hall.items()):
        place_area(area.pk, hall, keys, actor=SYSTEM, at=at)
    return change_area(area.pk, terms, actor=SYSTEM, at=at)


def _gather(area: ThemedArea, at: datetime, *, sector: str, **which: str) -> None:
    """Add to the area some publicly named companies of another sector."""
    stands = SpaceClaim.objects.filter(state=ClaimState.COMMITTED, allotment__sector__code=sector, booth__isnull=False)
    booked = Booking.objects.booked().filter(edition=area.edition, holder__claims__in=stands)
    named = Company.objects.filter(bookings__in=booked, is_on_public_plans=True, **which)
    for company in named.distinct().order_by("pk")[:MEMBERS]:
        add_area_member(area.pk, company.pk, actor=SYSTEM, at=at)
