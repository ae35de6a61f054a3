"""Forms for asking a question and for answering all questions of a booking."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import sentences
from ciie.uploads.fields import UploadedDocumentField
from ciie.web.forms import Cancel, DayInput, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.questions.models import ANSWER_LENGTH, Question
from exhibitors.bookings.questions.operations import Given, Terms
from exhibitors.bookings.questions.queries import Questionnaire, revision_of_answers
from exhibitors.bookings.questions.states import QuestionKind
from pavilions.states import BoothKind

QUESTION_FIELDS = (
    "kind",
    "text_en",
    "text_zh",
    "choices_en",
    "choices_zh",
    "is_required",
    "booth_kind",
    "due_date",
)
LAYOUT = (
    "text_en",
    "text_zh",
    "kind",
    Row("choices_en", "choices_zh"),
    Row("booth_kind", "due_date"),
    "is_required",
)
PREFIX = "question_"


class QuestionForm(forms.Form):
    text_en = forms.CharField(label=_("Question in English"), max_length=300)
    text_zh = forms.CharField(label=_("Question in Chinese"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind)
    choices_en = forms.CharField(
        label=_("Choices in English"),
        max_length=2000,
        required=False,
        help_text=_("One per line; only for one of several choices."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    choices_zh = forms.CharField(
        label=_("Choices in Chinese"),
        max_length=2000,
        required=False,
        help_text=_("In the same order."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_required = forms.BooleanField(label=_("An answer is required"), required=False)
    booth_kind = forms.ChoiceField(
        label=_("Booths"), choices=[("", _("all booths")), *BoothKind.choices], required=False
    )
    due_date = forms.DateField(label=_("Answers due by"), required=False, widget=DayInput())

    helper = FormHelper(*LAYOUT, buttons=[Submit(_("Save")), Cancel()])

    def terms(self) -> Terms:
        """Return the entered values. The form must be valid."""
        typed = {name: self.cleaned_data[name] for name in QUESTION_FIELDS}
        return Terms(**typed | {"kind": QuestionKind(typed["kind"])})


class QuestionChangeForm(QuestionForm, RevisionForm):
    helper = FormHelper(*LAYOUT, buttons=[Submit(_("Save")), Cancel()])


class AnswersForm(RevisionForm):
    """A form with a field for each question to a booking. Fields past their due date are read-only."""

    helper = FormHelper(buttons=[Submit(_("Save the answers")), Cancel()])

    def __init__(self, *args: Any, questionnaire: Questionnaire, today: date, **kwargs: Any) -> None:
        given = [answer for answer in questionnaire.answers.values() if answer.question.kind != QuestionKind.FILE]
        initial: dict[str, object] = {f"{PREFIX}{answer.question_id}": answer.value for answer in given}
        initial["revision"] = revision_of_answers(questionnaire.answers)
        super().__init__(*args, **{**kwargs, "initial": initial})
        for question, answer in questionnaire.rows:
            is_closed = question.due_date is not None and today > question.due_date
            words = _words_of(question, answer.file_title if answer else "", is_closed=is_closed)
            self.fields[f"{PREFIX}{question.pk}"] = _field(question, disabled=is_closed, **words)

    def given(self) -> dict[int, Given]:
        """Return the answers by question, without read-only ones. The form must be valid."""
        return {
            int(name.removeprefix(PREFIX)): self.cleaned_data[name]
            for name, field in self.fields.items()
            if name.startswith(PREFIX) and not field.disabled
        }


def _words_of(question: Question, file_title: str, *, is_closed: bool) -> dict[str, Any]:
    """Return label and help text of a question's field."""
    label = _("%(question)s (required)") % {"question": question} if question.is_required else str(question)
    parts: list[Any] = []
    if question.due_date:
        day = date_format(question.due_date, "DATE_FORMAT")
        parts.append((_("Was due by %(day)s.") if is_closed else _("Due by %(day)s.")) % {"day": day})
    if question.kind == QuestionKind.FILE:
        parts.append(_("PDF, PNG, JPEG, DWG, DXF, IFC or ZIP, at most 50 MB."))
        if file_title:
            parts.append(_("Uploaded: %(file)s. Another file replaces it.") % {"file": file_title})
    return {"label": label, "help_text": sentences(*parts)}


def _field(question: Question, **how: Any) -> forms.Field:
    how |= {"required": False}
    match question.kind:
        case QuestionKind.NUMBER:
            return forms.DecimalField(max_digits=14, decimal_places=2, **how)
        case QuestionKind.YES_NO:
            return forms.ChoiceField(choices=[("", "–"), ("yes", _("Yes")), ("no", _("No"))], **how)
        case QuestionKind.CHOICE:
            choices = [(str(number), choice) for number, choice in enumerate(question.choices)]
            return forms.ChoiceField(choices=[("", "–"), *choices], **how)
        case QuestionKind.FILE:
            return UploadedDocumentField(widget=forms.FileInput, **how)
        case _:
            return forms.CharField(max_length=ANSWER_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), **how)
