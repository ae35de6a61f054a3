"""The countdown of a hold in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.plan.conftest import OpenPage


def held_page(seconds: int) -> str:
    return (
        '<!doctype html><html lang="en"><title>Hold</title><link rel="icon" href="/static/img/mark.svg">'
        '<script type="module" src="/static/exhibitors/desk/countdown.js"></script>'
        f'<p>Ends in <span id="left" data-seconds-left="{seconds}" data-ended="Your hold has ended.">soon</span></p>'
    )


@pytest.mark.parametrize(("seconds", "clock"), [(3_909, "1:05:0"), (899, "14:5"), (9, "0:0")])
def test_time_left_reads_like_a_clock(open_page: OpenPage, seconds: int, clock: str) -> None:
    expect(open_page(held_page(seconds)).locator("#left")).to_contain_text(clock)


def test_last_minute_is_spoken(open_page: OpenPage) -> None:
    page = open_page(held_page(61))
    expect(page.get_by_role("timer")).to_have_text("0:59")
    expect(page.get_by_role("status")).to_have_text("1 minute")


def test_end_is_shown_in_the_pages_words(open_page: OpenPage) -> None:
    page = open_page(held_page(1))
    expect(page.get_by_role("timer")).to_have_text("Your hold has ended.")
    expect(page.get_by_role("status")).to_have_text("Your hold has ended.")


def test_end_rises_as_an_event_unless_it_was_there_already(open_page: OpenPage) -> None:
    for seconds, risen in ((1, True), (0, False)):
        page = open_page(held_page(seconds))
        page.evaluate(
            "() => document.addEventListener('countdown:ended', ({ target }) => (window.ended = target.id === 'left'))"
        )
        expect(page.get_by_role("timer")).to_have_text("Your hold has ended.")
        assert page.evaluate("() => window.ended === true") is risen
