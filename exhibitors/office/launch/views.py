"""The page on which an edition is set up and opened, and the page that stands in where there is no edition yet."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.defaults import page_not_found

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.office.launch.forms import OpeningForm
from exhibitors.office.launch.queries import obstacles, steps_of, warnings
from pavilions.floor.editions.operations.editions import open_edition
from pavilions.floor.editions.queries import current_edition
from pavilions.floor.editions.requests import address_in, edition_shown
from pavilions.floor.editions.views import NoEdition, edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.staff.queries import has_been_set_up
from pavilions.permissions import for_organizers, only
from pavilions.states import EditionStatus


@for_organizers
@require_safe
def set_up(request: PersonRequest) -> HttpResponse:
    """Show every step from an empty installation to an edition on sale, and what is missing in each."""
    edition = edition_of(request) if request.GET.get("edition") else edition_shown(request)
    return _page(request, edition)


@only("pavilions.run_edition")
@require_POST
def open_for_booking(request: PersonRequest, number: int) -> HttpResponse:
    """Open an edition. What would go wrong takes a tick; what makes selling impossible is refused."""
    edition = get_object_or_404(Edition, number=number)
    form = OpeningForm(request.POST, goes_wrong=bool(warnings(steps_of(edition, at=now()))))
    if attempt(form, lambda: open_edition(edition.pk, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("%(edition)s is open for booking.") % {"edition": edition})
        current = current_edition(now(), edition.fair_id)
        if current and current != edition:
            names = {"current": current, "edition": edition, "address": address_in(number, "home")}
            sentence = _("The home page remains that of %(current)s. The pages of %(edition)s are at %(address)s.")
            messages.info(request, sentence % names)
        return redirect("edition:detail", number)
    return _page(request, edition, form)


def _page(request: PersonRequest, edition: Edition | None, form: OpeningForm | None = None) -> HttpResponse:
    at = now()
    steps = steps_of(edition, at=at)
    wrong = warnings(steps)
    may_open = edition is not None and edition.status in {EditionStatus.PLANNING, EditionStatus.CLOSED}
    if edition and form is None:
        form = OpeningForm(goes_wrong=bool(wrong), initial={"revision": edition.revision})
    context = {
        "edition": edition,
        "steps": [(step, allowed(step.permission, request.user)) for step in steps],
        "done": sum(step.is_done for step in steps),
        "obstacles": obstacles(edition, at=at) if edition else [],
        "warnings": wrong,
        "may_open": may_open and allowed("pavilions.run_edition", request.user),
        "form": form,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "exhibitors/launch/set_up.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handle every 404 of a page (`handler404`). Where only the edition is missing yet, say what comes first."""
    if not isinstance(exception, NoEdition):
        return page_not_found(request, exception)
    is_organizer = allowed("pavilions.enter_organizer_desk", request.user)
    context = {
        "layout": "base.html" if is_organizer else "layout/public.html",
        "is_organizer": is_organizer,
        "is_set_up": is_organizer or has_been_set_up(),
    }
    status = HTTPStatus.OK if request.method in {"GET", "HEAD"} else HTTPStatus.CONFLICT
    response = render(request, "exhibitors/launch/no_edition.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"  # so that search engines come back for the page itself
    return response
