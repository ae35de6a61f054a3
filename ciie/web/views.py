"""Pages that belong to no app: appearance, a kept form, and pages for requests that cannot be answered."""

import sys
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ciie.kernel.clock import real_now
from ciie.kernel.troubles import RETRY_AFTER_SECONDS, is_trouble
from ciie.web.appearance import remember_theme, way_back
from ciie.web.navigation import Navigation
from ciie.web.session_expiry import is_from_here, keep_form, kept_form


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Redirect a person after sign-in to the first entry of their menu."""
    entries = [entry for group in Navigation(request).side for entry in group.entries]
    return redirect(entries[0].url if entries else get_script_prefix())


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return the contact for vulnerability reports as RFC 9116 defines it. It expires half a year after it is read."""
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": (real_now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "en, zh",
        "Canonical": settings.SITE_URL + reverse("web:security_txt"),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(way_back(request))  # `redirect` would take a word for the name of a route
    remember_theme(response, request.POST.get("theme", ""))
    return response


@require_safe
@never_cache
def show_kept_form(request: HttpRequest) -> HttpResponse:
    """Show the input that was sent when the session ended, to be checked and sent again."""
    return render(request, "web/kept_form.html", {"kept": kept_form(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a page was open too long. The input is kept only if our own page sent it: a forged form must not be."""
    kept = request.method == "POST" and is_from_here(request) and keep_form(request)
    return render(request, "403_csrf.html", {"kept": kept}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Handle every exception that reached the top, whatever middleware it passed (`handler500`).

    Return 503 with `Retry-After` if a failing part of the site is to blame and not the request. The page is rendered
    without database or session.
    """
    if not is_trouble(sys.exception()):
        return defaults.server_error(request)
    again = request.get_full_path() if request.method in {"GET", "HEAD"} else get_script_prefix()
    response = HttpResponse(render_to_string("503.html", {"again": again}), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
