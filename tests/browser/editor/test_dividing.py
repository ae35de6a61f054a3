"""What cannot be divided says why, beside its fields and in the line of words."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("key", "form", "values", "sentence"),
    [
        ("s", "split", {"area": "500"}, "Enter 2 to 100 parts, or an area smaller than that of the booth."),
        (
            "k",
            "cut",
            {"x": "0", "y": "0", "to_x": "9", "to_y": "0"},
            "The line does not cross a booth from side to side.",
        ),
    ],
    ids=["split", "cut"],
)
def test_what_cannot_be_divided_is_said_in_its_own_words(
    open_desk: OpenDesk, key: str, form: str, values: dict[str, str], sentence: str
) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.press(key)
    fields = desk.page.locator(f"[data-form={form}]")
    if form == "split":
        fields.locator("[name=way]").select_option("area")
    for name, value in values.items():
        fields.locator(f"[name={name}]").fill(value)
    expect(fields.locator("[data-preview]")).to_have_text(sentence)
    fields.get_by_role("button", name="Split").click()
    desk.said(sentence)
    assert "B01" in desk.numbers()
