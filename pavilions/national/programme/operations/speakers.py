"""Operations on speakers of sessions: written as a list, each named once, and each in one room at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock_topic
from ciie.kernel.validity import require_valid
from ciie.tables.folding import folded_words
from pavilions.national.programme.models.forum import ForumSession, Speaker
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.states import EventState


@dataclass(frozen=True)
class SpeakerTerms:
    """A speaker. Changes of the session are mailed to `email`, if there is one."""

    name: str
    institution: str = ""
    is_moderator: bool = False
    institution_zh: str = ""
    email: str = ""


def write_speakers(session: ForumSession, speakers: Sequence[SpeakerTerms]) -> None:
    """Write the speakers of a new session, or of one whose speakers were removed before."""
    written = [
        Speaker(
            session=session,
            name=each.name.strip(),
            folded_name=folded_name(each.name),
            institution=each.institution.strip(),
            institution_zh=each.institution_zh.strip(),
            email=each.email.strip(),
            is_moderator=each.is_moderator,
            position=position,
        )
        for position, each in enumerate(speakers)
    ]
    for speaker in written:
        require_valid(speaker, exclude=["folded_name"])
    _require_named_once(written)
    require_speakers_free(session.event, written, field="speakers")
    Speaker.objects.bulk_create(written)


def folded_name(name: str) -> str:
    """Return a name for comparison, regardless of accents, case and word order."""
    return " ".join(sorted(folded_words(name)))[:200] or name.strip().casefold()


def _require_named_once(speakers: Sequence[Speaker]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for speaker in speakers:
        key = speaker.folded_name, speaker.institution.lower(), speaker.email.lower()
        if key in seen:
            raise Invalid(
                _("%(name)s is named twice. Name each person once, or add the institution or email address of each.")
                % {"name": speaker.name},
                code="speaker_once_in_a_session",
                field="speakers",
            )
        seen.add(key)
    moderators = [speaker.name for speaker in speakers if speaker.is_moderator]
    if len(moderators) > 1:
        raise Invalid(
            _("A session can have one moderator; %(first)s and %(second)s are both marked.")
            % {"first": moderators[0], "second": moderators[1]},
            code="one_moderator_in_a_session",
            field="speakers",
        )


def _may_be_one(here: Speaker, there: Speaker) -> bool:
    """Return whether two speakers may be the same person: they share a name and do not have different addresses."""
    addresses = {each.email.casefold() for each in (here, there) if each.email}
    return here.folded_name == there.folded_name and len(addresses) <= 1


def require_speakers_free(event: ProgrammeEvent, speakers: Sequence[Speaker], *, field: str | None) -> None:
    """Raise `Invalid` (`speaks_elsewhere`) for the first speaker who is in another room at the event's time.

    Addresses distinguish two people of the same name. A lock lets one operation at a time check this for an edition.
    """
    lock_topic(f"speakers of {event.edition_id}")
    others = Speaker.objects.filter(
        session__event__edition=event.edition_id,
        session__event__period__overlap=event.period,
        folded_name__in=[speaker.folded_name for speaker in speakers],
    )
    others = others.exclude(session=event.pk).exclude(session__event__state=EventState.CANCELLED)
    there = others.select_related("session__event__room").order_by("pk")
    for speaker, other in ((here, each) for each in there for here in speakers if _may_be_one(here, each)):
        period = other.session.event.period
        begins, ends = (timezone.localtime(each, event.edition.zone) for each in (period.lower, period.upper))
        raise Invalid(
            _(
                "%(name)s speaks in “%(session)s” (%(room)s) on %(day)s from %(begins)s to %(ends)s. If these are two "
                "people, add an email address to each."
            )
            % {
                "name": speaker.name,
                "session": other.session,
                "room": other.session.event.room,
                "day": date_format(begins),
                "begins": date_format(begins, "H:i"),
                "ends": date_format(ends, "H:i"),
            },
            code="speaks_elsewhere",
            field=field,
        )
