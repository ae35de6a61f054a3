from datetime import timedelta
from uuid import UUID

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.audit.security_log import record_security_event
from tests.ciie.accounts.conftest import PASSWORD, link_in
from tests.ciie.accounts.signing_in import code_of
from tests.ciie.audit.events import kinds
from tests.factories import NOON, BoothFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "JBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0"


def test_an_event_says_when_who_from_where_with_what_and_in_which_request(client: Client, person: User) -> None:
    request = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"
    headers = {"user-agent": FIREFOX + "x" * 500, "x-request-id": request}
    sent = {"login": person.email, "password": PASSWORD}
    client.post("/accounts/login/", sent, REMOTE_ADDR="2001:db8::7", headers=headers)
    event = SecurityEvent.objects.get(kind="signed_in")
    assert (event.person_id, event.person_email, event.actor_name) == (person.pk, person.email, person.email)
    assert (event.address, event.request_id, event.details) == ("2001:db8::7", UUID(request), {"methods": "password"})
    assert event.user_agent == (FIREFOX + "x" * 500)[:200]


@pytest.mark.parametrize("address", ["no address", ""])
def test_an_address_that_is_none_is_left_empty(client: Client, person: User, address: str) -> None:
    client.force_login(person, BACKEND)
    client.post("/accounts/logout/", headers={"user-agent": "a\x00b\udcff"}, REMOTE_ADDR=address)
    event = SecurityEvent.objects.get(kind="signed_out")
    assert (event.address, event.user_agent) == (None, "ab")


@pytest.mark.parametrize("change", [{"kind": "signed_out"}, {"at": NOON}, {"person_email": "eve@example.org"}])
def test_nothing_is_ever_changed(change: dict[str, object]) -> None:
    record_security_event(SecurityEventKind.SIGNED_IN, at=NOON + timedelta(days=1))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SecurityEvent.objects.update(**change)
    assert SecurityEvent.objects.filter(**change).count() == 0


def test_nothing_is_ever_deleted_even_with_its_person() -> None:
    person = UserFactory()
    record_security_event(SecurityEventKind.SIGNED_IN, at=NOON, person=person)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SecurityEvent.objects.all().delete()
    email = person.email
    person.delete()
    assert SecurityEvent.objects.get().person_email == email


def test_what_people_do_to_their_accounts_is_noted(signed_in: Client, person: User) -> None:
    steps: list[tuple[str, dict[str, str]]] = [
        ("/accounts/email/", {"action_add": "", "email": "ana@example.com"}),
        ("confirm", {}),
        ("/accounts/email/", {"action_primary": "", "email": "ana@example.com"}),
        ("/accounts/email/", {"action_remove": "", "email": "ana@example.org"}),
    ]
    since = len(kinds())
    for path, data in steps:
        where = link_in(mail.outbox[-1]) if path == "confirm" else path
        signed_in.post(where, data)
    assert kinds(since=since) == ["address_added", "address_verified", "primary_address_changed", "address_removed"]


@pytest.mark.django_db(transaction=True)
def test_second_factors_are_noted(signed_in: Client, person: User) -> None:
    since = len(kinds())
    secret = signed_in.get("/accounts/2fa/totp/activate/").context["form"].secret
    signed_in.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    signed_in.post("/accounts/2fa/recovery-codes/generate/")
    signed_in.post("/accounts/2fa/totp/deactivate/")
    assert kinds(since=since) == [
        "factor_added",
        "factor_added",
        "recovery_codes_renewed",
        "factor_removed",
        "factor_removed",
    ]


def test_wrong_codes_and_recovery_codes_are_noted(client: Client, person: User) -> None:
    TOTP.activate(person, SECRET)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    since = len(kinds())
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert kinds(since=since) == ["factor_failed", "recovery_code_used", "signed_in"]
    assert SecurityEvent.objects.latest("pk").details == {"methods": "password, recovery_codes"}


def test_passwords_changed_and_reset_are_noted(client: Client, person: User) -> None:
    since = len(kinds())
    client.post("/accounts/password/reset/", {"email": person.email})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    chosen = "a-new-word-for-the-hall"
    client.post(page.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    assert kinds(since=since) == ["password_set", "password_reset"]


def test_sign_up_and_failed_sign_ins_are_noted(client: Client) -> None:
    client.post("/accounts/signup/", {"name": "Bo", "email": "bo@example.org", "password1": PASSWORD})
    client.post("/accounts/login/", {"login": "nobody@example.org", "password": "x"})
    assert kinds() == ["password_set", "person_created", "sign_in_failed"]
    event = SecurityEvent.objects.latest("pk")
    assert (event.person_id, event.details) == (None, {"email": "nobody@example.org"})


def test_too_many_requests_are_noted_once_a_minute(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    for _ in range(4):
        client.post("/accounts/signup/", {})
    event = SecurityEvent.objects.get()
    assert (event.kind, event.address) == ("throttled", "127.0.0.1")
    assert event.details == {"method": "POST", "path": "/accounts/signup/"}


def test_recovery_codes_taken_as_a_file_are_noted(signed_in: Client, person: User) -> None:
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    signed_in.get("/accounts/2fa/recovery-codes/download/")
    assert SecurityEvent.objects.get(kind="exported").details["path"] == "/accounts/2fa/recovery-codes/download/"


def test_what_a_visitor_takes_is_nobodys_business(client: Client) -> None:
    BoothFactory()
    answer = client.get("/venue/export/csv/")
    assert b"".join(answer)
    assert kinds() == []


@pytest.mark.parametrize(
    ("powers", "status"), [({"is_superuser": True, "is_staff": True}, 200), ({"is_staff": True}, 403)]
)
def test_the_log_is_read_by_admins_alone(client: Client, powers: dict[str, bool], status: int) -> None:
    record_security_event(SecurityEventKind.SIGNED_IN, at=NOON, person=UserFactory(email="ana@example.org"))
    client.force_login(UserFactory(**powers), BACKEND)
    answer = client.get("/admin/audit/securityevent/", {"q": "ana@", "kind__exact": "signed_in"})
    assert (answer.status_code, "ana@example.org" in answer.text) == (status, status == 200)


def test_the_log_names_the_details_of_its_events(client: Client) -> None:
    record_security_event(SecurityEventKind.ROLE_GIVEN, at=NOON, details={"role": "owner", "of": "Nordmeer", "x": "y"})
    client.force_login(UserFactory(is_superuser=True, is_staff=True), BACKEND)
    assert "x: y; on behalf of: Nordmeer; role: owner" in client.get("/admin/audit/securityevent/").text


def test_the_log_is_filtered_by_kind_person_and_day(client: Client) -> None:
    ana, bo = UserFactory(email="ana@example.org"), UserFactory(email="bo@example.org")
    for whom, days in ((ana, 0), (ana, 1), (bo, 0)):
        record_security_event(SecurityEventKind.EXPORTED, at=NOON + timedelta(days=days), person=whom)
    client.force_login(UserFactory(is_superuser=True, is_staff=True), BACKEND)
    day = {"at__year": "2024", "at__month": "5", "at__day": "17"}
    answer = client.get(
        "/admin/audit/securityevent/", {"person__id__exact": str(ana.pk), "kind__exact": "exported", **day}
    )
    assert [event.person_email for event in answer.context["cl"].result_list] == ["ana@example.org"]
