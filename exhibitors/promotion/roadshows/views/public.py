"""Public pages of roadshows: the list, registering for one, and the mailed link that confirms or withdraws that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.signed_links import read_link_token
from ciie.web.previews import canonical_address
from ciie.web.rate_limits import is_within_limit
from ciie.web.refusals import attempt
from ciie.web.revalidation import revalidated
from exhibitors.promotion.roadshows.documents import structured_roadshow
from exhibitors.promotion.roadshows.forms import RegistrationForm
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import ask_for_registration, confirm_registration, withdraw_registration
from exhibitors.promotion.roadshows.queries import promotion_of, public_roadshows
from exhibitors.promotion.roadshows.states import RegistrationState, RoadshowState
from exhibitors.versions import ROADSHOWS
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.versions import EDITIONS

REGISTRATIONS_AN_HOUR = 20
HOUR = 3600


@require_safe
@revalidated(EDITIONS, ROADSHOWS)
def roadshows(request: HttpRequest) -> HttpResponse:
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    shown = list(public_roadshows(edition))
    context = {
        "edition": edition,
        "to_come": [show for show in shown if show.state == RoadshowState.OPEN],
        "others": [show for show in shown if show.state != RoadshowState.OPEN],
        "promotion": promotion_of(edition.pk),
    }
    return render(request, "exhibitors/roadshows/public_roadshows.html", context)


def _takes_registrations(pk: int) -> bool:
    """Return whether the page has a form, which contains the time of its opening and the visitor it was sent to."""
    return Roadshow.objects.filter(pk=pk, state=RoadshowState.OPEN).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@revalidated(EDITIONS, ROADSHOWS, unless=_takes_registrations)
def roadshow(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one roadshow and, while it is open, the form to register. Robots and excessive attempts store nothing."""
    edition = edition_shown(request)
    shown = public_roadshows(edition) if edition else Roadshow.objects.none()
    show = get_object_or_404(shown.select_related("edition"), pk=pk)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _register(request, show, form):
        messages.success(request, _("Thank you. Check your email for the link that confirms your registration."))
        return redirect("roadshows:show", pk=pk)
    is_open = show.state == RoadshowState.OPEN and day_of(now(), show.edition.zone) <= show.held_date
    context = {
        "show": show,
        "edition": show.edition,
        "form": form,
        "is_open": is_open,
        "structured": structured_roadshow(show, address=canonical_address(request)),
    }
    return render(request, "exhibitors/roadshows/public_roadshow.html", context, status=422 if form.is_bound else 200)


def _register(request: HttpRequest, show: Roadshow, form: RegistrationForm) -> bool:
    if not is_within_limit(request, "registration", most=REGISTRATIONS_AN_HOUR, seconds=HOUR):
        form.add_error(None, _("Too many registrations from your network. Try again in an hour."))
        return False
    language = get_language() or "en"
    attempt(form, lambda: ask_for_registration(show.pk, form.record(), language=language, actor=SYSTEM, at=now()))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of a mailed link. Only the button changes anything, since mail programs open links, too."""
    try:
        rows = RoadshowRegistration.objects.select_related("roadshow__edition")
        registration = get_object_or_404(rows, pk=read_link_token("registration", token, valid_for=None))
        if registration.state != RegistrationState.CONFIRMED:
            read_link_token("registration", token)  # an older link can only cancel
        if request.method == "POST":
            move = withdraw_registration if "withdraw" in request.POST else confirm_registration
            registration = move(registration.pk, actor=SYSTEM, at=now())
    except DomainError as refusal:
        refused = {"refusal": refusal, "edition": edition_shown(request)}
        return render(request, "exhibitors/roadshows/registration.html", refused, status=refusal.status)
    context = {
        "registration": registration,
        "show": registration.roadshow,
        "edition": registration.roadshow.edition,
        "is_confirmed": registration.state == RegistrationState.CONFIRMED,
        "is_withdrawn": registration.state == RegistrationState.WITHDRAWN,
    }
    return render(request, "exhibitors/roadshows/registration.html", context)
