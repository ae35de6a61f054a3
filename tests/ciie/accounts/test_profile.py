import pytest
from django.test import Client

from ciie.accounts.models import User
from ciie.accounts.operations import change_profile
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import NotAllowed, NotFound
from tests.factories import UserFactory
from tests.page_forms import seen


def test_profile_is_changed_by_the_person(client: Client, person: User) -> None:
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    answer = client.post("/accounts/profile/", seen(person, name="Ana Ruiz", language="zh-hans"))
    person.refresh_from_db()
    assert (answer.status_code, person.name, person.language) == (302, "Ana Ruiz", "zh-hans")
    assert answer.cookies["django_language"].value == "zh-hans"


def test_profile_keeps_what_was_typed_beside_the_complaint(client: Client, person: User) -> None:
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    answer = client.post("/accounts/profile/", seen(person, name="x" * 151, language="fr"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name", "language"})
    assert "x" * 151 in answer.text


def test_nobody_changes_the_profile_of_another(person: User) -> None:
    stranger = User.objects.create_user("bo@example.org", "x")
    with pytest.raises(NotAllowed):
        change_profile(person.pk, name="Bo", language="en", actor=stranger, at=now())


@pytest.mark.django_db
def test_a_profile_needs_a_person() -> None:
    with pytest.raises(NotFound):
        change_profile(0, name="Bo", language="en", actor=SYSTEM, at=now())


@pytest.mark.parametrize(("chosen", "expected"), [(None, "zh-hans"), ("en", "en")])
def test_signing_in_brings_a_persons_language_unless_the_browser_has_one(
    client: Client, person: User, chosen: str | None, expected: str
) -> None:
    person.language = "zh-hans"
    person.save()
    if chosen:
        client.cookies["django_language"] = chosen
    client.post("/accounts/login/", {"login": person.email, "password": "hall-5.1H-by-the-river"})
    assert client.cookies["django_language"].value == expected


@pytest.mark.django_db
def test_longest_address_has_a_mailbox_that_is_no_longer() -> None:
    address = f"{'a' * 248}@pm.me"
    assert User.objects.get(pk=UserFactory(email=address).pk).mailbox == address
