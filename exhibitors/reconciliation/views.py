"""The proofs of all figures with what they found last, and carrying them out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from exhibitors.reconciliation.operations import reconcile_totals
from exhibitors.reconciliation.queries import COMMON, proofs_now
from pavilions.permissions import only


@only("exhibitors.see_totals")
@require_http_methods(["GET", "POST"])
def reconciliation(request: PersonRequest) -> HttpResponse:
    """Every proof with its last result; a POST carries all of them out."""
    if request.method == "POST":
        found = sum(len(outcome.differences) for outcome in reconcile_totals(actor=request.user, at=now()))
        if found:
            messages.error(
                request,
                ngettext("%(count)d figure does not match.", "%(count)d figures do not match.", found)
                % {"count": found},
            )
        else:
            messages.success(request, _("All figures match the rows behind them."))
        return redirect("organizer:reconciliation")
    proofs = proofs_now()
    runs = [each.run for each in proofs if each.run]
    context = {
        "proofs": proofs,
        "common": COMMON,
        "compared": sum(run.compared for run in runs) if runs else None,
        "differing": sum(run.differing for run in runs) if runs else None,
    }
    return render(request, "exhibitors/reconciliation/reconciliation.html", context)
