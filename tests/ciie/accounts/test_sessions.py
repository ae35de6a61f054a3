"""When sessions end: after their hours, when their person says so, and when an admin does."""

import time

import pytest
from django.test import Client
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.accounts.operations import end_sessions
from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from tests.ciie.accounts.conftest import PASSWORD
from tests.clients import signed_in as browser_of

PROFILE = "/accounts/profile/"


def is_in(browser: Client) -> bool:
    return browser.get(PROFILE).status_code == 200


def elsewhere(person: User) -> Client:
    browser = Client()
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return browser


def test_somebody_signs_out_everywhere_else(signed_in: Client, person: User) -> None:
    other = elsewhere(person)
    assert is_in(other)
    assert signed_in.post("/accounts/sessions/end/").status_code == 302
    assert (is_in(signed_in), is_in(other)) == (True, False)
    assert is_in(elsewhere(person))
    assert SecurityEvent.objects.filter(kind="sessions_ended", person=person).count() == 1


def test_admins_end_the_sessions_of_somebody(signed_in: Client, person: User) -> None:
    admin = browser_of(User.objects.create_superuser("admin@example.org"))
    chosen = {"action": "end_sessions", "_selected_action": [person.pk], "seen": f"{person.pk}:{person.revision}"}
    admin.post("/admin/accounts/user/", chosen)
    assert not is_in(signed_in)


@pytest.mark.parametrize(("hours", "works_here", "stays"), [(13, False, True), (13, True, False), (337, False, False)])
def test_a_session_ends_after_its_hours(
    signed_in: Client, person: User, hours: int, works_here: bool, stays: bool
) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=works_here)
    session = signed_in.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - hours * 3600}]
    session.save()
    assert is_in(signed_in) == stays


def test_there_may_be_no_limit(signed_in: Client, person: User, settings: Settings) -> None:
    settings.SESSION_HOURS = settings.STAFF_SESSION_HOURS = 0
    session = signed_in.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    assert is_in(signed_in)


def test_signing_out_clears_what_the_browser_keeps(signed_in: Client) -> None:
    assert signed_in.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in signed_in.get(PROFILE)


def test_only_admins_end_the_sessions_of_others(person: User) -> None:
    other = User.objects.create_user("kai@example.org")
    with pytest.raises(Exception, match="Only an admin"):
        end_sessions(other.pk, actor=person, at=now())
    assert end_sessions(other.pk, actor=SYSTEM, at=now()).sessions_ended_at
