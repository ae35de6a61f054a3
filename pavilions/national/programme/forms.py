"""Forms of the programme: events, rooms, topics of the forum and its sessions."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.web.forms import Cancel, FormHelper, LocalMoment, Note, Row, Submit
from ciie.web.public_forms import PublicForm, RobotTrap
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.queries.national_pavilions import managed_by
from pavilions.national.programme.models.forum import ForumReview, ForumTopic, Speaker
from pavilions.national.programme.models.programme import ProgrammeEvent, Room
from pavilions.national.programme.operations.forum import TOPIC_FIELDS
from pavilions.national.programme.operations.programme import EventTerms
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.queries import rooms, shortlist_of, topics_to_merge_into
from pavilions.national.programme.states import EventKind

MOST_SPEAKERS = 20
ADDRESS = re.compile(r"\S+@\S+")
SPEAKERS_HELP = _(
    "One per line: name; institution; institution in Chinese; email address. Leave out what you do not know. Put an "
    "asterisk before the moderator's name. Changes of the session are sent to those who have an address."
)


class TimetabledForm(forms.ModelForm):
    """An event with its room, beginning and end."""

    begins_at = LocalMoment(label=_("Begins"), help_text=_("Local time of the expo."))
    ends_at = LocalMoment(label=_("Ends"))

    class Meta:
        model = ProgrammeEvent
        fields = ("title", "title_zh", "room", "text", "text_zh")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "text_zh": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms()  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation, which names the conflicting event."""

    def terms_of(self, kind: EventKind, pavilion: NationalPavilion | None = None) -> EventTerms:
        """Return the cleaned terms of the event. The form must be valid."""
        typed = self.cleaned_data
        return EventTerms(
            room_id=typed["room"].pk,
            kind=kind,
            title=typed["title"],
            title_zh=typed["title_zh"],
            text=typed["text"],
            text_zh=typed["text_zh"],
            begins_at=typed["begins_at"],
            ends_at=typed["ends_at"],
            pavilion_id=pavilion.pk if pavilion else None,
        )


class EventForm(TimetabledForm):
    """An event as its planner writes it.

    A pavilion's manager plans for their own pavilions; if there is only one, it is preselected.
    """

    class Meta(TimetabledForm.Meta):
        fields = ("title", "title_zh", "kind", "room", "pavilion", "text", "text_zh")  # type: ignore[assignment]

    field_order = ("title", "title_zh", "kind", "room", "begins_at", "ends_at", "pavilion", "text", "text_zh")

    helper = FormHelper(
        Row("title", "title_zh"),
        Row("kind", "room"),
        Row("begins_at", "ends_at"),
        "pavilion",
        "text",
        "text_zh",
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
    """The form that changes a planned event."""


class ProposalDecisionForm(RevisionForm):
    """The decision to decline a change that a pavilion proposes. Accepting it needs no reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    helper = FormHelper(action="decline_url", buttons=[Submit(_("Decline the change"), css_class="btn-secondary")])


def initial_of(event: ProgrammeEvent) -> dict[str, object]:
    """Return an event as initial data of the form, in the active time zone."""
    begins, ends = (timezone.localtime(moment) for moment in (event.period.lower, event.period.upper))
    fields = {name: getattr(event, name) for name in ("title", "title_zh", "kind", "text", "text_zh")}
    return {
        **fields,
        "revision": event.revision,
        "room": event.room_id,
        "pavilion": event.pavilion_id,
        "begins_at": begins,
        "ends_at": ends,
    }


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("name", "name_zh", "hall", "seats")

    helper = FormHelper(
        Row("name", "name_zh"), Row("hall", "seats"), buttons=[Submit(pgettext_lazy("write down", "Add"))]
    )

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""


class TopicForm(forms.ModelForm):
    """A topic as written by an institution or the public."""

    class Meta:
        model = ForumTopic
        fields = TOPIC_FIELDS
        widgets = {"abstract": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"contact_email": _("You will receive an email with a link to confirm.")}

    helper = FormHelper(
        Row("title", "title_zh"),
        "abstract",
        Row("institution", "institution_zh"),
        Row("contact_name", "contact_email"),
        buttons=[Submit(pgettext_lazy("write down", "Add")), Cancel(_("Cancel"))],
    )

    def record(self) -> dict[str, str]:
        """Return the cleaned topic. The form must be valid."""
        return {name: self.cleaned_data[name] for name in TOPIC_FIELDS}


class ProposalForm(PublicForm, TopicForm):
    """A topic proposed in the public call."""

    helper = FormHelper(
        RobotTrap(),
        Row("title", "title_zh"),
        "abstract",
        Row("institution", "institution_zh"),
        Row("contact_name", "contact_email"),
        Note(
            _(
                "Your name and email address are visible to the organizer only. If the topic is accepted, "
                "it is published together with your institution."
            )
        ),
        buttons=[Submit(_("Submit the topic"))],
    )


class ReviewForm(forms.ModelForm):
    class Meta:
        model = ForumReview
        fields = ("score", "comment")
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"score": _("From 1 (reject) to 5 (essential).")}

    helper = FormHelper(action="review_url", buttons=[Submit(_("Add"))])


class MergeForm(RevisionForm):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=ForumTopic.objects.none())

    helper = FormHelper(
        action="merge_url", buttons=[Submit(_("Merge"), icon_name="combine", css_class="btn-secondary")]
    )

    def __init__(self, *args: Any, topic: ForumTopic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"revision": topic.revision}})
        self.fields["into"].queryset = topics_to_merge_into(topic)  # type: ignore[attr-defined]


def speakers_in(text: str) -> list[SpeakerTerms]:
    """Return one speaker per line: `name; institution; institution in Chinese; address`, with `*` for the moderator.

    The address is the part with an @ and without blanks, in any position. Raise `ValidationError` for an invalid line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_SPEAKERS:
        raise ValidationError(_("A session can have at most %(most)d speakers."), params={"most": MOST_SPEAKERS})
    speakers = []
    for line in lines:
        parts = [part.strip() for part in re.split("[;；]", line.lstrip("* "))]
        email = next((part for part in parts[1:] if ADDRESS.fullmatch(part)), "")
        name, institution, chinese, *_rest = [*(part for part in parts if not email or part != email), "", ""]
        if not name:
            raise ValidationError(_("The line “%(line)s” contains no name."), params={"line": line[:60]})
        _require_address(email, line)
        speakers.append(SpeakerTerms(name, institution, line.startswith("*"), chinese, email))
    return speakers


def _require_address(email: str, line: str) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        sentence = _("The line “%(line)s” contains an address that cannot be right.")
        raise ValidationError(sentence, params={"line": line[:60]}) from error


class SpeakersField(forms.CharField):
    """A field that cleans to a list of `SpeakerTerms`."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> Any:
        return speakers_in(super().clean(value))


def speaker_lines(speakers: Iterable[Speaker]) -> str:
    """Return speakers as lines that `speakers_in` can read."""
    return "\n".join(("* " if each.is_moderator else "") + _speaker_line(each) for each in speakers)


def _speaker_line(speaker: Speaker) -> str:
    parts = (speaker.name, speaker.institution, speaker.institution_zh, speaker.email)
    return "; ".join(parts).rstrip("; ")


class SpeakersForm(RevisionForm):
    """The speakers of a session. `revision` is that of its event."""

    speakers = SpeakersField(label=_("Speakers"), required=False, help_text=SPEAKERS_HELP)

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel()])


class SessionForm(TimetabledForm):
    """A session: its event, the shortlisted topics that it covers, and its speakers."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=ForumTopic.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    speakers = SpeakersField(label=_("Speakers"), required=False, help_text=SPEAKERS_HELP)

    field_order = ("title", "title_zh", "topics", "room", "begins_at", "ends_at", "speakers", "text", "text_zh")

    helper = FormHelper(
        Row("title", "title_zh"),
        "topics",
        "room",
        Row("begins_at", "ends_at"),
        "speakers",
        "text",
        "text_zh",
        buttons=[Submit(_("Schedule")), Cancel(_("Cancel"))],
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = shortlist_of(edition)  # type: ignore[attr-defined]

    def terms(self) -> EventTerms:
        return self.terms_of(EventKind.FORUM)
