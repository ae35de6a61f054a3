"""Letters that did not arrive for certain: the team sees them, and says what became of each."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.kernel.errors import DomainError, NotAllowed
from ciie.mail.delivery import RESENT_HEADER, deliver_due
from ciie.mail.models import Handover
from ciie.mail.queue import note_letter_as_delivered, queue_letters, send_letter_again
from ciie.mail.states import HandoverState
from ciie.mail.transport import PAUSE
from pavilions.states import OrganizerRole
from tests.ciie.mail.letters import AT, letter, wire
from tests.clients import signed_in
from tests.factories import organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PAGE = "/organizer/emails/undelivered/"


def doubted(settings: Settings, occasion: str = "company-invitation-1") -> Email:
    """A letter that the server took, as nobody here knows."""
    queue_letters([letter(occasion)])
    wire(settings, "FallsSilent")
    deliver_due(at=AT)
    wire(settings)
    found: Email = Email.objects.order_by("-pk")[0]
    return found


def refused(settings: Settings) -> Email:
    queue_letters([letter("company-invitation-9")])
    wire(settings, "Refuses")
    deliver_due(at=AT)
    wire(settings)
    found: Email = Email.objects.order_by("-pk")[0]
    return found


def test_a_letter_that_was_delivered_is_not_sent_again(settings: Settings) -> None:
    found, client = doubted(settings), signed_in(organizer())
    page = client.get(PAGE)
    assert_clean(page)
    assert ("guest@example.org" in page.text, "In doubt" in page.text, "Maison Rive" in page.text) == (True, True, True)
    answer = client.post(reverse("organizer:mail_found_delivered", args=[found.pk]), follow=True)
    assert "counts as delivered" in answer.text
    assert "No undelivered emails" in answer.text
    found.refresh_from_db()
    assert (found.status, found.logs.latest("pk").status) == (STATUS.sent, STATUS.sent)
    assert Handover.objects.get().state == HandoverState.FOUND
    assert deliver_due(at=AT.replace(year=2025)) == 0
    assert len(mail.outbox) == 1


def test_a_letter_in_doubt_is_sent_again_and_marked(settings: Settings) -> None:
    found, client = doubted(settings), signed_in(organizer())
    assert deliver_due(at=AT) == 0  # not before its pause is over
    client.post(reverse("organizer:mail_send_again", args=[found.pk]))
    assert [deliver_due(at=AT), deliver_due(at=AT + PAUSE)] == [0, 1]  # the server that fell silent is left alone first
    assert [RESENT_HEADER in sent.extra_headers for sent in mail.outbox] == [False, True]
    assert client.get(PAGE).text.count("guest@example.org") == 0


def test_what_the_server_refused_cannot_have_been_delivered(settings: Settings) -> None:
    found = refused(settings)
    with pytest.raises(DomainError) as said:
        note_letter_as_delivered(found.pk, actor=organizer(), at=AT)
    assert said.value.code == "not_in_doubt"
    answer = signed_in(organizer()).post(reverse("organizer:mail_found_delivered", args=[found.pk]), follow=True)
    assert "cannot have been delivered" in answer.text
    assert "Will be retried" in answer.text


def test_reviewers_see_the_list_without_actions(settings: Settings) -> None:
    found, reviewer = doubted(settings), organizer(OrganizerRole.REVIEWER)
    page = signed_in(reviewer).get(PAGE)
    assert ("In doubt" in page.text, "Send again" in page.text) == (True, False)
    for decide in (send_letter_again, note_letter_as_delivered):
        with pytest.raises(NotAllowed):
            decide(found.pk, actor=reviewer, at=AT)


def test_queries_do_not_grow_with_the_letters(settings: Settings) -> None:
    client = signed_in(organizer())
    counts = []
    for number in range(3):
        doubted(settings, f"company-invitation-{number}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as counted:
            client.get(PAGE)
        counts.append(len(counted))
    assert counts[0] == counts[-1]
