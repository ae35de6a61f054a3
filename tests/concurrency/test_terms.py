"""No booking is submitted under terms that are not in force any more by the time it is committed."""

import threading
from collections.abc import Callable
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.pricing.terms.models import TermsAcceptance
from exhibitors.pricing.terms.operations import change_terms, draft_terms, publish_terms
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, Before, Wrapper, race, renamed
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, BoothFactory, CompanyFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

ACCEPTING, PUBLISHING = r'INSERT INTO "exhibitors_termsacceptance"', r'UPDATE "exhibitors_editionterms"'
LONG_ENOUGH_SECONDS = 1.0
WITHOUT_THE_LOCK = renamed("pg_advisory_xact_lock_shared(", "(")


class Scene:
    """Somebody books under version 1 while version 2 is published."""

    def __init__(self) -> None:
        booth, company = BoothFactory(), CompanyFactory()
        edition_id = booth.plan.edition_id
        published(edition_id)
        draft = draft_terms(edition_id, actor=SYSTEM, at=NOON)
        change_terms(draft.pk, text="New.", text_zh="新。", actor=SYSTEM, at=NOON)
        self._publish = partial(publish_terms, draft.pk, actor=SYSTEM, at=NOON)
        self._book = partial(book_booths, company.pk, edition_id, [booth.pk], terms=1, actor=SYSTEM, at=NOON)
        self.at_statement, self.done = threading.Event(), threading.Event()
        self.was_overtaken: list[bool] = []

    def wait_for_the_other(self) -> None:
        self.at_statement.set()
        self.was_overtaken.append(self.done.wait(LONG_ENOUGH_SECONDS))

    def after(self, operation: Callable[[], object]) -> Callable[[], object]:
        """The other one, who comes as the first is about to write."""

        def act() -> object:
            self.at_statement.wait(PATIENCE_SECONDS)
            try:
                return operation()
            finally:
                self.done.set()

        return act

    def published_while_booking(self, *wrappers: Wrapper) -> list[str]:
        return race(
            self._book, self.after(self._publish), wrappers=[*wrappers, Before(ACCEPTING, self.wait_for_the_other)]
        )

    def booked_while_publishing(self, *wrappers: Wrapper) -> list[str]:
        return race(
            self._publish, self.after(self._book), wrappers=[*wrappers, Before(PUBLISHING, self.wait_for_the_other)]
        )


def test_publishing_waits_for_a_booking_that_has_read_the_terms() -> None:
    scene = Scene()
    assert scene.published_while_booking() == [DONE, DONE]
    assert scene.was_overtaken == [False]


def test_control_without_the_lock_terms_change_under_a_booking() -> None:
    scene = Scene()
    assert scene.published_while_booking(WITHOUT_THE_LOCK) == [DONE, DONE]
    assert scene.was_overtaken == [True]


def test_booking_waits_for_the_version_that_is_being_published_and_is_refused() -> None:
    scene = Scene()
    assert scene.booked_while_publishing() == [DONE, "terms_changed"]
    assert not TermsAcceptance.objects.exists()


def test_control_without_the_lock_the_old_version_is_accepted() -> None:
    assert Scene().booked_while_publishing(WITHOUT_THE_LOCK) == [DONE, DONE]
    assert TermsAcceptance.objects.get().terms.version == 1
