"""The public pages of the national exhibition: its pavilions, and a page for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ciie.kernel import bilingual
from ciie.web.lists import list_page, page_of
from ciie.web.previews import canonical_address, image_of, json_ld, organization
from ciie.web.revalidation import revalidated
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_or_404
from pavilions.national.national_pavilions.filters import PublicPavilionFilter
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_profile import PavilionPicture, PavilionProfile
from pavilions.national.national_pavilions.queries.national_pavilions import claims_of
from pavilions.national.national_pavilions.queries.pavilion_history import latest_of, participations_of, times_as_guest
from pavilions.national.pavilion_desk.queries import events_of_pavilion, profile_in, public_pavilions, shown_pavilions
from pavilions.plans.themed_areas.queries import public_areas_hosted_by
from pavilions.states import TAKING_PART
from pavilions.versions import AGENDA, AREAS, HALLS, PICTURES, PLANS, PROFILES, SPACE

CARDS_PER_PAGE = 48


@dataclass(frozen=True)
class PublicCard:
    pavilion: NationalPavilion
    profile: PavilionProfile | None
    picture: PavilionPicture | None


DEPENDS_ON = (*AGENDA, PROFILES, PICTURES, HALLS, PLANS, SPACE, AREAS)


@require_safe
@revalidated(*DEPENDS_ON)
def list_pavilions(request: HttpRequest) -> HttpResponse:
    """Show the participants of the edition, guests of honour first."""
    edition = edition_or_404(request)
    found = PublicPavilionFilter(request.GET, queryset=public_pavilions(edition))
    page = page_of(request, found.qs, size=CARDS_PER_PAGE)
    return list_page(
        request,
        "pavilions/pavilion_desk/list.html",
        page,
        layout="layout/public.html",
        filter=found,
        page=page,
        edition=edition,
        cards=[
            PublicCard(
                each, profile_in(each.profiles.all(), get_language() or ""), next(iter(each.pictures.all()), None)
            )
            for each in page
        ],
    )


@require_safe
@revalidated(*DEPENDS_ON)
def pavilion(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pavilion in the language of `?language=` or of the visitor, or in English."""
    found = get_object_or_404(shown_pavilions(), pk=pk)
    language = request.GET.get("language") or get_language() or ""
    profile = profile_in(found.profiles.all(), language)
    pictures = list(found.pictures.all())
    shown = [image_of(request, each, str(each)).address for each in pictures]
    about = (profile.title, profile.theme) if profile else (bilingual.shown(found, "theme"),)
    description = ". ".join(filter(None, about))
    context = {
        "pavilion": found,
        "edition": found.edition,
        "profile": profile,
        "others": [each for each in found.profiles.all() if profile and each.pk != profile.pk],
        "pictures": pictures,
        "description": description,
        "claims": claims_of(found),
        "is_current": found.edition == edition_shown(request),
        "areas": public_areas_hosted_by(found.pk),
        "events": events_of_pavilion(found),
        "times_as_guest": times_as_guest(found),
        "others_of_it": latest_of(participations_of(found).filter(stage__in=TAKING_PART).exclude(pk=pk)),
        "structured": structured_pavilion(
            found, address=canonical_address(request), description=description, pictures=shown
        ),
    }
    with timezone.override(found.edition.zone):
        return render(request, "pavilions/pavilion_desk/pavilion.html", context)


def structured_pavilion(
    pavilion: NationalPavilion, *, address: str, description: str, pictures: Sequence[str]
) -> SafeString:
    """Return a pavilion for search engines as JSON-LD of schema.org. `pictures` are absolute addresses."""
    edition = pavilion.edition
    return json_ld(
        {
            "@type": "ExhibitionEvent",
            "name": f"{pavilion}, {edition}",
            "startDate": edition.opens_date.isoformat(),
            "endDate": edition.closes_date.isoformat(),
            "url": address,
            "organizer": organization(str(pavilion)),
            "superEvent": {"@type": "ExhibitionEvent", "name": str(edition)},
            "description": description,
            "image": list(pictures),
        }
    )
