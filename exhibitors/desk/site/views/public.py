"""The public pages: the state of the expo, its countries and its halls."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.brand import brand_of
from ciie.web.navigation import Entry, Group
from ciie.web.previews import canonical_address, json_ld
from ciie.web.revalidation import revalidated
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.plan_pages.plan_views.queries.plan_drawings import kept_plans_of, venue_map
from exhibitors.plan_pages.plan_views.queries.shown_plans import Audience
from exhibitors.promotion.bulletins.queries import public_bulletins
from exhibitors.promotion.catalogue.queries.countries_on_show import countries_on_show, map_of_countries
from exhibitors.promotion.figures.headline import headline
from exhibitors.promotion.figures.queries.public_figures import (
    expo_figures,
    guests_of_honour,
    halls_on_show,
    participants_of,
    sectors_on_show,
)
from exhibitors.promotion.published_figures.queries import published_before
from exhibitors.versions import HOME, WHOLE
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.plans.themed_areas.queries import public_areas
from pavilions.states import Section

COUNTRIES_SHOWN = 12
BULLETINS_SHOWN = 3


def menu(request: HttpRequest) -> Iterator[Group]:
    """Yield the public pages. Pages of one kind share a menu."""
    yield Group(_("The expo"), (Entry(_("The expo"), reverse("home"), "globe"),), place="bar")
    yield Group(
        pgettext_lazy("menu", "Exhibition"),
        (
            Entry(_("Halls"), reverse("plan:halls"), "map", also=(reverse("venue"),)),
            Entry(_("Directory"), reverse("directory:exhibits"), "search"),
            Entry(_("National pavilions"), reverse("pavilions:list"), "flag"),
            Entry(_("Themed areas"), reverse("areas:list"), "tags"),
            Entry(_("Countries and regions"), reverse("countries"), "map-pin"),
        ),
        place="bar",
    )
    yield Group(
        pgettext_lazy("menu", "Events"),
        (
            Entry(_("Agenda"), reverse("agenda:agenda"), "calendar-days"),
            Entry(_("Forum"), reverse("forum:forum"), "mic"),
            Entry(_("Roadshows"), reverse("roadshows:list"), "megaphone"),
        ),
        place="bar",
    )
    yield Group(_("Bulletins"), (Entry(_("Bulletins"), reverse("bulletins:list"), "newspaper"),), place="bar")
    yield Group(_("Take part"), (Entry(_("Take part"), reverse("take_part"), "store"),), place="bar")
    developers = (Entry(_("API reference"), reverse("api_reference"), "book-open"),)
    yield Group(_("For developers"), developers, place="footer")


@require_safe
@revalidated(*HOME)
def home(request: HttpRequest) -> HttpResponse:
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    at, off = now(), brand_of(request).off
    totals = totals_of(edition.pk, at=at)
    participants = [] if "national" in off else participants_of(edition)
    business = totals.section(Section.BUSINESS)
    booked_sqm = int(business.booked_sqm) if business else 0  # rounded down, like all public figures
    countries = countries_on_show(totals, participants)
    context = {
        "edition": edition,
        "as_of": at,
        "headline": headline(
            participants=len(participants),
            companies=business.companies if business else 0,
            countries=business.countries if business else 0,
            booked_sqm=booked_sqm,
            has_national="national" not in off,
        ),
        "business": business,
        "booked_sqm": booked_sqm,
        "participants": participants,
        "expo": expo_figures(edition, at=at),
        "guests": [] if "national" in off else guests_of_honour(edition),
        "sectors": sectors_on_show(totals),
        "halls": halls_on_show(edition, totals),
        "past": [] if "bulletins" in off else published_before(edition),
        "map": map_of_countries(countries),
        "countries": [country for country in countries if country.booked_sqm][:COUNTRIES_SHOWN],
        "areas": [] if "areas" in off else public_areas(edition),
        "bulletins": [] if "bulletins" in off else public_bulletins()[:BULLETINS_SHOWN],
        "structured": json_ld(
            {
                "@type": "ExhibitionEvent",
                "name": str(edition),
                "startDate": edition.opens_date.isoformat(),
                "endDate": edition.closes_date.isoformat(),
                "url": canonical_address(request),
                "organizer": {"@type": "Organization", "name": brand_of(request).name},
            }
        ),
        "takes_bookings": edition.takes_bookings(at),
    }
    return render(request, "exhibitors/site/home.html", context)


@require_safe
@revalidated(*WHOLE)
def countries(request: HttpRequest) -> HttpResponse:
    """Show every country and region that takes part, on a map and in a list."""
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    totals = totals_of(edition.pk, at=now())
    participants = [] if "national" in brand_of(request).off else participants_of(edition)
    shown = countries_on_show(totals, participants)
    context = {
        "edition": edition,
        "as_of": totals.as_of,
        "countries": shown,
        "map": map_of_countries(shown),
        "organizations": [pavilion for pavilion in participants if pavilion.organization],
    }
    return render(request, "exhibitors/site/countries.html", context)


@require_safe
@revalidated(*WHOLE)
def halls(request: HttpRequest) -> HttpResponse:
    """Show the venue as a map, and every hall with its free space and its plan."""
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    totals = totals_of(edition.pk, at=now())
    shown, kept = halls_on_show(edition, totals), kept_plans_of(edition, Audience.EVERYBODY, now())
    context = {
        "edition": edition,
        "as_of": totals.as_of,
        "halls": shown,
        "buildings": venue_map(shown, kept, Audience.EVERYBODY),
        "has_plans": bool(kept),
    }
    return render(request, "exhibitors/site/halls.html", context)
