from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.forms import Cancel, FormHelper, Note, Row, Submit
from ciie.web.public_forms import PublicForm, RobotTrap
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.edition import Edition
from pavilions.programme.forms.programme import TimetabledForm
from pavilions.programme.models.forum import ForumReview, ForumTopic, Speaker
from pavilions.programme.operations.forum import TOPIC_FIELDS, SpeakerTerms
from pavilions.programme.operations.programme import EventTerms
from pavilions.programme.queries.forum import shortlist_of, topics_to_merge_into
from pavilions.programme.states import EventKind

MOST_SPEAKERS = 20
SPEAKERS_HELP = _("One per line: name; institution. Put an asterisk before the moderator's name.")


class TopicForm(forms.ModelForm):
    """A topic as whoever proposes it writes it."""

    class Meta:
        model = ForumTopic
        fields = TOPIC_FIELDS
        widgets = {"abstract": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"contact_email": _("A link to confirm it comes by mail.")}

    helper = FormHelper(
        "title",
        "abstract",
        "institution",
        Row("contact_name", "contact_email"),
        buttons=[Submit(pgettext_lazy("write down", "Note")), Cancel(_("Leave it"))],
    )

    def record(self) -> dict[str, str]:
        """What was typed, of a form that is valid."""
        return {name: self.cleaned_data[name] for name in TOPIC_FIELDS}


class ProposalForm(PublicForm, TopicForm):
    """The public call."""

    helper = FormHelper(
        RobotTrap(),
        "title",
        "abstract",
        "institution",
        Row("contact_name", "contact_email"),
        Note(
            _(
                "Your name and address are seen by the organizer only. "
                "A topic that is taken up is public, with its institution."
            )
        ),
        buttons=[Submit(_("Send it in"))],
    )


class ReviewForm(forms.ModelForm):
    class Meta:
        model = ForumReview
        fields = ("score", "comment")
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"score": _("From 1, leave it, to 5, a must.")}

    helper = FormHelper(action="review_url", buttons=[Submit(_("Note it"))])


class MergeForm(RevisionForm):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=ForumTopic.objects.none())

    helper = FormHelper(
        action="merge_url", buttons=[Submit(_("Merge"), icon_name="combine", css_class="btn-secondary")]
    )

    def __init__(self, *args: Any, topic: ForumTopic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"revision": topic.revision}})
        self.fields["into"].queryset = topics_to_merge_into(topic)  # type: ignore[attr-defined]


def speakers_in(text: str) -> list[SpeakerTerms]:
    """One speaker a line, `name; institution`, an asterisk before whoever moderates. Raises `ValidationError`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_SPEAKERS:
        raise ValidationError(_("A session has at most %(most)d speakers."), params={"most": MOST_SPEAKERS})
    speakers = []
    for line in lines:
        name, _semicolon, institution = line.lstrip("* ").partition(";")
        if not name.strip():
            raise ValidationError(_("There is no name in the line “%(line)s”."), params={"line": line[:60]})
        speakers.append(SpeakerTerms(name.strip(), institution.strip(), line.startswith("*")))
    return speakers


class SpeakersField(forms.CharField):
    """Cleans to a list of `SpeakerTerms`."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> Any:
        return speakers_in(super().clean(value))


def speaker_lines(speakers: Iterable[Speaker]) -> str:
    """Speakers as `speakers_in` reads them."""
    return "\n".join(
        f"{'* ' if each.is_moderator else ''}{each.name}{f'; {each.institution}' if each.institution else ''}"
        for each in speakers
    )


class SpeakersForm(RevisionForm):
    """The speakers of a session; `revision` is that of its event."""

    speakers = SpeakersField(label=_("Speakers"), required=False, help_text=SPEAKERS_HELP)

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel()])


class SessionForm(TimetabledForm):
    """A session: its event, the shortlisted topics that it takes up, and its speakers."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=ForumTopic.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    speakers = SpeakersField(label=_("Speakers"), required=False, help_text=SPEAKERS_HELP)

    field_order = ("title", "title_zh", "topics", "room", "begins_at", "ends_at", "speakers", "text")

    helper = FormHelper(
        Row("title", "title_zh"),
        "topics",
        "room",
        Row("begins_at", "ends_at"),
        "speakers",
        "text",
        buttons=[Submit(_("Schedule")), Cancel(_("Leave it"))],
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = shortlist_of(edition)  # type: ignore[attr-defined]

    def terms(self) -> EventTerms:
        return self.terms_of(EventKind.FORUM)
