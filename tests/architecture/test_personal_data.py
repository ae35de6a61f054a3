"""Every field that could hold personal data is spoken of in its app's `personal_data`; see docs/privacy.md."""

from ciie.privacy.data_map import misplaced, unclassified


def test_every_field_that_could_be_personal_is_classified() -> None:
    assert unclassified() == []


def test_nothing_is_said_of_fields_that_do_not_exist() -> None:
    assert misplaced() == []
