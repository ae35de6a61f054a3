"""Contact, terms of use, privacy and imprint: written by directors, read by everybody."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.errors import DomainError, NotAllowed
from ciie.web.markdown import as_html
from pavilions.states import OrganizerRole
from pavilions.texts.site_pages.models import LONGEST_TEXT, SitePage
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.queries import PUBLISHED_KINDS
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

EDIT = "/organizer/site-pages/contact/en/"


@pytest.fixture
def client() -> Client:
    return signed_in(organizer(OrganizerRole.DIRECTOR))


def written(
    text: str = "Call us.",
    kind: PageKind = PageKind.CONTACT,
    language: PageLanguage = PageLanguage.ENGLISH,
    **said: Any,
) -> SitePage:
    terms: dict[str, Any] = {"is_published": True, "actor": organizer(), "at": NOON}
    return write_site_page(kind, language, text, **terms | said)


def sent(client: Client, **typed: object) -> dict[str, object]:
    page = client.get(EDIT)
    assert_clean(page)
    (form,) = (form for form in forms_of(page.text) if "text" in form.values)
    return form.filled(**typed)


def test_page_is_written_published_and_linked_at_the_foot(client: Client) -> None:
    saved = client.post(EDIT, sent(client, text="# Office\n\n[Write](mailto:expo@example.org)", is_published="on"))
    assert (saved.status_code, saved["Location"]) == (302, "/organizer/site-pages/")
    page = Client().get("/contact/")
    assert_clean(page)
    assert '<h2>Office</h2>\n<p><a href="mailto:expo@example.org">Write</a></p>' in page.text
    assert "Last changed on 17 May 2024." in page.text
    assert '<a href="/contact/">Contact</a>' in page.text.partition('class="footer"')[2]


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/zh-hans", "zh-hans")])
def test_foot_of_each_page_links_all_four_in_the_language_of_the_page(prefix: str, language: str) -> None:
    EditionFactory()
    for kind in PageKind:
        for each in PageLanguage:
            written(f"# {kind}", kind, each)
    PUBLISHED_KINDS.forget()
    for page in ("/", "/take-part/", "/agenda/"):
        foot = Client().get(f"{prefix}{page}").text.partition('class="footer"')[2]
        links = [f"{prefix}/{kind}/" for kind in PageKind]
        assert [link for link in links if f'href="{link}"' not in foot] == []
    for link in links:
        answer = Client().get(link)
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)


def test_page_that_is_taken_off_is_gone_with_its_link(client: Client) -> None:
    written()
    PUBLISHED_KINDS.forget()
    typed = {name: value for name, value in sent(client).items() if name != "is_published"}
    assert client.post(EDIT, typed).status_code == 302
    assert Client().get("/contact/").status_code == 404
    assert 'href="/contact/"' not in Client().get("/accounts/login/").text


def test_preview_shows_the_text_and_saves_nothing(client: Client) -> None:
    page = client.post(EDIT, sent(client, text="**Soon**", preview="on"))
    assert_clean(page)
    assert (page.status_code, SitePage.objects.count()) == (200, 0)
    assert "<p><strong>Soon</strong></p>" in page.text
    assert page.context["form"]["text"].value() == "**Soon**"


@pytest.mark.parametrize("typed", ["", "   ", "x" * (LONGEST_TEXT + 1), "a\x00b"])
def test_text_that_cannot_be_is_refused_beside_its_field(client: Client, typed: str) -> None:
    page = client.post(EDIT, sent(client, text=typed))
    assert (page.status_code, list(page.context["form"].errors), SitePage.objects.count()) == (422, ["text"], 0)


def test_operation_refuses_a_blank_text_too() -> None:
    with pytest.raises(DomainError) as refused:
        written(" \n ")
    assert (refused.value.code, refused.value.field) == ("site_page_has_a_text", "text")


@pytest.mark.parametrize("seen", [0, 2])
def test_page_changed_by_a_colleague_is_not_overwritten(seen: int) -> None:
    page = written()
    with pytest.raises(DomainError) as refused:
        written("Mine", seen=seen)
    page.refresh_from_db()
    assert (refused.value.code, page.text) == ("changed_meanwhile", "Call us.")
    assert written("Mine", seen=1).text == "Mine"


def test_reader_gets_the_page_in_their_language_or_the_other() -> None:
    written("请来电。", language=PageLanguage.CHINESE)
    chinese = '<article class="prose" lang="zh-hans"><p>请来电。</p>'
    assert chinese in Client().get("/contact/").text
    assert "This page is not available in your language." in Client().get("/contact/").text
    written("Call us.")
    assert '<article class="prose" lang="en"><p>Call us.</p>' in Client().get("/contact/").text
    assert chinese in Client().get("/zh-hans/contact/").text


@pytest.mark.parametrize("kind", PageKind)
def test_only_published_pages_are_public(kind: PageKind) -> None:
    assert Client().get(f"/{kind}/").status_code == 404
    page = written(kind=kind, is_published=False)
    assert Client().get(f"/{kind}/").status_code == 404
    written(kind=kind, seen=page.revision)
    assert Client().get(f"/{kind}/").status_code == 200


@pytest.mark.parametrize("role", sorted(set(OrganizerRole) - {OrganizerRole.DIRECTOR}))
def test_only_directors_write_pages(role: OrganizerRole) -> None:
    client = signed_in(organizer(role))
    assert [client.get(page).status_code for page in ("/organizer/site-pages/", EDIT)] == [403, 403]
    assert client.post(EDIT).status_code == 403
    assert "/organizer/site-pages/" not in client.get("/organizer/editions/").text
    with pytest.raises(NotAllowed):
        written(actor=organizer(role))


@pytest.mark.parametrize("address", ["/organizer/site-pages/prices/en/", "/organizer/site-pages/contact/fr/"])
def test_unknown_pages_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_list_says_what_is_written_and_public_with_constant_queries(client: Client) -> None:
    address = "/organizer/site-pages/"
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    written()
    written("隐私", PageKind.PRIVACY, PageLanguage.CHINESE, is_published=False)
    with CaptureQueriesContext(connection) as after:
        page = client.get(address)
    assert len(after) == len(before)
    assert_clean(page)
    assert [(row is not None and row.is_published) for _kind, _language, row in page.context["rows"]] == [
        True,
        *[False] * 7,
    ]


def test_published_pages_are_read_once_and_changes_change_every_public_page(
    client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    PUBLISHED_KINDS.forget()
    with monkeypatch.context() as clock:
        clock.setattr(time, "monotonic", lambda: 0.0)
        PUBLISHED_KINDS.get()
        with django_assert_num_queries(0):
            assert PUBLISHED_KINDS.get() == ()
    before = Client().get("/agenda/", follow=True)
    assert client.post(EDIT, sent(client, text="Call us.", is_published="on")).status_code == 302
    after = Client().get("/agenda/", follow=True)
    assert before.headers.get("ETag") != after.headers.get("ETag") or "ETag" not in after.headers
    assert 'href="/contact/"' in after.text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png">x</a></p>\n'),
        ("# Top", "<h2>Top</h2>\n"),
        ("###### Deep", "<h6>Deep</h6>\n"),
        ("a | b\n--|--\n1 | 2", "<table>"),
    ],
)
def test_markdown_is_safe(text: str, html: str) -> None:
    assert as_html(text).startswith(html)
