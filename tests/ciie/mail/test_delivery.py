import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.mail.composing import composed
from ciie.mail.delivery import PAUSES, deliver_due
from ciie.mail.queue import queue_letters
from ciie.mail.samples import sample_words
from tests.ciie.mail.letters import AT, letter


def html_of(message: mail.EmailMessage) -> str:
    assert isinstance(message, mail.EmailMultiAlternatives)
    ((content, media_type),) = message.alternatives
    assert media_type == "text/html"
    return str(content)


@pytest.mark.django_db
def test_letter_goes_out_once_as_text_and_html() -> None:
    queue_letters([letter()])
    assert [deliver_due(at=AT) for _turn in range(2)] == [1, 0]
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Invitation to act for Maison Rive", ["guest@example.org"])
    assert "<strong>Maison Rive</strong>" in html_of(sent)


@pytest.mark.django_db
def test_same_occasion_is_queued_once() -> None:
    queue_letters([letter()])
    queue_letters([letter()])
    assert Email.objects.count() == 1


@pytest.mark.django_db
def test_name_of_a_company_is_never_markup() -> None:
    queue_letters([letter(company="[click](http://evil.example) <script>")])
    deliver_due(at=AT)
    html = html_of(mail.outbox[0])
    assert ('href="http://evil.example"' in html, "<script>" in html) == (False, False)


@pytest.mark.django_db
def test_name_that_begins_like_an_address_is_no_markup_either() -> None:
    queue_letters([letter(company="https://a [click](http://evil.example)")])
    deliver_due(at=AT)
    assert 'href="http://evil.example"' not in html_of(mail.outbox[0])


@pytest.mark.django_db
def test_failed_letter_is_tried_again_with_growing_pauses_and_then_given_up(settings: Settings) -> None:
    settings.MAIL_ENCLOSURES = {"company_invitation": "ciie.mail.nowhere.at_all"}
    queue_letters([letter()])
    at = AT
    for pause in PAUSES:
        assert deliver_due(at=at) == 0
        row = Email.objects.get()
        assert (row.status, row.scheduled_time) == (STATUS.requeued, at + pause)
        assert deliver_due(at=at + pause - timedelta(seconds=1)) == 0
        assert row.number_of_retries == Email.objects.get().number_of_retries
        at += pause
    deliver_due(at=at)
    row = Email.objects.get()
    assert (row.status, row.logs.count()) == (STATUS.failed, len(PAUSES) + 1)


@pytest.mark.django_db
def test_failed_letter_goes_out_once_the_cause_is_gone(settings: Settings) -> None:
    settings.MAIL_ENCLOSURES = {"company_invitation": "ciie.mail.nowhere.at_all"}
    queue_letters([letter()])
    deliver_due(at=AT)
    settings.MAIL_ENCLOSURES = {}
    assert deliver_due(at=AT + PAUSES[0]) == 1


@pytest.mark.django_db
def test_days_are_written_as_the_language_does_and_nothing_else_is() -> None:
    words = {"kind": "offer_lapsed", "language": "en", "site_url": "", "until": "2024-05-29", "company": "2024-05-29"}
    message = composed({**sample_words("offer_lapsed"), **words})
    assert ("29 May 2024" in message.text, "2024-05-29" in message.text) == (True, True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_sample_prices_add_up_and_speak_the_language(language: str) -> None:
    price: Any = sample_words("booking_approved", language)["price"]
    amounts = [int(line["amount"].removeprefix("CNY ").replace(",", "")) for line in price["lines"]]
    assert sum(amounts) == int(price["total"].removeprefix("CNY ").replace(",", ""))
    assert ("VAT, 6%" in [line["name"] for line in price["lines"]]) == (language == "en")


def send_as_rivals() -> list[str]:
    """Twenty letters and four senders that start together; returns the Message-ID of each mail that went."""
    queue_letters([letter(f"company-invitation-{n}") for n in range(20)])
    start = threading.Barrier(4)

    def send() -> None:
        start.wait()
        try:
            deliver_due(at=AT)
        finally:
            connection.close()

    rivals = [threading.Thread(target=send) for _rival in range(4)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    return sorted(message.extra_headers["Message-ID"] for message in mail.outbox)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_rival_senders_send_each_letter_once() -> None:
    assert send_as_rivals() == sorted(Email.objects.values_list("message_id", flat=True))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_rival_senders_without_a_lease_send_letters_twice(settings: Settings) -> None:
    """The control of the test above: it would notice."""
    settings.MAILERS = {**settings.MAILERS, "transport": {"BACKEND": "tests.ciie.mail.wires.MeetsARival"}}
    settings.MAIL_LEASE = -timedelta(seconds=1)
    sent = send_as_rivals()
    assert (set(sent), len(sent) > len(set(sent))) == (set(Email.objects.values_list("message_id", flat=True)), True)
