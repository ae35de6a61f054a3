from pavilions.drawings.geometry import BoothChangeKind, PlacedBooth, Ring, changes_between, match_booths


def booth(number: str, left: int, width: int = 300, top: int = 0) -> PlacedBooth[str]:
    return PlacedBooth(number, number, square(left, width, top))


def square(left: int, width: int = 300, top: int = 0) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + 300), (left, top + 300))


ROW = [booth("A1", 0), booth("A2", 300), booth("A3", 600)]


def test_booth_that_stayed_is_itself() -> None:
    matching = match_booths(ROW, ROW)
    assert matching.ancestors == {"A1": ("A1",), "A2": ("A2",), "A3": ("A3",)}
    assert [change.changes for change in changes_between(ROW, ROW)] == [frozenset()] * 3


def test_number_in_another_case_is_the_same_number() -> None:
    assert match_booths(ROW[:1], [booth("a1", 100)]).same == {"a1": "A1"}


def test_row_numbered_anew_is_matched_by_place() -> None:
    renamed = [booth("A2", 0), booth("A3", 300), booth("A4", 600)]
    assert match_booths(ROW, renamed).same == {"A2": "A1", "A3": "A2", "A4": "A3"}
    assert [change.changes for change in changes_between(ROW, renamed)] == [frozenset({BoothChangeKind.RENUMBERED})] * 3


def test_booth_that_moved_away_is_found_by_its_number() -> None:
    moved = [booth("A1", 5_000), *ROW[1:]]
    changes = changes_between(ROW, moved)
    assert changes[0].changes == {BoothChangeKind.MOVED}
    assert match_booths(ROW, moved).ancestors["A1"] == ("A1",)


def test_booth_that_took_a_vanished_neighbours_place_does_not_come_from_it() -> None:
    matching = match_booths(ROW, [booth("A1", 310), ROW[2]])
    assert matching.ancestors == {"A1": ("A1",), "A3": ("A3",)}


def test_both_parts_of_a_split_booth_come_from_it() -> None:
    before, after = [booth("A1", 0, 600)], [booth("A1", 0), booth("A1B", 300)]
    matching = match_booths(before, after)
    assert (matching.ancestors, matching.same) == ({"A1": ("A1",), "A1B": ("A1",)}, {"A1": "A1"})
    assert [change.changes for change in changes_between(before, after)] == [
        {BoothChangeKind.RESIZED},
        {BoothChangeKind.ADDED},
    ]


def test_merged_booth_comes_from_all_that_it_swallowed() -> None:
    after = [booth("A1", 0, 600), ROW[2]]
    assert match_booths(ROW, after).ancestors == {"A1": ("A1", "A2"), "A3": ("A3",)}
    gone = [change for change in changes_between(ROW, after) if change.after is None]
    assert [(change.before.number, change.changes) for change in gone if change.before] == [
        ("A2", frozenset({BoothChangeKind.GONE}))
    ]


def test_merged_booth_of_a_new_number_comes_from_both() -> None:
    assert set(match_booths(ROW[:2], [booth("B1", 0, 600)]).ancestors["B1"]) == {"A1", "A2"}


def test_neighbour_that_a_booth_grew_into_a_little_is_no_ancestor() -> None:
    grown = [booth("A1", 0, 400), booth("A2", 400, 200), ROW[2]]
    assert match_booths(ROW, grown).ancestors == {"A1": ("A1",), "A2": ("A2",), "A3": ("A3",)}
    assert [change.changes for change in changes_between(ROW, grown)] == [
        {BoothChangeKind.RESIZED},
        {BoothChangeKind.RESIZED},
        set(),
    ]


def test_booth_without_a_number_is_matched_by_place_alone() -> None:
    nameless = PlacedBooth("x", "", square(0))
    assert match_booths(ROW, [nameless]).ancestors == {"x": ("A1",)}


def test_rounding_is_no_change() -> None:
    shifted = [PlacedBooth("A1", "A1", square(1))]
    (change,) = changes_between(ROW[:1], shifted)
    assert change.changes == frozenset()


def test_nothing_before_and_nothing_after() -> None:
    assert match_booths([], ROW).ancestors == {"A1": (), "A2": (), "A3": ()}
    nothing: list[PlacedBooth[str]] = []
    assert [change.changes for change in changes_between(ROW, nothing)] == [frozenset({BoothChangeKind.GONE})] * 3
