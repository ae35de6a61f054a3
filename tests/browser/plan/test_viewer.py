"""The viewer's modules in Chromium: what hands and keys do to a plan."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from pavilions.plans.drawing import draw_hall, draw_legend
from pavilions.states import Availability
from tests.browser.plan.conftest import ADDRESS, OpenPage, answer
from tests.pavilions.plans.drawing.marks import booth, hall_of

REST_MS = 400

BOOTHS = (
    booth(0),
    booth(1),
    booth(2, Availability.BOOKED),
    booth(3, Availability.HELD),
    booth(0, row=1),
    replace(booth(2, row=1), selected=True),
)


def plan_page(form: str = "{plan}") -> str:
    context = {"drawing": draw_hall(hall_of(*BOOTHS)), "legend": draw_legend()}
    plan = render_to_string("pavilions/plans/viewer.html", context)
    return (
        '<!doctype html><html lang="en"><title>5.1H</title><link rel="icon" href="/static/img/mark.svg">'
        '<link rel="stylesheet" href="/static/css/tokens.css">'
        '<link rel="stylesheet" href="/static/pavilions/space.css">'
        '<link rel="stylesheet" href="/static/pavilions/plan/plan.css">'
        f'<script type="module" src="/static/pavilions/plan/viewer.js"></script>{form.format(plan=plan)}</html>'
    )


CHOOSING = (
    '<form data-plan-select="booths">{plan}'
    + render_to_string("pavilions/plans/tray.html")
    + '<label><input type="checkbox" name="booths" value="11">A02</label></form>'
)


def scale_of(page: Page) -> float:
    """Pixels per centimetre, from the drawing's own matrix."""
    return float(page.locator("svg.plan").evaluate("drawing => drawing.getScreenCTM().a"))


def on_screen(page: Page, x: int, y: int) -> tuple[float, float]:
    """Where a point of the hall is on the page, in pixels."""
    point = page.locator("svg.plan").evaluate(
        "(drawing, [x, y]) => { const at = new DOMPoint(x, y).matrixTransform(drawing.getScreenCTM());"
        " return [at.x, at.y]; }",
        [x, y],
    )
    return point[0], point[1]


def focused(page: Page) -> str | None:
    return page.locator(":focus").get_attribute("data-number")


def chosen(page: Page) -> list[str]:
    ids: list[str] = page.locator("form").evaluate("form => new FormData(form).getAll('booths')")
    return ids


def test_whole_hall_is_in_view_at_first(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    pane = page.locator("[data-plan-pane]").bounding_box()
    hall = page.locator(".hall").bounding_box()
    assert pane is not None
    assert hall is not None
    assert pane["x"] < hall["x"] < hall["x"] + hall["width"] < pane["x"] + pane["width"]
    assert hall["width"] > 0.8 * pane["width"]


def test_buttons_and_keys_zoom(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    whole = scale_of(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("scale => document.querySelector('svg.plan').getScreenCTM().a > scale * 1.4", arg=whole)
    page.locator("#booth-10").focus()
    page.keyboard.press("0")
    assert scale_of(page) == pytest.approx(whole)


def test_wheel_zooms_around_the_pointer(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    scale, (x, y) = scale_of(page), on_screen(page, 2_000, 600)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(REST_MS)
    assert scale_of(page) > scale * 2
    assert on_screen(page, 2_000, 600) == pytest.approx((x, y), abs=2)


def test_drag_moves_the_plan_and_opens_no_booth(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(REST_MS)
    x, y = on_screen(page, 2_600, 1_800)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 20, steps=5)
    page.mouse.up()
    page.wait_for_timeout(REST_MS)
    assert on_screen(page, 2_600, 1_800) == pytest.approx((x - 60, y + 20), abs=1)
    assert page.url == ADDRESS


def test_drag_far_beyond_what_is_drawn_stays_sharp(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    for _press in range(3):
        page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(REST_MS)
    before = on_screen(page, 3_000, 1_500)
    page.mouse.move(*before)
    page.mouse.down()
    page.mouse.move(before[0] + 450, before[1], steps=3)
    page.mouse.up()
    page.wait_for_timeout(REST_MS)
    assert on_screen(page, 3_000, 1_500) == pytest.approx((before[0] + 450, before[1]), abs=1)
    assert page.locator("svg.plan").evaluate("drawing => drawing.style.transform") == ""


def test_arrows_go_to_the_nearest_booth_in_their_direction(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    page.locator("#booth-10").focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["A02", "A03", "B03", "B01", "A01", "A01"]
    assert page.locator(".booth[tabindex='0']").count() == 1


def test_enter_opens_the_booth(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    page.locator("#booth-10").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ADDRESS}booth/")


def test_only_readable_numbers_are_laid_out(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    expect(page.locator("#booth-10 text")).to_be_visible()
    page.set_viewport_size({"width": 150, "height": 800})
    expect(page.locator("#booth-10 text")).to_be_hidden()


def test_choice_on_the_plan_and_in_the_list_are_one(open_page: OpenPage) -> None:
    page = open_page(plan_page(CHOOSING))
    assert chosen(page) == ["22"]
    page.locator("#booth-10").click()
    page.get_by_label("A02", exact=True).check()
    assert sorted(chosen(page)) == ["10", "11", "22"]
    expect(page.locator("#booth-11")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("status")).to_have_text("Selected booths: 3 Area in m²: 108 B03, A01, A02")
    page.locator("#booth-11").click()
    assert page.get_by_label("A02", exact=True).is_checked() is False


def test_box_for_a_booth_of_another_hall_counts_as_well(open_page: OpenPage) -> None:
    other = '<input type="checkbox" name="booths" value="99" data-number="C07" data-area="13.50" checked></form>'
    page = open_page(plan_page(CHOOSING.replace("</form>", other)))
    assert sorted(chosen(page)) == ["22", "99"]
    expect(page.get_by_role("status")).to_have_text("Selected booths: 2 Area in m²: 49.5 B03, C07")


def test_choice_outlives_a_list_that_is_swapped(open_page: OpenPage) -> None:
    page = open_page(plan_page(CHOOSING))
    page.locator("#booth-11").click()
    page.evaluate(
        """() => {
            document.querySelector('label').remove();
            document.querySelector('form').dispatchEvent(new CustomEvent('htmx:afterSettle', { bubbles: true }));
        }"""
    )
    assert sorted(chosen(page)) == ["11", "22"]


def test_keys_choose_and_unchoose(open_page: OpenPage) -> None:
    page = open_page(plan_page(CHOOSING))
    page.locator("#booth-10").focus()
    page.keyboard.press("Space")
    assert sorted(chosen(page)) == ["10", "22"]
    page.keyboard.press("Enter")
    assert chosen(page) == ["22"]


def test_taken_booth_cannot_be_chosen_and_does_not_lead_away(open_page: OpenPage) -> None:
    page = open_page(plan_page(CHOOSING))
    page.locator("#booth-12").click()
    assert (chosen(page), page.url) == (["22"], ADDRESS)


def test_every_booth_is_a_named_link(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    assert page.get_by_role("link").count() == len(BOOTHS)
    expect(page.get_by_role("link", name="Booth 5.1H/A03, 36 m², raw space, 2 open sides, booked")).to_be_visible()


def test_pinch_magnifies_as_far_as_the_fingers_part(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    before, (x, y) = scale_of(page), on_screen(page, 3_000, 1_500)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": x - apart / 2, "y": y, "id": 0}, {"x": x + apart / 2, "y": y, "id": 1}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 80)
    for apart in range(90, 170, 10):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    page.wait_for_timeout(REST_MS)
    assert scale_of(page) / before == pytest.approx(2, abs=0.05)


def test_whole_hall_is_printed_whatever_is_in_view(open_page: OpenPage) -> None:
    page = open_page(plan_page())
    drawing = page.locator("svg.plan")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(REST_MS)
    closer = drawing.get_attribute("viewBox")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(drawing).to_have_attribute("viewBox", "-150 -150 6300 3900")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(drawing).to_have_attribute("viewBox", closer or "")


def test_without_scripts_booths_are_lettered_links(browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.route("**/*", lambda route: answer(route, plan_page()))
    page.goto(ADDRESS)
    expect(page.locator("#booth-10 text")).to_be_visible()
    expect(page.get_by_role("group", name="Zoom")).to_be_hidden()
    page.locator("#booth-10").click()
    page.wait_for_url(f"{ADDRESS}booth/")
    page.context.close()
