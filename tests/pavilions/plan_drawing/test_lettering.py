from pavilions.geometry import Box
from pavilions.plan_drawing.lettering import LARGEST, ROOM_ACROSS, Line, letter

SMALL = Box(0, 0, 300, 300)
LARGE = Box(0, 0, 3_000, 2_000)
NAME = "Nordmeer Maschinenbau GmbH"


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_lines_are_stacked_inside_the_room() -> None:
    lines = letter(SMALL, "A01", "9 m²", None)
    assert texts(lines) == ["A01", "9 m²"]
    assert 0 < lines[0].baseline - lines[0].size < lines[0].baseline < lines[1].baseline < 300


def test_letters_are_no_larger_than_a_plan_needs() -> None:
    assert letter(LARGE, "A01", "600 m²", None)[0].size == LARGEST


def test_long_number_is_smaller_than_a_short_one() -> None:
    assert letter(SMALL, "AB101", "9 m²", None)[0].size < letter(SMALL, "A1", "9 m²", None)[0].size


def test_name_stands_below_where_there_is_room() -> None:
    assert texts(letter(LARGE, "A01", "600 m²", NAME)) == ["A01", "600 m²", NAME]


def test_name_too_long_is_cut_with_an_ellipsis() -> None:
    lines = letter(Box(0, 0, 600, 600), "A01", "36 m²", NAME)
    assert texts(lines) == ["A01", "36 m²", "Nordmeer Mas…"]


def test_chinese_name_takes_its_full_width() -> None:
    name = "上海进口食品有限公司"
    line = letter(LARGE, "A01", "600 m²", name)[2]
    assert line.text == name
    assert line.size * len(name) <= LARGE.width * ROOM_ACROSS


def test_name_too_small_to_read_leaves_its_room_to_the_number() -> None:
    box = Box(0, 0, 150, 150)
    assert letter(box, "A01", "2 m²", NAME) == letter(box, "A01", "2 m²", None)


def test_nothing_is_written_where_nothing_could_be_read() -> None:
    assert letter(Box(0, 0, 60, 60), "A01", "0.36 m²", None) == []
