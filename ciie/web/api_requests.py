"""What is asked of every request to the API before ninja sees it, and of its answer."""

from functools import wraps
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ciie.web.api_bodies import refused_body
from ciie.web.problems import TooManyRequests, View, problem, suspicious, too_many
from ciie.web.request_limits import count_unknown


def checked(view: View) -> View:
    """Wrap a view of ninja's: requests without a token are counted, bodies are JSON objects or refused.

    Ninja would take a list for an object without any of its fields, and tells of a wrong method in plain text.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            if "Authorization" not in request.headers:
                count_unknown(request)
            elif refusal := refused_body(request):
                return refusal
        except TooManyRequests as error:
            return too_many(request, error)
        except SuspiciousOperation as error:  # more than DATA_UPLOAD_MAX_MEMORY_SIZE
            return suspicious(request, error)
        response = view(request, *args, **kwargs)
        return _wrong_method(response) if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else response

    return answer


def _wrong_method(response: HttpResponse) -> HttpResponse:
    answer = problem(405, "method_not_allowed", _("This address does not take this method."))
    answer.headers["Allow"] = response.headers["Allow"]
    return answer
