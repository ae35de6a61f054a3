"""The kinds of notes on a company, and the states in which a task about it is shown."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from ciie.web.badges import Badge, register_badges


class NoteKind(TextChoices):
    NOTE = "note", pgettext_lazy("kind of note", "note")
    CALL = "call", pgettext_lazy("kind of note", "call")
    MEETING = "meeting", pgettext_lazy("kind of note", "meeting")


register_badges(
    "company_task",
    {
        "open": Badge(pgettext_lazy("task", "Open"), "clock", "badge-outline"),
        "late": Badge(pgettext_lazy("task", "Late"), "triangle-alert", "badge-amber"),
        "done": Badge(pgettext_lazy("task", "Done"), "circle-check", "badge-green"),
    },
)
