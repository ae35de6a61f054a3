"""URLs of public pages in each language: English ones are plain, others start with their language.

A page at a URL with a language is in that language. At any other URL the language is the one that was chosen, else the
browser's. A visitor who reads another language is redirected from the plain URL of a public page to that language's own
URL, so that each URL is in one language.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import LocalePrefixPattern, get_script_prefix, translate_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views import i18n

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class LanguagePrefix(LocalePrefixPattern):
    """Writes URLs in the current language, and accepts those of any, because forms are sent to plain ones, too."""

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


def translated(address: str, language: str) -> str:
    """Return the URL of the same page in another language, or the same URL if the page has only one.

    As Django's `translate_url`, which does not know of a prefix before all paths.
    """
    parts, prefix = urlsplit(address), get_script_prefix()
    if prefix == "/" or not parts.path.startswith(prefix):
        return str(translate_url(address, language))
    plain = parts._replace(path=f"/{parts.path.removeprefix(prefix)}").geturl()
    found = str(translate_url(plain, language))
    return address if found == plain else found


def set_language(request: HttpRequest) -> HttpResponse:
    """Store the language that was chosen, and lead to the page in it."""
    answer: HttpResponse = i18n.set_language(request)
    if answer.headers.get("Location"):
        answer["Location"] = translated(answer["Location"], str(request.POST.get("language")))
    return answer


def alternates(address: str) -> list[tuple[str, str]]:
    """Return each language with the full URL of this page in it, or an empty list if it has only one.

    `address` is a full URL.
    """
    found = [(code, translated(address, code)) for code in LANGUAGES]
    return found if len({each for _code, each in found}) > 1 else []


def _led_to_its_language(request: HttpRequest) -> HttpResponse | None:
    plain, own = request.get_full_path(), request.LANGUAGE_CODE
    if (there := translated(plain, str(own))) == plain:
        return None
    answer = HttpResponseRedirect(there)
    patch_vary_headers(answer, ("Accept-Language", "Cookie"))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
