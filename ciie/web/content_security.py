"""The admin's own, looser content security policy; every other page keeps the strict one of `SECURE_CSP`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP, build_policy

# unfold's Alpine evaluates expressions found in attributes, and its templates carry small inline scripts and styles.
ADMIN_POLICY: dict[str, list[str]] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}


class AdminContentSecurityMiddleware:
    """Sits inside Django's own policy middleware, which leaves a header that is already there alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            response.headers[str(CSP.HEADER_ENFORCE)] = build_policy(ADMIN_POLICY)
        return response
