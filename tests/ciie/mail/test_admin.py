import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.mail.delivery import deliver_due
from ciie.mail.queue import queue_letters
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


def test_failed_mail_is_tried_again_by_an_action(admin: Client, settings: Settings) -> None:
    settings.MAIL_ENCLOSURES = {"company_invitation": "ciie.mail.nowhere.at_all"}
    queue_letters([letter()])
    deliver_due(at=AT)
    row = Email.objects.get()
    admin.post(reverse("admin:post_office_email_changelist"), {"action": "send_again", "_selected_action": [row.pk]})
    assert Email.objects.get().status == STATUS.queued
