import pytest

from tests.pavilions.simulation.versions import TwoVersions, two_versions


@pytest.fixture
def versions() -> TwoVersions:
    return two_versions()
