from pavilions.drawings.geometry import Spot, nearest_spots


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Spot:
    return Spot(left + width / 2, top + depth / 2, width * depth / 10_000)


WANTED = rectangle(0, 0)


def test_nearest_spots_puts_the_nearest_of_the_same_size_first() -> None:
    free = {"A9": rectangle(2_700, 0), "A2": rectangle(300, 0), "A5": rectangle(1_200, 0)}

    assert nearest_spots(WANTED, free) == ["A2", "A5", "A9"]


def test_nearest_spots_weighs_size_against_distance() -> None:
    free = {
        "far, same": rectangle(4_000, 0),
        "near, double": rectangle(300, 0, 600),
        "near, +20 %": rectangle(0, 300, 360),
    }

    assert nearest_spots(WANTED, free) == ["near, +20 %", "far, same", "near, double"]


def test_nearest_spots_gives_no_more_than_asked_for_and_keeps_ties_in_order() -> None:
    free = {7: rectangle(300, 0), 3: rectangle(-300, 0), 5: rectangle(0, 300)}

    assert nearest_spots(WANTED, free, count=2) == [7, 3]
    assert nearest_spots(WANTED, {}) == []
