"""The forum: topics that are proposed, reviewed and put on the agenda, and the sessions that cover them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from ciie.kernel.web_addresses import refuse_web_address
from ciie.kernel.wording import side_by_side
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.models.programme import MEETS_ANOTHER, SPEAKS_ELSEWHERE, ProgrammeEvent
from pavilions.national.programme.states import TOPIC_LIFECYCLE, TopicSource, TopicState


class ForumSession(models.Model):
    """A session of the forum. Its event has its time and room."""

    event = models.OneToOneField(
        ProgrammeEvent, models.PROTECT, primary_key=True, related_name="session", verbose_name=_("event")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("forum session")
        verbose_name_plural = _("forum sessions")
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return str(self.event)


class Speaker(models.Model):
    """A speaker of a session, in the order of `position`.

    `folded_name` is the name for comparison: words in lower case without accents, in alphabetical order. Institutions
    and addresses distinguish two people of the same name.
    """

    session = models.ForeignKey(ForumSession, models.CASCADE, verbose_name=_("forum session"), related_name="speakers")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    institution_zh = models.CharField(
        _("institution in Chinese"), max_length=200, blank=True, default="", db_default=""
    )
    email = models.EmailField(
        _("email address"), blank=True, default="", db_default="", help_text=_("Changes of the session are sent to it.")
    )
    folded_name = models.CharField(max_length=200, editable=False, default="", db_default="")
    is_moderator = models.BooleanField(_("is moderator"), default=False)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="speaker_position_once"),
            models.UniqueConstraint(
                F("session"),
                F("folded_name"),
                Lower("institution"),
                Lower("email"),
                name="speaker_once_in_a_session",
                violation_error_message=_("A person can be named once in a session."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(is_moderator=True),
                name="one_moderator_in_a_session",
                violation_error_message=_("A session can have one moderator."),
            ),
        ]
        indexes = [models.Index(fields=["folded_name"], name="speaker_by_name")]
        triggers = [
            Guard(
                name="speaker_in_one_room_at_a_time",
                sentence=SPEAKS_ELSEWHERE,
                field="speakers",
                operation=pgtrigger.Insert | pgtrigger.Update,
                deferred=True,
                refused=MEETS_ANOTHER.format(session="NEW.session_id"),
            )
        ]

    def __str__(self) -> str:
        return side_by_side(self.name, shown(self, "institution"))


@pghistory.track(exclude=["revision"])
class ForumTopic(models.Model):
    """A topic for the forum. One from the public call starts as `asked` and counts once its address is confirmed.

    A merged topic names the one that it was merged into; a topic on the agenda names its session.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="topics")
    title = models.CharField(_("topic"), max_length=200, validators=[refuse_web_address])
    title_zh = models.CharField(
        _("topic in Chinese"), max_length=200, blank=True, default="", db_default="", validators=[refuse_web_address]
    )
    abstract = models.TextField(_("relevance"), max_length=4000)
    source = models.CharField(_("source"), max_length=10, choices=TopicSource)
    institution = models.CharField(_("institution"), max_length=200, validators=[refuse_web_address])
    institution_zh = models.CharField(
        _("institution in Chinese"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        validators=[refuse_web_address],
    )
    contact_name = models.CharField(pgettext_lazy("person", "name"), max_length=120, validators=[refuse_web_address])
    contact_email = models.EmailField(_("email address"))
    language = models.CharField(max_length=10, default="en", editable=False)
    state = models.CharField(_("state"), max_length=12, choices=TopicState, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    session = models.ForeignKey(
        ForumSession, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("session")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    revision = revision_field()

    class Meta:
        verbose_name = _("forum topic")
        verbose_name_plural = _("forum topics")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TopicState.MERGED, merged_into__isnull=False)
                | (~Q(state=TopicState.MERGED) & Q(merged_into__isnull=True)),
                name="topic_merged_names_another",
            ),
            models.CheckConstraint(
                condition=Q(state=TopicState.ON_AGENDA, session__isnull=False)
                | (~Q(state=TopicState.ON_AGENDA) & Q(session__isnull=True)),
                name="topic_on_agenda_names_session",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("pk")),
                name="topic_not_merged_into_itself",
                violation_error_message=_("A topic cannot be merged into itself."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"], name="topic_by_state")]
        triggers = [*TOPIC_LIFECYCLE.triggers("state"), counts_revision()]

    def __str__(self) -> str:
        return self.title


class ForumReview(models.Model):
    """A reviewer's opinion of a topic, from 1 (reject) to 5 (essential). A second review replaces the first."""

    topic = models.ForeignKey(ForumTopic, models.PROTECT, verbose_name=_("topic"), related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=pgettext_lazy("forum review", "reviewer"),
        related_name="+",
    )
    score = models.PositiveSmallIntegerField(_("score"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"))
    revision = revision_field()

    class Meta:
        verbose_name = _("forum review")
        verbose_name_plural = _("forum reviews")
        ordering = ["-reviewed_at"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "reviewer"], name="review_once_per_reviewer"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="review_score_1_to_5"),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.topic}: {self.score}"
