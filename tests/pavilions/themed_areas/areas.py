"""Themed areas, as directors found them."""

from typing import Any

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import Section
from pavilions.themed_areas.models import ThemedArea
from pavilions.themed_areas.operations import AreaTerms, add_area, place_area
from tests.factories import NOON


def terms(**changed: Any) -> AreaTerms:
    usual: dict[str, Any] = {"section": Section.BUSINESS, "name": "From farm to table", "host_name": "Business France"}
    return AreaTerms(**usual | changed)


def area_with(booths: list[Booth], **changed: Any) -> ThemedArea:
    area = add_area(booths[0].plan.edition_id, terms(**changed), actor=SYSTEM, at=NOON)
    return place_area(area.pk, booths[0].plan.hall_id, [b.pk for b in booths], actor=SYSTEM, at=NOON)
