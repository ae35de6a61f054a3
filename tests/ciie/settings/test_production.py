import json

import pytest

from tests.ciie.settings.production import SAFE, findings, start


def test_safe_values_start() -> None:
    assert findings() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"DEBUG": "true"},
            "DEBUG is on; it shows settings and source code to visitors. Remove DEBUG from the environment.",
        ),
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY is not set; sessions and links would not be safe. Set 50 or more random characters.",
        ),
        (
            {"SECRET_KEY": "short"},
            "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
        ),
        (
            {"SECRET_KEY": "ab" * 40},
            "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
        ),
        (
            {"ALLOWED_HOSTS": ""},
            "ALLOWED_HOSTS names no public host. Set it to the site's host name, for example expo.example.org.",
        ),
        (
            {"ALLOWED_HOSTS": "localhost,127.0.0.1"},
            "ALLOWED_HOSTS names no public host. Set it to the site's host name, for example expo.example.org.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS is *; anyone could then forge links in our mail. Set it to the site's host name.",
        ),
        (
            {"SITE_URL": "http://expo.example.com"},
            "SITE_URL must begin with https://; links in mail and passkeys need it.",
        ),
        (
            {"DATABASE_URL": ""},
            "DATABASE_URL must be a PostgreSQL database (postgres://…); the guarantees live in its constraints.",
        ),
        (
            {"DATABASE_URL": "sqlite:///expo.sqlite3"},
            "DATABASE_URL must be a PostgreSQL database (postgres://…); the guarantees live in its constraints.",
        ),
        (
            {"MIGRATION_DATABASE_URL": "postgres://owner:word@db:5432/another"},
            "MIGRATION_DATABASE_URL names another database than DATABASE_URL. Only role and password differ.",
        ),
        ({"REDIS_URL": ""}, "REDIS_URL is not set; tasks and notifications need Redis or Valkey. Set it to redis://…"),
        (
            {"EMAIL_URL": ""},
            "EMAIL_URL sends mail nowhere. Set it to an SMTP server, for example smtp+tls://user:password@host:587.",
        ),
        (
            {"EMAIL_URL": "consolemail://"},
            "EMAIL_URL sends mail nowhere. Set it to an SMTP server, for example smtp+tls://user:password@host:587.",
        ),
        (
            {"DEFAULT_FROM_EMAIL": ""},
            "DEFAULT_FROM_EMAIL is not an address of yours. Set it to the sender that people shall see.",
        ),
    ],
    ids=lambda value: (
        "".join(f"{name}={setting[:12]}" for name, setting in value.items()) if isinstance(value, dict) else ""
    ),
)
def test_an_unsafe_value_is_refused_with_one_sentence(changes: dict[str, str], sentence: str) -> None:
    assert findings(**changes) == [sentence]


def test_all_problems_are_reported_at_once() -> None:
    assert len(findings(**dict.fromkeys(set(SAFE) - {"DJANGO_SETTINGS_MODULE"}, ""))) == 7


def test_production_never_loads_the_embedded_servers() -> None:
    ended = start("import django, sys; django.setup(); print([name for name in sys.modules if 'ciie.local' in name])")
    assert ended.stdout == "[]\n"


def test_cookies_are_of_this_host_alone_and_hsts_is_for_a_year() -> None:
    program = """
import django, json
django.setup()
from django.conf import settings
from django.http import HttpResponse
from ciie.accounts.devices import COOKIE
from ciie.web.appearance import THEME_COOKIE
from ciie.web.cookies import MessageCookie, remember
names = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")
cookies = {getattr(settings, f"{name}_NAME"): getattr(settings, f"{name}_SECURE") for name in names}
looks = {(getattr(settings, f"{name}_SAMESITE"), getattr(settings, f"{name}_HTTPONLY")) for name in names}
for name in (COOKIE, THEME_COOKIE):
    response = HttpResponse()
    remember(response, name, "x")
    cookies[name] = response.cookies[name]["secure"]
    looks.add((response.cookies[name]["samesite"], response.cookies[name]["httponly"]))
cookies[MessageCookie.cookie_name] = settings.SESSION_COOKIE_SECURE  # as Django's storage has it
print(json.dumps([cookies, list(looks), settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS]))
"""
    cookies, looks, seconds, with_subdomains = json.loads(start(program).stdout)
    assert len(cookies) == 6
    assert [(name[:7], is_secure) for name, is_secure in cookies.items()] == [("__Host-", True)] * 6
    assert looks == [["Lax", True]]
    assert (seconds >= 31_536_000, with_subdomains) == (True, True)
