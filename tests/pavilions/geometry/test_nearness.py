from pavilions.geometry import Ring, nearest_alike


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


WANTED = rectangle(0, 0)


def test_nearest_alike_puts_the_nearest_of_the_same_size_first() -> None:
    free = {"A9": rectangle(2_700, 0), "A2": rectangle(300, 0), "A5": rectangle(1_200, 0)}

    assert nearest_alike(WANTED, free) == ["A2", "A5", "A9"]


def test_nearest_alike_weighs_size_against_distance() -> None:
    free = {
        "far, same": rectangle(4_000, 0),
        "near, double": rectangle(300, 0, 600),
        "near, +20 %": rectangle(0, 300, 360),
    }

    assert nearest_alike(WANTED, free) == ["near, +20 %", "far, same", "near, double"]


def test_nearest_alike_gives_no_more_than_asked_for_and_keeps_ties_in_order() -> None:
    free = {7: rectangle(300, 0), 3: rectangle(-300, 0), 5: rectangle(0, 300)}

    assert nearest_alike(WANTED, free, count=2) == [7, 3]
    assert nearest_alike(WANTED, {}) == []
