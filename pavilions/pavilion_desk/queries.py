"""What a pavilion shows: its profile in the visitor's language, pictures, contacts, designs, events."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from ciie.kernel.country_names import by_country_name
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_profile import PavilionContact, PavilionPicture, PavilionProfile
from pavilions.national_pavilions.models.pavilion_work import DesignComment, PavilionDesign
from pavilions.national_pavilions.queries.national_pavilions import with_claims
from pavilions.national_pavilions.states import ProfileLanguage
from pavilions.programme.models.programme import ProgrammeEvent
from pavilions.programme.queries import public_events

FALLBACK = ProfileLanguage.ENGLISH


def public_pavilions(edition: Edition) -> QuerySet[NationalPavilion]:
    """Those that take part, guests of honour first, with `claimed_sqm`, profiles and pictures."""
    rows = with_claims(NationalPavilion.objects.taking_part().filter(edition=edition))
    return rows.prefetch_related("profiles", "pictures").order_by(
        "-is_guest_of_honour", by_country_name("country"), "organization"
    )


def shown_pavilions() -> QuerySet[NationalPavilion]:
    """Those of every edition that have a page for everybody."""
    return with_claims(NationalPavilion.objects.taking_part()).prefetch_related("profiles", "pictures")


def profile_in(profiles: Iterable[PavilionProfile], language: str) -> PavilionProfile | None:
    """The profile in this language, else in English, else any there is."""
    by_language = {profile.language: profile for profile in profiles}
    return by_language.get(language) or by_language.get(FALLBACK) or next(iter(by_language.values()), None)


def pictures_of(pavilion: NationalPavilion) -> QuerySet[PavilionPicture]:
    return PavilionPicture.objects.filter(pavilion=pavilion)


def contacts_of(pavilion: NationalPavilion) -> QuerySet[PavilionContact]:
    return PavilionContact.objects.filter(pavilion=pavilion)


def designs_of(pavilion: NationalPavilion) -> QuerySet[PavilionDesign]:
    """Every version, newest first, with who sent and decided it and what was said; two queries."""
    said = Prefetch("comments", DesignComment.objects.select_related("author"))
    rows = PavilionDesign.objects.filter(pavilion=pavilion).select_related("sent_by", "decided_by")
    return rows.prefetch_related(said)


def events_of_pavilion(pavilion: NationalPavilion) -> QuerySet[ProgrammeEvent]:
    """Its announced events, for everybody."""
    return public_events(pavilion.edition).filter(pavilion=pavilion)
