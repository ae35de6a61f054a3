"""The contacts of a company, on its own pages and on those of organizers."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.company_contacts.forms import FIELDS, ContactChangeForm, ContactForm
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.operations import add_contact, change_contact, remove_contact
from exhibitors.companies.company_contacts.queries import contacts_of
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_visible_to
from exhibitors.companies.views.access import DeskRequest, company_for
from pavilions.permissions import for_organizers

EDIT = "exhibitors.edit_company"


@dataclass(frozen=True)
class Place:
    """The pages that the contacts belong to: those of an exhibitor, or those of organizers."""

    company: Company
    is_desk: bool

    @property
    def company_url(self) -> str:
        return reverse("desk:company" if self.is_desk else "organizer:company", args=[self.company.pk])

    @property
    def list_url(self) -> str:
        return reverse("desk:contacts" if self.is_desk else "organizer:company_contacts", args=[self.company.pk])

    @property
    def edit_name(self) -> str:
        return "desk:contact" if self.is_desk else "organizer:company_contact"

    @property
    def remove_name(self) -> str:
        return "desk:contact_remove" if self.is_desk else "organizer:company_contact_remove"


@login_required
@require_http_methods(["GET", "POST"])
def desk_index(request: DeskRequest, company: int) -> HttpResponse:
    """Show the contacts of a company, or add one."""
    return _index(request, Place(company_for(request, company), is_desk=True))


@login_required
@require_http_methods(["GET", "POST"])
def desk_edit(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    return _edit(request, Place(company_for(request, company), is_desk=True), pk)


@login_required
@require_POST
def desk_remove(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    return _remove(request, Place(company_for(request, company), is_desk=True), pk)


@for_organizers
@require_http_methods(["GET", "POST"])
def index(request: PersonRequest, company: int) -> HttpResponse:
    """Show the contacts of a company, or add one."""
    return _index(request, Place(_visible(request, company), is_desk=False))


@for_organizers
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, company: int, pk: int) -> HttpResponse:
    return _edit(request, Place(_visible(request, company), is_desk=False), pk)


@for_organizers
@require_POST
def remove(request: PersonRequest, company: int, pk: int) -> HttpResponse:
    return _remove(request, Place(_visible(request, company), is_desk=False), pk)


def _visible(request: PersonRequest, pk: int) -> Company:
    return get_object_or_404(companies_visible_to(request.user), pk=pk)


def _index(request: PersonRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        require(EDIT, request.user, place.company)
    form = ContactForm(request.POST or None)
    added = attempt(form, lambda: add_contact(place.company.pk, form.record, actor=request.user, at=now()))
    if added:
        messages.success(request, _("%(contact)s has been added.") % {"contact": added})
        return redirect(place.list_url)
    context = {
        "place": place,
        "company": place.company,
        "contacts": contacts_of(place.company.pk),
        "form": form,
        "may_edit": allowed(EDIT, request.user, place.company),
    }
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/company_contacts/contacts.html", context, status=status)


def _edit(request: PersonRequest, place: Place, pk: int) -> HttpResponse:
    require(EDIT, request.user, place.company)
    contact = get_object_or_404(CompanyContact, pk=pk, company=place.company)
    shown = {**model_to_dict(contact, FIELDS), "revision": contact.revision}
    form = ContactChangeForm(request.POST or None, initial=shown)
    saved = attempt(form, lambda: change_contact(pk, form.record, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The contact has been saved."))
        return redirect(place.list_url)
    context = {"place": place, "company": place.company, "contact": contact, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/company_contacts/contact_form.html", context, status=status)


def _remove(request: PersonRequest, place: Place, pk: int) -> HttpResponse:
    require(EDIT, request.user, place.company)
    contact = get_object_or_404(CompanyContact, pk=pk, company=place.company)
    perform(
        request,
        lambda: remove_contact(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("%(contact)s has been removed.") % {"contact": contact},
    )
    return redirect(place.list_url)
