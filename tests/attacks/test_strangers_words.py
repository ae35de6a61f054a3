"""Strangers try to have the site's own mail carry their words and links to people who never asked for it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django import forms
from django.core import mail
from django.core.signing import dumps
from django.test import Client
from django.urls import get_resolver, reverse
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import Invalid
from ciie.mail.composing import Message, compose
from exhibitors.companies.operations import change_company, invite_colleague, register_company, verify_company
from exhibitors.companies.states import CompanyRole, VerifiedBy
from exhibitors.promotion.roadshows.operations import ask_for_registration
from pavilions.national.programme.operations.forum import propose_topic
from tests.architecture.addresses import named_addresses
from tests.clients import signed_in
from tests.exhibitors.roadshows.roadshows import opened, visitor
from tests.factories import NOON, CompanyFactory, EditionFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

LURE = "You WON 500 EUR, claim at https://evil.example/prize"
LURES = (LURE, "www.evil.example", "pay evil.com now")
TOPIC = {"title": "Open trade", "abstract": "x", "institution": "Institute", "contact_name": "Ada"} | {
    "contact_email": "victim@example.org"
}
SAID_NOWHERE = {
    "code": "of an authenticator",
    "password": "never shown",
    "password1": "never shown",
    "phone": "a number",
    "registration_number": "a number; shown on the organizer's pages only",
    "address": "letters and invoices of the company alone",
    "description": "the catalogue, once there is a booking",
    "abstract": "read by the organizer",
    "nickname": "the trap for robots",
}
"""Fields of forms for strangers that no mail to others repeats."""


def letter() -> Message:
    context = Email.objects.get().context
    assert context is not None
    return compose(context)


def texts(message: Message) -> str:
    return f"{message.subject}\n{message.text}\n{message.html}"


@pytest.mark.parametrize("lure", LURES)
@pytest.mark.parametrize("field", ["name", "company_name"])
def test_registration_for_a_roadshow_refuses_addresses_in_names(field: str, lure: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask_for_registration(opened().pk, visitor() | {field: lure}, language="en", actor=SYSTEM, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("invalid", field)
    assert Email.objects.count() == 0


@pytest.mark.parametrize("field", ["title", "title_zh", "institution", "institution_zh", "contact_name"])
def test_topics_refuse_addresses_in_what_mail_repeats(field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        propose_topic(EditionFactory().pk, TOPIC | {field: LURE}, language="en", actor=SYSTEM, at=NOON)
    assert (refusal.value.field, Email.objects.count()) == (field, 0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_first_mail_of_a_registration_repeats_nothing_that_was_typed(language: str) -> None:
    typed = visitor() | {"name": "You WON 500 EUR", "company_name": "Call 0900 1234"}
    ask_for_registration(opened().pk, typed, language=language, actor=SYSTEM, at=NOON)
    assert [word for word in ("WON", "0900") if word in texts(letter())] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_first_mail_of_a_topic_repeats_nothing_that_was_typed(language: str) -> None:
    typed = TOPIC | {"title": "You WON 500 EUR", "contact_name": "Winner", "institution": "Lottery"}
    propose_topic(EditionFactory().pk, typed, language=language, actor=SYSTEM, at=NOON)
    assert [word for word in ("WON", "Winner", "Lottery") if word in texts(letter())] == []


@pytest.mark.parametrize(("website", "verified_by"), [("", ""), ("https://www.pay-now.com", VerifiedBy.DOMAIN)])
def test_invitation_names_a_company_once_its_name_is_checked(website: str, verified_by: str) -> None:
    """A domain of its own verifies a company and proves no name."""
    person = UserFactory(email="ada@pay-now.com")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record = {"name": "Siemens: pay now", "country": "DE", "website": website}
    company = register_company(record, actor=person, at=NOON)
    assert company.verified_by == verified_by
    invite = {"role": CompanyRole.EDITOR, "actor": person, "at": NOON}
    invite_colleague(company.pk, email="victim@example.org", **invite)  # type: ignore[arg-type]
    message = letter()
    assert (message.subject, "Siemens" in texts(message)) == ("Invitation to act for an exhibitor", False)
    assert "a company whose name we have not checked yet" in message.text
    verify_company(company.pk, seen=None, actor=organizer(), at=NOON)
    Email.objects.all().delete()
    invite_colleague(company.pk, email="friend@example.org", **invite)  # type: ignore[arg-type]
    assert letter().subject == "Invitation to act for Siemens: pay now"


@pytest.mark.parametrize("field", ["name", "name_local", "city"])
def test_names_of_companies_refuse_addresses(field: str) -> None:
    record = {"name": "Acme", "country": "DE", field: "Siemens: pay https://evil.example/pay now"}
    with pytest.raises(Invalid) as refusal:
        register_company(record, actor=UserFactory(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("web_address", field)
    company = CompanyFactory()
    with pytest.raises(Invalid) as refusal:
        change_company(company.pk, {field: LURE}, actor=owner_of(company), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("web_address", field)


def test_a_company_that_is_called_so_keeps_its_name() -> None:
    company = CompanyFactory(name="Acme", normalized_name="acme", country="NL")
    change_company(company.pk, {"name": "Booking.com B.V."}, actor=organizer(), at=NOON)
    changed = change_company(
        company.pk, {"name": "Booking.com B.V.", "city": "Amsterdam"}, actor=owner_of(company), at=NOON
    )
    assert (changed.name, changed.city) == ("Booking.com B.V.", "Amsterdam")


def sign_up(client: Client, name: str, email: str) -> object:
    typed = {"name": name, "email": email, "password1": "a long way to Shanghai 8"}
    return client.post(reverse("account_signup"), typed)


def test_sign_up_refuses_addresses_in_names_and_mails_no_name(client: Client) -> None:
    page = sign_up(client, LURE, "victim@example.org")
    errors = page.context["form"].errors  # type: ignore[attr-defined]
    assert (list(errors), User.objects.count()) == (["name"], 0)
    assert LURE.split(maxsplit=1)[0] in page.content.decode()  # type: ignore[attr-defined]  # what was typed stays
    sign_up(client, "Winner of 500 EUR", "victim@example.org")
    (email,) = mail.outbox
    assert ("Winner" in str(email.message()), email.to) == (False, ["victim@example.org"])


def test_a_second_address_of_a_confirmed_mailbox_gets_no_account(client: Client) -> None:
    person = UserFactory(email="jo.doe@gmail.com")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    answer = sign_up(client, "Jo", "jodoe+fair@googlemail.com")
    first = sign_up(Client(), "Ann", "ann@example.org")
    assert (answer.status_code, answer.url) == (first.status_code, first.url)  # type: ignore[attr-defined]
    assert set(User.objects.values_list("email", flat=True)) == {"jo.doe@gmail.com", "ann@example.org"}
    assert [each.to for each in mail.outbox] == [["jo.doe@gmail.com"], ["ann@example.org"]]


def test_an_unconfirmed_account_keeps_nobody_of_its_mailbox_out(client: Client) -> None:
    UserFactory(email="victim+taken@example.org")
    sign_up(client, "Victim", "victim@example.org")
    assert User.objects.filter(email="victim@example.org").exists()


def forms_of(client: Client) -> Iterator[tuple[str, forms.BaseForm]]:
    """The forms on every page that opens without a key, or with those of a roadshow and the open edition."""
    show = opened()
    for path, name, _pattern in named_addresses(get_resolver()):
        address = "/" + path.replace("<int:pk>", str(show.pk)).replace("^", "").replace("$", "")
        is_other = name.startswith(("admin:", "api", "account_logout")) or name.endswith("new_token")
        if is_other or "<" in address or "(" in address:
            continue
        page = client.get(address)
        contexts: Any = page.context or []
        found = [value for layer in contexts for each in getattr(layer, "dicts", [layer]) for value in each.values()]
        yield from ((address, value) for value in found if isinstance(value, forms.BaseForm))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["anonymous", "newcomer"])
@pytest.mark.usefixtures("without_menus")
def test_every_public_form_refuses_addresses_in_names(who: str) -> None:
    """Derived from the addresses: each line of text on a form that a stranger sees is refused, or is said nowhere."""
    client = Client() if who == "anonymous" else signed_in(UserFactory())
    client.raise_request_exception = False
    accepted: set[tuple[str, str]] = set()
    refusing: set[tuple[str, str]] = set()
    for address, form in forms_of(client):
        is_search = getattr(form, "is_bound", False) and not hasattr(form, "helper")
        for name, field in form.fields.items():
            is_line = type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)
            if not is_line or field.widget.is_hidden or name in SAID_NOWHERE or is_search or name == "search":
                continue
            try:
                field.clean("evil.com")
                if isinstance(form, forms.ModelForm):
                    form.instance._meta.get_field(name).clean("evil.com", form.instance)
            except forms.ValidationError as refusal:
                (refusing if refusal.error_list[0].code == "web_address" else accepted).add((address, name))
            else:
                accepted.add((address, name))
    assert accepted == set()
    wanted = {
        "anonymous": {"name", "company_name", "title", "institution", "contact_name"},
        "newcomer": {"name", "city"},
    }
    assert {name for _address, name in refusing} >= wanted[who]


@pytest.mark.usefixtures("noon")
def test_page_says_it_beside_the_field_and_keeps_what_was_typed(client: Client) -> None:
    show = opened()
    typed = visitor() | {"name": LURE, "opened": dumps([time.time() - 60, "opened"], salt="public-form")}
    page = client.post(f"/roadshows/{show.pk}/", typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]
    assert page.context["form"].errors["name"] == [
        "Leave out web and email addresses: “https://evil.example/prize”. Elsewhere put a space after a dot."
    ]
    assert LURE in page.text
    assert Email.objects.count() == 0
