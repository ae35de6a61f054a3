from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.web.forms import FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.queries.national_pavilions import managed_by
from pavilions.programme.models.programme import ProgrammeEvent, Room
from pavilions.programme.operations.programme import EventTerms
from pavilions.programme.queries.programme import rooms
from pavilions.programme.states import EventKind

LOCAL = "%Y-%m-%dT%H:%M"


class LocalMoment(forms.DateTimeField):
    """Wall-clock time of the edition, in and out; the view activates its zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[LOCAL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)


class TimetabledForm(forms.ModelForm):
    """What, where, and from when until when."""

    begins_at = LocalMoment(label=_("Begins"), help_text=_("Time of the expo."))
    ends_at = LocalMoment(label=_("Ends"))

    class Meta:
        model = ProgrammeEvent
        fields = ("title", "title_zh", "room", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms()  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """Left to the operation, which names the event that is in the way."""

    def terms_of(self, kind: EventKind, pavilion: NationalPavilion | None = None) -> EventTerms:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return EventTerms(
            room_id=typed["room"].pk,
            kind=kind,
            title=typed["title"],
            title_zh=typed["title_zh"],
            text=typed["text"],
            begins_at=typed["begins_at"],
            ends_at=typed["ends_at"],
            pavilion_id=pavilion.pk if pavilion else None,
        )


class EventForm(TimetabledForm):
    """An event as its planner writes it. A pavilion's manager plans for their own; the only one is chosen already."""

    class Meta(TimetabledForm.Meta):
        fields = ("title", "title_zh", "kind", "room", "pavilion", "text")  # type: ignore[assignment]

    field_order = ("title", "title_zh", "kind", "room", "begins_at", "ends_at", "pavilion", "text")

    helper = FormHelper(
        Row("title", "title_zh"),
        Row("kind", "room"),
        Row("begins_at", "ends_at"),
        "pavilion",
        "text",
        buttons=[Submit(_("Save"))],
    )

    def __init__(self, *args: Any, edition: Edition, planner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pavilions = self.fields["pavilion"]
        if allowed("pavilions.plan_programme", planner):
            pavilions.queryset = NationalPavilion.objects.filter(edition=edition)  # type: ignore[attr-defined]
        else:
            own = managed_by(planner).filter(edition=edition)
            pavilions.queryset = own  # type: ignore[attr-defined]
            pavilions.required = True
            pavilions.initial = own.get().pk if own.count() == 1 else None

    def terms(self) -> EventTerms:
        return self.terms_of(EventKind(self.cleaned_data["kind"]), self.cleaned_data["pavilion"])


class EventChangeForm(EventForm, RevisionForm):
    """An event that is planned already."""


def initial_of(event: ProgrammeEvent) -> dict[str, object]:
    """An event as the form shows it, in the zone that is active."""
    begins, ends = (_on_the_wall(moment) for moment in (event.period.lower, event.period.upper))
    fields = {name: getattr(event, name) for name in ("title", "title_zh", "kind", "text")}
    return {
        **fields,
        "revision": event.revision,
        "room": event.room_id,
        "pavilion": event.pavilion_id,
        "begins_at": begins,
        "ends_at": ends,
    }


def _on_the_wall(moment: datetime) -> datetime:
    return timezone.localtime(moment)


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("name", "hall", "seats")

    helper = FormHelper("name", Row("hall", "seats"), buttons=[Submit(pgettext_lazy("write down", "Note"))])

    def validate_constraints(self) -> None:
        """Left to the operation."""
