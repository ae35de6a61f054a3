"""Published figures of editions: the list, entering one, correcting one, and its history."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt
from exhibitors.money.approvals.models import Approval
from exhibitors.promotion.published_figures.filters import PublishedFigureFilter
from exhibitors.promotion.published_figures.forms import CorrectFigureForm, PublishFigureForm
from exhibitors.promotion.published_figures.operations import correct_edition_figure, publish_edition_figure
from exhibitors.promotion.published_figures.queries import newest_begun, published_figure_history, published_figures
from exhibitors.promotion.published_figures.states import FigureKind
from exhibitors.promotion.published_figures.tables import (
    PUBLISHED_FIGURE_COLUMNS,
    PublishedFigureTable,
    published_figure_rows,
)
from pavilions.permissions import for_organizers, only

MAY = "exhibitors.publish_figures"


@for_organizers
@require_safe
def published(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the figures, or return the same rows as a file."""
    found = PublishedFigureFilter(request.GET, queryset=published_figures())
    if kind:
        return download("published-figures", kind, PUBLISHED_FIGURE_COLUMNS, published_figure_rows(found.qs))
    return list_page(
        request,
        "exhibitors/published_figures/published_figures.html",
        PublishedFigureTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "organizer:published_figures_export"),
        may_publish=allowed(MAY, request.user),
    )


@only(MAY)
@require_http_methods(["GET", "POST"])
def publish(request: PersonRequest) -> HttpResponse:
    form = PublishFigureForm(request.POST or None, initial={"edition": newest_begun(now()), **request.GET.dict()})
    if form.is_valid():
        edition, kind = form.cleaned_data["edition"], FigureKind(form.cleaned_data["kind"])
        figure = attempt(
            form, lambda: publish_edition_figure(edition.pk, kind, form.statement, actor=request.user, at=now())
        )
        if isinstance(figure, Approval):
            return _wait(request, figure)
        if figure:
            messages.success(request, _("The figure has been published."))
            return redirect("organizer:published_figure", figure.pk)
    form.ask_for_second_look()
    context = {"form": form}
    return render(
        request,
        "exhibitors/published_figures/published_figure_form.html",
        context,
        status=422 if form.is_bound else 200,
    )


@for_organizers
@require_http_methods(["GET", "POST"])
def published_figure(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one figure with its source and history. A POST corrects it."""
    figure = get_object_or_404(published_figures(), pk=pk)
    seen = {"value": figure.number, "source": figure.source, "source_zh": figure.source_zh}
    seen |= {"link": figure.link, "revision": figure.revision}
    form = CorrectFigureForm(request.POST or None, initial=seen, kind=figure.kind)
    if form.is_valid():
        corrected = attempt(
            form,
            lambda: correct_edition_figure(
                pk, form.statement, reason=form.cleaned_data["reason"], seen=form.seen, actor=request.user, at=now()
            ),
        )
        if isinstance(corrected, Approval):
            return _wait(request, corrected)
        if corrected:
            messages.success(request, _("The correction has been published. Earlier days keep the figure they had."))
            return redirect("organizer:published_figure", pk)
    form.ask_for_second_look()
    context = {
        "figure": figure,
        "form": form,
        "history": published_figure_history(figure),
        "may_publish": allowed(MAY, request.user),
    }
    return render(
        request,
        "exhibitors/published_figures/organizer_published_figure.html",
        context,
        status=422 if form.is_bound else 200,
    )


def _wait(request: PersonRequest, proposed: Approval) -> HttpResponse:
    messages.info(request, _("Proposed. The figure is published once a second person agrees."))
    return redirect("organizer:approval", proposed.pk)
