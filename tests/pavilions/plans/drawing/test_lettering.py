from pavilions.drawings.geometry import Box
from pavilions.plans.drawing.lettering import LARGEST, LEAST, ROOM_ACROSS, Line, Words, letter, letter_either_way

SMALL = Box(0, 0, 300, 300)
LARGE = Box(0, 0, 3_000, 2_000)
NAME = "Nordmeer Maschinenbau GmbH"


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_lines_are_stacked_inside_the_room() -> None:
    lines = letter(SMALL, Words("A01", "9 m²"))
    assert texts(lines) == ["A01", "9 m²"]
    assert 0 < lines[0].baseline - lines[0].size < lines[0].baseline < lines[1].baseline < 300


def test_letters_are_no_larger_than_a_plan_needs() -> None:
    assert letter(LARGE, Words("A01", "600 m²"))[0].size == LARGEST


def test_long_number_is_smaller_than_a_short_one() -> None:
    assert letter(SMALL, Words("AB101", "9 m²"))[0].size < letter(SMALL, Words("A1", "9 m²"))[0].size


def test_name_stands_below_where_there_is_room() -> None:
    assert texts(letter(LARGE, Words("A01", "600 m²", name=NAME))) == ["A01", "600 m²", "Nordmeer", "Maschinenbau GmbH"]


def test_name_stays_in_one_line_where_two_would_be_no_larger() -> None:
    assert texts(letter(Box(0, 0, 6_000, 700), Words("A01", "420 m²", name=NAME))) == ["A01", "420 m²", NAME]


def test_narrow_room_is_lettered_from_bottom_to_top() -> None:
    words = Words("A01", "9 m²")
    narrow = letter_either_way(Box(100, 0, 250, 600), words)
    assert narrow.turn == (175, 300)
    assert [(line.text, line.follows) for line in narrow.lines] == [("A01", False), (" 9 m²", True)]
    assert narrow.lines[0].size > letter(Box(100, 0, 250, 600), words)[0].size
    assert [letter_either_way(box, words).turn for box in (SMALL, LARGE, Box(0, 0, 600, 150))] == [None] * 3


def test_name_too_long_is_cut_with_an_ellipsis() -> None:
    lines = letter(Box(0, 0, 600, 600), Words("A01", "36 m²", name=NAME))
    assert texts(lines) == ["A01", "36 m²", "Nordmeer Masch…"]


def test_chinese_name_takes_its_full_width() -> None:
    name = "上海进口食品有限公司"
    line = letter(LARGE, Words("A01", "600 m²", name=name))[2]
    assert line.text == name
    assert line.size * len(name) <= LARGE.width * ROOM_ACROSS


def test_name_too_small_to_read_leaves_its_room_to_the_number() -> None:
    box = Box(0, 0, 150, 150)
    assert letter(box, Words("A01", "2 m²", name=NAME)) == letter(box, Words("A01", "2 m²"))


def test_nothing_is_written_where_nothing_could_be_read() -> None:
    assert letter(Box(0, 0, 60, 60), Words("A01", "0.36 m²")) == []


def test_price_stands_in_the_place_of_the_area() -> None:
    number, area, price = letter(SMALL, Words("A01", "9 m²", "21,600"))
    assert (number.role, area.role, price.role) == ("", "area", "price")
    assert price.baseline == area.baseline
    assert LEAST <= price.size <= area.size


def test_price_that_could_not_be_read_is_left_out() -> None:
    assert texts(letter(Box(0, 0, 120, 300), Words("A1", "3 m²", "1,234,567.89"))) == ["A1", "3 m²"]


def test_number_stands_alone_where_the_area_could_not_be_read() -> None:
    assert texts(letter(Box(0, 0, 90, 90), Words("A1", "0.81 m²", "1,500"))) == ["A1"]


def test_turned_line_holds_price_or_area_and_as_much_of_the_name_as_fits() -> None:
    words = Words("A01", "9 m²", "21,600", NAME)
    lines = letter_either_way(Box(0, 0, 150, 1_200), words).lines
    assert [(line.text, line.role) for line in lines] == [
        ("A01", ""),
        (" 9 m²", "area"),
        (" 21,600", "price"),
        (" Nordmeer M…", "name"),
    ]
    assert letter_either_way(Box(0, 0, 20, 1_200), words).lines == []
