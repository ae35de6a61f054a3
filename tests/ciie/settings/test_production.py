import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from secrets import token_hex, token_urlsafe

import pytest
from cryptography.fernet import Fernet

from ciie.settings.env import BASE_DIR
from ciie.settings.safety import is_weak
from tests.ciie.settings.production import SAFE, findings, findings_of, start

LOCAL_KEY = "only for this machine, refused in production"
READABLE = {".py", ".sh", ".md", ".env", ".yaml"}
FERNET_KEY = Fernet.generate_key().decode()


UNSAFE: list[tuple[dict[str, str], str]] = [
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
        {"SECRET_KEY": "0123456789" * 6},
        "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
    ),
    (
        {"SECRET_KEY": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
        "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
    ),
    (
        {"SECRET_KEY": "0123456789-only-to-collect-static-files-0123456789-0123456789"},
        "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
    ),
    (
        {"SECRET_KEY": f"{LOCAL_KEY} – {LOCAL_KEY}"},
        "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters.",
    ),
    (
        {"SECRET_KEY_FALLBACKS": f"one-that-is-short,{SAFE['SECRET_KEY'][::-1]}"},
        "SECRET_KEY_FALLBACKS has a key that is too weak; it signs as well as the first. Take it away.",
    ),
    (
        {"MFA_ENCRYPTION_KEYS": f"none-of-Fernet,{FERNET_KEY}"},
        "MFA_ENCRYPTION_KEYS has something that is no random Fernet key. See “Keys” in docs/security.md.",
    ),
    (
        {"MFA_ENCRYPTION_KEYS": urlsafe_b64encode(b"0123456789abcdef" * 2).decode()},
        "MFA_ENCRYPTION_KEYS has something that is no random Fernet key. See “Keys” in docs/security.md.",
    ),
    (
        {"ALLOWED_HOSTS": ".com,expo.example.com"},
        "ALLOWED_HOSTS has a name that begins with a dot, which all its subdomains match. Name each host in full.",
    ),
    (
        {"ALLOWED_HOSTS": "www.example.com,web"},
        "ALLOWED_HOSTS does not have the host of SITE_URL, so that links in mail would be refused. Add it.",
    ),
    (
        {"SITE_URL": "https://localhost", "ALLOWED_HOSTS": "expo.example.com,localhost"},
        "SITE_URL is an address of this machine alone; links in mail would lead nowhere.",
    ),
    *(
        (
            {"CSRF_TRUSTED_ORIGINS": f"https://expo.example.com,{origin}"},
            "CSRF_TRUSTED_ORIGINS must name each origin in full, as https://expo.example.org, and none with a *.",
        )
        for origin in ("https://*.com", "http://expo.example.com")
    ),
    (
        {"EMAIL_URL": "smtp://user:word@mail.example.com:25"},
        "EMAIL_URL sends mail in the open. Use smtp+tls:// or smtp+ssl://, or say EMAIL_TLS_REQUIRED=false.",
    ),
    (
        {"DATABASE_URL": "postgres://postgres:word@db:5432/expo"},
        "DATABASE_URL or REPLICA_URL connects as postgres, the superuser. Use a role that owns nothing.",
    ),
    (
        {"REPLICA_URL": "postgres://postgres:word@replica:5432/expo"},
        "DATABASE_URL or REPLICA_URL connects as postgres, the superuser. Use a role that owns nothing.",
    ),
    (
        {"MIGRATION_DATABASE_URL": "postgres://expo:word@db:5432/expo"},
        "DATABASE_URL connects as the role of MIGRATION_DATABASE_URL, which owns the schema. Use another.",
    ),
    *(
        (
            {"PAYMENT_VARIANTS": json.dumps({"cards": [provider, {}]})},
            "PAYMENT_VARIANTS has a provider for trials, cards; anybody could mark invoices as paid. Remove it.",
        )
        for provider in ("payments.dummy.DummyProvider", "exhibitors.money.payments.gateway.SampleProvider")
    ),
    (
        {"ALLOWED_HOSTS": "", "SITE_URL": "https://"},
        "ALLOWED_HOSTS names no public host. Set it to the site's host name, for example expo.example.org.",
    ),
    (
        {"ALLOWED_HOSTS": "localhost,127.0.0.1", "SITE_URL": "https://"},
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
]
"""What one changes in a safe environment, and the sentence that refuses it."""


@pytest.fixture(scope="module")
def found() -> list[list[str]]:
    """The sentences that refuse each unsafe environment."""
    return findings_of([changes for changes, _sentence in UNSAFE])


def test_safe_values_start() -> None:
    assert findings() == []


def test_safe_options_are_accepted() -> None:
    changes = {
        "SECRET_KEY_FALLBACKS": token_urlsafe(50),
        "MFA_ENCRYPTION_KEYS": f"{FERNET_KEY},{Fernet.generate_key().decode()}",
        "EMAIL_URL": "smtp://mail:25",
        "EMAIL_TLS_REQUIRED": "false",
        "MIGRATION_DATABASE_URL": "postgres://expo_owner:word@db:5432/expo",
        "PAYMENT_VARIANTS": json.dumps({"default": ["payments.stripe.StripeProviderV3", {}]}),
    }
    assert findings(**changes) == []


@pytest.mark.parametrize("kind", [token_urlsafe, token_hex], ids=["urlsafe", "hex"])
def test_random_keys_are_never_called_weak(kind: Callable[[int], str]) -> None:
    assert [key for key in (kind(38) for _each in range(2000)) if is_weak(key)] == []


def test_every_key_that_is_printed_in_the_repository_is_refused() -> None:
    printed = re.compile(r"""SECRET_KEY"?\s*[=:,]\s*(?:env\.str\("SECRET_KEY", default=)?"([^"{$]+)\"""")
    folders = ("ciie", "exhibitors", "pavilions", "tests", ".docker", ".ci", "docs")
    files = [BASE_DIR / "Dockerfile", BASE_DIR / "compose.yaml"]
    files += [path for name in folders for path in (BASE_DIR / name).rglob("*") if path.suffix in READABLE]
    found = {key for path in files for key in printed.findall(path.read_text())}
    assert LOCAL_KEY in found
    assert [key for key in found if not is_weak(key)] == []


@pytest.mark.parametrize(
    "case",
    range(len(UNSAFE)),
    ids=["".join(f"{name}={value[:12]}" for name, value in changes.items()) for changes, _sentence in UNSAFE],
)
def test_an_unsafe_value_is_refused_with_one_sentence(case: int, found: list[list[str]]) -> None:
    assert found[case] == [UNSAFE[case][1]]


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
