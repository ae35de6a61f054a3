"""Refusals for programs as RFC 9457 problem documents, which report every error under `/api/`."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict

from ciie.kernel.errors import DomainError
from ciie.kernel.request_context import current_request_id
from ciie.kernel.troubles import RETRY_AFTER_SECONDS, is_trouble
from ciie.kernel.wording import labelled
from ciie.web.rate_limits import TooManyRequests

MEDIA_TYPE = "application/problem+json"
type View = Callable[..., HttpResponse]
log = structlog.get_logger(__name__)


class Problem(Schema):
    """`code` is stable; `detail` is a sentence for people; `field` names what it concerns. Details follow by name."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None


def problem(
    status: int, code: str, detail: str, *, field: str | None = None, details: Mapping[str, object] | None = None
) -> HttpResponse:
    """Return a problem document. `details` cannot override the fields that every problem has."""
    body = {
        **(details or {}),
        "type": f"urn:ciie:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **({"field": field} if field else {}),
    }
    return HttpResponse(json.dumps(body, default=str), status=status, content_type=MEDIA_TYPE)


class BodyRefused(Exception):
    """The body of a request is refused. `response` says why."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    response = problem(refusal.status, refusal.code, str(refusal.message), field=refusal.field, details=refusal.details)
    response.refusal = refusal  # type: ignore[attr-defined]  # read by the security log
    if "retry_after" in refusal.details:
        response.headers["Retry-After"] = str(refusal.details["retry_after"])
    return response


def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return 422 with one sentence per field in `errors`, the first of them as the detail.

    The field of `("body", "application", "requests", 0, "area_sqm")` is `requests.0.area_sqm`.
    """
    errors = []
    for one in error.errors:
        source, *path = one["loc"]
        errors.append({"field": ".".join(map(str, path[1:] if source == "body" else path)), "detail": one["msg"]})
    first = errors[0]
    detail = labelled(first["field"], first["detail"]) if first["field"] else first["detail"]
    return problem(422, "invalid", detail, field=first["field"] or None, details={"errors": errors})


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        detail = _("Send a valid token: “Authorization: Bearer …”. This one is missing, unknown or revoked.")
        response = problem(401, "not_authenticated", detail)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(400, "malformed", _("The body is not valid JSON."))
    return problem(error.status_code, HTTPStatus(error.status_code).name.lower(), error.message)


def not_found(request: HttpRequest, error: Http404 | None = None, **path: object) -> HttpResponse:
    return problem(404, "not_found", _("There is nothing at this address."))


def too_many(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    response = problem(
        429, "too_many_requests", _("Too many requests. Wait %(wait)d s and try again.") % {"wait": error.wait}
    )
    response.headers["Retry-After"] = str(error.wait)
    return response


def without_tls() -> HttpResponse:
    detail = _("Send requests by HTTPS. If this one carried a token, end that token: it was sent in the open.")
    return problem(403, "https_required", detail)


def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", _("The body is too large."))
    return problem(400, "malformed", _("The request cannot be understood."))


def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return 500 without details of the error, which is logged under the same request ID.

    Return 503 if a part of the site is unreachable.
    """
    if is_trouble(error):
        log.warning("a part is away", error=str(error), path=request.path)
        return unavailable()
    log.error("unexpected error in the API", exc_info=error, path=request.path)
    details = {"request_id": str(current_request_id())}
    return problem(
        500, "unexpected", _("Something went wrong on our side. The error has been logged."), details=details
    )


def unavailable() -> HttpResponse:
    detail = _("The API is briefly out of service. Send the request again, with the same idempotency key.")
    response = problem(503, "unavailable", detail)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    BodyRefused: lambda _request, error: error.response,
    DomainError: refused,
    ValidationError: not_understood,
    HttpError: http_error,
    Http404: not_found,
    TooManyRequests: too_many,
    SuspiciousOperation: suspicious,
    Exception: unexpected,
}


def tell_problems(api: NinjaAPI) -> None:
    """Send every refusal and error of this API as a problem document."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
