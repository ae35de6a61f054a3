"""What admins do about people: through operations, each in the security log, and within bounds."""

import threading
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client

from ciie.accounts.models import ApiToken, User
from ciie.accounts.operations import (
    change_person,
    create_person,
    issue_token,
    remove_address,
    remove_second_factor,
    set_password,
    verify_address,
)
from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db
GOOD = "hall-5.1H-by-the-river"
NONE = {"is_active": True, "is_staff": False, "is_superuser": False}
ALL = {"is_active": True, "is_staff": True, "is_superuser": True}


@pytest.fixture
def admin() -> User:
    made: User = UserFactory(email="admin@example.org", **ALL)
    return made


@pytest.fixture
def browser(client: Client, admin: User) -> Client:
    client.force_login(admin, "django.contrib.auth.backends.ModelBackend")
    return client


def logged() -> list[tuple[str, str, str]]:
    """Kind, whom it concerns and who did it, oldest first."""
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", "person_email", "actor_name"))


def give(person: User, powers: dict[str, bool], actor: User) -> User:
    return change_person(person.pk, name=person.name, language="en", powers=powers, seen=None, actor=actor, at=NOON)


def test_a_person_is_created_with_a_verified_address_and_no_password(browser: Client) -> None:
    sent = {"email": "Bo@Example.org", "name": "Bo Chen", "language": "zh-hans", "password1": ""}
    browser.post("/admin/accounts/user/add/", sent)
    person = User.objects.get(name="Bo Chen")
    assert (person.email, person.has_usable_password(), person.is_staff) == ("Bo@example.org", False, False)
    assert EmailAddress.objects.get(user=person).verified
    assert logged() == [("person_created", "Bo@example.org", "admin@example.org")]


@pytest.mark.parametrize("password", ["short", "password123"])
def test_a_weak_password_is_refused_beside_its_field_and_what_was_typed_stays(browser: Client, password: str) -> None:
    sent = {"email": "bo@example.org", "name": "Bo Chen", "language": "en", "password1": password}
    answer = browser.post("/admin/accounts/user/add/", sent)
    form = answer.context["adminform"].form
    assert (answer.status_code, list(form.errors), form["name"].value()) == (422, ["password1"], "Bo Chen")
    assert not User.objects.filter(name="Bo Chen").exists()


def test_powers_given_and_taken_are_logged_with_who_did_it(admin: User) -> None:
    person = UserFactory(email="ana@example.org")
    give(person, ALL, admin)
    give(person, NONE, admin)
    give(person, NONE | {"is_active": False}, admin)
    events = SecurityEvent.objects.order_by("pk").values_list("kind", "details")
    assert list(events) == [
        ("powers_changed", {"is_staff": True, "is_superuser": True}),
        ("powers_changed", {"is_staff": False, "is_superuser": False}),
        ("person_deactivated", {}),
    ]
    assert {event[1:] for event in logged()} == {("ana@example.org", "admin@example.org")}


@pytest.mark.parametrize("power", ["is_active", "is_staff", "is_superuser"])
def test_nobody_takes_their_own_powers(browser: Client, admin: User, power: str) -> None:
    UserFactory(**ALL)
    page = f"/admin/accounts/user/{admin.pk}/change/"
    sent = {"name": "Admin", "language": "en", "revision": 1} | {name: "on" for name in ALL if name != power}
    answer = browser.post(page, sent)
    admin.refresh_from_db()
    assert (answer.status_code, list(answer.context["adminform"].form.errors)) == (409, [power])
    assert (admin.is_active, admin.is_staff, admin.is_superuser) == (True, True, True)


@pytest.mark.parametrize("power", ["is_active", "is_superuser"])
def test_the_last_superuser_keeps_their_powers(admin: User, power: str) -> None:
    with pytest.raises(DomainError) as refused:
        change_person(
            admin.pk, name="Admin", language="en", powers=ALL | {power: False}, seen=None, actor=SYSTEM, at=NOON
        )
    assert (refused.value.code, refused.value.field) == ("last_superuser", power)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_two_admins_who_take_each_others_powers_at_once_leave_one() -> None:
    one, other = UserFactory(**ALL), UserFactory(**ALL)
    start, codes = threading.Barrier(2), []

    def take(actor: User, from_whom: User) -> None:
        start.wait()
        try:
            give(from_whom, NONE, User.objects.get(pk=actor.pk))
        except DomainError as refusal:
            codes.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.filter(is_superuser=True).count() == 1
    assert len(codes) == 1
    assert codes[0] in {"last_superuser", "not_allowed"}  # by how much the second one sees of what the first has done


def test_the_history_of_a_person_says_who_changed_what(browser: Client, admin: User) -> None:
    person = UserFactory(email="ana@example.org")
    give(person, ALL, admin)
    page = browser.get(f"/admin/accounts/user/{person.pk}/history/").text
    assert "Person changed" in page
    assert str(admin) in page


def test_a_password_is_set_by_an_operation_and_ends_tokens(browser: Client, admin: User) -> None:
    person = UserFactory(email="ana@example.org")
    issue_token(person.pk, actor=SYSTEM, at=NOON)
    since = len(logged())
    page = f"/admin/accounts/user/{person.pk}/password/"
    assert browser.get(page).status_code == 200
    browser.post(page, {"password1": GOOD, "password2": GOOD, "usable_password": "true"})
    person.refresh_from_db()
    assert (person.check_password(GOOD), ApiToken.objects.filter(revoked_at=None).count()) == (True, 0)
    assert logged()[since:] == [("password_set", "ana@example.org", "admin@example.org")]


def test_an_admin_who_sets_their_own_password_stays_signed_in(browser: Client, admin: User) -> None:
    browser.post(f"/admin/accounts/user/{admin.pk}/password/", {"password1": GOOD, "password2": GOOD})
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("model", "action", "kind"),
    [
        ("accounts/apitoken", "revoke", "token_revoked"),
        ("account/emailaddress", "verify", "address_verified"),
        ("account/emailaddress", "remove", "address_removed"),
        ("mfa/authenticator", "remove", "factor_removed"),
    ],
)
def test_tokens_addresses_and_second_factors_are_handled_by_actions(
    browser: Client, model: str, action: str, kind: str
) -> None:
    person = UserFactory(email="ana@example.org")
    issue_token(person.pk, actor=SYSTEM, at=NOON)
    EmailAddress.objects.create(user=person, email="ana@example.com", verified=False)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    rows = {"apitoken": ApiToken, "emailaddress": EmailAddress, "authenticator": Authenticator}
    row = rows[model.partition("/")[2]].objects.get()
    browser.post(f"/admin/{model}/", {"action": action, "_selected_action": [row.pk]})
    assert logged()[-1] == (kind, "ana@example.org", "admin@example.org")


def test_recovery_codes_go_with_the_last_second_factor(admin: User) -> None:
    person = UserFactory()
    factor = TOTP.activate(person, "JBSWY3DPEHPK3PXP").instance
    RecoveryCodes.activate(person)
    remove_second_factor(factor.pk, actor=admin, at=NOON)
    assert Authenticator.objects.count() == 0


def test_the_primary_address_stays_and_an_address_of_somebody_else_is_not_verified(admin: User) -> None:
    person, other = UserFactory(), UserFactory()
    primary = EmailAddress.objects.create(user=person, email="a@example.org", verified=True, primary=True)
    taken = EmailAddress.objects.create(user=other, email="A@example.org", verified=False)
    with pytest.raises(DomainError, match="primary email address cannot be removed"):
        remove_address(primary.pk, actor=admin, at=NOON)
    with pytest.raises(DomainError, match="Someone else"):
        verify_address(taken.pk, actor=admin, at=NOON)


ACTS: dict[str, Callable[[User, User], object]] = {
    "create": lambda _person, actor: create_person(
        email="new@example.org", name="", language="en", password=None, actor=actor, at=NOON
    ),
    "change": lambda person, actor: give(person, ALL, actor),
    "password": lambda person, actor: set_password(person.pk, password=GOOD, actor=actor, at=NOON),
    "address": lambda person, actor: remove_address(
        EmailAddress.objects.create(user=person, email="x@example.org").pk, actor=actor, at=NOON
    ),
    "factor": lambda person, actor: remove_second_factor(
        TOTP.activate(person, "JBSWY3DPEHPK3PXP").instance.pk, actor=actor, at=NOON
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("powers", [NONE, NONE | {"is_staff": True}], ids=["anybody", "staff"])
def test_only_admins_do_any_of_this_even_to_themselves(act: str, powers: dict[str, bool]) -> None:
    person = UserFactory(**powers)
    with pytest.raises(NotAllowed):
        ACTS[act](person, person)
    assert logged()[-1][0] == "refused"
