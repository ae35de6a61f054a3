"""Two who plan for the same room at the same instant: one event takes place."""

from functools import partial

import pytest

from pavilions.national.programme.models.forum import Speaker
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.operations.forum import change_speakers
from pavilions.national.programme.operations.programme import plan_event
from pavilions.national.programme.operations.speakers import SpeakerTerms
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.database import without_constraint
from tests.factories import NOON, organizer
from tests.pavilions.programme.programme import edition, room, scheduled, shortlisted, terms

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4
CONSTRAINT = "events_never_meet_in_a_room"
INSERTION = r'INSERT INTO "?pavilions_programmeevent"?\W'


def rivals_for_one_room(*wrappers: Wrapper) -> dict[str, int]:
    edition_id, director, stage = edition().pk, organizer(), room().pk
    plans = (
        partial(plan_event, edition_id, terms(title=f"Rival {number}", room_id=stage), actor=director, at=NOON)
        for number in range(RIVALS)
    )
    return count(race(*plans, wrappers=wrappers))


def test_room_is_given_once() -> None:
    assert rivals_for_one_room() == {DONE: 1, "room_taken": RIVALS - 1}
    assert ProgrammeEvent.objects.count() == 1


def test_rivals_for_a_room_are_refused_before_they_write() -> None:
    writing = Before(INSERTION)
    rivals_for_one_room(writing)
    assert writing.rivals == 1


def test_control_without_the_lock_all_rivals_write_and_the_constraint_decides() -> None:
    writing = Before(INSERTION, meeting(RIVALS))
    outcomes = rivals_for_one_room(without_locks, writing)
    assert (outcomes[DONE], writing.rivals, ProgrammeEvent.objects.count()) == (1, RIVALS, 1)


def test_control_without_the_lock_and_the_constraint_rivals_meet() -> None:
    with without_constraint(ProgrammeEvent, CONSTRAINT):
        assert rivals_for_one_room(without_locks, Before(INSERTION, meeting(RIVALS))) == {DONE: RIVALS}


def test_person_is_named_in_one_of_two_rooms_at_a_time() -> None:
    sessions = [
        scheduled(shortlisted(title=name, contact_email=f"{name}@example.org"), room_id=room(name).pk)
        for name in ("first", "second")
    ]
    speakers, director = [SpeakerTerms("Ada")], organizer()
    attempts = [partial(change_speakers, each.pk, speakers, actor=director, at=NOON) for each in sessions]
    outcomes = count(race(*attempts))
    assert (outcomes, Speaker.objects.count()) == ({DONE: 1, "speaks_elsewhere": 1}, 1)
