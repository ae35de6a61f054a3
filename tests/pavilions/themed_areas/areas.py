"""Themed areas, as directors found them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, add_area, change_area, place_area
from pavilions.states import Section
from tests.factories import NOON, AllotmentFactory, BoothFactory


def terms(**changed: Any) -> AreaTerms:
    usual: dict[str, Any] = {"section": Section.BUSINESS, "name": "From farm to table", "host_name": "Business France"}
    return AreaTerms(**usual | changed)


def area_with(booths: list[Booth], **changed: Any) -> ThemedArea:
    return placed(booths, terms(**changed))


def placed(booths: list[Booth], wanted: AreaTerms, *, at: datetime = NOON) -> ThemedArea:
    """An area is added, given its booths, and made public after that if it is to be."""
    area = add_area(booths[0].plan.edition_id, replace(wanted, is_public=False), actor=SYSTEM, at=at)
    area = place_area(area.pk, booths[0].plan.hall_id, [b.pk for b in booths], actor=SYSTEM, at=at)
    return change_area(area.pk, wanted, actor=SYSTEM, at=at) if wanted.is_public else area


def with_own_booth(edition: Edition, wanted: AreaTerms, *, at: datetime = NOON) -> ThemedArea:
    """An area with one booth that is drawn for it, so that it can be public."""
    sector = {} if wanted.section == Section.BUSINESS else {"sector": None}
    booth = BoothFactory(allotment=AllotmentFactory(edition=edition, section=wanted.section, **sector))
    return placed([booth], wanted, at=at)
