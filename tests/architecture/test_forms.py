"""Forms are laid out in Python and drawn by `{% crispy %}`; a layout leaves no field out and draws none twice."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.urls import get_resolver

from ciie.web.forms import FormHelper, Rest

OWN = {"ciie", "pavilions", "exhibitors"}
WITHOUT_LAYOUT = {
    "account/login.html",  # allauth's forms
    "account/signup.html",
    "allauth/elements/fields.html",
    "parts/confirm.html",  # a question with whatever form is asked there
}


class LacksAField(forms.Form):
    name = forms.CharField()
    city = forms.CharField()
    helper = FormHelper("name")


class NamesAFieldTwice(forms.Form):
    name = forms.CharField()
    helper = FormHelper("name", Rest(), "name")


class NamesAnUnknownField(forms.Form):
    name = forms.CharField()
    helper = FormHelper("title", Rest())


def mistakes(form: type[forms.BaseForm]) -> list[str]:
    """Fields that the form's layout forgets, draws twice or does not have."""
    layout = form.helper.layout  # type: ignore[attr-defined]
    drawn = Counter(pointer.name for pointer in layout.get_field_names())
    fields = form.base_fields  # type: ignore[attr-defined]
    rest = bool(layout.get_layout_objects(Rest, greedy=True))
    forgotten = [] if rest else [name for name in fields if not fields[name].widget.is_hidden and name not in drawn]
    return [*forgotten, *(name for name, times in drawn.items() if times > 1 or name not in fields)]


def forms_with_layout() -> Iterator[type[forms.BaseForm]]:
    _patterns = get_resolver().url_patterns  # imports every view, and with it every form
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if isinstance(getattr(form, "helper", None), FormHelper) and form.__module__.split(".")[0] in OWN:
            yield form


@pytest.mark.parametrize("form", [LacksAField, NamesAFieldTwice, NamesAnUnknownField])
def test_a_wrong_layout_is_noticed(form: type[forms.BaseForm]) -> None:
    assert mistakes(form)


def test_layouts_draw_every_field_once() -> None:
    found = {f"{form.__module__}.{form.__qualname__}": mistakes(form) for form in forms_with_layout()}
    assert len(found) > 50
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_templates_leave_whole_forms_to_their_layouts() -> None:
    folder = Path(__file__).parents[2] / "templates"
    by_hand = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        if re.search(r"\|\s*crispy\b", path.read_text())
    }
    assert by_hand == WITHOUT_LAYOUT
