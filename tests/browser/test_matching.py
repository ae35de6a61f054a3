"""Lines of a statement are matched by keyboard; on a phone and without scripts the page is a form of radio buttons."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import BankStatement, Payment
from pavilions.states import OrganizerRole
from tests.browser.accessibility import barriers, is_too_wide
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import another, billable, issued
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, owed
from tests.factories import organizer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390


@pytest.fixture
def finance() -> User:
    return organizer(OrganizerRole.FINANCE)


@pytest.fixture
def invoices() -> list[Invoice]:
    """Of 120.00 each, of three companies."""
    first = billable()
    return [issued(first), issued(another(first)), issued(another(first))]


@pytest.fixture
def statement(invoices: list[Invoice]) -> BankStatement:
    """One line that is certain, one that pays less, one that only its number tells, and interest."""
    certain, less, _named = invoices
    lines = [
        credit("120.00", day=TODAY, text=certain.reference),
        credit("50.00", day=TODAY, text=less.reference),
        credit("121.00", day=TODAY, text="stand"),
        credit("7.00", day=TODAY, text="interest"),
    ]
    return imported(bank_account(), lines)


def test_lines_are_matched_by_keyboard(
    page: Page,
    sign_in: Callable[[User], None],
    finance: User,
    statement: BankStatement,
    invoices: list[Invoice],
) -> None:
    sign_in(finance)
    page.goto(f"/organizer/statements/{statement.pk}/")
    assert barriers(page) == []
    lines = page.locator("[data-match-line]")
    expect(lines.nth(0).get_by_role("radio").first).to_be_focused()
    expect(lines.nth(0).get_by_role("radio").first).to_be_checked()
    page.keyboard.press("Enter")  # certain: on to the second, which Enter takes as well
    expect(lines.nth(1).get_by_role("radio").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(lines.nth(1).get_by_role("radio").first).to_be_checked()
    page.keyboard.press("1")  # nothing is proposed for the third: 1 is by number, and its field takes what is typed
    page.keyboard.type(invoices[2].number_text)
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.keyboard.type("Interest 2024")
    page.keyboard.press("ArrowUp")  # a text field's own
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Book the batch").click()
    expect(page.get_by_role("link", name="Matched 3")).to_be_visible()
    assert [owed(invoice) for invoice in invoices] == [0, 70, 0]
    assert sorted(statement.lines.values_list("state", "reason")) == [
        *(("ignored", "Interest 2024"), ("matched", ""), ("matched", ""), ("matched", "")),
    ]


def test_arrows_go_from_line_to_line_and_0_leaves_one_for_later(
    page: Page, sign_in: Callable[[User], None], finance: User, statement: BankStatement
) -> None:
    sign_in(finance)
    page.goto(f"/organizer/statements/{statement.pk}/")
    lines = page.locator("[data-match-line]")
    page.keyboard.press("0")
    expect(lines.nth(0).get_by_role("radio").last).to_be_checked()
    for _line in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(lines.nth(1).get_by_role("radio").last).to_be_focused()
    page.set_viewport_size({"width": PHONE, "height": 844})
    assert not is_too_wide(page)
    page.get_by_role("button", name="Review the batch").click()
    expect(page.get_by_text("Decide on at least one line.")).to_be_visible()


def test_without_scripts_it_is_a_form(
    browser: Browser, live_server: LiveServer, finance: User, statement: BankStatement
) -> None:
    visit = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = signed_in(finance).cookies["sessionid"].value
    visit.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = visit.new_page()
    page.goto(f"/organizer/statements/{statement.pk}/")
    expect(page.get_by_text("Keys:")).to_be_hidden()
    page.get_by_role("button", name="Review the batch").click()
    page.get_by_role("button", name="Book the batch").click()
    expect(page.get_by_role("link", name="Matched 1")).to_be_visible()
    assert Payment.objects.count() == 1
    visit.close()
