"""Tables of questions and answers, and exported rows of answers."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.lists import named
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.bookings.tables import NUMBER


class QuestionTable(tables.Table):
    """A table of the questions of `questions_of`."""

    text = tables.Column(_("Question"), accessor="text_en", orderable=False)
    kind = tables.Column(_("Kind of answer"))
    due = tables.Column(_("Answers due by"), accessor="due_date", default="–")
    required = tables.BooleanColumn(verbose_name=_("Required"), accessor="is_required", yesno="✓,–")
    given = tables.Column(_("Answers"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_text(self, record: Question) -> SafeString:
        scope = record.get_booth_kind_display() if record.booth_kind else _("all booths")
        note = _("withdrawn") if record.withdrawn_at else scope
        return named(reverse("organizer:question", args=[record.pk]), str(record), str(note))

    def render_given(self, record: Question, value: int) -> SafeString:
        address = f"{reverse('organizer:answers')}?edition={record.edition.number}&question={record.pk}"
        return format_html('<a href="{}">{}</a>', address, value)


class AnswerTable(tables.Table):
    """A table of the answers of `answers_in`."""

    company = tables.Column(_("Company"), accessor="booking__company__name")
    question = tables.Column(_("Question"), orderable=False)
    answer = tables.Column(_("Answer"), accessor="pk", orderable=False)
    answered_at = tables.Column(_("Answered"))

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Answer) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:review", args=[booking.pk]), booking.company.name, booking.reference)

    def render_answer(self, record: Answer) -> SafeString | str:
        if record.question.kind == QuestionKind.FILE:
            address = reverse("organizer:answer_file", args=[record.pk])
            return format_html('<a href="{}" download>{}</a>', address, record.shown)
        return record.shown

    def render_answered_at(self, record: Answer) -> str:
        return date_format(localtime(record.answered_at, record.booking.edition.zone), "SHORT_DATETIME_FORMAT")


ANSWER_COLUMNS: Sequence[Value] = (
    _("Company"),
    _("Booking"),
    _("Question"),
    _("Answer"),
    _("Answered"),
    _("Answered by"),
)


def answer_rows(rows: Iterable[Answer]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield (
            row.booking.company.name,
            row.booking.reference,
            str(row.question),
            row.shown,
            localtime(row.answered_at, row.booking.edition.zone).isoformat(),
            row.answered_by.name if row.answered_by else "",
        )
