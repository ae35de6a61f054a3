"""Allocating space to a national pavilion by choosing or drawing booths on the plan of a hall."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Invalid
from ciie.web.refusals import attempt
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.forms import address_of, chosen_ids
from exhibitors.plan_pages.plan_views.forms import FootprintForm
from exhibitors.plan_pages.plan_views.queries.booths import booking_shown
from exhibitors.plan_pages.plan_views.views.booth_list import PavilionBooths, kinds_on
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.pavilion_footprints import draw_footprint
from pavilions.national.national_pavilions.operations.pavilion_space import give_booths
from pavilions.national.national_pavilions.queries.national_pavilions import claims_of, with_claims
from pavilions.permissions import only
from pavilions.plans.drawing import draw_legend


@dataclass(frozen=True)
class PavilionPurpose:
    """The purpose of choosing booths, with the attributes that the list of booths needs."""

    pavilion: NationalPavilion

    @property
    def edition(self) -> Edition:
        return self.pavilion.edition

    @property
    def list_url(self) -> str:
        return reverse("organizer:pavilion_plan", args=[self.pavilion.pk])


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def pavilion_plan(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the plan of a hall with the booths that are free for a pavilion.

    A form posted without JavaScript redirects to an address that keeps the ticks.
    """
    purpose = _purpose(pk)
    if request.method == "POST":
        return redirect(f"{purpose.list_url}?{address_of(request.POST)}")
    return _page(request, purpose, request.GET)


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "HEAD", "POST"])
def give_on_plan(request: PersonRequest, pk: int) -> HttpResponse:
    """Allocate all booths that are ticked, or none. A later GET of the button's address leads to the plan."""
    purpose = _purpose(pk)
    if request.method != "POST":
        return redirect(purpose.list_url)
    ids = chosen_ids(request.POST.getlist("booths"))
    try:
        if not ids:
            raise Invalid(_("Choose at least one booth on the plan or in the list."), code="nothing_chosen")
        give_booths(pk, ids, seen=revision_seen(request), actor=request.user, at=now())
    except DomainError as refusal:
        return _page(request, purpose, request.POST, refusal=refusal)
    messages.success(request, _("The space has been allocated."))
    return redirect(f"{purpose.list_url}?{urlencode({'hall': request.POST.get('hall', '')})}")


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_on_plan(request: PersonRequest, pk: int) -> HttpResponse:
    """Draw a booth of the pavilion's own in the hall shown, in place of the booths that are ticked."""
    purpose = _purpose(pk)
    if request.method != "POST":
        return redirect(purpose.list_url)
    form = FootprintForm(request.POST)
    hall = request.POST.get("hall", "")
    drawn = attempt(
        form,
        lambda: draw_footprint(
            pk,
            hall,
            form.footprint,
            replaces=chosen_ids(request.POST.getlist("booths")),
            accept_excess=form.cleaned_data["accept_excess"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if drawn is None:
        return _page(request, purpose, request.POST, footprint=form)
    words = {"booth": drawn.number, "pavilion": purpose.pavilion}
    messages.success(request, _("Booth %(booth)s has been drawn, published and allocated to %(pavilion)s.") % words)
    return redirect(f"{purpose.list_url}?{urlencode({'hall': hall})}")


def _purpose(pk: int) -> PavilionPurpose:
    return PavilionPurpose(get_object_or_404(with_claims(NationalPavilion.objects.all()), pk=pk))


def _page(
    request: PersonRequest,
    purpose: PavilionPurpose,
    sent: QueryDict,
    *,
    refusal: DomainError | None = None,
    footprint: FootprintForm | None = None,
) -> HttpResponse:
    booths = PavilionBooths(purpose.edition, sent, chosen_ids(sent.getlist("booths")))
    context = {
        "purpose": purpose,
        "booths": booths,
        "is_organizers": True,
        "booking": booking_shown(booths.selected),
        **booths.context(),
    }
    if request.htmx and request.method != "POST":
        part = "card" if request.htmx.target == "booth-card" else "desk_list"
        return render(request, f"exhibitors/plan_views/{part}.html", context)
    context |= {
        "pavilion": purpose.pavilion,
        "claims": claims_of(purpose.pavilion),
        "hall": booths.hall,
        "refusal": refusal,
        "footprint": footprint or FootprintForm(initial={"revision": purpose.pavilion.revision}),
        "drawing": booths.drawing(purpose.pavilion.pk),
        "legend": draw_legend(
            with_mine=_("of this pavilion"),
            with_selected=True,
            kinds=kinds_on([booths.plan] if booths.plan else []),
        ),
    }
    status = refusal.status if refusal else 422 if footprint else 200
    return render(request, "exhibitors/plan_views/pavilion_plan.html", context, status=status)
