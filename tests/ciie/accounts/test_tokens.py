from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from ciie.accounts.models import ApiToken, TokenScope, User
from ciie.accounts.operations import change_person, issue_token, revoke_token
from ciie.accounts.tokens import digest_of, forget_tokens, holder_of
from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from tests.api_client import Program, body_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
POWERLESS = {"is_active": True, "is_staff": False, "is_superuser": False}


def token_of(person: User, *, at: datetime = NOON, scope: TokenScope = TokenScope.WRITE, days: int = 365) -> str:
    forget_tokens()
    return issue_token(person.pk, name="nightly export", scope=scope, days=days, actor=SYSTEM, at=at)


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_token_is_kept_only_as_a_digest() -> None:
    token = token_of(UserFactory())
    row = ApiToken.objects.get()
    assert token.startswith("ciie_")
    assert (row.name, row.digest) == ("nightly export", digest_of(token))


def test_token_is_valid_for_a_year_and_may_write_by_default() -> None:
    token_of(UserFactory())
    row = ApiToken.objects.get()
    assert (row.created_at, row.expires_at, row.scope) == (NOON, NOON + timedelta(days=365), "write")


@pytest.mark.parametrize("days", [0, -1, 366])
def test_token_is_valid_for_a_year_at_most(days: int) -> None:
    with pytest.raises(Invalid) as refused:
        token_of(UserFactory(), days=days)
    assert (refused.value.code, ApiToken.objects.count()) == ("token_days", 0)


def test_holder_of_a_live_token_is_its_person_and_of_any_other_nobody() -> None:
    user = UserFactory()
    assert holder_of(token_of(user), at=NOON) == user
    assert holder_of("ciie_forged", at=NOON) is None
    assert holder_of("", at=NOON) is None


@time_machine.travel(NOON, tick=False)
def test_holder_is_remembered_for_a_second_and_given_afresh_each_time(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    token = token_of(UserFactory())
    first = holder_of(token, at=NOON)
    with django_assert_num_queries(0):
        second = holder_of(token, at=NOON)
    assert first == second
    assert first is not second


@pytest.mark.parametrize("how", ["token revoked", "person inactive"])
def test_revoked_token_dies_within_a_second(how: str) -> None:
    user = UserFactory()
    token = token_of(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert holder_of(token, at=NOON) == user
        if how == "token revoked":
            revoke_token(ApiToken.objects.get().pk, actor=SYSTEM, at=NOON)
        else:
            User.objects.update(is_active=False)
        clock.shift(timedelta(seconds=1))
        assert holder_of(token, at=NOON) is None


def test_expired_token_opens_nothing_and_its_use_is_logged_once_a_minute() -> None:
    user = UserFactory()
    token = token_of(user, days=30)
    expiry = NOON + timedelta(days=30)
    assert holder_of(token, at=expiry - timedelta(seconds=1)) == user
    assert holder_of(token, at=expiry) is None
    assert holder_of(token, at=expiry) is None
    assert kinds() == ["token_issued", "token_expired"]


def test_use_is_noted_once_a_minute_and_else_a_token_is_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    token, noted = token_of(UserFactory()), []
    for seconds, statements in ((0, 2), (59, 1), (60, 2)):
        forget_tokens()
        with django_assert_num_queries(statements):
            holder_of(token, at=NOON + timedelta(seconds=seconds))
        noted.append(ApiToken.objects.get().last_used_at)
    assert noted == [NOON, NOON, NOON + timedelta(minutes=1)]


def test_a_token_that_may_only_read_is_refused_to_write() -> None:
    reading = Program(token_of(UserFactory(), at=now(), scope=TokenScope.READ))
    assert reading.get("companies").status_code == 200
    answer = reading.post("bookings/1/submit")
    assert (answer.status_code, body_of(answer)["code"]) == (403, "token_read_only")


def test_an_expired_token_is_answered_with_401() -> None:
    answer = Program(token_of(UserFactory(), at=now() - timedelta(days=31), days=30)).get("companies")
    assert (answer.status_code, body_of(answer)["code"]) == (401, "not_authenticated")


def test_a_new_password_ends_the_persons_tokens() -> None:
    user, other = UserFactory(), UserFactory()
    token, others = token_of(user), token_of(other)
    user.set_password("a-new-word-for-the-hall")
    user.save()
    forget_tokens()
    assert (holder_of(token, at=NOON), holder_of(others, at=NOON)) == (None, other)
    assert SecurityEvent.objects.get(kind="password_set").details == {"tokens_ended": 1}


def test_a_renewed_hash_of_the_same_password_ends_nothing() -> None:
    user = UserFactory()
    token = token_of(user)
    user.set_password("a-new-word-for-the-hall")
    user._password = None  # as Django does when it renews a hash at sign-in
    user.save()
    assert holder_of(token, at=NOON) == user


def test_deactivating_somebody_ends_their_tokens_for_good() -> None:
    user = UserFactory()
    token = token_of(user)
    for is_active in (False, True):
        change_person(
            user.pk,
            name=user.name,
            language="en",
            powers=POWERLESS | {"is_active": is_active},
            seen=None,
            actor=SYSTEM,
            at=NOON,
        )
    forget_tokens()
    assert holder_of(token, at=NOON) is None
    assert kinds() == ["token_issued", "token_revoked", "person_deactivated", "person_reactivated"]


def test_only_the_person_and_admins_issue_and_revoke_a_persons_tokens() -> None:
    user, stranger = UserFactory(), UserFactory()
    issue_token(user.pk, actor=user, at=NOON)
    issue_token(user.pk, actor=UserFactory(is_superuser=True), at=NOON)
    with pytest.raises(NotAllowed):
        issue_token(user.pk, actor=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        revoke_token(ApiToken.objects.all()[0].pk, actor=stranger, at=NOON)
    assert ApiToken.objects.filter(revoked_at=None).count() == 2


def test_staff_without_a_second_factor_get_no_token_where_it_is_required(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    with pytest.raises(NotAllowed) as refused:
        token_of(UserFactory(is_staff=True))
    assert refused.value.code == "second_factor_missing"


def test_nobody_inactive_gets_a_token() -> None:
    with pytest.raises(DomainError) as refused:
        token_of(UserFactory(is_active=False))
    assert refused.value.code == "inactive"


def test_command_prints_the_token_alone() -> None:
    user, printed = UserFactory(email="exhibitor@example.org"), StringIO()
    call_command("create_api_token", "Exhibitor@Example.org", stdout=printed)
    assert holder_of(printed.getvalue().removesuffix("\n"), at=now()) == user


def test_command_takes_scope_days_and_name() -> None:
    UserFactory(email="exhibitor@example.org")
    call_command(
        "create_api_token", "exhibitor@example.org", "--read-only", "--days=7", "--name=export", stdout=StringIO()
    )
    row = ApiToken.objects.get()
    assert (row.scope, row.expires_at - row.created_at, row.name) == ("read", timedelta(days=7), "export")


def test_command_says_what_is_wrong() -> None:
    UserFactory(email="exhibitor@example.org")
    with pytest.raises(CommandError, match=r"There is no active account with the email address nobody@example\.org"):
        call_command("create_api_token", "nobody@example.org")
    with pytest.raises(CommandError, match="valid for 1 to 365 days"):
        call_command("create_api_token", "exhibitor@example.org", "--days=366")
