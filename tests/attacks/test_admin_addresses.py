"""Every page of the admin, asked for with nonsense: keys that are none, foreign parameters, characters no text has."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_menus")]

PAGES = sorted(model._meta.label_lower for model in admin.site._registry)
KEYS = ("½", "0", "-1", "99999999999999999999999", "a b", "_5F", "%00", "null", "1e5", "x" * 3000)
VALUES = ("½", "-1", "99999999999999999999999", "\x00", "\ud800", "x" * 5000, "[]", "2024-13-45", "0000-00-00")
COMMON = ("q", "p", "o", "all", "e", "_popup", "_to_field", "_changelist_filters", "_facets")


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.raise_request_exception = False
    return client


def address(label: str, page: str, *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def filters(label: str) -> list[str]:
    page = next(page for model, page in admin.site._registry.items() if model._meta.label_lower == label)
    asked = [each[0] if isinstance(each, tuple) else each for each in page.list_filter]
    names = [name if isinstance(name, str) else getattr(name, "parameter_name", "") for name in asked]
    lookups = [f"{name}{lookup}" for name in names for lookup in ("", "__exact", "__id__exact", "__gte", "__isempty")]
    return lookups + ([f"{page.date_hierarchy}__year"] if page.date_hierarchy else [])


def fields(label: str) -> list[str]:
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    return [field.name for field in model._meta.get_fields() if field.concrete]


def broken(browser: Client, urls: list[str]) -> list[str]:
    return [url[:200] for url in urls if browser.get(url).status_code >= 500]


def written(value: str) -> str:
    return quote(value, errors="surrogatepass")


@pytest.mark.parametrize("label", PAGES)
def test_lists_answer_nonsense(browser: Client, label: str) -> None:
    queries = [f"{name}={written('½')}" for name in filters(label)]
    queries += ["&".join(f"{name}={written(value)}" for name in COMMON) for value in VALUES]
    queries += [f"q={written(value)}" for value in ("\x00", "\ud800", "½")]
    queries += [f"{name}=%00" for name in filters(label)[:6]]
    assert broken(browser, [f"{address(label, 'changelist')}?{query}" for query in queries]) == []


@pytest.mark.parametrize("label", PAGES)
def test_rows_that_are_none_answer(browser: Client, label: str) -> None:
    urls = [address(label, "change", key) for key in KEYS]
    urls += [address(label, page, key) for page in ("history", "delete") for key in KEYS[:1] + KEYS[-4:-3]]
    assert broken(browser, urls) == []


@pytest.mark.parametrize("label", PAGES)
def test_forms_and_actions_answer_nonsense(browser: Client, label: str) -> None:
    url, names = address(label, "add"), fields(label)
    asked = ["&".join(f"{name}={written(value)}" for name in names) for value in VALUES[:5]]
    assert broken(browser, [f"{url}?{query}" for query in asked]) == []
    statuses = [browser.post(url, dict.fromkeys(names, value)).status_code for value in ("½", "9" * 30, "\x00")]
    chosen = [("delete_selected", "½", "0"), ("remove", "9" * 30, "½"), ("\x00", "\x00", "-1")]
    statuses += [
        browser.post(
            address(label, "changelist"), {"action": action, "_selected_action": [key], "post": "yes", "index": index}
        ).status_code
        for action, key, index in chosen
    ]
    assert [status for status in statuses if status >= 500] == []


def test_autocomplete_answers_nonsense(browser: Client) -> None:
    url = reverse("admin:autocomplete")
    queries = [
        f"app_label={app}&model_name={model}&field_name={field}&term={written(term)}&page={page}"
        for app, model, field in (
            ("exhibitors", "membership", "user"),
            ("exhibitors", "membership", "½"),
            ("½", "½", "½"),
            ("pavilions", "appointment", "id"),
        )
        for term in ("½", "\x00", "\ud800")
        for page in ("1", "½", "9" * 30)
    ]
    assert broken(browser, [f"{url}?{query}" for query in queries]) == []
