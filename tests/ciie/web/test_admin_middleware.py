from django.test import Client

STRICT = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


def test_pages_carry_the_strict_policy(client: Client) -> None:
    assert client.get("/healthz").headers["Content-Security-Policy"] == STRICT


def test_a_missing_page_carries_the_strict_policy(client: Client) -> None:
    assert client.get("/nothing-here").headers["Content-Security-Policy"] == STRICT


def test_only_the_admin_may_run_inline_scripts(client: Client) -> None:
    assert client.get("/admin/").headers["Content-Security-Policy"] == (
        "default-src 'none'; object-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
