import pytest

from tests.html_rules import inline_offences


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<div hx-on:click="go()">',
        '<a href=" JavaScript:go()">',
    ],
)
def test_inline_offences_finds_what_the_policy_refuses(html: str) -> None:
    assert len(inline_offences(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/static/page.js" type="module"></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<svg><rect width="40%" fill="none"></rect></svg>',
        '<p class="style">on top</p>',
    ],
)
def test_inline_offences_lets_the_rest_pass(html: str) -> None:
    assert inline_offences(html) == []
