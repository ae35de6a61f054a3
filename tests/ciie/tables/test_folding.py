import pytest

from ciie.tables.folding import folded_words, joined_initials


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Société  Générale-Ltd.", ("societe", "generale", "ltd")),
        ("ＦＵＬＬ　width", ("full", "width")),
        ("TÜRKİYE Łódź Straße", ("turkiye", "lodz", "strasse")),
        ("«Ромашка» й", ("ромашка", "и")),
        ("호주, 中国", ("호주", "中国")),
        ("भारत", ("भारत",)),
        ("snake_case", ("snake", "case")),
        ("--", ()),
    ],
)
def test_folded_words_are_bare(text: str, words: tuple[str, ...]) -> None:
    assert folded_words(text) == words


def test_joined_initials_become_one_word() -> None:
    assert joined_initials(("u", "k", "and", "s", "p", "a", "ltd", "x")) == ("uk", "and", "spa", "ltd", "x")
