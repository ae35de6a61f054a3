"""Finance's page of who invoices in an edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.approvals.queries import waiting_for
from exhibitors.approvals.states import ApprovalAct
from exhibitors.invoices.forms import SellerForm
from exhibitors.invoices.models import Seller
from exhibitors.invoices.operations.settings import set_seller
from exhibitors.invoices.views.invoices import run
from pavilions.editions.views import edition_of


@run
@require_http_methods(["GET", "POST"])
def seller(request: PersonRequest) -> HttpResponse:
    """Who invoices in an edition."""
    edition = edition_of(request)
    found = Seller.objects.filter(edition=edition).first()
    revision = found.revision if found else 0
    form = SellerForm(request.POST or None, instance=found, initial={"revision": revision})

    def save() -> Seller:
        terms = dict(form.terms)
        reason = terms.pop("bank_reason")
        return set_seller(edition.pk, terms, bank_reason=reason, seen=form.seen, actor=request.user, at=now())

    if saved := attempt(form, save):
        messages.success(request, _("The seller has been saved."))
        if proposed := waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, saved.pk):
            messages.info(request, _("The other bank details wait for a second person."))
            return redirect("organizer:approval", proposed.pk)
        return redirect(f"{reverse('organizer:invoices')}?edition={edition.number}")
    waiting = waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, found.pk) if found else None
    context = {"edition": edition, "form": form, "proposed": waiting}
    return render(request, "exhibitors/invoices/seller.html", context, status=422 if form.is_bound else 200)
