"""The view with which signed-in people download their own data."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.privacy.operations import export_person


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def own_data(request: PersonRequest) -> HttpResponseBase | HttpResponse:
    """Show what the copy contains. The page's button downloads it."""
    if request.method == "POST":
        return export_of(request.user, actor=request.user)
    return render(request, "account/own_data.html")


def export_of(person: User, *, actor: Actor) -> FileResponse:
    archive = export_person(person.pk, actor=actor, at=now())
    return FileResponse(archive, as_attachment=True, filename=f"personal-data-{person.pk}.zip")
