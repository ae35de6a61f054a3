"""Pages for organizers on the end of a pavilion: the effects of declining or closing, and undoing a decline."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.wording import list_words, sentences
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.national.national_pavilions.forms import EndingForm
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.national.national_pavilions.operations.pavilion_declines import take_back_decline
from pavilions.national.national_pavilions.queries.national_pavilions import visible_pavilions
from pavilions.national.pavilion_desk.queries import ending_of
from pavilions.permissions import only
from pavilions.states import ENDING_STAGES, PavilionStage


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def end(request: PersonRequest, pk: int, to: str) -> HttpResponse:
    """Show what ends if the pavilion declines or closes, and the button that confirms it.

    The form of the next stage is redirected here, which only shows the question.
    """
    if to not in ENDING_STAGES:
        raise Http404
    pavilion, stage = get_object_or_404(visible_pavilions(request.user), pk=pk), PavilionStage(to)
    is_sent = request.method == "POST" and "to" not in request.POST
    shown = {"revision": pavilion.revision, "note": request.POST.get("note", "")}
    form = EndingForm(request.POST if is_sent else None, initial=shown)
    ended = attempt(
        form,
        lambda: change_stage(
            pk, to=stage, note=form.cleaned_data["note"], seen=form.seen, actor=request.user, at=now()
        ),
    )
    if ended:
        words = {"pavilion": ended, "stage": stage.label}
        messages.success(request, _("%(pavilion)s: %(stage)s.") % words)
        return redirect("pavilion:show", pk)
    context = {
        "pavilion": pavilion,
        "stage": stage,
        "is_declining": stage == PavilionStage.DECLINED,
        "ending": ending_of(pavilion, is_closing=stage == PavilionStage.CLOSED, at=now()),
        "form": form,
    }
    return render(request, "pavilions/pavilion_desk/ending.html", context, status=422 if form.is_bound else 200)


@only("pavilions.guide_pavilions")
@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a decline back. Events that are past or whose rooms are taken by now stay cancelled, and are named."""
    get_object_or_404(NationalPavilion, pk=pk)

    def done(result: tuple[NationalPavilion, Sequence[object]]) -> str:
        pavilion, left = result
        back = _("The decline has been taken back: %(pavilion)s is %(stage)s.") % {
            "pavilion": pavilion,
            "stage": pavilion.get_stage_display(),
        }
        cancelled = _("Still cancelled, because their time has passed or their rooms are in use: %(events)s.") % {
            "events": list_words(left)
        }
        return sentences(back, cancelled if left else "")

    perform(
        request,
        lambda: take_back_decline(pk, seen=revision_seen(request), actor=request.user, at=now()),
        done,
    )
    return redirect("pavilion:show", pk)
