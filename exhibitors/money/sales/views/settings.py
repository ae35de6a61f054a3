"""The page of an edition's sales settings, and the forms that change them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.country_names import country_name
from ciie.web.refusals import attempt
from ciie.web.revision_forms import RevisionForm
from ciie.web.templatetags.interface import money
from exhibitors.money.sales.forms.settings import CancellationForm, DunningForm, RowsForm, ScheduleForm, SettingsForm
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.terms_of_sale.words import due_words, late_words, percent_words, share_words, until_words
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only


@dataclass(frozen=True)
class Part:
    """A list of rows: its heading, its form, and the operation that sets it."""

    title: Promise
    form: type[RowsForm]
    rows_of: Callable[[SalesSettings], Any]
    save: Callable[..., SalesSettings]


PARTS = {
    "schedule": Part(
        gettext_lazy("Payment schedule"), ScheduleForm, lambda settings: settings.schedule_terms, set_schedule
    ),
    "reminders": Part(
        pgettext_lazy("late payments", "Reminders"), DunningForm, lambda settings: settings.dunning_levels, set_dunning
    ),
    "cancellation": Part(
        gettext_lazy("Cancellation fees"),
        CancellationForm,
        lambda settings: settings.cancellation_terms,
        set_cancellation,
    ),
}


@for_organizers
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show in words what follows acceptance in an edition."""
    edition = edition_of(request)
    settings, currency = settings_of(edition), edition.currency
    context = {
        "edition": edition,
        "settings": settings,
        "country": country_name(settings.country) if settings.country else "",
        "may_set": allowed("exhibitors.set_sales", request.user),
        "goes_by_offer": edition.goes_by_offer,
        "schedule": [
            (term.kind.label, share_words(term, currency), due_words(term)) for term in settings.schedule_terms
        ],
        "levels": [
            (late_words(level), level.tone.label, money(level.fee, currency) if level.fee else "–")
            for level in settings.dunning_levels
        ],
        "cancellation": [(until_words(term), percent_words(term.percent)) for term in settings.cancellation_terms],
    }
    return render(request, "exhibitors/sales/settings.html", context)


@only("exhibitors.set_sales")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest) -> HttpResponse:
    """Change the single values of the settings."""
    edition = edition_of(request)
    settings = settings_of(edition)
    form = SettingsForm(request.POST or None, instance=settings, initial={"revision": settings.revision})

    def save() -> SalesSettings:
        return change_sales_settings(edition.pk, form.values, seen=form.seen, actor=request.user, at=now())

    return _edit(request, edition, form, save, gettext_lazy("From offer to payment"))


@only("exhibitors.set_sales")
@require_http_methods(["GET", "POST"])
def rows(request: PersonRequest, part: str) -> HttpResponse:
    """Change the rows of one of the `PARTS`."""
    edition = edition_of(request)
    if part not in PARTS:
        raise Http404
    about, settings = PARTS[part], settings_of(edition)
    form = about.form(request.POST or None, rows=about.rows_of(settings), revision=settings.revision)

    def save() -> SalesSettings:
        return about.save(edition.pk, form.typed, seen=form.seen, actor=request.user, at=now())

    return _edit(request, edition, form, save, about.title)


def _edit(
    request: PersonRequest, edition: Edition, form: RevisionForm, save: Callable[[], SalesSettings], title: Promise
) -> HttpResponse:
    if form.is_bound and attempt(form, save) is not None:
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('organizer:sales_settings')}?edition={edition.number}")
    context = {"edition": edition, "form": form, "title": title}
    return render(request, "exhibitors/sales/settings_form.html", context, status=422 if form.is_bound else 200)
