"""The first person of an empty installation, created on a page with the code that the server prints."""

from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from ciie.accounts.models import User
from ciie.accounts.setup_codes import new_setup_code
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from pavilions.floor.staff.models import Appointment
from pavilions.floor.staff.operations import set_up_first_person
from pavilions.floor.staff.queries import has_been_set_up
from pavilions.floor.staff.views import CODES_AN_HOUR
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, UserFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db

PAGE = "/set-up/"
ANA = {"email": "ana@example.org", "name": "Ana Torres", "password": "hall-5.1H-by-the-river", "language": "en"}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


def create(code: str, **changed: str) -> User:
    return set_up_first_person(code, **(ANA | changed), actor=SYSTEM, at=NOON)


def refused(code: str, **changed: str) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as raised:
        create(code, **changed)
    return raised.value.code, raised.value.field


def typed(**changed: str) -> dict[str, str]:
    about = {"name": ANA["name"], "email": ANA["email"], "password1": ANA["password"]}
    return {"code": new_setup_code(), **about, **changed}


def test_first_person_is_administrator_and_director_and_can_sign_in() -> None:
    ana = create(new_setup_code())
    assert (ana.is_superuser, ana.is_staff, ana.check_password(ANA["password"])) == (True, True, True)
    assert list(Appointment.objects.values_list("user", "role")) == [(ana.pk, OrganizerRole.DIRECTOR)]
    assert EmailAddress.objects.get().verified
    kinds = {SecurityEventKind.PERSON_CREATED, SecurityEventKind.POWERS_CHANGED, SecurityEventKind.ROLE_GIVEN}
    assert set(SecurityEvent.objects.values_list("kind", flat=True)) == {*kinds, SecurityEventKind.PASSWORD_SET}


@pytest.mark.parametrize(
    "falsified", [lambda _code: "", lambda _code: "x", lambda code: code[:-1], lambda code: code.replace("-", "")]
)
def test_nobody_is_created_without_a_code_of_this_installation(falsified: Callable[[str], str]) -> None:
    assert refused(falsified(new_setup_code())) == ("setup_code_wrong", "code")
    assert not User.objects.exists()


def test_code_is_good_for_a_day() -> None:
    with time_machine.travel(NOON, tick=False):
        code = new_setup_code()
    with time_machine.travel(NOON.replace(day=19), tick=False):
        assert refused(code) == ("setup_code_wrong", "code")


def test_code_is_good_once() -> None:
    code = new_setup_code()
    create(f" {code.upper()}\n")
    assert refused(code, email="ben@example.org") == ("setup_code_wrong", "code")
    assert refused(new_setup_code(), email="ben@example.org") == ("already_set_up", None)


def test_refusal_does_not_use_up_the_code() -> None:
    code = new_setup_code()
    assert refused(code, password="12345678") == ("weak_password", "password1")
    assert create(code).is_superuser


def test_new_code_takes_the_place_of_the_one_before() -> None:
    before = new_setup_code()
    code = new_setup_code()
    assert refused(before) == ("setup_code_wrong", "code")
    assert create(code).is_superuser


def test_strangers_who_have_signed_up_do_not_stand_in_the_way() -> None:
    UserFactory()
    assert not has_been_set_up()
    assert create(new_setup_code()).is_superuser


@pytest.mark.parametrize("is_superuser", [True, False])
def test_never_after_there_has_been_an_administrator_or_a_member_of_the_team(*, is_superuser: bool) -> None:
    person = UserFactory(is_superuser=True) if is_superuser else organizer()
    assert refused(new_setup_code()) == ("already_set_up", None)
    Appointment.objects.all().delete()
    person.delete()
    assert refused(new_setup_code()) == ("already_set_up", None)


def test_weak_password_and_taken_address_are_refused_beside_their_fields() -> None:
    assert refused(new_setup_code(), password="12345678") == ("weak_password", "password1")
    UserFactory(email="ANA@example.org")
    assert refused(new_setup_code()) == ("address_taken", "email")
    assert not has_been_set_up()


def test_page_creates_and_leads_to_the_sign_in(client: Client) -> None:
    assert_clean(client.get(PAGE))
    assert PAGE in client.get("/").text
    sent = client.post(PAGE, typed())
    assert sent["Location"].startswith("/accounts/login/?next=")
    assert User.objects.get().is_superuser


def test_page_says_what_is_wrong_and_keeps_what_was_typed(client: Client) -> None:
    sent = client.post(PAGE, typed(code="x"))
    assert sent.status_code == 422
    assert_clean(sent)
    assert "not the code of this installation" in sent.text
    assert 'value="ana@example.org"' in sent.text
    assert ANA["password"] not in sent.text
    (event,) = SecurityEvent.objects.filter(kind=SecurityEventKind.REFUSED)
    assert event.details["code"] == "setup_code_wrong"


def test_page_takes_few_codes_an_hour(client: Client) -> None:
    for _attempt in range(CODES_AN_HOUR):
        assert client.post(PAGE, typed(code="x")).status_code == 422
    assert client.post(PAGE, typed()).status_code == 429
    assert not User.objects.exists()


def test_page_says_that_there_is_an_administrator(client: Client) -> None:
    organizer()
    page = client.get(PAGE)
    assert_clean(page)
    assert "has an administrator already" in page.text
    assert PAGE not in client.get("/").text
    assert client.post(PAGE, typed()).status_code == 422
    assert signed_in(UserFactory()).get(PAGE).status_code == 200


def test_command_prints_a_code_until_there_is_an_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup_code")
    create(capsys.readouterr().out)
    with pytest.raises(CommandError, match="administrator already"):
        call_command("setup_code")
