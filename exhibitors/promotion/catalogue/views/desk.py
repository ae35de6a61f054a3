"""The desk pages for an exhibitor's exhibits, be it a company or a national pavilion: list, add, change, withdraw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.brand import brand_of
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for
from exhibitors.promotion.catalogue.filters import OwnExhibitFilter
from exhibitors.promotion.catalogue.forms import ExhibitChangeForm, ExhibitForm, PictureForm
from exhibitors.promotion.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.promotion.catalogue.operations.exhibits import (
    add_exhibit,
    add_pavilion_exhibit,
    add_picture,
    change_exhibit,
    publish_exhibit,
    remove_picture,
    withdraw_exhibit,
)
from exhibitors.promotion.catalogue.queries.exhibits import exhibits_of, exhibits_visible_to, with_pictures
from exhibitors.promotion.catalogue.states import DebutState, ExhibitState
from exhibitors.promotion.catalogue.tables import EXHIBIT_COLUMNS, OwnExhibitTable, exhibit_rows
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

TRANSITIONS: dict[str, Callable[..., Exhibit]] = {"withdraw": withdraw_exhibit, "publish": publish_exhibit}
SEE, EDIT = "exhibitors.see_exhibits", "exhibitors.edit_exhibits"


@login_required
@require_safe
def index(request: DeskRequest, shown_by: str, pk: int, kind: str = "") -> HttpResponseBase:
    """Show the exhibits of a company or pavilion, or return the same rows as a file."""
    exhibitor, edition = exhibitor_for(request, shown_by, pk, permission=SEE)
    exhibits = exhibits_of(exhibitor, edition)
    found = OwnExhibitFilter(request.GET, queryset=exhibits.prefetch_related(None) if kind else exhibits)
    if kind:
        rows = exhibit_rows(in_pieces(found.qs))
        return download(f"exhibits-{edition.number}", kind, EXHIBIT_COLUMNS, rows)
    with timezone.override(edition.zone):
        return list_page(
            request,
            "exhibitors/catalogue/desk_exhibits.html",
            OwnExhibitTable(found.qs),
            filter=found,
            has_any=exhibits.exists(),
            exports=export_links(request.GET, "exhibits:export", shown_by, pk),
            exhibitor=exhibitor,
            shown_by=shown_by,
            edition=edition,
            may_edit=allowed(EDIT, request.user, exhibitor),
            at_desk=allowed("pavilions.enter_organizer_desk", request.user),
            is_named=not isinstance(exhibitor, Company) or exhibitor.is_on_public_plans,
        )


@login_required
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest, shown_by: str, pk: int) -> HttpResponse:
    exhibitor, edition = exhibitor_for(request, shown_by, pk, permission=EDIT)
    form = ExhibitForm(request.POST or None)

    def add_it() -> Exhibit:
        if isinstance(exhibitor, Company):
            return add_exhibit(exhibitor.pk, edition.pk, form.terms(), actor=request.user, at=now())
        return add_pavilion_exhibit(exhibitor.pk, form.terms(), actor=request.user, at=now())

    if added := attempt(form, add_it):
        messages.success(request, _("The exhibit has been added. Pictures make it easier to find."))
        return redirect("exhibits:exhibit", added.pk)
    context = {"form": form, "exhibitor": exhibitor, "shown_by": shown_by, "edition": edition, "may_edit": True}
    return _page(request, context)


@login_required
@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an exhibit, with the form for people who may change it."""
    exhibit = exhibit_for(request, pk)
    form = form_of(exhibit, request.POST or None) if allowed(EDIT, request.user, exhibit) else None
    if form and (
        changed := attempt(form, lambda: change_exhibit(pk, form.terms(), seen=form.seen, actor=request.user, at=now()))
    ):
        if changed.debut_state == DebutState.CLAIMED:
            messages.success(request, _("The exhibit has been saved. The organizer will verify its debut."))
        else:
            messages.success(request, _("The exhibit has been saved."))
        return redirect("exhibits:exhibit", pk)
    return exhibit_page(request, exhibit, form=form, picture_form=PictureForm())


@login_required
@require_POST
def move(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Withdraw an exhibit, or publish it again."""
    if name not in TRANSITIONS:
        raise Http404
    exhibit_for(request, pk)
    perform(
        request,
        lambda: TRANSITIONS[name](pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Done."),
    )
    return redirect("exhibits:exhibit", pk)


def exhibitor_for(
    request: DeskRequest, shown_by: str, pk: int, *, permission: str
) -> tuple[Company | NationalPavilion, Edition]:
    """Return a company with the current edition, or a pavilion with its own.

    Raise `Http404` if the person may not know of it.
    """
    if shown_by == "company":
        edition = edition_shown(request)
        company = company_for(request, pk)
        require(permission, request.user, company)
        if edition is None:
            raise NoEdition
        return company, edition
    if shown_by != "pavilion" or "national" in brand_of(request).off:
        raise Http404
    pavilion = get_object_or_404(NationalPavilion.objects.select_related("edition"), pk=pk)
    if not allowed("pavilions.see_pavilion", request.user, pavilion):
        raise Http404
    require(permission, request.user, pavilion)
    return pavilion, pavilion.edition


def exhibit_for(request: DeskRequest, pk: int) -> Exhibit:
    """Return an exhibit that the person may see, and make its company the one that the menu shows."""
    exhibit = get_object_or_404(with_pictures(exhibits_visible_to(request.user)), pk=pk)
    if exhibit.company_id:
        request.company_at_hand = exhibit.company_id
    return exhibit


def exhibit_page(
    request: DeskRequest, exhibit: Exhibit, *, form: ExhibitForm | None, picture_form: PictureForm
) -> HttpResponse:
    may_edit = allowed(EDIT, request.user, exhibit)
    context = {
        "form": form,
        "picture_form": picture_form,
        "exhibit": exhibit,
        "exhibitor": exhibit.exhibitor,
        "shown_by": "company" if exhibit.company_id else "pavilion",
        "edition": exhibit.edition,
        "may_edit": may_edit,
        "may_withdraw": may_edit and exhibit.state == ExhibitState.PUBLISHED,
        "may_publish": may_edit and exhibit.state == ExhibitState.WITHDRAWN,
    }
    return _page(request, context)


def form_of(exhibit: Exhibit, sent: QueryDict | None = None) -> ExhibitChangeForm:
    initial = {**model_to_dict(exhibit, ExhibitForm.Meta.fields), "revision": exhibit.revision}
    return ExhibitChangeForm(sent, initial=initial)


def _page(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    bound = [form for name in ("form", "picture_form") if (form := context.get(name)) and form.is_bound]
    with timezone.override(context["edition"].zone):
        return render(request, "exhibitors/catalogue/desk_exhibit.html", context, status=422 if bound else 200)


@login_required
@require_POST
def add_exhibit_picture(request: DeskRequest, pk: int) -> HttpResponse:
    exhibit = exhibit_for(request, pk)
    require(EDIT, request.user, exhibit)
    form = PictureForm(request.POST, request.FILES)

    def add_it() -> ExhibitPicture:
        typed = form.cleaned_data
        words = {name: typed[name] for name in ("alt_text", "alt_text_zh")}
        return add_picture(pk, typed["picture"], **words, actor=request.user, at=now())

    if attempt(form, add_it):
        messages.success(request, _("The picture has been added."))
        return redirect("exhibits:exhibit", pk)
    return exhibit_page(request, exhibit, form=form_of(exhibit), picture_form=form)


@login_required
@require_POST
def remove_exhibit_picture(request: DeskRequest, pk: int, picture: int) -> HttpResponse:
    exhibit = exhibit_for(request, pk)
    get_object_or_404(ExhibitPicture, pk=picture, exhibit=exhibit)
    perform(request, lambda: remove_picture(picture, actor=request.user, at=now()), _("The picture has been removed."))
    return redirect("exhibits:exhibit", pk)
