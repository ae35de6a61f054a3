"""What makes a password here, and what does not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ciie.accounts.models import User


@pytest.mark.parametrize("password", ["seven77", "password123", "qwertyuiop"])
def test_short_and_common_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["ciie2026", "Expo-Expo-2026", "ChinaImportExpo!", "example.org1"])
def test_words_of_the_site_make_no_password(password: str) -> None:
    with pytest.raises(ValidationError, match="too close to the name of this site"):
        validate_password(password)


ANY = ["ciie-by-the-river", "        ", "进口博览会二〇二六年的展位", "x" * 64 + " y" * 32]


@pytest.mark.parametrize("password", ANY)
def test_any_characters_in_any_number_are_kept_as_they_are(password: str) -> None:
    validate_password(password)
    person = User(email="ana@example.org")
    person.set_password(password)
    assert person.check_password(password)
    assert not person.check_password(password[:-1])
    assert not person.check_password(password.swapcase()) or password == password.swapcase()
