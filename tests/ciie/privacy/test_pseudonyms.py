"""Tables that only grow are changed by one function alone, and only for somebody who is erased."""

import pytest
from django.db import ProgrammingError, connection, transaction

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.privacy.pseudonyms import pseudonymise
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("ana@example.org", name="Ana Torres")


def erase_row(person: User) -> None:
    name = f"erased-{person.pk}"
    User.objects.filter(pk=person.pk).update(is_active=False, name=name, email=f"{name}@erased.invalid")


def test_history_of_an_account_that_is_not_closed_is_refused(person: User) -> None:
    with pytest.raises(ProgrammingError, match="is not erased"), transaction.atomic():
        pseudonymise(person.pk, (), f"erased-{person.pk}")


def test_an_address_that_an_account_has_is_refused(person: User) -> None:
    with pytest.raises(ProgrammingError, match="An account has one of these addresses"), transaction.atomic():
        pseudonymise(None, (person.email,), "erased-1")


@pytest.mark.parametrize("name", ["Ana", "erased-", "erased-1; --", "erased-A"])
def test_only_pseudonyms_are_written(name: str) -> None:
    with pytest.raises(ProgrammingError, match="Not a pseudonym"), transaction.atomic():
        pseudonymise(None, (), name)


def test_names_in_history_and_in_the_security_log_become_a_pseudonym(person: User) -> None:
    details = {"email": person.email, "n": 1}
    record_security_event(SecurityEventKind.ADDRESS_ADDED, at=NOON, person=person, details=details)
    erase_row(person)
    counts = pseudonymise(person.pk, ("ana@example.org",), f"erased-{person.pk}")
    assert (counts["accounts.UserEvent"], counts["audit.SecurityEvent"]) == (2, 2)  # by the person, and by who acted
    name = f"erased-{person.pk}"
    assert set(person.events.values_list("email", "name")) == {(f"{name}@erased.invalid", name)}  # type: ignore[attr-defined]
    event = SecurityEvent.objects.get()
    assert (event.person_email, event.actor_name) == (f"{name}.{event.pk}@erased.invalid", name)
    assert event.details == {"email": name, "n": 1}
    assert (event.at, event.kind, event.person_id) == (NOON, "address_added", person.pk)


def test_the_setting_alone_switches_no_trigger_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ciie.pseudonymises', 'on', true)")
        cursor.execute("SELECT public._pgtrigger_should_ignore('append_only'), public.inside_pseudonymise()")
        assert cursor.fetchone() == (False, False)
