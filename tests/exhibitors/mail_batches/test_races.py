"""A letter that is put into a batch while it is released waits for the next; without the lock it would be lost."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction

from ciie.kernel.errors import DomainError
from ciie.mail import queue
from ciie.mail.batches import release_batch
from ciie.mail.models import HeldLetter, MailBatch
from ciie.mail.queue import Letter, queue_letters
from tests.factories import NOON, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def hold(number: int) -> None:
    letter = Letter("hold_ended", f"p{number}@example.org", "en", f"race-{number}", {"n": number}, "fair-1")
    with transaction.atomic():
        queue_letters([letter])


def lost_letters() -> int:
    """How many letters wait in a batch that has been released, after one was added just as it was."""
    hold(1)
    batch, actor = MailBatch.objects.get(), organizer()
    is_added, may_commit = threading.Event(), threading.Event()

    def add() -> None:
        try:
            with transaction.atomic():
                queue_letters([Letter("hold_ended", "p2@example.org", "en", "race-2", {"n": 2}, "fair-1")])
                is_added.set()
                may_commit.wait(timeout=10)
        finally:
            connection.close()

    def release() -> None:
        try:
            is_added.wait(timeout=10)
            with suppress(DomainError):
                release_batch(batch.pk, actor=actor, at=NOON)
        finally:
            connection.close()

    threads = [threading.Thread(target=add), threading.Thread(target=release)]
    for thread in threads:
        thread.start()
    threads[1].join(timeout=1)  # with the lock it waits for the letter, without it it is over by now
    may_commit.set()
    for thread in threads:
        thread.join()
    return HeldLetter.objects.filter(state="waiting", batch__released_at__isnull=False).count()


def test_no_letter_is_lost_in_a_batch_that_leaves() -> None:
    assert lost_letters() == 0


def test_without_the_lock_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above: it would notice."""
    monkeypatch.setattr(queue, "share_topic", lambda _topic: None)
    assert lost_letters() == 1
