"""Who belongs to which themed area, as far as everybody may know: who stands in it, and its members."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from ciie.kernel.statements import rows_of
from exhibitors.area_members.queries.area_members import NOWHERE, Stands, stands_of_members
from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, Key, exhibitors_on_show
from pavilions.floor.models.edition import Edition
from pavilions.themed_areas.models import ThemedArea

# Each exhibitor once in each area, however many booths it has there and whether or not it is a member, too.
BELONGING = """
SELECT place.area_id, booking.company_id, CASE WHEN booking.holder_id IS NULL THEN claim.holder_id END AS pavilion_id
FROM pavilions_themedareabooth AS place
JOIN pavilions_booth AS booth ON booth.id = place.booth_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id AND plan.state = 'published'
JOIN pavilions_spaceclaim AS claim ON claim.booth_id = booth.id AND claim.state <> 'released'
LEFT JOIN exhibitors_booking AS booking ON booking.holder_id = claim.holder_id
WHERE booking.holder_id IS NULL OR booking.state IN ('approved', 'confirmed')
UNION SELECT area_id, company_id, NULL FROM exhibitors_themedareamember
"""
OF_AREAS = f"SELECT area_id, company_id, pavilion_id FROM ({BELONGING}) AS belonging WHERE area_id = ANY(%(areas)s)"  # noqa: S608  # ours
OF_EXHIBITORS = f"""
SELECT company_id, pavilion_id, area.id, area.name, area.name_zh
FROM ({BELONGING}) AS belonging
JOIN pavilions_themedarea AS area ON area.id = area_id AND area.is_public AND area.edition_id = %(edition)s
WHERE company_id = ANY(%(companies)s) OR pavilion_id = ANY(%(pavilions)s)
ORDER BY area.name, area.id
"""  # noqa: S608  # ours


@dataclass(frozen=True)
class ThemedExhibitor:
    """An exhibitor of an area; `stands` tells of members alone where they stand."""

    exhibitor: ExhibitorOnShow
    stands: Stands


def exhibitors_of_areas(
    edition: Edition, areas: Collection[int], *, at: datetime
) -> Mapping[int, list[ThemedExhibitor]]:
    """By area those who may be named, by name; two statements besides asking who is on show."""
    on_show = exhibitors_on_show(edition.pk, at=at).by_key
    stands = stands_of_members(areas)
    found: defaultdict[int, list[ThemedExhibitor]] = defaultdict(list)
    for area, company, pavilion in rows_of(OF_AREAS, {"areas": list(areas)}):
        exhibitor = on_show.get((company, pavilion))
        if exhibitor is not None:
            found[area].append(ThemedExhibitor(exhibitor, stands.get((area, company), NOWHERE)))
    return {area: sorted(those, key=lambda each: each.exhibitor.name) for area, those in found.items()}


def areas_of_exhibitors(edition_id: int, exhibitors: Collection[Key]) -> Mapping[Key, list[ThemedArea]]:
    """The public areas that each of these belongs to, by name, with nothing but what they are called; one statement."""
    values = {
        "edition": edition_id,
        "companies": [company for company, _pavilion in exhibitors if company],
        "pavilions": [pavilion for _company, pavilion in exhibitors if pavilion],
    }
    found: defaultdict[Key, list[ThemedArea]] = defaultdict(list)
    for company, pavilion, area, name, name_zh in rows_of(OF_EXHIBITORS, values):
        found[company, pavilion].append(ThemedArea(pk=area, name=name, name_zh=name_zh))
    return found
