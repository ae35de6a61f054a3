import pytest

from exhibitors.bookings.documents.letter_pdf import drawable


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Fête \N{PARTY POPPER} SA", "Fête □ SA"),
        ("\N{WOMAN}\U0001f3fd\N{ZERO WIDTH JOINER}\N{MICROSCOPE} Labs", "□ Labs"),
        ("\N{HEAVY BLACK HEART}\ufe0f & \U0001f1eb\U0001f1f7", "□ & □□"),
        ("\N{BLACK STAR} Star \N{FEMALE SIGN}", "\N{BLACK STAR} Star \N{FEMALE SIGN}"),
        ("Straße 中国 Café", "Straße 中国 Café"),
    ],
)
def test_emoji_are_squares_instead_of_gaps(text: str, drawn: str) -> None:
    assert drawable(text) == drawn
