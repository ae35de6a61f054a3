import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ciie.accounts.models import ApiToken, User
from ciie.accounts.operations import issue_token, revoke_token
from ciie.accounts.tokens import forget_tokens, holder_of
from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from tests.factories import UserFactory
from tests.html_rules import assert_clean

LIST, NEW = "/accounts/tokens/", "/accounts/tokens/new/"
TYPED = {"name": "Nightly export", "scope": "read", "days": "30"}


def issued(person: User, name: str = "Nightly export", days: int = 30) -> ApiToken:
    issue_token(person.pk, name=name, days=days, actor=SYSTEM, at=now())
    return ApiToken.objects.latest("pk")


def test_token_is_made_and_shown_once(signed_in: Client, person: User) -> None:
    answer = signed_in.post(NEW, TYPED)
    assert_clean(answer)
    token = re.findall(r"<code>(ciie_[\w-]+)</code>", answer.text)[0]
    assert answer["Cache-Control"] == "private, no-store"
    row = ApiToken.objects.get()
    assert (row.user, row.name, row.scope) == (person, "Nightly export", "read")
    assert row.expires_at - row.created_at == timedelta(days=30)
    assert holder_of(token, at=now()) == person
    shown = signed_in.get(LIST)
    assert_clean(shown)
    assert token not in shown.text
    assert "Nightly export" in shown.text
    assert SecurityEvent.objects.latest("pk").kind == "token_issued"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"days": "0"}, "days"),
        ({"days": "366"}, "days"),
        ({"scope": "all"}, "scope"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(signed_in: Client, typed: dict[str, str], field: str) -> None:
    answer = signed_in.post(NEW, TYPED | typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ApiToken.objects.exists()


def test_token_is_ended_at_once_and_once_only(signed_in: Client, person: User) -> None:
    token = issue_token(person.pk, name="Export", actor=SYSTEM, at=now())
    row = ApiToken.objects.get()
    for _twice in range(2):
        answer = signed_in.post(f"{LIST}{row.pk}/end/", follow=True)
        assert "“Export” has ended." in answer.text
    forget_tokens()
    assert holder_of(token, at=now()) is None
    assert SecurityEvent.objects.filter(kind="token_revoked").count() == 1
    assert "End now" not in answer.text


def test_tokens_of_others_are_neither_seen_nor_ended(signed_in: Client) -> None:
    row = issued(UserFactory(), "Secret export")
    assert "Secret export" not in signed_in.get(LIST).text
    assert signed_in.post(f"{LIST}{row.pk}/end/").status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


def test_who_has_not_just_signed_in_proves_it_first(client: Client, person: User) -> None:
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    for answer in (client.get(NEW), client.post(NEW, TYPED)):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [LIST, NEW, f"{LIST}1/end/"])
def test_strangers_sign_in_first(client: Client, address: str) -> None:
    answer = client.post(address) if address.endswith("end/") else client.get(address)
    assert answer["Location"].startswith("/accounts/login/")


def test_who_lacks_an_obligatory_second_factor_is_sent_to_set_it_up(
    signed_in: Client, person: User, settings: Settings
) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=True)
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    signed_in.post(NEW, TYPED)
    assert not ApiToken.objects.exists()


def test_live_tokens_come_first_and_ended_and_expired_ones_say_so(signed_in: Client, person: User) -> None:
    old, ended, live = (issued(person, name, 5) for name in ("Old", "Ended", "Live"))
    revoke_token(ended.pk, actor=person, at=now())
    ApiToken.objects.filter(pk=old.pk).update(
        created_at=now() - timedelta(days=9), expires_at=now() - timedelta(days=4)
    )
    page = signed_in.get(LIST)
    assert [token.name for token in page.context["page"]] == ["Live", "Old", "Ended"]
    assert page.text.count("expired ") == 1
    assert page.text.count("ended ") == 1
    assert live.last_used_at is None


def test_list_asks_as_often_for_three_tokens_as_for_one(signed_in: Client, person: User) -> None:
    issued(person)
    signed_in.get(LIST)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(LIST)
    issued(person)
    issued(person)
    with CaptureQueriesContext(connection) as many:
        signed_in.get(LIST)
    assert len(many) == len(few)
