"""The organizer's pages of fairs, and the style sheet with a fair's colour."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.office.fairs.forms import FairChangeForm, FairForm
from exhibitors.office.fairs.operations import add_fair, change_fair
from pavilions.floor.models.fair import Fair
from pavilions.permissions import only
from pavilions.states import Part

STYLES = """:root {{
  --ciie-accent: light-dark({colour}, color-mix(in oklab, {colour} 50%, white));
  --ciie-accent-strong: light-dark(color-mix(in oklab, {colour} 80%, black), color-mix(in oklab, {colour} 35%, white));
  --ciie-accent-soft: light-dark(color-mix(in oklab, {colour} 12%, white), color-mix(in oklab, {colour} 35%, black));
}}
"""


@only("pavilions.run_fairs")
@require_safe
def list_fairs(request: PersonRequest) -> HttpResponse:
    fairs = list(Fair.objects.prefetch_related("editions"))
    return render(request, "exhibitors/fairs/list.html", {"fairs": fairs})


@only("pavilions.run_fairs")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    form = FairForm(request.POST or None, request.FILES or None, initial={"parts": Part.values})
    made = attempt(form, lambda: add_fair(form.values, logo=form.cleaned_data["picture"], actor=request.user, at=now()))
    if made:
        messages.success(request, _("%(fair)s has been added.") % {"fair": made})
        return redirect("fairs:list")
    return render(request, "exhibitors/fairs/form.html", {"form": form}, status=422 if form.is_bound else 200)


@only("pavilions.run_fairs")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    fair = get_object_or_404(Fair, pk=pk)
    form = FairChangeForm(
        request.POST or None,
        request.FILES or None,
        instance=copy(fair),  # the form writes into the copy, while the page shows the fair as it is
        initial={"revision": fair.revision, "parts": [part for part in Part.values if part not in fair.parts_off]},
    )
    changed = attempt(
        form,
        lambda: change_fair(
            pk,
            form.values,
            logo=form.cleaned_data["picture"],
            without_logo=form.cleaned_data["without_logo"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if changed:
        messages.success(request, _("%(fair)s has been saved.") % {"fair": changed})
        return redirect("fairs:list")
    context = {"form": form, "fair": fair}
    return render(request, "exhibitors/fairs/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def styles(request: HttpRequest, colour: str) -> HttpResponse:
    """Send the style sheet with this colour, six hexadecimal digits, which browsers may keep for ever."""
    answer = HttpResponse(STYLES.format(colour=f"#{colour}"), content_type="text/css")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
