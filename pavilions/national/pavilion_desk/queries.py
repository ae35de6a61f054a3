"""Queries on a pavilion's profile in the visitor's language, its pictures, contacts, designs and events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from ciie.kernel.country_names import by_country_name
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_profile import (
    PavilionContact,
    PavilionPicture,
    PavilionProfile,
)
from pavilions.national.national_pavilions.models.pavilion_work import DesignComment, PavilionDesign
from pavilions.national.national_pavilions.queries.national_pavilions import claims_of, with_claims
from pavilions.national.national_pavilions.signals import pavilion_ending_weighed
from pavilions.national.national_pavilions.states import ProfileLanguage
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.queries import events_of, public_events
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.queries import public_areas_hosted_by
from pavilions.states import EventState

FALLBACK = ProfileLanguage.ENGLISH


def public_pavilions(edition: Edition) -> QuerySet[NationalPavilion]:
    """Return the pavilions that take part, guests of honour first, with `claimed_sqm`, profiles and pictures."""
    rows = with_claims(NationalPavilion.objects.taking_part().filter(edition=edition))
    return rows.prefetch_related("profiles", "pictures").order_by(
        "-is_guest_of_honour", by_country_name("country"), "organization"
    )


def shown_pavilions() -> QuerySet[NationalPavilion]:
    """Return the pavilions of every edition that have a public page."""
    return with_claims(NationalPavilion.objects.taking_part()).prefetch_related("profiles", "pictures")


def profile_in(profiles: Iterable[PavilionProfile], language: str) -> PavilionProfile | None:
    """Return the profile in this language, else in English, else any there is, or None."""
    by_language = {profile.language: profile for profile in profiles}
    return by_language.get(language) or by_language.get(FALLBACK) or next(iter(by_language.values()), None)


def pictures_of(pavilion: NationalPavilion) -> QuerySet[PavilionPicture]:
    return PavilionPicture.objects.filter(pavilion=pavilion)


def contacts_of(pavilion: NationalPavilion) -> QuerySet[PavilionContact]:
    return PavilionContact.objects.filter(pavilion=pavilion)


def designs_of(pavilion: NationalPavilion) -> QuerySet[PavilionDesign]:
    """Return every version, newest first, with its sender, its decision and its comments; two queries."""
    said = Prefetch("comments", DesignComment.objects.select_related("author"))
    rows = PavilionDesign.objects.filter(pavilion=pavilion).select_related("sent_by", "decided_by")
    return rows.prefetch_related(said)


@dataclass(frozen=True)
class Ending:
    """The effects of a pavilion's end: on its space, its coming events, the public areas that it hosts, and figures.

    `sessions` are those of the forum that continue without it. `participants` is the number of its edition now,
    including this pavilion if it takes part.
    """

    area_sqm: Decimal
    booths: Sequence[str]
    announced: Sequence[ProgrammeEvent]
    planned: int
    sessions: Sequence[ProgrammeEvent]
    areas: Sequence[ThemedArea]
    participants: int
    participants_after: int
    losses: Sequence[object]


def ending_of(pavilion: NationalPavilion, *, is_closing: bool, at: datetime) -> Ending:
    """Return what ends with a pavilion if it declines or closes, by its current records.

    If it closes, its coming events count. If it declines, sessions of the forum only lose their pavilion.
    """
    space = list(claims_of(pavilion))
    events = events_of(pavilion.edition).filter(pavilion=pavilion)
    sessions = events.none()
    if is_closing:
        events = events.filter(period__endswith__gt=at)
    else:
        sessions = events.filter(session__isnull=False).exclude(state=EventState.CANCELLED)
        events = events.filter(session__isnull=True)
    taking_part = NationalPavilion.objects.taking_part().filter(edition=pavilion.edition).count()
    answers: Any = pavilion_ending_weighed.send(sender=NationalPavilion, pavilion=pavilion, at=at)
    return Ending(
        area_sqm=sum((claim.area_sqm for claim in space), Decimal(0)),
        booths=[f"{claim.allotment.hall.name}/{claim.booth.number}" for claim in space if claim.booth],
        announced=list(events.filter(state=EventState.ANNOUNCED)),
        planned=events.filter(state=EventState.PLANNED).count(),
        sessions=list(sessions),
        areas=list(public_areas_hosted_by(pavilion.pk)),
        participants=taking_part,
        participants_after=taking_part - pavilion.takes_part,
        losses=[sentence for _receiver, said in answers for sentence in said],
    )


def events_of_pavilion(pavilion: NationalPavilion) -> QuerySet[ProgrammeEvent]:
    """Return the pavilion's public events."""
    return public_events(pavilion.edition).filter(pavilion=pavilion)
