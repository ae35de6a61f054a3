import os
from pathlib import Path

import pytest

from ciie.settings.env import BASE_DIR
from pavilions.drawings.plan_formats import PlanDrawing, read_plan

FOLDER = Path(os.environ.get("SHARED_DATA", BASE_DIR.parent / "shared" / "data"))
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; leave them out where there are no real files."""
    real = [item for item in items if item.path.is_relative_to(HERE)]
    for item in real:
        item.add_marker("real_data")
    if real and not FOLDER.is_dir():
        config.hook.pytest_deselected(items=real)
        items[:] = [item for item in items if item not in set(real)]


@pytest.fixture(scope="session")
def barilga(shared_data: Path) -> PlanDrawing:
    """A fair's own plan from CorelDRAW, with halls A and B; it takes seconds to read."""
    return read_plan((shared_data / "barilga-expo-2026/floorplan.svg").read_bytes())


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files."""
    return FOLDER
