"""Published plans: a hall and the whole venue for everybody, and a hall with all names for organizers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.downloads import download, export_links
from ciie.web.revalidation import revalidated
from exhibitors.bookings.queries.queue import halls_of
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.plan_pages.plan_views.queries.booths import booking_shown
from exhibitors.plan_pages.plan_views.queries.plan_drawings import PLANS, KeptPlan, kept_plans_of, places_of_halls
from exhibitors.plan_pages.plan_views.queries.shown_plans import Audience, ShownBooth
from exhibitors.plan_pages.plan_views.tables import PLAN_COLUMNS, plan_rows
from exhibitors.plan_pages.plan_views.views.booth_list import PlanBooths, kinds_on
from exhibitors.promotion.figures.queries.public_figures import halls_on_show
from exhibitors.versions import WHOLE
from pavilions.floor.editions.views import edition_of, edition_or_404
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan, PlanBackground
from pavilions.floor.models.venue import Hall
from pavilions.permissions import for_organizers
from pavilions.plans.drawing import draw_legend, mark_drawing
from pavilions.plans.queries.plan_revisions import plan_version, venue_revision
from pavilions.plans.views.plan_files import Prices, plan_file
from pavilions.states import PlanState
from pavilions.versions import BOOKING_WINDOW, DAYS

A_YEAR = 365 * 24 * 3600


@require_safe
@revalidated(*WHOLE, BOOKING_WINDOW, DAYS, is_live=True)
def hall_plan(request: HttpRequest, hall: str) -> HttpResponse:
    """Show the published plan of a hall with its prices, and the names of exhibitors who want to be named."""
    edition = edition_or_404(request)
    kept = _published(edition, hall, Audience.EVERYBODY)
    booths = PlanBooths(request.GET, [kept], address=_card)
    context: dict[str, Any] = {
        "edition": edition,
        "booths": booths,
        "takes_bookings": edition.takes_bookings(now()),
        "exports": export_links(request.GET, "plan:export", hall),
    }
    if part := _part(request, context):
        return part
    shown = halls_on_show(edition, totals_of(edition.pk, at=now()))
    context |= {
        "version": kept.version,
        "drawing": mark_drawing(
            kept.drawing(Audience.EVERYBODY),
            dimmed_but=booths.found_ids,
            selected=booths.selected.id if booths.selected else None,
            layers=booths.form.shown_layers,
            carry=booths.form.address,
        ),
        "legend": draw_legend(kinds=kinds_on([kept])),
        "hall": next(each for each in shown if each.name == hall),
        "halls": [each for each in shown if each.has_plan],
    }
    return render(request, "exhibitors/plan_views/hall_plan.html", context)


@require_safe
def export_hall_plan(request: HttpRequest, hall: str, kind: str) -> HttpResponseBase:
    """Return the booths that the same query string shows, in the same order, as a file."""
    kept = _published(edition_or_404(request), hall, Audience.EVERYBODY)
    return _export(f"booths-{hall}", kind, PlanBooths(request.GET, [kept], address=_card))


@require_safe
def hall_drawing(request: HttpRequest, hall: str, kind: str) -> HttpResponseBase:
    """Return the published plan as a file for other programs, with the prices that the table beside it shows."""
    kept = _published(edition_or_404(request), hall, Audience.EVERYBODY)
    plan = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=kept.plan.plan_id)
    prices = {booth.number: booth.price for booth in kept.plan.booths if booth.price is not None}
    return plan_file(request, plan, kind, Prices(kept.plan.currency, prices))


@require_safe
@revalidated(*WHOLE, DAYS)
def venue(request: HttpRequest) -> HttpResponse:
    """Show all halls in one drawing, with one table and one search for all their booths."""
    edition = edition_or_404(request)
    kept = kept_plans_of(edition, Audience.EVERYBODY, now())
    if not kept:
        return redirect("plan:halls")  # whose page says which halls there are, and that no plan is published yet
    booths = PlanBooths(request.GET, kept, address=_card_in_its_hall)
    context = {"edition": edition, "booths": booths, "exports": export_links(request.GET, "venue_export")}
    if part := _part(request, context):
        return part
    places = places_of_halls()
    context |= {
        "is_placed": all(each.version.hall_id in places for each in kept),
        "drawing": mark_drawing(
            PLANS.venue(kept, places, Audience.EVERYBODY, _card_in_its_hall),
            dimmed_but=booths.found_ids,
            layers=booths.form.shown_layers,
        ),
        "legend": draw_legend(kinds=kinds_on(kept)),
        "halls": [each.plan.hall_name for each in kept],
        "seen": venue_revision(each.version.etag.strip('"') for each in kept),
    }
    return render(request, "exhibitors/plan_views/venue.html", context)


@require_safe
def export_venue(request: HttpRequest, kind: str) -> HttpResponseBase:
    kept = _all_published(edition_or_404(request))
    return _export("booths", kind, PlanBooths(request.GET, kept, address=_card_in_its_hall))


@for_organizers
@require_safe
def hall(request: PersonRequest, name: str) -> HttpResponse:
    """Show a hall's published plan with every company named.

    The card of each booth links to its booking and its page.
    """
    edition = edition_of(request)
    if plan_version(edition.number, name) is None and Hall.objects.filter(name=name).exists():
        words = {"hall": name, "edition": edition}
        sentence = _("No plan of hall %(hall)s is published in %(edition)s yet. Draw or publish it here.")
        messages.info(request, sentence % words)
        return redirect(f"{reverse('hall_plans:list')}?edition={edition.number}")
    kept = _published(edition, name, Audience.ORGANIZERS)
    same_edition = f"&edition={edition.number}" if "edition" in request.GET else ""
    booths = PlanBooths(request.GET, [kept], address=lambda booth: f"{_card(booth)}{same_edition}")
    exports = export_links(request.GET, "organizer:hall_export", name)
    context: dict[str, Any] = {
        "edition": edition,
        "booths": booths,
        "exports": exports,
        "is_organizers": True,
        "booking": booking_shown(booths.selected),
    }
    if part := _part(request, context):
        return part
    context |= {
        "version": kept.version,
        "drawing": mark_drawing(
            kept.drawing(Audience.ORGANIZERS),
            dimmed_but=booths.found_ids,
            selected=booths.selected.id if booths.selected else None,
            layers=booths.form.shown_layers,
            carry=booths.form.address,
        ),
        "legend": draw_legend(kinds=kinds_on([kept])),
        "hall": name,
        "halls": halls_of(edition),
    }
    return render(request, "exhibitors/plan_views/hall.html", context)


@for_organizers
@require_safe
def export_hall(request: PersonRequest, name: str, kind: str) -> HttpResponseBase:
    """Return the booths that the same query string shows, in the same order and with their holders, as a file."""
    kept = _published(edition_of(request), name, Audience.ORGANIZERS)
    return _export(f"booths-{name}", kind, PlanBooths(request.GET, [kept], address=_card))


@require_safe
def background(request: HttpRequest, content_hash: str) -> HttpResponse:
    """Return a drawing that lies under a plan. Its name is the hash of its content, so it never changes.

    Only the team may read it, unless a plan that was published shows it to everybody.
    """
    found = get_object_or_404(PlanBackground, content_hash=content_hash)
    is_public = found.plans.filter(is_background_public=True).exclude(state=PlanState.DRAFT).exists()
    if not is_public and not allowed("pavilions.enter_organizer_desk", request.user):
        raise Http404
    answer = background_answer(found.drawing)
    patch_cache_control(answer, public=is_public, private=not is_public, max_age=A_YEAR, immutable=True)
    return answer


def background_answer(drawing: str) -> HttpResponse:
    """Return a drawing that lies under a plan, as a separate file that cannot run scripts."""
    headers = {"Content-Security-Policy": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"}
    return HttpResponse(drawing, content_type="image/svg+xml", headers=headers)


def _published(edition: Edition, hall: str, audience: Audience) -> KeptPlan:
    """Return the hall's published plan. Raise `Http404` if there is none."""
    version = plan_version(edition.number, hall)
    kept = PLANS.get(version, audience, day_of(now(), edition.zone)) if version else None
    if kept is None:
        raise Http404
    return kept


def _all_published(edition: Edition) -> list[KeptPlan]:
    """Return the published plans of all halls. Raise `Http404` if there are none."""
    kept = kept_plans_of(edition, Audience.EVERYBODY, now())
    if not kept:
        raise Http404
    return kept


def _part(request: HttpRequest, context: dict[str, Any]) -> HttpResponse | None:
    """Return the part that htmx requested: the table, with its own address, or a booth's card; else None."""
    target = getattr(request, "htmx", None) and request.htmx.target  # type: ignore[attr-defined]  # set by middleware
    if target == "booths":
        answer = render(request, "exhibitors/plan_views/plan_booths.html", context)
        return replace_url(answer, f"{request.path}?{context['booths'].form.address}".rstrip("?"))
    if target == "booth-card":
        return render(request, "exhibitors/plan_views/card.html", context)
    return None


def _export(name: str, kind: str, booths: PlanBooths) -> HttpResponseBase:
    return download(name, kind, PLAN_COLUMNS, plan_rows(booths.found, booths.sectors, booths.currency))


def _card(booth: ShownBooth) -> str:
    return f"?{urlencode({'booth': booth.number})}"


def _card_in_its_hall(booth: ShownBooth) -> str:
    return f"{reverse('plan:hall', args=[booth.hall])}{_card(booth)}"
