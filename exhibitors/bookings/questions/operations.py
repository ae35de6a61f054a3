"""Operations that ask exhibitors questions and answer them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, require_seen, require_seen_revision
from ciie.kernel.validity import require_valid
from ciie.uploads.documents import AcceptedDocument, keep_document
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.questions.models import ANSWER_LENGTH, Answer, Question
from exhibitors.bookings.questions.queries import answers_of, asked_of, revision_of_answers
from exhibitors.bookings.questions.states import QuestionKind
from pavilions.floor.models.edition import Edition

type Given = str | Decimal | AcceptedDocument | None
FROZEN = ("kind", "text_en", "text_zh", "choices_en", "choices_zh")


@dataclass(frozen=True)
class Terms:
    """What a question asks and of whom. Choices have one line each."""

    kind: QuestionKind
    text_en: str
    text_zh: str = ""
    choices_en: str = ""
    choices_zh: str = ""
    is_required: bool = False
    booth_kind: str = ""
    due_date: date | None = None


@operation("exhibitors.question.asked")
def ask_question(edition_id: int, terms: Terms, *, actor: Actor, at: datetime) -> Question:
    """Ask the exhibitors of an edition a question, which the pages of their bookings show."""
    require("exhibitors.ask_exhibitors", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    question = Question(edition=edition)
    _write(question, terms)
    return question


@operation("exhibitors.question.changed")
def change_question(question_id: int, terms: Terms, *, seen: int | None = None, actor: Actor, at: datetime) -> Question:
    """Change a question. Once it has answers, only its due date, its booths and whether it is required can change.

    Raise `DomainError` (`has_answers`) otherwise.
    """
    question = _lock(question_id, actor=actor, seen=seen)
    asked = [getattr(question, name) for name in FROZEN]
    _fill(question, terms)
    if asked != [getattr(question, name) for name in FROZEN] and question.answers.exclude(value="").exists():
        raise DomainError(
            _(
                "This question already has answers, so its text, kind and choices cannot change. Withdraw it and "
                "ask a new one."
            ),
            code="has_answers",
        )
    _save(question)
    return question


@operation("exhibitors.question.withdrawn")
def withdraw_question(question_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Withdraw a question. Its answers are kept; without any it is deleted."""
    question = _lock(question_id, actor=actor, seen=seen)
    if question.answers.exists():
        question.withdrawn_at = at
        question.save()
    else:
        question.delete()


@operation("exhibitors.questions.answered")
def answer_questions(
    booking_id: int, given: Mapping[int, Given], *, seen: int | None = None, actor: Actor, at: datetime
) -> list[Answer]:
    """Answer questions of a booking. An answer may be removed, and a file is kept until another replaces it.

    `seen` is `revision_of_answers`. Raise `DomainError` for a question that is not asked (`not_asked`), and for a
    changed answer after the due date (`question_closed`).
    """
    booking = lock_booking(booking_id)
    require("exhibitors.answer_questions", actor, booking)
    answers = answers_of(booking)
    require_seen_revision(revision_of_answers(answers), seen)
    asked = {question.pk: question for question in asked_of(booking)}
    today = day_of(at, booking.edition.zone)
    changed = []
    for question_id, value in sorted(given.items()):
        question = asked.get(question_id)
        if question is None:
            raise DomainError(_("This question is no longer asked. Reload the page."), code="not_asked")
        answer = answers.get(question_id) or Answer(question=question, booking=booking)
        if not _give(answer, value):
            continue
        if question.due_date is not None and today > question.due_date:
            raise DomainError(
                _("The deadline for this answer has passed. Contact the organizer to change it."),
                code="question_closed",
                field=f"question_{question_id}",
            )
        answer.answered_by, answer.answered_at = person_of(actor), at
        require_valid(answer, exclude=["question", "booking", "answered_by"])
        answer.save()
        changed.append(answer)
    return changed


def _give(answer: Answer, value: Given) -> bool:
    """Set the answer and return whether it differs from before. Without a new file the present one is kept."""
    kind = answer.question.kind
    before = answer.value, answer.file_title
    if kind == QuestionKind.FILE:
        if isinstance(value, AcceptedDocument):
            answer.value, answer.file_title = keep_document(value), value.title
        return before != (answer.value, answer.file_title)
    text = "" if value is None else str(value).strip()
    wrong = (kind == QuestionKind.YES_NO and text not in {"", "yes", "no"}) or (
        kind == QuestionKind.CHOICE and text not in {"", *map(str, range(len(answer.question.choices)))}
    )
    if wrong or len(text) > ANSWER_LENGTH:
        field = f"question_{answer.question_id}"
        raise Invalid(_("Choose one of the answers offered."), code="unknown_answer", field=field)
    answer.value = text
    return before[0] != text


def _lock(question_id: int, *, actor: Actor, seen: int | None) -> Question:
    question = lock_one(Question.objects.all(), question_id, missing=_("Question not found."))
    require("exhibitors.ask_exhibitors", actor)
    if question.withdrawn_at is not None:
        raise DomainError(_("This question has been withdrawn."), code="withdrawn")
    require_seen(question, seen)
    return question


def _write(question: Question, terms: Terms) -> None:
    _fill(question, terms)
    _save(question)


def _fill(question: Question, terms: Terms) -> None:
    question.kind, question.is_required = terms.kind, terms.is_required
    question.text_en, question.text_zh = terms.text_en.strip(), terms.text_zh.strip()
    question.choices_en, question.choices_zh = _lines(terms.choices_en), _lines(terms.choices_zh)
    question.booth_kind, question.due_date = terms.booth_kind, terms.due_date


def _save(question: Question) -> None:
    english, chinese = question.choices_en.splitlines(), question.choices_zh.splitlines()
    if question.kind == QuestionKind.CHOICE and len(english) < 2:  # noqa: PLR2004  # fewer leave nothing to choose
        raise Invalid(_("Enter at least two choices, one per line."), code="choices_missing", field="choices_en")
    if chinese and len(chinese) != len(english):
        raise Invalid(
            _("Enter as many choices in Chinese as in English, or none."), code="choices_differ", field="choices_zh"
        )
    require_valid(question, exclude=["edition"])
    question.save()


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
