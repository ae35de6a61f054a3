"""What `{% crispy %}` draws for a form with our helper."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory

from ciie.web.forms import AmountField, Cancel, Fieldset, FormHelper, Note, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm


class CityForm(RevisionForm):
    title = forms.CharField()
    city = forms.CharField(help_text="Where it is.")
    country = forms.CharField()
    seats = forms.IntegerField()

    helper = FormHelper(
        "title",
        Fieldset("Place", Row("city", "country")),
        Note("A & B"),
        Rest(),
        buttons=[Submit("Save", icon_name="check"), Submit("Drop", action="drop_url", name="way", value="1"), Cancel()],
        action="save_url",
        css_class="wide",
    )


class SearchForm(forms.Form):
    words = forms.CharField()
    helper = FormHelper(method="get", role="search", buttons=[Submit("Find")])


class PartForm(forms.Form):
    words = forms.CharField()
    seen = forms.CharField(widget=forms.HiddenInput)
    helper = FormHelper(form_tag=False)


class FileForm(forms.Form):
    file = forms.FileField()
    helper = FormHelper(buttons=[Submit("Send")])


class Names(HTMLParser):
    """The names of the fields of a page, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in {"input", "select", "textarea"} and name:
            self.found.append(name)


def drawn(form: forms.Form, **page: object) -> str:
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    token = {"csrf_token": "token-of-the-page"}
    return template.render(Context({"form": form, "request": RequestFactory().get("/")} | token | page))


def test_a_form_is_drawn_whole() -> None:
    html = drawn(CityForm(initial={"revision": 7}), save_url="/save/?a=1&b=2", drop_url="/drop/", cancel_url="/back/")
    assert '<form class="wide" action="/save/?a=1&amp;b=2" method="post">' in html
    assert Names(html).found == ["csrfmiddlewaretoken", "title", "city", "country", "seats", "revision"]
    assert 'name="revision" value="7"' in html
    assert re.search(r'<fieldset\s+class="form-section"[^>]*>\s*<legend>Place</legend>\s*<div\s+class="form-row"', html)
    assert '<p class="text-soft">A &amp; B</p>' in html
    assert re.search(
        r'<button class="btn btn-primary"><svg class="icon" aria-hidden="true">.*?</svg>Save</button>', html
    )
    assert '<button class="btn btn-primary" formaction="/drop/" name="way" value="1">Drop</button>' in html
    assert '<a class="btn btn-link" href="/back/">Cancel</a>' in html


def test_an_error_of_no_field_is_announced_above_the_fields_and_others_beside_theirs() -> None:
    form = CityForm({"title": "x"})
    form.add_error(None, "All is < taken.")
    html = drawn(form, save_url="/save/", drop_url="/drop/")
    above, below = html.split("All is &lt; taken.")
    assert 'role="alert"' in above
    assert "<label" not in above
    assert 'aria-describedby="id_city_helptext id_city_error"' in below
    assert 'id="id_city_error" class="invalid-feedback"' in below


def test_a_page_without_an_address_to_go_back_to_has_no_link() -> None:
    assert "Cancel" not in drawn(CityForm(), save_url="/save/", drop_url="/drop/")


def test_a_page_that_forgets_the_address_of_a_form_is_noticed() -> None:
    with pytest.raises(KeyError):
        drawn(CityForm(), drop_url="/drop/")


def test_a_search_carries_no_token() -> None:
    html = drawn(SearchForm())
    assert '<form role="search" method="get">' in html
    assert Names(html).found == ["words"]


def test_a_form_with_files_says_so() -> None:
    assert 'enctype="multipart/form-data"' in drawn(FileForm())


def test_a_part_of_a_form_has_neither_tag_nor_token() -> None:
    html = drawn(PartForm())
    assert "<form" not in html
    assert Names(html).found == ["words", "seen"]


def test_rest_draws_fields_that_a_form_was_given_as_it_was_made() -> None:
    form = CityForm()
    form.fields["booths"] = forms.CharField()
    del form.fields["seats"]
    assert Names(drawn(form, save_url="/", drop_url="/")).found[-2:] == ["booths", "revision"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1234.50", "1234.50"), (" 7 ", "7"), ("１２３．５", "123.5"), ("－5", "-5"), (".5", "0.5"), ("", None)],
)
def test_amount_is_read_as_it_is_typed(typed: str, meant: str | None) -> None:
    field = AmountField(max_digits=9, decimal_places=3, required=False)
    assert field.clean(typed) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    "typed", ["1,000", "1，000", "1 000", "1e3", "1E-2", "NaN", "Infinity", "1_0", "CNY 5", "--1", "٣"]
)
def test_amount_that_can_be_read_in_two_ways_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        AmountField(max_digits=9, decimal_places=3).clean(typed)
    assert refusal.value.messages == [
        "Enter digits only, with a point before decimals and without separators: 1234.50."
    ]


@pytest.mark.parametrize("typed", ["1.2345", "12345678901", "9" * 400])
def test_amount_with_too_many_digits_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(max_digits=9, decimal_places=3).clean(typed)
