from pavilions.drawings.geometry import Places
from tests.pavilions.floor.floors import rectangle


def test_near_finds_what_is_at_most_so_far_away() -> None:
    rings = [rectangle(0, 0), rectangle(400, 0), rectangle(401, 500), rectangle(900, 900)]
    assert Places(rings).near([rectangle(0, 0)], distance_cm=100) == [0, 1]
    assert Places(rings).near([], distance_cm=100) == []
    assert Places([]).near(rings, distance_cm=100) == []
