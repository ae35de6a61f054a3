"""The price list: what space costs, by section, sector and kind, and setting it."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.pricing.forms import TariffForm, TaxNoteForm
from exhibitors.pricing.models import Tariff
from exhibitors.pricing.operations import remove_tariff, set_tariff, set_tax_note
from exhibitors.pricing.queries import tariffs_of
from exhibitors.pricing.tables import TARIFF_COLUMNS, tariff_rows
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only

BIGINT_DIGITS = 18


@for_organizers
@require_http_methods(["GET", "POST"])
def prices(request: PersonRequest) -> HttpResponse:
    """The list, and for those who may set prices a form that sets one; `?change=` puts a price into it."""
    edition = edition_of(request)
    changed = _asked_for(request, edition)
    shown = {"revision": changed.revision, "shown": changed.pk} if changed else {"revision": 0}
    form = TariffForm(request.POST or None, instance=changed, initial=shown)
    if request.method == "POST" and form.is_valid():
        seen = form.seen_of(tariffs_of(edition).filter(pk=form.cleaned_data["shown"]).first())
        tariff = attempt(
            form, lambda: set_tariff(edition.pk, form.key, form.rate, seen=seen, actor=request.user, at=now())
        )
        if tariff:
            messages.success(request, _("The price for %(what)s has been set.") % {"what": tariff})
            return redirect(request.path)
    context = {
        "edition": edition,
        "tariffs": tariffs_of(edition),
        "form": form,
        "changed": changed,
        "may_set": allowed("exhibitors.set_prices", request.user),
    }
    return render(request, "exhibitors/pricing/prices.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def export_prices(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    edition = edition_of(request)
    return download(f"prices-{edition.number}", kind, TARIFF_COLUMNS, tariff_rows(tariffs_of(edition)))


@only("exhibitors.set_prices")
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    tariff = get_object_or_404(Tariff.objects.select_related("sector"), pk=pk)
    words = str(tariff)
    perform(
        request,
        lambda: remove_tariff(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The price for %(what)s has been removed from the list.") % {"what": words},
    )
    return redirect("organizer:prices")


@only("exhibitors.set_prices")
@require_http_methods(["GET", "POST"])
def tax_note(request: PersonRequest) -> HttpResponse:
    """The note on taxes that stands below prices of an edition."""
    edition = edition_of(request)
    form = TaxNoteForm(request.POST or None, instance=edition, initial={"revision": edition.revision})
    if form.is_valid():
        typed = form.cleaned_data
        saved = attempt(
            form,
            lambda: set_tax_note(
                edition.pk, typed["tax_note"], typed["tax_note_zh"], seen=form.seen, actor=request.user, at=now()
            ),
        )
        if saved:
            messages.success(request, _("The note on taxes has been saved."))
            return redirect(f"{reverse('organizer:prices')}?edition={edition.number}")
    context = {"edition": edition, "form": form}
    return render(request, "exhibitors/pricing/tax_note.html", context, status=422 if form.is_bound else 200)


def _asked_for(request: PersonRequest, edition: Edition) -> Tariff | None:
    """The price to change; nothing that is no price of this edition."""
    pk = request.GET.get("change", "")
    if request.method == "POST" or not (pk.isascii() and pk.isdecimal() and len(pk) <= BIGINT_DIGITS):
        return None
    return tariffs_of(edition).filter(pk=int(pk)).first()
