"""The national exhibition: inviting, moving pavilions from stage to stage, and a manager's own pavilion."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt
from pavilions.forms.national_pavilions import PavilionInvitationForm, StageForm
from pavilions.models import Edition, NationalPavilion, SpaceClaim
from pavilions.operations.national_pavilions import invite_to_national_exhibition, move_pavilion
from pavilions.queries.editions import current_edition
from pavilions.queries.national_pavilions import claims_of, managed_by, pavilions_of
from pavilions.states import TAKING_PART, PavilionStage
from pavilions.views.gate import for_organizers, only


@dataclass(frozen=True)
class Row:
    """A pavilion and the form for its next stage; none where it is at the end of its way."""

    pavilion: NationalPavilion
    form: StageForm | None


@for_organizers
@require_safe
def list_pavilions(request: PersonRequest) -> HttpResponse:
    edition = _current()
    rows = [Row(pavilion, _stage_form(pavilion)) for pavilion in pavilions_of(edition)]
    context = {
        "edition": edition,
        "rows": rows,
        "taking_part": sum(row.pavilion.stage in TAKING_PART for row in rows),
        "may_guide": allowed("pavilions.guide_pavilions", request.user),
    }
    return render(request, "pavilions/national/list.html", context)


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest) -> HttpResponse:
    edition = _current()
    form = PavilionInvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invited = attempt(
            form,
            lambda: invite_to_national_exhibition(edition.pk, **form.cleaned_data, actor=request.user, at=now()),
        )
        if invited:
            messages.success(request, _("%(guest)s is invited.") % {"guest": invited})
            return redirect("pavilion:list")
    context = {"form": form, "edition": edition}
    return render(request, "pavilions/national/invite.html", context, status=422 if form.is_bound else 200)


@only("pavilions.guide_pavilions")
@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    pavilion = get_object_or_404(NationalPavilion, pk=pk)
    form = StageForm(request.POST, pavilion=pavilion)
    if not form.is_valid():
        messages.error(request, _("%(pavilion)s cannot go to that stage from where it is.") % {"pavilion": pavilion})
        return redirect("pavilion:list")
    try:
        moved = move_pavilion(pk, to=PavilionStage(form.cleaned_data["to"]), actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        words = {"pavilion": moved, "stage": moved.get_stage_display()}
        messages.success(request, _("%(pavilion)s: %(stage)s.") % words)
    return redirect("pavilion:list")


@dataclass(frozen=True)
class OwnPavilion:
    pavilion: NationalPavilion
    claims: list[SpaceClaim]


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """The pavilions that this person manages; not found for whoever manages none."""
    own = [OwnPavilion(pavilion, list(claims_of(pavilion))) for pavilion in managed_by(request.user)]
    if not own:
        raise Http404
    return render(request, "pavilions/national/mine.html", {"own": own, "stages": PavilionStage})


def _stage_form(pavilion: NationalPavilion) -> StageForm | None:
    form = StageForm(pavilion=pavilion)
    return form if form.fields["to"].choices else None  # type: ignore[attr-defined]


def _current() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition
