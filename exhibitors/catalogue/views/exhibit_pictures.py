"""Adding pictures to an exhibit and removing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from exhibitors.catalogue.forms import PictureForm
from exhibitors.catalogue.models import ExhibitPicture
from exhibitors.catalogue.operations.exhibit_pictures import add_picture, remove_picture
from exhibitors.catalogue.views.desk import EDIT, exhibit_for, exhibit_page, form_of
from exhibitors.companies.views.access import DeskRequest


@login_required
@require_POST
def add(request: DeskRequest, pk: int) -> HttpResponse:
    exhibit = exhibit_for(request, pk)
    require(EDIT, request.user, exhibit)
    form = PictureForm(request.POST, request.FILES)

    def add_it() -> ExhibitPicture:
        typed = form.cleaned_data
        return add_picture(pk, typed["picture"], alt_text=typed["alt_text"], actor=request.user, at=now())

    if attempt(form, add_it):
        messages.success(request, _("The picture is added."))
        return redirect("exhibits:exhibit", pk)
    return exhibit_page(request, exhibit, form=form_of(exhibit), picture_form=form)


@login_required
@require_POST
def remove(request: DeskRequest, pk: int, picture: int) -> HttpResponse:
    exhibit = exhibit_for(request, pk)
    get_object_or_404(ExhibitPicture, pk=picture, exhibit=exhibit)
    perform(request, lambda: remove_picture(picture, actor=request.user, at=now()), _("The picture is removed."))
    return redirect("exhibits:exhibit", pk)
