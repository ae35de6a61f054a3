"""The page on which a new edition is filled from another one."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.office.new_editions.forms import SourceForm, TakeoverForm
from exhibitors.office.new_editions.operations import take_over
from exhibitors.office.new_editions.queries import (
    Takeover,
    free_prefix,
    needs_second_person,
    offered,
    other_editions,
    weeks_between,
)
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only
from pavilions.states import EditionStatus


@only("pavilions.run_edition")
@require_http_methods(["GET", "POST"])
def take_over_parts(request: PersonRequest, number: int) -> HttpResponse:
    """Preview what an edition in planning can take over from another one, and take over the parts that are ticked."""
    target = get_object_or_404(Edition, number=number)
    if request.method == "GET" and target.status != EditionStatus.PLANNING:
        messages.error(request, _("Only an edition in planning can take over parts of another one."))
        return redirect("edition:detail", number)
    editions = list(other_editions(target))
    asked = _source_form(request.POST or request.GET, target, editions) if editions else None
    if asked is None or not asked.is_valid():
        context: dict[str, object] = {"target": target, "asked": asked}
        status = 422 if asked else 200
        return render(request, "exhibitors/new_editions/take_over.html", context, status=status)
    source = next(each for each in editions if each.number == asked.cleaned_data["source"])
    takeover = Takeover(source, target, asked.cleaned_data["weeks"])
    parts = offered(takeover)
    possible = [each.part.value for each in parts if not each.refusal]
    initial = {"revision": target.revision, "parts": possible, "invoice_prefix": free_prefix(source, target)}
    form = TakeoverForm(request.POST if request.method == "POST" else None, initial=initial)
    if _done(request, form, takeover):
        count = len(form.cleaned_data["parts"])
        words = ngettext(
            "%(count)d part has been taken over from %(edition)s.",
            "%(count)d parts have been taken over from %(edition)s.",
            count,
        )
        messages.success(request, words % {"count": count, "edition": source})
        return redirect("edition:detail", number)
    context = {
        "target": target,
        "source": source,
        "asked": asked,
        "form": form,
        "parts": parts,
        "chosen": form["parts"].value() or [],
        "is_possible": bool(possible),
        "needs_second_person": "seller" in possible and needs_second_person(source),
    }
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/new_editions/take_over.html", context, status=status)


def _source_form(said: QueryDict, target: Edition, editions: list[Edition]) -> SourceForm:
    """Return the form bound to what was asked for, with the weeks proposed for a source that was just chosen."""
    number = said.get("source") or str(editions[0].number)
    source = next((each for each in editions if str(each.number) == number), None)
    is_shown = said.get("shown") == number
    weeks = weeks_between(source, target) if source and not is_shown else said.get("weeks")
    return SourceForm({"source": number, "weeks": weeks, "shown": number}, editions=editions)


def _done(request: PersonRequest, form: TakeoverForm, takeover: Takeover) -> Edition | None:
    return attempt(
        form,
        lambda: take_over(
            takeover.target.pk,
            takeover.source.pk,
            form.cleaned_data["parts"],
            weeks=takeover.weeks,
            prefix=form.cleaned_data["invoice_prefix"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
