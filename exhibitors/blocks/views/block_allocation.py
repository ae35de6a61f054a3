"""Naming booths for a member that has m² of a block without any."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.blocks.forms import PlaceForm
from exhibitors.blocks.queries.blocks import shares_of
from exhibitors.blocks.views.desk import block_for
from exhibitors.bookings.operations.booth_allocation import place_in_booths
from exhibitors.companies.views.access import DeskRequest


@login_required
@require_http_methods(["GET", "POST"])
def place(request: DeskRequest, pk: int, share: int) -> HttpResponse:
    """Tick free booths of the halls in which the member has its m²; they take their place."""
    block = block_for(request, pk, permission="exhibitors.run_block")
    booking = get_object_or_404(shares_of(pk), pk=share)
    form = PlaceForm(request.POST or None, share_id=share, initial={"revision": booking.revision})
    if form.is_valid():
        typed = form.cleaned_data
        if attempt(
            form,
            lambda: place_in_booths(share, typed["booths"], seen=form.seen, actor=request.user, at=now()),
        ):
            messages.success(request, _("The booths are named. The company is told by mail."))
            return redirect("desk:block_members", pk)
    context = {"shared": block, "share": booking, "form": form}
    return render(request, "exhibitors/blocks/block_place.html", context, status=422 if form.is_bound else 200)
