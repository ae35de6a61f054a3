from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from ciie.accounts.adapter import remember_language
from ciie.accounts.forms import ProfileForm
from ciie.accounts.operations import change_profile
from ciie.accounts.requests import PersonRequest
from ciie.web.refusals import decided


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    person = request.user
    shown = {"name": person.name, "language": person.language, "revision": person.revision}
    form = ProfileForm(request.POST or None, initial=shown)
    if saved := decided(form, change_profile, person.pk, actor=person):
        with override(saved.language):
            messages.success(request, _("Your profile has been saved."))
        response = redirect("profile")
        remember_language(response, saved.language)
        return response
    return render(request, "account/profile.html", {"form": form}, status=422 if form.is_bound else 200)
