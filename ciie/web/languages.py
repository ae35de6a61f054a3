"""Addresses of pages for everybody in each language: English ones are plain, others begin with their language.

A page at an address with a language is in that language. At any other address the language is the one that was chosen,
else the browser's. Who would read another language at a plain address of a page for everybody is led to the address
that this language has, so that each address is in one language.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import LocalePrefixPattern, translate_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class LanguagePrefix(LocalePrefixPattern):
    """Writes addresses in the language of the moment, and reads those of any: forms are sent to plain ones, too."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, str]] | None:
        first, slash, rest = path.partition("/")
        if slash and first in LANGUAGES:
            return (rest, (), {}) if first != settings.LANGUAGE_CODE else None
        return path, (), {}


class LanguageMiddleware(LocaleMiddleware):
    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]  # it may answer
        in_path = translation.get_language_from_path(request.path_info)
        translation.activate(in_path or translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
        is_page = request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers
        if in_path or not is_page or request.LANGUAGE_CODE == settings.LANGUAGE_CODE:
            return None
        return _led_to_its_language(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def alternates(address: str) -> list[tuple[str, str]]:
    """Each language and the address of this page in it; none where it has but one. The whole address is given."""
    found = [(code, str(translate_url(address, code))) for code in LANGUAGES]
    return found if len({each for _code, each in found}) > 1 else []


def _led_to_its_language(request: HttpRequest) -> HttpResponse | None:
    plain, own = request.get_full_path(), request.LANGUAGE_CODE
    if (there := translate_url(plain, str(own))) == plain:
        return None
    answer = HttpResponseRedirect(there)
    patch_vary_headers(answer, ("Accept-Language", "Cookie"))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
