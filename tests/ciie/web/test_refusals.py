from typing import NoReturn

import pytest
from django import forms

from ciie.kernel.errors import DomainError
from ciie.web.refusals import attempt


class AreaForm(forms.Form):
    area_sqm = forms.DecimalField()


@pytest.fixture
def form() -> AreaForm:
    form = AreaForm({"area_sqm": "216"})
    assert form.is_valid()
    return form


def refused(field: str | None) -> NoReturn:
    raise DomainError("120 m² are left.", code="hall_full", field=field)


def test_attempt_returns_what_the_operation_returns(form: AreaForm) -> None:
    assert attempt(form, lambda: 7) == 7


def test_attempt_puts_the_refusal_beside_its_field(form: AreaForm) -> None:
    assert attempt(form, lambda: refused("area_sqm")) is None
    assert form.errors == {"area_sqm": ["120 m² are left."]}


@pytest.mark.parametrize("field", [None, "not_shown"])
def test_attempt_puts_a_refusal_without_a_shown_field_above_the_form(form: AreaForm, field: str | None) -> None:
    attempt(form, lambda: refused(field))
    assert form.non_field_errors() == ["120 m² are left."]
