"""Companies as organizers see them: the list, one company, its verification, and ending all that it claims."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.audit.history import newest_first
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.mail.kinds import name_of_kind
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.blocks.queries import waiting_block_applications
from exhibitors.companies.company_contacts.queries import contacts_of
from exhibitors.companies.company_ownership.forms import DomainsForm
from exhibitors.companies.company_ownership.operations import vouch_for_domains
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.forms import OrganizerCompanyForm, OrganizerInvitationForm, written_record
from exhibitors.companies.models import Company, CompanyInvitation
from exhibitors.companies.office_notes.forms import NoteForm, TaskForm
from exhibitors.companies.office_notes.queries import (
    notes_of_company,
    office_history,
    office_record_of,
    tasks_of_company,
)
from exhibitors.companies.operations import (
    change_company,
    invite_colleague,
    refuse_company,
    verify_company,
    withdraw_invitation,
)
from exhibitors.companies.queries import (
    companies_visible_to,
    members_of,
    open_invitations,
    waiting_name_change,
)
from exhibitors.companies.states import CompanyRole
from exhibitors.office.company_merges.queries import merges_of
from exhibitors.office.company_records.filters import CompanyFilter
from exhibitors.office.company_records.forms import EndClaimsForm, RefusalForm
from exhibitors.office.company_records.operations import allow_claims, end_claims
from exhibitors.office.company_records.queries import (
    bill_tos_of,
    claims_listed,
    company_history,
    letters_of,
    listed_companies,
    money_of,
    record_of,
)
from exhibitors.office.company_records.tables import COMPANY_COLUMNS, CompanyTable, company_rows
from exhibitors.states import UNDECIDED
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def companies(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List every company on record, or download the same rows."""
    edition = edition_of(request)
    found = CompanyFilter(request.GET, queryset=listed_companies(request.user, edition), edition=edition)
    rows = found.qs.order_by("name", "pk")
    if kind:
        lines = company_rows(in_pieces(rows))
        return download(f"companies-{edition.number}", kind, COMPANY_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/company_records/companies.html",
        CompanyTable(rows, orderable=found.is_of_edition),
        filter=found,
        exports=export_links(request.GET, "organizer:companies_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def company(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the record of a company, its people, what it did in each edition, and its history."""
    return show_company(request, _company(request, pk))


def show_company(
    request: PersonRequest,
    found: Company,
    refused: RevisionForm | None = None,
    *,
    invitation: OrganizerInvitationForm | None = None,
    domains: DomainsForm | None = None,
    note: NoteForm | None = None,
    task: TaskForm | None = None,
) -> HttpResponse:
    """Render a company. Each form given has just been refused and keeps what was typed.

    `refused` is the form of a decision on the company, `invitation` that of an invitation, `domains` that of its mail
    domains, `note` that of a note, and `task` that of a task.
    """
    edition = edition_shown(request)
    members = members_of(found.pk)
    context = {
        "company": found,
        "edition": edition,
        "time_zone": edition.time_zone if edition else "UTC",
        "members": members,
        "invitations": open_invitations(found.pk, at=now()),
        "record": record_of(found),
        "history": newest_first([*company_history(found, viewer=request.user), *office_history(found)]),
        "refused": refused,
        "refusal": refused if isinstance(refused, RefusalForm) else RefusalForm(),
        "invitation_form": invitation
        or OrganizerInvitationForm(initial={} if members else {"role": CompanyRole.OWNER}, auto_id="invite_%s"),
        "domains_form": domains or DomainsForm(initial={"domains": ", ".join(found.mail_domains)}, auto_id="mail_%s"),
        "name_change": waiting_name_change(found.pk),
        "contacts": contacts_of(found.pk),
        "merges": merges_of(found, at=now()),
        **_office_of(request, found),
        "note_form": note or NoteForm(initial={"on_date": _today()}),
        "task_form": task or TaskForm(initial={"person": request.user.pk}),
        "may_merge": allowed("exhibitors.merge_companies", request.user),
        "may_book": edition is not None and allowed("exhibitors.book_for", request.user, found),
        "may_edit": allowed("exhibitors.edit_company", request.user, found),
        "may_invite": allowed("exhibitors.manage_members", request.user, found),
        "may_mark_small": found.merged_into_id is None and allowed("exhibitors.mark_small_companies", request.user),
        "may_verify": found.merged_into_id is None and allowed("exhibitors.verify_companies", request.user),
        "may_end_claims": found.merged_into_id is None and allowed("exhibitors.end_claims", request.user),
    }
    status = 422 if any((refused, invitation, domains, note, task)) else 200
    return render(request, "exhibitors/company_records/organizer_company.html", context, status=status)


def _office_of(request: PersonRequest, found: Company) -> dict[str, object]:
    """Return what the office keeps about a company. Money is left out for people who may not see it.

    These see the kinds of letters instead of their subjects, in which an amount may stand.
    """
    sees_money = allowed("exhibitors.run_payments", request.user)
    return {
        "office": office_record_of(found.pk),
        "bill_tos": bill_tos_of(found),
        "notes": notes_of_company(found.pk),
        "tasks": tasks_of_company(found.pk, today=_today()),
        "money": money_of(found, today=_today()) if sees_money else None,
        "letters": [
            (letter, (sees_money and letter.subject) or name_of_kind(letter.kind)) for letter in letters_of(found)
        ],
        "may_note": allowed("exhibitors.note_on_company", request.user, found),
        "may_remove_notes": allowed("exhibitors.remove_company_note", request.user, None),
        "may_keep_office": allowed("exhibitors.keep_office_record", request.user, found),
    }


@for_organizers
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct the record of a company. If the country changes, the company's m² move with it."""
    found = _company(request, pk)
    require("exhibitors.edit_company", request.user, found)
    shown = {**model_to_dict(found, FIELD_NAMES), "revision": found.revision}
    form = OrganizerCompanyForm(request.POST or None, initial=shown)
    actor = request.user
    saved = attempt(
        form,
        lambda: change_company(
            pk,
            written_record(form),
            seen=form.seen,
            despite_namesakes=form.is_another_company,
            actor=actor,
            at=now(),
        ),
    )
    if saved:
        messages.success(request, _("The record has been saved."))
        return redirect("organizer:company", pk)
    status = 422 if form.is_bound else 200
    context = {"company": found, "form": form}
    return render(request, "exhibitors/company_records/organizer_company_form.html", context, status=status)


@for_organizers
@require_POST
def invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Invite somebody by mail to act for the company."""
    found = _company(request, pk)
    require("exhibitors.manage_members", request.user, found)
    form = OrganizerInvitationForm(request.POST, auto_id="invite_%s")
    invited = attempt(form, lambda: invite_colleague(pk, **form.cleaned_data, actor=request.user, at=now()))
    if invited is None:
        return show_company(request, found, invitation=form)
    messages.success(request, _("An invitation has been sent to %(email)s.") % {"email": invited.email})
    return redirect("organizer:company", pk)


@for_organizers
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation to act for a company."""
    invitation = get_object_or_404(CompanyInvitation, pk=pk, company__in=companies_visible_to(request.user))
    require("exhibitors.manage_members", request.user, invitation.company)
    done = _("The invitation has been withdrawn.")
    perform(request, lambda: withdraw_invitation(pk, actor=request.user, at=now()), done)
    return redirect("organizer:company", invitation.company_id)


@for_organizers
@require_POST
def verify(request: PersonRequest, pk: int) -> HttpResponse:
    done = _("%(company)s has been verified. Its owners will be notified by email.")
    return _decide(request, pk, RevisionForm(request.POST), verify_company, done, redirect("organizer:company_checks"))


@for_organizers
@require_POST
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    done = _("The verification of %(company)s has been refused. Its owners will be notified by email.")
    return _decide(request, pk, RefusalForm(request.POST), refuse_company, done, redirect("organizer:company", pk))


@for_organizers
@require_POST
def domains(request: PersonRequest, pk: int) -> HttpResponse:
    """Record which domains are the company's own, besides that of its website."""
    form = DomainsForm(request.POST, auto_id="mail_%s")
    company = _company(request, pk)
    if decided(form, vouch_for_domains, pk, actor=request.user) is None:
        return show_company(request, company, domains=form)
    messages.success(request, _("The mail domains have been saved."))
    return redirect("organizer:company", pk)


@for_organizers
@require_POST
def allow(request: PersonRequest, pk: int) -> HttpResponse:
    done = _("%(company)s can claim space again.")
    return _decide(request, pk, RevisionForm(request.POST), allow_claims, done, redirect("organizer:company", pk))


def _decide(
    request: PersonRequest,
    pk: int,
    form: RevisionForm,
    operation: Callable[..., Company],
    done: str,
    after: HttpResponse,
) -> HttpResponse:
    """Run the operation and return `after`, or show the company as it is now with the refusal."""
    company = _company(request, pk)
    if decided(form, operation, pk, actor=request.user):
        messages.success(request, done % {"company": company})
        return after
    return show_company(request, _company(request, pk), form)


@for_organizers
@require_http_methods(["GET", "POST"])
def end_all(request: PersonRequest, pk: int) -> HttpResponse:
    """Preview what would be released, or end all of it at once with a reason."""
    company = _company(request, pk)
    require("exhibitors.end_claims", request.user)
    form = EndClaimsForm(request.POST if request.method == "POST" else None)
    ended = attempt(form, lambda: end_claims(pk, **form.cleaned_data, actor=request.user, at=now()))
    if ended is not None:
        words = {"company": company, "count": len(ended)}
        messages.success(
            request,
            _("Bookings of %(company)s ended: %(count)d. The company will be notified in one email.") % words,
        )
        return redirect("organizer:company", pk)
    bookings = claims_listed(company)
    undecided = [booking for booking in bookings if booking.state in UNDECIDED]
    context = {
        "company": company,
        "undecided": undecided,
        "booked": [booking for booking in bookings if booking.state not in UNDECIDED],
        "booths": sum(booking.booths for booking in undecided),  # type: ignore[attr-defined]  # by claims_listed
        "area_sqm": sum(booking.claimed_sqm for booking in undecided),  # type: ignore[attr-defined]
        "applications": waiting_block_applications(company.pk).select_related("block"),
        "form": form,
        "ticked": {str(each) for each in form["booked"].value() or []},
    }
    return render(request, "exhibitors/company_records/end_claims.html", context, status=422 if form.is_bound else 200)


def _today() -> date:
    return day_of(now(), get_default_timezone())


def _company(request: PersonRequest, pk: int) -> Company:
    return get_object_or_404(companies_visible_to(request.user), pk=pk)
