"""A site with pages that only tests need: they refuse, forbid, or answer with a part of themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ciie.kernel.errors import DomainError
from ciie.urls import urlpatterns as ours


def refuse(request: HttpRequest) -> HttpResponse:
    raise DomainError("Hall 5.1H has 120 m² left.", code="hall_full")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def answer_with_a_part(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The booths are yours.")
    return HttpResponse("<p>part</p>")


@csrf_exempt
def mistake(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("our mistake")


urlpatterns = [
    path("mistake/", mistake),
    path("refuse/", refuse),
    path("forbidden/", forbid),
    path("part/", answer_with_a_part),
    *ours,
]
