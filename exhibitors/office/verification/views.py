"""The public page of a document, on which everybody who has a PDF can check whether it is the one that was issued."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.web.rate_limits import is_within_limit
from exhibitors.office.verification.forms import CheckForm
from exhibitors.office.verification.queries import public_document

CHECKS_AN_HOUR = 120
HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show kind, number and day of a document, and check a PDF. Parties and amounts are not shown."""
    found = public_document(public_id)
    if found is None:
        raise Http404
    is_sent, refusal = request.method == "POST", ""
    verdict = None
    form = CheckForm(request.POST, request.FILES) if is_sent else CheckForm()
    if is_sent and not is_within_limit(request, "document-checks", most=CHECKS_AN_HOUR, seconds=HOUR):
        refusal = _("Too many checks from your network. Try again in an hour.")
        form = CheckForm(initial={"digest": request.POST.get("digest", "")})  # unbound, so that a file is not even read
    elif form.is_valid():
        verdict = found.verdict_on(form.cleaned_data["digest"])
    context = {
        "found": found,
        "refusal": refusal,
        "form": form,
        "verdict": verdict,
        "digest": form.cleaned_data["digest"] if verdict else "",
    }
    status = 422 if is_sent and verdict is None else 200
    response = render(request, "exhibitors/verification/document.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
