"""Queries for the questions to a booking, its answers, and all answers of an edition."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition

ASKED_STATES = {*AWAITING_DECISION, *BOOKED_STATES}


def questions_of(edition: Edition) -> QuerySet[Question]:
    """Return all questions of an edition by due date, with the number of their `given` answers."""
    rows = Question.objects.filter(edition=edition).annotate(given=Count("answers", filter=~Q(answers__value="")))
    return rows.order_by("withdrawn_at", F("due_date").asc(nulls_last=True), "pk")


def asked_of(booking: Booking) -> list[Question]:
    """Return the questions to a booking now, by the kinds of its booths, or else of its requests."""
    if booking.state not in ASKED_STATES:
        return []
    claims = SpaceClaim.objects.live().filter(holder_id=booking.pk, booth__isnull=False)
    kinds = set(claims.values_list("booth__kind", flat=True))
    kinds = kinds or set(SpaceRequest.objects.filter(booking=booking).values_list("kind", flat=True))
    rows = Question.objects.filter(Q(booth_kind="") | Q(booth_kind__in=kinds), edition_id=booking.edition_id)
    return list(rows.filter(withdrawn_at=None).order_by(F("due_date").asc(nulls_last=True), "pk"))


def answers_of(booking: Booking) -> dict[int, Answer]:
    """Return the answers of a booking by question, including those to withdrawn questions."""
    rows = Answer.objects.filter(booking=booking).select_related("question").order_by("question_id")
    return {row.question_id: row for row in rows}


def revision_of_answers(answers: dict[int, Answer]) -> int:
    """Return a number that grows with every answer and every change of one."""
    return sum(answer.revision for answer in answers.values())


@dataclass(frozen=True)
class Questionnaire:
    """The questions to a booking, with its answers so far."""

    questions: list[Question]
    answers: dict[int, Answer]

    @property
    def rows(self) -> list[tuple[Question, Answer | None]]:
        return [(question, self.answers.get(question.pk)) for question in self.questions]

    @property
    def unanswered(self) -> list[Question]:
        return [each for each, answer in self.rows if answer is None or not answer.value]

    @property
    def missing(self) -> list[Question]:
        """The required questions without an answer."""
        return [each for each in self.unanswered if each.is_required]

    @property
    def next_due(self) -> date | None:
        return min((each.due_date for each in self.unanswered if each.due_date), default=None)


def questionnaire_of(booking: Booking) -> Questionnaire:
    """Return the questions and answers of a booking, in at most four queries however many questions there are."""
    asked = asked_of(booking)
    return Questionnaire(asked, answers_of(booking) if asked else {})


def answers_in(edition: Edition) -> QuerySet[Answer]:
    """Return every answer given in an edition, with booking and company, newest first.

    Booking and company are read by separate statements for the answers of a page. To join them with few answers,
    PostgreSQL would sort the answers first, after reading those of all editions in parallel.
    """
    rows = Answer.objects.filter(question__edition=edition).exclude(value="").select_related("question")
    related = rows.prefetch_related("booking__company", "booking__edition", "answered_by")
    return related.order_by("-answered_at", "-pk")
