import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.mail.delivery import deliver_due
from ciie.mail.kinds import SECRETS
from ciie.mail.models import Handover
from ciie.mail.queue import queue_letters
from ciie.mail.states import HandoverState
from tests.ciie.mail.letters import AT, letter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_mail_is_found_and_shown_with_its_attempts(admin: Client, settings: Settings) -> None:
    settings.MAIL_ENCLOSURES = {"company_invitation": "ciie.mail.nowhere.at_all"}
    queue_letters([letter()])
    deliver_due(at=AT)
    found = admin.get(reverse("admin:post_office_email_changelist"), {"q": "guest@example.org"})
    page = admin.get(reverse("admin:post_office_email_change", args=[Email.objects.get().pk]))
    assert [found.status_code, page.status_code] == [200, 200]
    assert [text in page.text for text in ("guest@example.org", "ModuleNotFoundError")] == [True, True]


@pytest.mark.parametrize(
    ("words", "found"),
    [("GUEST", 1), ("elcome", 1), ("<1.guest=example.org@example.org>", 1), ("<1.guest", 0), ("nobody", 0)],
)
def test_letters_are_found_by_parts_of_address_and_subject_and_by_whole_message_id(
    admin: Client, words: str, found: int
) -> None:
    Email.objects.create(
        from_email="a@example.org",
        to=["guest@example.com"],
        subject="Welcome",
        message_id="<1.guest=example.org@example.org>",
        status=STATUS.sent,
    )
    page = admin.get(reverse("admin:post_office_email_changelist"), {"q": words})
    assert page.context["cl"].result_count == found


def test_failed_mail_is_tried_again_by_an_action(admin: Client, settings: Settings) -> None:
    settings.MAIL_ENCLOSURES = {"company_invitation": "ciie.mail.nowhere.at_all"}
    queue_letters([letter()])
    deliver_due(at=AT)
    row = Email.objects.get()
    admin.post(reverse("admin:post_office_email_changelist"), {"action": "send_again", "_selected_action": [row.pk]})
    assert Email.objects.get().status == STATUS.queued


def test_letters_in_hand_and_in_doubt_are_shown(admin: Client) -> None:
    pages = [reverse(f"admin:{name}_changelist") for name in ("post_office_email", "mail_handover")]
    sent_twice = Handover.objects.create(
        letter=Email.objects.create(from_email="a@example.org", to=["twice@example.org"], status=STATUS.sent),
        worker="a:1",
        since=AT,
        until=AT,
    )
    Handover.objects.update(state=HandoverState.IN_DOUBT)
    queries = [[queries_of(admin, page) for page in pages] for _warm in range(2)][1]
    for number in range(3):
        one = Email.objects.create(from_email="a@example.org", to=["guest@example.org"], status=STATUS.queued)
        Handover.objects.create(letter=one, worker=f"worker-{number}:7", since=AT, until=AT)
    assert [queries_of(admin, page) for page in pages] == queries
    emails, handovers = (admin.get(page).text for page in pages)
    assert [text in emails for text in ("being sent", "in doubt")] == [True, True]
    assert [text in handovers for text in ("worker-2:7", "twice@example.org", "being sent")] == [True, True, True]
    page = admin.get(reverse("admin:post_office_email_change", args=[sent_twice.letter_id]))
    assert "a:1" in page.text


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


def test_letter_with_a_secret_is_not_read_in_the_admin_and_loses_it_once_it_is_sent(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SECRETS, "company_invitation", frozenset({"company"}))
    queue_letters([letter(company="Hush Ltd")])
    address = reverse("admin:post_office_email_change", args=[Email.objects.get().pk])
    page = admin.get(address)
    assert (page.status_code, "Hush Ltd" in page.text, "guest@example.org" in page.text) == (200, False, True)
    deliver_due(at=AT)
    found = Email.objects.get()
    assert (found.status, "company" in found.context, found.context["kind"]) == (
        STATUS.sent,
        False,
        "company_invitation",
    )
    assert "Hush Ltd" in mail.outbox[0].body
