"""The record of a company as its own people see and change it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.companies.company_ownership.queries import companies_without_owner
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.forms import CompanyChangeForm, NewCompanyForm, written_record
from exhibitors.companies.models import Company, NameChange
from exhibitors.companies.operations import change_company, identity_of, register_company, verify_by_proof
from exhibitors.companies.queries import waiting_name_change
from exhibitors.companies.states import Verification
from exhibitors.companies.views.access import COMPANY_KEY, DeskRequest, company_for
from exhibitors.office.company_records.operations import withdraw_name_change
from exhibitors.office.company_records.queries import company_history
from pavilions.floor.editions.requests import edition_shown


@login_required
@require_http_methods(["GET", "POST"])
def register(request: DeskRequest) -> HttpResponse:
    form = NewCompanyForm(request.POST or None)
    company = attempt(
        form,
        lambda: register_company(
            written_record(form), despite_namesakes=form.is_another_company, actor=request.user, at=now()
        ),
    )
    if company:
        request.session[COMPANY_KEY] = company.pk
        done = _(
            "%(company)s has been registered. It is not verified yet; the company record shows how much it "
            "can book until then."
        )
        if company.verification == Verification.VERIFIED:
            done = _("%(company)s has been registered.")
        messages.success(request, done % {"company": company})
        edition = edition_shown(request)
        if edition is not None and edition.takes_bookings(now()):
            return redirect("desk:halls", company=company.pk)
        return redirect("desk:dashboard")
    return _form_page(request, {"form": form, "company": None, **_claimable(form, request.user)})


@login_required
@require_safe
def show(request: DeskRequest, company: int) -> HttpResponse:
    subject = company_for(request, company)
    context = {
        "company": subject,
        "edition": edition_shown(request),
        "history": company_history(subject, viewer=request.user),
        "may_edit": allowed("exhibitors.edit_company", request.user, subject),
        "may_rename": allowed("exhibitors.rename_company", request.user, subject),
        "name_change": waiting_name_change(subject.pk),
    }
    return render(request, "exhibitors/company_records/desk_company.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, company: int) -> HttpResponse:
    subject = company_for(request, company, permission="exhibitors.edit_company")
    shown = {**model_to_dict(subject, FIELD_NAMES), "revision": subject.revision}
    form = CompanyChangeForm(request.POST or None, initial=shown)
    saved = attempt(
        form,
        lambda: change_company(
            company,
            written_record(form),
            seen=form.seen,
            despite_namesakes=form.is_another_company,
            actor=request.user,
            at=now(),
        ),
    )
    if saved:
        messages.success(request, _saved_words(saved, form))
        return redirect("desk:company", company=company)
    context = {
        "form": form,
        "company": subject,
        "name_change": waiting_name_change(subject.pk),
        "may_rename": allowed("exhibitors.rename_company", request.user, subject),
    }
    return _form_page(request, context)


def _saved_words(company: Company, form: CompanyChangeForm) -> str:
    """Return what the next page says, such as that the name and country that were typed wait for the organizer."""
    typed = written_record(form)
    if any(typed[field] != value for field, value in identity_of(company).items()):
        return _(
            "The record has been saved. The company appears as %(company)s until the organizer has agreed to the new "
            "name and country."
        ) % {"company": company}
    return _("The record has been saved.")


@login_required
@require_POST
def withdraw_name(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    """Withdraw a change of name or country that waits for the organizer."""
    company_for(request, company, permission="exhibitors.rename_company")
    get_object_or_404(NameChange, pk=pk, company=company)
    perform(
        request,
        lambda: withdraw_name_change(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The change has been withdrawn."),
    )
    return redirect("desk:company", company=company)


@login_required
@require_POST
def publicity(request: DeskRequest, company: int) -> HttpResponse:
    """Show the company's name on public plans if `named` is 1, and hide it otherwise."""
    company_for(request, company, permission="exhibitors.edit_company")
    is_named = request.POST.get("named") == "1"
    set_publicity(company, is_named=is_named, seen=revision_seen(request), actor=request.user, at=now())
    named = _("Your name will be shown on public plans once a booking is approved.")
    messages.success(request, named if is_named else _("Your name is not shown on public plans."))
    return redirect("desk:company", company=company)


@login_required
@require_POST
def verify(request: DeskRequest, company: int) -> HttpResponse:
    """Check again whether anything verifies the company, such as an address that has been confirmed in the meantime."""
    subject = company_for(request, company, permission="exhibitors.edit_company")
    verified = _("%(company)s has been verified.") % {"company": subject}
    perform(request, lambda: verify_by_proof(company, actor=request.user, at=now()), verified)
    return redirect("desk:company", company=company)


def _claimable(form: NewCompanyForm, person: User) -> dict[str, object]:
    """Return a company of this name and country on record that nobody owns, and the URL at which it can be claimed.

    Both are returned only if the name was refused.
    """
    if "name" not in form.errors:
        return {}
    asked = {"name": form.data.get("name", ""), "country": form.data.get("country", "")}
    claimable = companies_without_owner(**asked, person=person)
    return {"claimable": next(iter(claimable), None), "claim_url": reverse("desk:company_claim", query=asked)}


def _form_page(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, "exhibitors/company_records/company_form.html", context, status=status)
