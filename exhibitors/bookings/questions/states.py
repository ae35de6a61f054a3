"""The kinds of answers that a question can ask for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(TextChoices):
    TEXT = "text", pgettext_lazy("kind of answer", "Text")
    NUMBER = "number", pgettext_lazy("kind of answer", "Number")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several choices")
    FILE = "file", _("File")
