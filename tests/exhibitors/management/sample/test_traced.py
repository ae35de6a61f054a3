"""The sample's hall of a planner's first day."""

import pytest

from exhibitors.management.sample.traced import SPACE, play_traced_hall
from pavilions.states import OrganizerRole, PlanState
from tests.factories import NOON, EditionFactory, SectorFactory, organizer


@pytest.mark.django_db
def test_hall_is_traced_to_the_metre_and_its_draft_lies_over_the_drawing() -> None:
    SectorFactory(code=SPACE)
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    draft = play_traced_hall(EditionFactory(), planner=planner, at=NOON)
    corners = [[0, 0], [8_000, 0], [8_000, 3_200], [5_400, 3_200], [5_400, 4_800], [0, 4_800]]
    assert (draft.hall.outline, draft.state, draft.booths.count()) == (corners, PlanState.DRAFT, 0)
    assert draft.background
    assert (draft.background.extent, draft.is_background_public) == ([-1_000, -800, 10_000, 7_000], False)
