"""The pages of the organizer's team: its members, invitations, and limiting and ending appointments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import SYSTEM
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.rate_limits import is_within_limit
from ciie.web.refusals import announce_refusal, attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.staff.filters import AccessFilter
from pavilions.floor.staff.forms import LIMITS_OF_ROLE, AppointmentLimitsForm, FirstPersonForm, StaffInvitationForm
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.floor.staff.operations import (
    accept_staff_invitation,
    end_appointment,
    invite_staff,
    limit_appointment,
    set_up_first_person,
    withdraw_staff_invitation,
)
from pavilions.floor.staff.queries import (
    has_been_set_up,
    limits_of,
    open_staff_invitations,
    people_with_access,
    permission_matrix,
    team,
)
from pavilions.floor.staff.tables import ACCESS_COLUMNS, PERMISSION_COLUMNS, AccessTable, access_rows, permission_rows
from pavilions.permissions import for_organizers, only

CODES_AN_HOUR = 20
HOUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Create the first administrator with the code that the server prints. Afterwards, say that there is one."""
    template = "pavilions/staff/set_up.html"
    form = FirstPersonForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, template, {"form": form, "is_done": has_been_set_up()})
    if not is_within_limit(request, "set-up", most=CODES_AN_HOUR, seconds=HOUR):
        form.add_error(None, _("Too many attempts from your network. Try again in an hour."))
        return render(request, template, {"form": form}, status=429)
    language = get_language() or "en"

    def create() -> User:
        typed = form.cleaned_data
        about = {"email": typed["email"], "name": typed["name"], "password": typed["password1"]}
        return set_up_first_person(typed["code"], **about, language=language, actor=SYSTEM, at=now())

    if person := attempt(form, create):
        messages.success(request, _("%(person)s is the first administrator. Sign in to go on.") % {"person": person})
        onwards = urlencode({"next": reverse("web:start")})
        return redirect(f"{reverse('account_login')}?{onwards}")
    return render(request, template, {"form": form, "is_done": has_been_set_up()}, status=422)


@for_organizers
@require_safe
def list_team(request: PersonRequest) -> HttpResponse:
    context = {
        "team": [(appointment, limits_of(appointment)) for appointment in team()],
        "invitations": [(invitation, limits_of(invitation)) for invitation in open_staff_invitations(at=now())],
        "may_appoint": allowed("pavilions.appoint_staff", request.user),
        "limited_roles": LIMITS_OF_ROLE,
    }
    return render(request, "pavilions/staff/team.html", context)


@only("pavilions.appoint_staff")
@require_safe
def access(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show for the yearly audit who may do what, with second factors and last sign-ins, or return it as a file."""
    found = AccessFilter(request.GET, queryset=people_with_access())
    if kind:
        return download("access", kind, ACCESS_COLUMNS, access_rows(found.qs))
    exports = export_links(request.GET, "staff:access_export")
    return list_page(request, "pavilions/staff/access.html", AccessTable(found.qs), filter=found, exports=exports)


@only("pavilions.appoint_staff")
@require_safe
def permission_list(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show every permission and the roles that have it, as the rules define it, or return it as a file."""
    rows = list(permission_rows(permission_matrix()))
    if kind:
        return download("permissions", kind, PERMISSION_COLUMNS, rows)
    exports = export_links(request.GET, "staff:permissions_export")
    context = {"columns": PERMISSION_COLUMNS, "rows": rows, "exports": exports}
    return render(request, "pavilions/staff/permissions.html", context)


@only("pavilions.appoint_staff")
@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest) -> HttpResponse:
    form = StaffInvitationForm(request.POST if request.method == "POST" else None)
    invitation = attempt(form, lambda: invite_staff(**form.cleaned_data, actor=request.user, at=now()))
    if invitation:
        messages.success(request, _("An invitation will be sent to %(email)s.") % {"email": invitation.email})
        return redirect("staff:list")
    return render(request, "pavilions/staff/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@only("pavilions.appoint_staff")
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    try:
        invitation = withdraw_staff_invitation(pk, actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, _("The invitation to %(email)s has been withdrawn.") % {"email": invitation.email})
    return redirect("staff:list")


@only("pavilions.appoint_staff")
@require_http_methods(["GET", "POST"])
def limit(request: PersonRequest, pk: int) -> HttpResponse:
    """Limit an appointment; raise 404 for a role that cannot be limited."""
    found = get_object_or_404(Appointment.objects.select_related("user"), pk=pk, role__in=LIMITS_OF_ROLE)
    form = AppointmentLimitsForm(request.POST if request.method == "POST" else None, found)
    saved = attempt(form, lambda: limit_appointment(pk, **form.limits, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The limits of %(person)s have been changed.") % {"person": found.user})
        return redirect("staff:list")
    context = {"appointment": found, "form": form}
    return render(request, "pavilions/staff/limit.html", context, status=422 if form.is_bound else 200)


@only("pavilions.appoint_staff")
@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    perform(
        request,
        lambda: end_appointment(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The appointment has been ended."),
    )
    return redirect("staff:list")


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Accept an invitation by the link in the mail, for the person with the invited address only."""
    invitation = get_object_or_404(StaffInvitation, pk=pk, email__iexact=request.user.email)
    is_open = not (invitation.accepted_at or invitation.withdrawn_at) and invitation.expires_at > now()
    if request.method == "POST":
        accept_staff_invitation(pk, actor=request.user, at=now())
        messages.success(request, _("You are now %(role)s.") % {"role": invitation.get_role_display()})
        return redirect("web:start")
    context = {"invitation": invitation, "is_open": is_open, "limits": limits_of(invitation)}
    return render(request, "pavilions/staff/accept.html", context)
