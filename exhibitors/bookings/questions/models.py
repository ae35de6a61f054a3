"""Questions that the organizer of an edition asks its exhibitors, and their answers."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking
from exhibitors.bookings.questions.states import QuestionKind
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind

ANSWER_LENGTH = 2000


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class Question(models.Model):
    """A question to exhibitors. Once it has answers, its content cannot be changed, and it can only be withdrawn.

    `choices_en` and `choices_zh` have one choice per line, in the same order.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="questions", verbose_name=_("edition"))
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    text_en = models.CharField(_("question, English"), max_length=300)
    text_zh = models.CharField(_("question, Chinese"), max_length=300, blank=True)
    choices_en = models.TextField(_("choices, English"), max_length=2000, blank=True)
    choices_zh = models.TextField(_("choices, Chinese"), max_length=2000, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    booth_kind = models.CharField(_("booths"), max_length=10, choices=BoothKind, blank=True)
    due_date = models.DateField(_("answers due by"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("question to exhibitors")
        verbose_name_plural = _("questions to exhibitors")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.CHOICE) ^ Q(choices_en=""),
                name="question_choices_of_their_kind",
                violation_error_message=_("Enter choices for this kind of answer only, one per line."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        is_chinese = (get_language() or "").startswith("zh")
        return self.text_zh if is_chinese and self.text_zh else self.text_en

    @property
    def choices(self) -> list[str]:
        """The choices in the reader's language. An answer stores the number of a choice."""
        is_chinese = (get_language() or "").startswith("zh")
        return (self.choices_zh if is_chinese and self.choices_zh else self.choices_en).splitlines()


@pghistory.track(exclude=["revision"])
class Answer(models.Model):
    """The answer of a booking's exhibitor. `value` is text, a number, `yes` or `no`, or the number of a choice.

    For a file, `value` is its storage name and `file_title` the name that its sender gave it.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="answers", verbose_name=_("booking"))
    value = models.TextField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    file_title = models.CharField(_("file name"), max_length=120, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"))
    revision = revision_field()

    class Meta:
        verbose_name = _("answer of an exhibitor")
        verbose_name_plural = _("answers of exhibitors")
        constraints = [models.UniqueConstraint(fields=["question", "booking"], name="answer_once_per_booking")]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return str(self.shown)

    @property
    def shown(self) -> str:
        """The answer in the reader's language; empty if there is none."""
        if self.question.kind == QuestionKind.CHOICE and self.value:
            choices = self.question.choices
            return choices[int(self.value)] if int(self.value) < len(choices) else self.value
        if self.question.kind == QuestionKind.YES_NO and self.value:
            return str(_("Yes") if self.value == "yes" else _("No"))
        return self.file_title if self.question.kind == QuestionKind.FILE else self.value
