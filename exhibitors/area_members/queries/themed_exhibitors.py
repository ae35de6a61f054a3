"""Who belongs to which themed area, as far as everybody may know: who stands in it, and its members."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Q, QuerySet, Value

from exhibitors.area_members.models import ThemedAreaMember
from exhibitors.area_members.queries.area_members import NOWHERE, Stands, stands_of_members
from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, Key, exhibitors_on_show
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim
from pavilions.states import PlanState
from pavilions.themed_areas.models import ThemedArea

HOLDING_COMPANY, HOLDING_PAVILION = "holder__booking__company", "holder__national_pavilion"


@dataclass(frozen=True)
class ThemedExhibitor:
    """An exhibitor of an area; `stands` are those of members, empty for others."""

    exhibitor: ExhibitorOnShow
    stands: Stands


def exhibitors_of_areas(
    edition: Edition, areas: Collection[int], *, at: datetime
) -> Mapping[int, list[ThemedExhibitor]]:
    """By area those who may be named, by name; two statements besides asking who is on show."""
    on_show = exhibitors_on_show(edition.pk, at=at).by_key
    stands = stands_of_members(areas)
    found: defaultdict[int, list[ThemedExhibitor]] = defaultdict(list)
    standing = _standing().filter(booth__themed_places__area__in=areas)
    rows = standing.values_list("booth__themed_places__area", HOLDING_COMPANY, HOLDING_PAVILION).union(
        ThemedAreaMember.objects.filter(area__in=areas).values_list("area", "company", Value(None, BigIntegerField()))
    )
    for area, company, pavilion in rows:
        exhibitor = on_show.get((company, pavilion))
        if exhibitor is not None:
            found[area].append(ThemedExhibitor(exhibitor, stands.get((area, company), NOWHERE)))
    return {area: sorted(those, key=lambda each: each.exhibitor.name) for area, those in found.items()}


def areas_of_exhibitors(edition_id: int, exhibitors: Collection[Key]) -> Mapping[Key, list[ThemedArea]]:
    """The public areas that each of these belongs to, by name, with nothing but what they are called; one statement."""
    companies = [company for company, _pavilion in exhibitors if company]
    pavilions = [pavilion for _company, pavilion in exhibitors if pavilion]
    area = "booth__themed_places__area"
    standing = _standing().filter(
        Q(holder__booking__company__in=companies) | Q(holder__national_pavilion__in=pavilions),
        booth__themed_places__area__is_public=True,
        booth__themed_places__area__edition=edition_id,
    )
    members = ThemedAreaMember.objects.filter(company__in=companies, area__is_public=True, area__edition=edition_id)
    rows = standing.values_list(HOLDING_COMPANY, HOLDING_PAVILION, area, f"{area}__name", f"{area}__name_zh").union(
        members.values_list("company", Value(None, BigIntegerField()), "area", "area__name", "area__name_zh")
    )
    found: defaultdict[Key, list[ThemedArea]] = defaultdict(list)
    for company, pavilion, pk, name, name_zh in sorted(rows, key=lambda row: (row[3], row[2])):
        found[company, pavilion].append(ThemedArea(pk=pk, name=name, name_zh=name_zh))
    return found


def _standing() -> QuerySet[SpaceClaim]:
    """Live claims to booths of plans in force by exhibitors that take part."""
    of_exhibitors = Q(holder__booking__isnull=True) | Q(holder__booking__state__in=BOOKED_STATES)
    return SpaceClaim.objects.live().filter(of_exhibitors, booth__plan__state=PlanState.PUBLISHED)
