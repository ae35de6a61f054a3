from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from exhibitors.companies.queries import invitations_for
from exhibitors.companies.views.access import COMPANY_KEY, current_membership, memberships_at_hand
from exhibitors.desk.queries import desk_of
from pavilions.editions.queries import current_edition


@login_required
@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """What to do next, for each company of this person."""
    at, edition = now(), current_edition()
    context = {
        "edition": edition,
        "takes_bookings": edition is not None and edition.takes_bookings(at),
        "current": current_membership(request, memberships_at_hand(request.user)),
        "companies": desk_of(request.user, edition, at=at),
        "invitations": invitations_for(request.user, at=at),
    }
    return render(request, "exhibitors/desk/dashboard.html", context)


@login_required
@require_POST
def switch_company(request: PersonRequest) -> HttpResponse:
    """Let the menu be about another company of this person from here on."""
    wanted = request.POST.get("company", "")
    if wanted in {str(pk) for pk in request.user.memberships.values_list("company_id", flat=True)}:
        request.session[COMPANY_KEY] = int(wanted)
    return redirect("desk:dashboard")
