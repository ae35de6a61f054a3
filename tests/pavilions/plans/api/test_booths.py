import pytest

from ciie.kernel.actors import SYSTEM
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from tests.api_client import Program, body_of
from tests.factories import NOON, UserFactory
from tests.pavilions.plan_changes import HallScene, renumber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]


def test_reference_is_found_by_its_number_now_and_before() -> None:
    hall = HallScene(2)
    draft = hall.draft(without=["A2"])
    booth = renumber(hall.booth("A1", draft), "B1")
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    name, program = hall.plan.hall.name, Program.of(UserFactory())
    path = f"editions/{hall.plan.edition.number}/halls/{name}/booths"
    now = {"id": booth.pk, "ref": f"{name}/B1"}
    assert body_of(program.get(f"{path}/B1")) == {"ref": f"{name}/B1", "is_former": False, "booths": [now]}
    assert body_of(program.get(f"{path}/A1")) == {"ref": f"{name}/A1", "is_former": True, "booths": [now]}
    assert body_of(program.get(f"{path}/A2")) == {"ref": f"{name}/A2", "is_former": True, "booths": []}
    assert program.get(f"{path}/Z9").status_code == 404
    assert program.get("editions/99999999999/halls/x/booths/y").status_code == 404
