"""Forms for what the office keeps about a company."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import User
from ciie.web.forms import Cancel, DayInput, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.office_notes.models import NUMBER_LENGTH, TASK_LENGTH, TEXT_LENGTH, OfficeRecord
from exhibitors.companies.office_notes.operations import OfficeTerms
from exhibitors.companies.office_notes.queries import tags_in_use, team_members
from exhibitors.companies.office_notes.states import NoteKind

TAGS_LENGTH = 500


def _named(people: list[User]) -> list[tuple[int, str]]:
    return [(person.pk, person.name or person.email) for person in people]


class OfficeRecordForm(RevisionForm):
    customer_number = forms.CharField(label=_("Customer number"), max_length=NUMBER_LENGTH, required=False)
    owner = forms.TypedChoiceField(label=_("Owner in sales"), required=False, coerce=int, empty_value=None)
    tags = forms.CharField(label=_("Tags"), max_length=TAGS_LENGTH, required=False)

    helper = FormHelper(Row("customer_number", "owner"), "tags", buttons=[Submit(_("Save")), Cancel()])

    def __init__(self, *args: Any, record: OfficeRecord, **kwargs: Any) -> None:
        shown = {
            "customer_number": record.customer_number,
            "owner": record.owner_id,
            "tags": ", ".join(record.tags),
            "revision": record.revision,
        }
        super().__init__(*args, **{"initial": shown, **kwargs})
        people = _named(team_members(record.owner))
        self.fields["owner"].choices = [("", _("no one")), *people]  # type: ignore[attr-defined]
        in_use = tags_in_use()
        self.fields["tags"].help_text = (
            _("Words with commas between them. In use: %(tags)s") % {"tags": ", ".join(in_use)}
            if in_use
            else _("Words with commas between them.")
        )

    @property
    def terms(self) -> OfficeTerms:
        said = self.cleaned_data
        return OfficeTerms(said["customer_number"], said["owner"], said["tags"])


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices)
    on_date = forms.DateField(label=_("Day"), widget=DayInput())
    text = forms.CharField(label=_("New note"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    helper = FormHelper(
        "text",
        Row("kind", "on_date"),
        action="note_url",
        buttons=[Submit(_("Save the note"), css_class="btn-secondary btn-sm")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "note_%s", **kwargs})

    @property
    def words(self) -> dict[str, Any]:
        """The input as arguments of the operations."""
        said = self.cleaned_data
        return {"kind": NoteKind(said["kind"]), "on_date": said["on_date"], "text": said["text"]}


class NoteCorrectionForm(NoteForm, RevisionForm):
    helper = FormHelper("text", Row("kind", "on_date"), buttons=[Submit(_("Save")), Cancel()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = pgettext_lazy("kind of note", "Text")


class TaskForm(forms.Form):
    text = forms.CharField(label=_("New task"), max_length=TASK_LENGTH)
    due_on = forms.DateField(label=_("Due on"), widget=DayInput())
    person = forms.TypedChoiceField(label=_("Person"), coerce=int)

    helper = FormHelper(
        "text",
        Row("due_on", "person"),
        action="task_url",
        buttons=[Submit(_("Save the task"), css_class="btn-secondary btn-sm")],
    )

    def __init__(self, *args: Any, present: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "task_%s", **kwargs})
        self.fields["person"].choices = _named(team_members(present))  # type: ignore[attr-defined]

    @property
    def words(self) -> dict[str, Any]:
        """The input as arguments of the operations."""
        said = self.cleaned_data
        return {"text": said["text"], "due_on": said["due_on"], "person_id": said["person"]}


class TaskChangeForm(TaskForm, RevisionForm):
    helper = FormHelper("text", Row("due_on", "person"), buttons=[Submit(_("Save")), Cancel()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Task")
