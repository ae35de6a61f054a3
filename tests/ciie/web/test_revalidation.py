"""What one person sees is kept by no browser and no proxy; what everybody sees may be."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as the_settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from pytest_django import Settings

from ciie.kernel.caches import KeyedCache, SingleFlight
from ciie.kernel.versions import Part
from ciie.web import revalidation
from ciie.web.revalidation import CSRF_TOKEN, Page, PrivatePagesMiddleware
from tests.factories import BoothFactory, organizer

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(organizer(), BACKEND)
    return client


@pytest.mark.parametrize(
    "path",
    ["/accounts/profile/", "/organizer/bookings/export/csv/", "/organizer/companies/export/xlsx/", "/venue/", "/gone/"],
)
def test_whatever_a_signed_in_person_gets_is_not_stored(signed_in: Client, path: str) -> None:
    BoothFactory()
    answer = signed_in.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer)


def test_a_visitors_public_page_keeps_its_validator(client: Client) -> None:
    BoothFactory()
    answer = client.get("/venue/")
    assert ("ETag" in answer.headers, "no-store" in answer.headers.get("Cache-Control", "")) == (True, False)
    assert client.get("/venue/", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_the_page_that_signs_somebody_in_is_not_stored(client: Client) -> None:
    answer = client.get("/accounts/login/")
    assert "no-store" in answer["Cache-Control"]


def test_files_that_are_the_same_for_everybody_keep_their_caching(rf: RequestFactory) -> None:
    def picture(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "public, max-age=31536000, immutable"})

    request = rf.get("/pictures/x.webp")
    request.COOKIES["sessionid"] = "x"
    assert PrivatePagesMiddleware(picture)(request)["Cache-Control"] == "public, max-age=31536000, immutable"


def test_static_files_are_answered_before_anything_is_asked_about_the_visitor() -> None:
    order = [name.rpartition(".")[2] for name in the_settings.MIDDLEWARE]
    assert order.index("WhiteNoiseMiddleware") < order.index("PrivatePagesMiddleware")


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/accounts/profile/", "/venue/", "/gone/", "/robots.txt", "/sitemap.xml", "/healthz"),
        *("/organizer/bookings/export/csv/", "/organizer/companies/export/xlsx/", "/api/v1/companies", "/api/v9/"),
    ],
)
def test_every_answer_says_what_it_is_and_what_may_run_or_frame_it(signed_in: Client, path: str) -> None:
    BoothFactory()
    answer = signed_in.get(path)
    b"".join(answer)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert "camera=(), " in answer["Permissions-Policy"]
    assert "fullscreen=(self), " in answer["Permissions-Policy"]
    kind = answer["Content-Type"]
    assert kind
    assert "charset=utf-8" in kind or not kind.startswith("text/")


def test_static_files_carry_the_policy_too() -> None:
    order = [name.rpartition(".")[2] for name in the_settings.MIDDLEWARE]
    assert order.index("ContentSecurityPolicyMiddleware") < order.index("WhiteNoiseMiddleware")
    assert order.index("PermissionsPolicyMiddleware") < order.index("WhiteNoiseMiddleware")


class Counting:
    """A public page that takes a while, and counts how often it is made. `version` is what it tells of."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made, self.version, self.seconds = 0, "1", 0.0
        monkeypatch.setattr(revalidation, "PAGES", KeyedCache[tuple[str, str], Page](1_000_000, lambda _page: 1))
        monkeypatch.setattr(revalidation, "kept_version", lambda _parts, **_how: self.version)
        monkeypatch.setattr(revalidation, "etag_of", lambda _request, version: f'"{version}"')
        self.view = revalidation.revalidated(Part("SELECT 1"))(self.answer)

    def answer(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        time.sleep(self.seconds)
        form = f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">'
        return HttpResponse(f"{self.version} {form}", headers={"X-Version": self.version}, content_type="text/plain")

    def ask(self, path: str = "/") -> HttpResponseBase:
        return self.view(RequestFactory().get(path))


def test_a_page_is_made_once_for_all_who_ask_for_one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Counting(monkeypatch)
    first, second = page.ask(), page.ask()
    assert isinstance(first, HttpResponse)
    assert isinstance(second, HttpResponse)
    assert (page.made, second["X-Version"], second["Content-Type"], second["ETag"]) == (1, "1", "text/plain", '"1"')
    assert first.content != second.content
    assert CSRF_TOKEN.split(first.content) == CSRF_TOKEN.split(second.content)
    page.version = "2"
    assert page.ask()["X-Version"] == "2"
    assert page.ask("/?other")["X-Version"] == "2"
    assert page.made == 3


def test_readers_who_come_while_a_page_is_made_share_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Counting(monkeypatch)
    monkeypatch.setattr(revalidation, "PAGES", KeyedCache[tuple[str, str], Page](0, lambda _page: 1))
    page.seconds = 0.3
    with ThreadPoolExecutor(8) as readers:
        shown = [answer["X-Version"] for answer in readers.map(lambda _one: page.ask(), range(8))]
    assert (shown, page.made) == (["1"] * 8, 2)


def test_a_live_page_is_the_present_one_for_a_script_that_heard_of_a_change(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    versions = iter("12")
    settings.CACHES = settings.CACHES | {"process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(revalidation, "VERSIONS", SingleFlight[tuple[Part, ...], str](lambda _parts: next(versions)))
    monkeypatch.setattr(revalidation, "etag_of", lambda _request, version: f'"{version}"')
    view = revalidation.revalidated(Part("SELECT 1"), is_live=True)(lambda _request: HttpResponse("plan"))
    present = {"cache-control": "max-age=0"}
    asked = [RequestFactory().get("/", headers=headers) for headers in ({}, {}, present, {})]
    assert [view(request)["ETag"] for request in asked] == ['"1"', '"1"', '"2"', '"2"']
