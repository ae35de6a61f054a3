"""Two who plan for the same room at the same instant: one event takes place."""

from functools import partial

import pytest

from pavilions.programme.models.forum import Speaker
from pavilions.programme.models.programme import ProgrammeEvent
from pavilions.programme.operations.forum import change_speakers
from pavilions.programme.operations.programme import plan_event
from pavilions.programme.operations.speakers import SpeakerTerms
from tests.concurrency.rivals import DONE, count, race
from tests.database import without_constraint
from tests.factories import NOON, organizer
from tests.pavilions.programme.programme import edition, room, scheduled, shortlisted, terms

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4
ROUNDS = 20  # of which one is enough: they look before they write, so on a slow machine one may be done before the next
CONSTRAINT = "events_never_meet_in_a_room"


def rivals_for_one_room() -> dict[str, int]:
    edition_id, director, stage = edition().pk, organizer(), room().pk
    plans = (
        partial(plan_event, edition_id, terms(title=f"Rival {number}", room_id=stage), actor=director, at=NOON)
        for number in range(RIVALS)
    )
    outcomes = count(race(*plans))
    # Rivals that wait for each other are tried again; on a slow machine they are asked to try again themselves.
    refused = sum(outcomes.pop(code, 0) for code in ("room_taken", CONSTRAINT, "busy"))
    return {**outcomes, "refused": refused}


def test_room_is_given_once() -> None:
    assert rivals_for_one_room() == {DONE: 1, "refused": RIVALS - 1}
    assert ProgrammeEvent.objects.count() == 1


def _meet() -> bool:
    """Whether more than one of the rivals got the room; each round begins with an empty one."""
    ProgrammeEvent.objects.all().delete()
    return rivals_for_one_room()[DONE] > 1


def test_control_without_the_constraint_rivals_meet() -> None:
    with without_constraint(ProgrammeEvent, CONSTRAINT):
        assert any(_meet() for _round in range(ROUNDS))


def test_person_is_named_in_one_of_two_rooms_at_a_time() -> None:
    sessions = [
        scheduled(shortlisted(title=name, contact_email=f"{name}@example.org"), room_id=room(name).pk)
        for name in ("first", "second")
    ]
    speakers, director = [SpeakerTerms("Ada")], organizer()
    attempts = [partial(change_speakers, each.pk, speakers, actor=director, at=NOON) for each in sessions]
    outcomes = count(race(*attempts))
    assert (outcomes, Speaker.objects.count()) == ({DONE: 1, "speaks_elsewhere": 1}, 1)
