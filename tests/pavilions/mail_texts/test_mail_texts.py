"""Directors change what letters say and who they come from."""

from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.mail.delivery import deliver_due
from ciie.mail.models import LONGEST_BODY, MailSender, MailText
from ciie.mail.operations import send_test_letter, set_mail_sender, use_standard_text, write_mail_text
from ciie.mail.queue import Letter, queue_letters
from ciie.mail.samples import sample_words
from ciie.mail.standard_texts import standard_text
from pavilions.states import OrganizerRole
from pavilions.texts.mail_texts.operations import set_edition_sender
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

KEY = ("pavilion_task_due", "en")
LIST, EDIT = "/organizer/mail/", "/organizer/mail/pavilion_task_due/en/"
CONTEXT = {
    "person": "Ana *Torres*",
    "task": "Send the [flag](https://evil.example)",
    "due_date": "1 June",
    "is_overdue": True,
    "pavilion_name": "France",
    "pavilion": 3,
}


@pytest.fixture
def director() -> User:
    return organizer(OrganizerRole.DIRECTOR)


@pytest.fixture
def client(director: User) -> Client:
    return signed_in(director)


def written(subject: str = "Task", body: str = "[Open]({{ link }})", **said: Any) -> MailText:
    by: dict[str, Any] = {"actor": organizer(), "at": NOON}
    return write_mail_text(*KEY, subject=subject, body=body, **by | said)


def sent_letter(context: dict[str, object] | None = None, kind: str = KEY[0]) -> mail.EmailMultiAlternatives:
    mail.outbox.clear()
    occasion = f"task-{Email.objects.count()}"
    queue_letters([Letter(kind, "ana@example.org", "en", occasion, context or CONTEXT)])
    deliver_due(at=NOON)
    (letter,) = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    return letter


def typed(client: Client, **words: object) -> dict[str, object]:
    page = client.get(EDIT)
    assert_clean(page)
    (form,) = (form for form in forms_of(page.text) if "body" in form.values)
    return form.filled(**words)


def refusal(subject: str, body: str) -> tuple[str, str | None, str]:
    with pytest.raises(DomainError) as refused:
        written(subject, body)
    return refused.value.code, refused.value.field, str(refused.value)


def test_letters_have_the_text_that_was_saved(client: Client) -> None:
    body = "Hello {% if person %}{{ person }}{% else %}all{% endif %},\n\n**{{ task }}** is due.\n\n[Open]({{ link }})"
    saved = client.post(EDIT, typed(client, subject="Due: {{ task }}", body=body))
    assert (saved.status_code, saved["Location"]) == (302, EDIT)
    letter = sent_letter()
    address = f"{settings.SITE_URL}/pavilion/3/tasks/"
    assert letter.subject == "Due: Send the [flag](https://evil.example)"
    assert letter.body.startswith("Hello Ana *Torres*,\n\n")
    assert address in letter.body
    html = str(letter.alternatives[0][0])
    assert "Hello Ana *Torres*," in html
    assert f'<a href="{address}">Open</a>' in html
    assert 'href="https://evil.example"' not in html


def test_letters_have_the_standard_text_again(client: Client) -> None:
    before = sent_letter()
    text = written("Mine")
    assert sent_letter().subject == "Mine"
    (form,) = (form for form in forms_of(client.get(EDIT).text) if form.action.endswith("/standard/"))
    assert client.post(form.action, form.values).status_code == 302
    assert (sent_letter().subject, sent_letter().body) == (before.subject, before.body)
    text.refresh_from_db()
    assert (text.is_in_use, text.subject) == (False, "Mine")
    with pytest.raises(DomainError) as refused:
        use_standard_text(*KEY, actor=organizer(), at=NOON)
    assert refused.value.code == "standard_text"


def test_text_of_another_kind_or_language_stays() -> None:
    written("Mine")
    letter = sent_letter({"invitation": 1, "role": "reviewer"}, "staff_invitation")
    assert letter.subject == "Join the organizer's team"


def test_editor_begins_with_the_standard_text_and_shows_the_letter(client: Client) -> None:
    page = client.get(EDIT)
    standard = standard_text(*KEY)
    assert (page.context["form"].initial["subject"], page.context["form"].initial["body"]) == (
        standard.subject,
        standard.body,
    )
    assert "Submit the design" in page.context["message"].subject
    assert "<code>{{ pavilion_name }}</code>" in page.text
    assert "The standard text is in use." in page.text


def test_preview_shows_html_and_text_and_saves_nothing(client: Client) -> None:
    page = client.post(EDIT, typed(client, subject="Hi {{ person }}", body="**{{ task }}**", preview="on"))
    assert_clean(page)
    assert (page.status_code, MailText.objects.count()) == (200, 0)
    assert "<p><strong>Submit the design</strong></p>" in page.text
    assert "Hi Ana Torres" in page.text
    assert page.context["message"].text == "Submit the design\n"


@pytest.mark.parametrize(
    ("kind", "price"),
    [("booking_submitted", "CNY 72,000"), ("booking_submitted", "CNY 110,664"), ("plan_changed", "+CNY 32,400")],
)
def test_preview_of_a_letter_about_space_shows_its_price(client: Client, kind: str, price: str) -> None:
    page = client.get(f"/organizer/mail/{kind}/en/")
    assert price in page.context["message"].text


def test_test_letter_has_what_was_typed_and_goes_to_its_writer(client: Client, director: User) -> None:
    page = client.post(EDIT, typed(client, subject="Try {{ task }}", body="[Open]({{ link }})", test="on"))
    assert (page.status_code, MailText.objects.count()) == (200, 0)
    assert director.email in page.text
    deliver_due(at=NOON)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([director.email], "Try Submit the design")


@pytest.mark.parametrize("button", ["preview", "test", "save"])
@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"subject": ""}, "subject", "This field is required."),
        ({"body": ""}, "body", "This field is required."),
        ({"body": "x" * (LONGEST_BODY + 1)}, "body", "at most"),
        ({"body": "Hi\n\n{{ nobody }}"}, "body", "Line 3: there is no placeholder “nobody” in this email."),
        ({"subject": "{{ reference }}"}, "subject", "Line 1: there is no placeholder “reference” in this email."),
        ({"body": "One\n{% if person %}"}, "body", "Line 2: “if person” is not closed."),
        ({"body": "One\n{% load i18n %}"}, "body", "Line 2: “load i18n” cannot be used here."),
        ({"body": "{{ task|safe }}"}, "body", "Line 1: “task|safe” cannot be used here."),
        ({"body": "{{ task name }}"}, "body", "Line 1: “task name” cannot be used here."),
    ],
)
def test_refusal_stands_beside_its_field_with_the_line(
    client: Client, words: dict[str, str], field: str, said: str, button: str
) -> None:
    sent = typed(client, **{"subject": "Hi", "body": "Hi"} | words, **({} if button == "save" else {button: "on"}))
    page = client.post(EDIT, sent)
    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (422, [field])
    assert said in str(form.errors[field][0])
    assert form[field].value() == words[field]
    assert (MailText.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        '{% include "mail/en/space.md" %}',
        '{% url "home" %}',
        "{% debug %}",
        "{% extends 'base.html' %}",
        "{% csrf_token %}",
        "{% with a=task %}{{ a }}{% endwith %}",
        "{% for x in task %}",
        "{{ task|add:'x' }}",
        "{{ task.__class__ }}",
        "{{ _private }}",
        "{{ site_url }}",
        "{% for a in task.splitlines %}" * 3 + "x" + "{% endfor %}" * 3,
        "{% if secret %}x{% endif %}",
        "{% if task == secret %}x{% endif %}",
        "{% for x in secret %}x{% endfor %}",
        "{{ x }}{% for x in task.splitlines %}{% endfor %}{{ x }}",
        "{% for x in due_date.splitlines %}{{ x.y }}{% endfor %}",
        "{{ count|pluralize:secret }}",
    ],
)
def test_nothing_but_the_named_list_is_possible(body: str) -> None:
    code, field, _said = refusal("Hi", body)
    assert (code in {"text_broken", "unknown_placeholder"}, field) == (True, "body")


@pytest.mark.parametrize("body", ["{% for x in pavilion %}x{% endfor %}", "{% for a, b in is_overdue %}x{% endfor %}"])
def test_text_that_no_letter_can_be_made_of_is_refused(body: str) -> None:
    code, field, _said = refusal("Hi", body)
    assert (code in {"text_broken", "unknown_placeholder"}, field) == (True, "body")


def test_subject_is_one_line() -> None:
    assert refusal("One\nTwo", "Hi")[:2] == ("subject_one_line", "subject")
    written("Due {{ task }}")
    assert sent_letter({**CONTEXT, "task": "One\r\nBcc: all@example.org"}).subject == "Due One Bcc: all@example.org"


def test_text_that_a_release_no_longer_knows_falls_back_to_the_standard() -> None:
    before = sent_letter()
    written()
    MailText.objects.update(body="{% gone %}")
    assert sent_letter().body == before.body


@pytest.mark.parametrize("seen", [0, 2])
def test_text_changed_by_a_colleague_is_not_overwritten(seen: int) -> None:
    text = written("Theirs")
    with pytest.raises(DomainError) as refused:
        written("Mine", seen=seen)
    text.refresh_from_db()
    assert (refused.value.code, text.subject) == ("changed_meanwhile", "Theirs")


def test_sender_and_reply_address_are_those_of_every_letter(client: Client) -> None:
    (form,) = (form for form in forms_of(client.get(LIST).text) if "reply_to" in form.values)
    sent = form.filled(name="进博会 Expo, Shanghai", reply_to="help@expo.example")
    assert client.post(form.action, sent).status_code == 302
    letter = sent_letter()
    assert letter.from_email == f'"进博会 Expo, Shanghai" <{settings.DEFAULT_FROM_EMAIL}>'
    assert letter.reply_to == ["help@expo.example"]
    message = letter.message()
    assert message["Reply-To"] == "help@expo.example"
    assert settings.DEFAULT_FROM_EMAIL in str(message["From"])


def test_without_a_sender_letters_come_from_the_address_of_the_settings() -> None:
    letter = sent_letter()
    assert (letter.from_email, letter.reply_to) == (settings.DEFAULT_FROM_EMAIL, [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Expo <ceo@bank.example>"),
        ("name", 'Expo "x"'),
        ("name", "x" * 81),
        ("reply_to", "nobody"),
        ("reply_to", "a@example.org, b@example.org"),
        ("reply_to", "a@example.org\r\nBcc: b@example.org"),
    ],
)
def test_sender_that_cannot_be_is_refused_beside_its_field(client: Client, field: str, value: str) -> None:
    terms: dict[str, Any] = {"name": "", "reply_to": "", field: value}
    page = client.post("/organizer/mail/sender/", {**terms, "revision": "0"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    with pytest.raises(DomainError) as refused:
        set_mail_sender(**terms, actor=organizer(), at=NOON)
    assert (refused.value.field, MailSender.objects.count()) == (field, 0)


@pytest.mark.parametrize("role", sorted(set(OrganizerRole) - {OrganizerRole.DIRECTOR}))
def test_only_directors_change_what_letters_say(role: OrganizerRole) -> None:
    person = organizer(role)
    client = signed_in(person)
    assert [client.get(page).status_code for page in (LIST, EDIT)] == [403, 403]
    addresses = (EDIT, f"{EDIT}standard/", "/organizer/mail/sender/")
    assert [client.post(address).status_code for address in addresses] == [403, 403, 403]
    assert LIST not in client.get("/organizer/editions/").text
    by: dict[str, Any] = {"actor": person, "at": NOON}
    for refused in (
        lambda: written(**by),
        lambda: use_standard_text(*KEY, **by),
        lambda: set_mail_sender(name="", reply_to="", **by),
        lambda: send_test_letter(*KEY, subject="Hi", body="Hi", **by),
    ):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.parametrize("key", ["nothing/en", "space/en", "footing/en", "staff_invitation/fr"])
def test_unknown_letters_are_not_found(client: Client, key: str) -> None:
    assert client.get(f"/organizer/mail/{key}/").status_code == 404
    assert client.post(f"/organizer/mail/{key}/standard/").status_code == 404


def test_list_names_every_kind_with_constant_queries(client: Client) -> None:
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    written()
    with CaptureQueriesContext(connection) as after:
        page = client.get(LIST)
    assert_clean(page)
    assert len(after) == len(before)
    assert page.text.count("own text") == 1


def test_letters_of_an_edition_come_from_its_sender_and_else_from_the_sites(client: Client, director: User) -> None:
    EditionFactory(number=7)
    other = EditionFactory(number=8)
    set_mail_sender(name="The expo", reply_to="expo@example.org", actor=director, at=NOON)
    url = f"{LIST}edition-sender/?edition=7"
    page = client.get(f"{LIST}?edition=7")
    assert_clean(page)
    (form,) = (each for each in forms_of(page.text) if "sender_name" in each.values)
    saved = client.post(url, form.filled(sender_name="Seventh expo", reply_to=""))
    assert (saved.status_code, saved["Location"]) == (302, f"{LIST}?edition=7")
    shown = client.get(f"{EDIT}?edition=7")
    assert "Seventh expo &lt;" in shown.text
    assert "expo@example.org" in shown.text
    client.post(f"{EDIT}?edition=7", typed(client, subject="Hi", body="[Open]({{ link }})", test="on"))
    words = sample_words("staff_invitation")
    del words["edition_number"]
    of_other = {**words, **other.mail_names}
    queue_letters([Letter("staff_invitation", "x@example.org", "en", "other", of_other)])
    queue_letters([Letter("staff_invitation", "y@example.org", "en", "none", words)])
    deliver_due(at=NOON)
    assert [letter.from_email.partition(" <")[0] for letter in mail.outbox] == ["Seventh expo", "The expo", "The expo"]
    assert [letter.reply_to for letter in mail.outbox] == [["expo@example.org"]] * 3


@pytest.mark.parametrize(
    ("typed_name", "typed_address", "field"), [("a <b>", "", "sender_name"), ("Expo", "nobody", "reply_to")]
)
def test_sender_of_an_edition_is_refused_beside_its_field(
    client: Client, typed_name: str, typed_address: str, field: str
) -> None:
    edition = EditionFactory(number=7)
    sent = {"sender_name": typed_name, "reply_to": typed_address, "revision": edition.revision}
    page = client.post(f"{LIST}edition-sender/?edition=7", sent)
    assert_clean(page)
    assert (page.status_code, list(page.context["edition_form"].errors)) == (422, [field])
    edition.refresh_from_db()
    assert (edition.sender_name, edition.reply_to) == ("", "")


def test_sender_of_an_edition_is_set_by_those_who_write_texts_and_as_it_was_seen(director: User) -> None:
    edition = EditionFactory()
    with pytest.raises(NotAllowed):
        set_edition_sender(edition.pk, name="X", reply_to="", actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    seen = edition.revision
    set_edition_sender(edition.pk, name="First", reply_to="", seen=seen, actor=director, at=NOON)
    with pytest.raises(DomainError) as refusal:
        set_edition_sender(edition.pk, name="Second", reply_to="", seen=seen, actor=director, at=NOON)
    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize(("typed_text", "field"), [({"subject": "x" * 999}, "subject"), ({"body": " \n "}, "body")])
def test_text_that_no_email_can_have_is_refused_by_the_operation_too(
    director: User, typed_text: dict[str, str], field: str
) -> None:
    text = {"subject": "Hi", "body": "[Open]({{ link }})"} | typed_text
    with pytest.raises(Invalid) as refusal:
        write_mail_text(*KEY, subject=text["subject"], body=text["body"], actor=director, at=NOON)
    assert refusal.value.field == field


def test_texts_and_sender_are_changed_as_they_were_seen(director: User) -> None:
    write = partial(write_mail_text, *KEY, subject="Hi", body="[Open]({{ link }})", actor=director, at=NOON)
    text = write()
    sender = set_mail_sender(name="Expo", reply_to="", actor=director, at=NOON)
    for change in (
        lambda: write(seen=text.revision - 1),
        lambda: use_standard_text(*KEY, seen=text.revision - 1, actor=director, at=NOON),
        lambda: set_mail_sender(name="X", reply_to="", seen=sender.revision - 1, actor=director, at=NOON),
    ):
        with pytest.raises(DomainError) as refusal:
            change()
        assert refusal.value.code == "changed_meanwhile"
