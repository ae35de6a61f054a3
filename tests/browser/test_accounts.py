"""Accounts as people meet them: mail in one hand, a phone or a key in the other."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from tests.browser.accessibility import faults, is_too_wide
from tests.ciie.accounts.conftest import PASSWORD, link_in

PROFILE = "/accounts/profile/"
ANYONE = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
    "/no/such/page/",
)
OWN = (
    PROFILE,
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/tokens/",
    "/accounts/tokens/new/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/kept/",
)
INTERNAL_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(transactional_db: None) -> User:
    person = User.objects.create_user("ana@example.org", PASSWORD, name="Ana Torres")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def fill_sign_in(page: Page) -> None:
    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("Password", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_stranger_signs_up_and_is_signed_in(page: Page, live_server: LiveServer) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Ana Torres")
    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()

    page.goto(link_in(mail.outbox[0]))
    page.wait_for_url(lambda address: "/accounts/" not in address)
    page.goto(PROFILE)  # confirmed and signed in, in the browser in which the account was created
    expect(page.get_by_label("Name")).to_have_value("Ana Torres")


def test_a_passkey_is_added_and_opens_the_door(visit: BrowserContext, page: Page, person: User) -> None:
    device = visit.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL_KEY})
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    fill_sign_in(page)
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("10 of 10 codes are left")).to_be_visible()

    visit.clear_cookies()
    page.goto(f"/accounts/login/?next={PROFILE}")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_label("Name")).to_have_value("Ana Torres")


def test_a_key_that_fails_is_said_on_the_page(visit: BrowserContext, page: Page, person: User) -> None:
    device = visit.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL_KEY | {"isUserVerified": False}})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Your device did not provide a passkey")


def test_what_was_typed_outlives_the_session(page: Page, person: User, sign_in: Callable[[User], None]) -> None:
    sign_in(person)
    page.goto(PROFILE)
    page.get_by_label("Name").fill("Ana Torres de la Hoz")
    Session.objects.all().delete()
    cache.clear()
    page.get_by_role("button", name="Save").click()

    fill_sign_in(page)
    expect(page.get_by_role("definition").first).to_have_text("Ana Torres de la Hoz")
    page.get_by_role("button", name="Submit again").click()
    expect(page.get_by_text("Your profile has been saved.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Ana Torres de la Hoz")


def test_dark_shows_at_once_and_stays(page: Page, transactional_db: None) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Language and appearance").click()
    with page.expect_response("**/appearance/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_paper_shows_the_page_alone(page: Page, person: User, sign_in: Callable[[User], None]) -> None:
    sign_in(person)
    page.goto(PROFILE)
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_the_first_tab_stop_skips_to_the_content(page: Page, transactional_db: None) -> None:
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_signing_in_and_out_needs_no_script(browser: Browser, live_server: LiveServer, person: User) -> None:
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as visit:
        page = visit.new_page()
        page.goto(f"/accounts/login/?next={PROFILE}")
        fill_sign_in(page)
        page.get_by_role("button", name="Ana Torres").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_role("button", name="Ana Torres")).to_have_count(0)
        page.goto(PROFILE)
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_pages_about_accounts_have_no_barriers(page: Page, person: User, sign_in: Callable[[User], None]) -> None:
    found = {path: faults_of(page, path) for path in ANYONE}
    sign_in(person)
    found |= {path: faults_of(page, path) for path in OWN}
    assert {path: lines for path, lines in found.items() if lines} == {}


def faults_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    return faults(page, [("light", 1440), ("dark", 1440)])


def test_pages_about_accounts_fit_every_width(page: Page, person: User, sign_in: Callable[[User], None]) -> None:
    sign_in(person)
    too_wide = []
    for path in OWN:
        page.goto(path)
        for width in (360, 768, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide += [(path, width)] if is_too_wide(page) else []
    assert too_wide == []
