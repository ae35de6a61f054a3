"""Exchange rates for organizers: the list with a form for another rate, and one rate with its corrections and deals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.lists import list_page
from ciie.web.refusals import announce_refusal, attempt
from exhibitors.promotion.deals.forms import ExchangeRateForm, RateCorrectionForm, RecountForm
from exhibitors.promotion.deals.models import ExchangeRate
from exhibitors.promotion.deals.operations.deals import recount_deal
from exhibitors.promotion.deals.operations.exchange_rates import correct_exchange_rate, set_exchange_rate
from exhibitors.promotion.deals.queries import chain_of, exchange_rates, recounts_of
from exhibitors.promotion.deals.tables import ExchangeRateTable
from pavilions.permissions import for_organizers, only

SET = "exhibitors.set_exchange_rate"
finance = only(SET)


@for_organizers
@require_http_methods(["GET", "POST"])
def rates(request: PersonRequest) -> HttpResponse:
    """Show every rate, with a form for another one."""
    form = ExchangeRateForm(request.POST or None)
    if attempt(form, lambda: set_exchange_rate(**form.rate(), actor=request.user, at=now())):
        messages.success(request, _("The rate has been saved."))
        return redirect("organizer:rates")
    may_set = allowed(SET, request.user)
    return list_page(
        request,
        "exhibitors/deals/rates.html",
        ExchangeRateTable(exchange_rates().order_by("-on_date", "currency", "-pk"), with_links=may_set),
        status=422 if form.is_bound else 200,
        form=form.without_idle_tick(),
        may_set=may_set,
    )


@finance
@require_http_methods(["GET", "POST"])
def rate(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one rate with its corrections and the deals counted by it. A POST corrects it."""
    found = get_object_or_404(exchange_rates(), pk=pk)
    form = RateCorrectionForm(request.POST or None, initial={"source": found.source})
    if attempt(form, lambda: correct_exchange_rate(pk, **form.rate(), actor=request.user, at=now())):
        messages.success(request, _("The rate has been corrected. Deals count at the old rate until you recount them."))
        return redirect("organizer:rate", pk)
    return _show(request, found, form)


@finance
@require_POST
def recount(request: PersonRequest, pk: int) -> HttpResponse:
    """Recount the chosen deals by the corrected rate, independently: a refused one does not stop the others."""
    found = get_object_or_404(exchange_rates(), pk=pk)
    form = RecountForm(request.POST, recounts=recounts_of(found))
    if not form.is_valid():
        return _show(request, found, RateCorrectionForm(initial={"source": found.source}), form)
    counted, reason = 0, form.cleaned_data["reason"]
    for each in form.chosen():
        seen = each.deal.revision
        try:
            recount_deal(each.deal.pk, rate_id=each.rate.pk, reason=reason, seen=seen, actor=request.user, at=now())
        except DomainError as refusal:
            announce_refusal(request, refusal)
        else:
            counted += 1
    if counted:
        done = ngettext("%(count)d deal recounted.", "%(count)d deals recounted.", counted)
        messages.success(request, done % {"count": counted})
    return redirect("organizer:rate", pk)


def _show(
    request: PersonRequest, found: ExchangeRate, form: RateCorrectionForm, recounting: RecountForm | None = None
) -> HttpResponse:
    correction = getattr(found, "correction", None)
    context = {
        "rate": found,
        "chain": chain_of(found),
        "form": None if correction and not form.is_bound else form.without_idle_tick(),
        "recounts": recounting or RecountForm(recounts=recounts_of(found)),
        "correction": correction,
    }
    status = 422 if form.is_bound or recounting else 200
    return render(request, "exhibitors/deals/rate.html", context, status=status)
