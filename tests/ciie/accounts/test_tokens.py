from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ciie.accounts.models import ApiToken
from ciie.accounts.tokens import digest_of, forget_holders, holder_of, issue_token
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_token_is_kept_only_as_a_digest() -> None:
    token = issue_token(UserFactory(), name="nightly export")
    row = ApiToken.objects.get()
    assert token.startswith("ciie_")
    assert (row.name, row.digest) == ("nightly export", digest_of(token))


def test_holder_of_a_live_token_is_its_person_and_of_any_other_nobody() -> None:
    user = UserFactory()
    assert holder_of(issue_token(user)) == user
    assert holder_of("ciie_forged") is None
    assert holder_of("") is None


def test_holder_is_remembered_for_a_second_and_given_afresh_each_time(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    token = issue_token(UserFactory())
    first = holder_of(token)
    with django_assert_num_queries(0):
        second = holder_of(token)
    assert first == second
    assert first is not second


@pytest.mark.parametrize("how", ["token revoked", "person inactive"])
def test_revoked_token_dies_within_a_second(how: str) -> None:
    user = UserFactory()
    token = issue_token(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert holder_of(token) == user
        if how == "token revoked":
            ApiToken.objects.update(revoked_at=timezone.now())
        else:
            type(user).objects.update(is_active=False)
        clock.shift(timedelta(seconds=1))
        assert holder_of(token) is None


def test_forgetting_holders_makes_a_revocation_immediate() -> None:
    token = issue_token(UserFactory())
    holder_of(token)
    ApiToken.objects.update(revoked_at=timezone.now())
    forget_holders()
    assert holder_of(token) is None


def test_command_prints_the_token_alone() -> None:
    user, printed = UserFactory(email="exhibitor@example.org"), StringIO()
    call_command("create_api_token", "Exhibitor@Example.org", stdout=printed)
    assert holder_of(printed.getvalue().removesuffix("\n")) == user


def test_command_says_when_nobody_signs_in_with_the_address() -> None:
    with pytest.raises(CommandError, match=r"Nobody active signs in with nobody@example\.org"):
        call_command("create_api_token", "nobody@example.org")
