"""A message goes out once, however many people press the button; two colleagues do not overwrite an answer.

Each race has a control: the same one without locks goes wrong, or is stopped by the database alone.
"""

from collections.abc import Sequence

import pytest
from post_office.models import Email

from exhibitors.bookings.questions.models import Answer
from exhibitors.bookings.questions.operations import Terms, answer_questions, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.office.mailings.models import MailingRecipient
from exhibitors.office.mailings.operations import Text, draft_mailing, send_mailing
from exhibitors.office.mailings.queries import recipients_of
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, organizer, owner_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 3


class Scene:
    def __init__(self) -> None:
        self.booking = booked(BoothFactory())
        self.senders = [organizer() for _each in range(RIVALS)]
        self.colleagues = [owner_of(self.booking.company) for _each in range(RIVALS)]
        self.mailing = draft_mailing(self.booking.edition_id, "", Text("A", "B"), actor=self.senders[0], at=NOON)
        self.digest = recipients_of(self.mailing, viewer=self.senders[0], at=NOON).digest
        question = Terms(QuestionKind.NUMBER, "How many kilowatts?")
        self.question = ask_question(self.booking.edition_id, question, actor=self.senders[0], at=NOON)
        Email.objects.all().delete()

    def send(self, number: int) -> None:
        send_mailing(self.mailing.pk, recipients=self.digest, actor=self.senders[number], at=NOON)

    def answer(self, number: int) -> None:
        person = self.colleagues[number]
        answer_questions(self.booking.pk, {self.question.pk: str(number)}, seen=0, actor=person, at=NOON)


def all_send(scene: Scene, wrappers: Sequence[Wrapper] = ()) -> list[str]:
    return race(*(lambda number=number: scene.send(number) for number in range(RIVALS)), wrappers=wrappers)


def all_answer(scene: Scene, wrappers: Sequence[Wrapper] = ()) -> list[str]:
    return race(*(lambda number=number: scene.answer(number) for number in range(RIVALS)), wrappers=wrappers)


def test_message_is_sent_once() -> None:
    scene = Scene()
    assert count(all_send(scene)) == {"already_sent": RIVALS - 1, DONE: 1}
    assert (MailingRecipient.objects.count(), Email.objects.count()) == (1, 1)


def test_control_without_locks_a_second_sending_begins_and_the_database_stops_it() -> None:
    scene = Scene()
    sending = Before(r'UPDATE "?exhibitors_mailing"', meeting(RIVALS))
    outcomes = count(all_send(scene, [without_locks, sending]))
    assert (outcomes[DONE], outcomes.get("already_sent", 0), sending.rivals) == (1, 0, RIVALS)
    assert (MailingRecipient.objects.count(), Email.objects.count()) == (1, 1)


def test_first_of_several_colleagues_answers() -> None:
    scene = Scene()
    assert count(all_answer(scene)) == {"changed_meanwhile": RIVALS - 1, DONE: 1}
    assert Answer.objects.count() == 1


def test_control_without_locks_several_answer_at_once_and_the_database_keeps_one() -> None:
    scene = Scene()
    answering = Before(r'INSERT INTO "?exhibitors_answer', meeting(RIVALS))
    outcomes = count(all_answer(scene, [without_locks, answering]))
    assert (outcomes[DONE], outcomes.get("changed_meanwhile", 0), answering.rivals) == (1, 0, RIVALS)
    assert Answer.objects.count() == 1
