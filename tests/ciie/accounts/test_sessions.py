"""When sessions end: after their hours, when their person says so, and when an admin does."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ciie.accounts.browsers import device_name
from ciie.accounts.models import User, UserSession
from ciie.accounts.open_sessions import NOTED, NOTED_EVERY
from ciie.accounts.operations import change_person, end_session, end_sessions
from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import NotAllowed
from tests.ciie.accounts.conftest import PASSWORD
from tests.clients import signed_in as browser_of
from tests.html_rules import assert_clean

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


def test_deactivating_somebody_ends_their_sessions(signed_in: Client, person: User) -> None:
    admin = User.objects.create_superuser("admin@example.org")
    powers = {"is_active": False, "is_staff": False, "is_superuser": False}
    was = person.name, person.language
    change_person(person.pk, name=was[0], language=was[1], powers=powers, seen=None, actor=admin, at=now())
    assert not is_in(signed_in)


def test_who_proves_it_again_goes_on_under_another_key(client: Client, person: User) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    before = client.cookies["sessionid"].value
    client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert client.cookies["sessionid"].value == before
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    assert is_in(client)
    assert not is_in(Client(headers={"cookie": f"sessionid={before}"}))
    assert [row.session_id for row in person.sessions.all()] == [client.session.session_key]


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


LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def with_browser(person: User, user_agent: str, address: str) -> Client:
    browser = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return browser


def test_somebody_sees_where_they_are_signed_in_and_signs_out_there(person: User) -> None:
    here, there = with_browser(person, FIREFOX, "192.0.2.1"), with_browser(person, EDGE, "192.0.2.2")
    page = here.get(LIST)
    assert_clean(page)
    shown = ("Firefox, Linux", "Edge, Windows", "192.0.2.1", "192.0.2.2", "This device")
    assert [word for word in shown if word not in page.text] == []
    other = UserSession.objects.get(address="192.0.2.2")
    asked = here.post(f"{LIST}{other.pk}/end/")  # who has not just proved it is asked for their password first
    assert is_in(there)
    done = here.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert "You have been signed out: Edge, Windows." in done.text
    assert (is_in(here), is_in(there)) == (True, False)
    assert UserSession.objects.count() == 1
    assert SecurityEvent.objects.get(kind="sessions_ended").details["device"] == "Edge, Windows"


def test_nobody_ends_the_session_of_another_or_the_one_in_use(signed_in: Client, person: User) -> None:
    other = browser_of(User.objects.create_user("kai@example.org"))
    theirs, own = UserSession.objects.get(user__email="kai@example.org"), UserSession.objects.get(user=person)
    assert [signed_in.post(f"{LIST}{row.pk}/end/").status_code for row in (theirs, own)] == [404, 404]
    with pytest.raises(NotAllowed):
        end_session(theirs.pk, actor=person, at=now())
    assert (is_in(signed_in), is_in(other)) == (True, True)


def test_signing_out_everywhere_else_leaves_one_row(signed_in: Client, person: User) -> None:
    elsewhere(person)
    assert person.sessions.count() == 2
    signed_in.post("/accounts/sessions/end/")
    assert [row.session_id for row in person.sessions.all()] == [signed_in.session.session_key]
    signed_in.post("/accounts/logout/")
    assert not person.sessions.exists()


def test_use_is_noted_once_in_a_while(signed_in: Client, person: User) -> None:
    before = person.sessions.get()
    signed_in.get(PROFILE)
    before.refresh_from_db()
    session = signed_in.session
    session[NOTED] = (session.session_key, time.time() - NOTED_EVERY.total_seconds() - 1)
    session.save()
    person.sessions.update(seen_at=before.began_at)
    signed_in.get(PROFILE)
    assert person.sessions.get().seen_at > before.began_at
    assert person.sessions.get().began_at == before.began_at


def test_a_session_from_before_and_one_with_a_new_key_are_noted(signed_in: Client, person: User) -> None:
    person.sessions.all().delete()
    session = signed_in.session
    del session[NOTED]
    session.save()
    signed_in.get(PROFILE)
    assert person.sessions.count() == 1


def test_the_list_asks_as_many_queries_for_many_sessions(signed_in: Client, person: User) -> None:
    counts = []
    for _times in range(2):
        signed_in.get(LIST)
        with CaptureQueriesContext(connection) as counted:
            signed_in.get(LIST)
        counts.append(len(counted))
        elsewhere(person)
        elsewhere(person)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("user_agent", "name"), [(FIREFOX, "Firefox, Linux"), (EDGE, "Edge, Windows"), ("curl/8", "Unknown device")]
)
def test_browsers_have_the_names_that_people_know(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
