"""Pages for a pavilion's pictures and designs: uploading, ordering, submitting, commenting, approving, returning."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import kept_document
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.national.national_pavilions.operations.pavilion_designs import (
    approve_design,
    comment_on_design,
    return_design,
    send_design,
    submit_design,
    withdraw_design,
)
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    add_picture,
    describe_picture,
    move_picture,
    put_picture_first,
    remove_picture,
)
from pavilions.national.national_pavilions.states import DESIGN_LIFECYCLE, DesignState
from pavilions.national.pavilion_desk.forms import CommentForm, DecisionForm, DesignForm, PictureForm, PictureWordsForm
from pavilions.national.pavilion_desk.queries import designs_of, pictures_of
from pavilions.national.pavilion_desk.views.pavilion_desk import pavilion_for, show

PICTURE_MOVES: dict[str, Callable[..., object]] = {
    "first": put_picture_first,
    "earlier": partial(move_picture, places=-1),
    "later": partial(move_picture, places=1),
    "remove": remove_picture,
}
type DesignMove = Callable[..., object]
DESIGN_MOVES: dict[str, tuple[type[CommentForm | DecisionForm] | None, DesignMove]] = {
    "submit": (None, submit_design),
    "withdraw": (None, withdraw_design),
    "comment": (CommentForm, comment_on_design),
    "approve": (DecisionForm, approve_design),
    "return": (DecisionForm, return_design),
}


@login_required
@require_http_methods(["GET", "POST"])
def pictures(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the pictures of the public page, and a form for another one."""
    pavilion = pavilion_for(request, pk)
    form = PictureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if attempt(
        form,
        lambda: add_picture(
            pk,
            form.cleaned_data["picture"],
            alt=form.cleaned_data["alt"],
            alt_zh=form.cleaned_data["alt_zh"],
            actor=request.user,
            at=now(),
        ),
    ):
        messages.success(request, _("The picture has been saved."))
        return redirect("pavilion:pictures", pk)
    return show(request, "pictures", pavilion, pictures=pictures_of(pavilion), form=form)


@login_required
@require_POST
def describe(request: PersonRequest, pk: int, picture: int) -> HttpResponse:
    pavilion = pavilion_for(request, pk)
    present = get_object_or_404(pictures_of(pavilion), pk=picture)
    form = PictureWordsForm(request.POST, instance=present)
    described = attempt(
        form,
        lambda: describe_picture(
            pk,
            picture,
            alt=form.cleaned_data["alt"],
            alt_zh=form.cleaned_data["alt_zh"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if described:
        messages.success(request, _("Done."))
        return redirect("pavilion:pictures", pk)
    answer = show(
        request,
        "pictures",
        pavilion,
        pictures=pictures_of(pavilion),
        form=PictureForm(),
        refused=picture,
        words_form=form,
    )
    answer.status_code = 422
    return answer


@login_required
@require_POST
def arrange_picture(request: PersonRequest, pk: int, picture: int, name: str) -> HttpResponse:
    """Apply `first`, `earlier`, `later` or `remove`, and return to the picture on the page."""
    operation = PICTURE_MOVES.get(name)
    if operation is None:
        raise Http404
    pavilion_for(request, pk)
    answer = _did(
        request,
        "pictures",
        pk,
        lambda: operation(pk, picture, seen=revision_seen(request), actor=request.user, at=now()),
    )
    answer["Location"] += f"#picture-{picture}"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def designs(request: PersonRequest, pk: int) -> HttpResponse:
    """Show every version with its comments, and a form for the next one."""
    form = DesignForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if attempt(
        form,
        lambda: send_design(
            pk, form.cleaned_data["file"], note=form.cleaned_data["note"], actor=request.user, at=now()
        ),
    ):
        messages.success(request, _("The file has been saved. Submit it when it is ready for review."))
        return redirect("pavilion:designs", pk)
    return _show_designs(request, pk, form)


@login_required
@require_POST
def move_design(request: PersonRequest, pk: int, design: int, name: str) -> HttpResponse:
    """Apply `submit`, `withdraw`, `comment`, `approve` or `return`. A refusal keeps the input."""
    if name not in DESIGN_MOVES:
        raise Http404
    get_object_or_404(designs_of(pavilion_for(request, pk)), pk=design)
    form_class, operation = DESIGN_MOVES[name]
    form = form_class(request.POST, auto_id=f"{name}-{design}-%s") if form_class else None
    if form is None:
        return _did(
            request,
            "designs",
            pk,
            lambda: operation(pk, design, seen=revision_seen(request), actor=request.user, at=now()),
        )
    if form.is_valid():
        typed = {"seen" if name == "revision" else name: value for name, value in form.cleaned_data.items()}
        attempt(form, lambda: operation(pk, design, **typed, actor=request.user, at=now()))
    if not form.errors:
        messages.success(request, _("Done."))
        return redirect("pavilion:designs", pk)
    return _show_designs(request, pk, DesignForm(), refused=(design, name, form))


@login_required
@require_safe
def design_file(request: PersonRequest, pk: int, design: int) -> FileResponse:
    """Return the file as uploaded, for people who may see the pavilion's desk."""
    found = get_object_or_404(designs_of(pavilion_for(request, pk)), pk=design)
    return kept_document(found.name, found.title, found.digest)


def _show_designs(
    request: PersonRequest,
    pk: int,
    form: DesignForm,
    refused: tuple[int, str, CommentForm | DecisionForm] | None = None,
) -> HttpResponse:
    pavilion = pavilion_for(request, pk)
    may_review = allowed("pavilions.review_designs", request.user)
    versions = []
    for design in designs_of(pavilion):
        comment_form, decision_form = CommentForm(auto_id=f"comment-{design.pk}-%s"), None
        if may_review and design.state == DesignState.SUBMITTED:
            decision_form = DecisionForm(auto_id=f"decide-{design.pk}-%s", initial={"revision": design.revision})
        if refused and refused[0] == design.pk:
            comment_form = refused[2] if isinstance(refused[2], CommentForm) else comment_form
            decision_form = refused[2] if isinstance(refused[2], DecisionForm) else decision_form
        versions.append((design, DESIGN_LIFECYCLE.transitions[design.state], comment_form, decision_form))
    answer = show(
        request,
        "designs",
        pavilion,
        versions=versions,
        form=form,
        may_discuss=allowed("pavilions.discuss_design", request.user, pavilion),
    )
    answer.status_code = 422 if refused else answer.status_code
    return answer


def _did(request: PersonRequest, page: str, pk: int, operation: Callable[[], object]) -> HttpResponse:
    perform(request, operation, _("Done."))
    return redirect(f"pavilion:{page}", pk)
