from datetime import timedelta

import pytest
import time_machine
from django import forms

from ciie.web.public_forms import PublicForm
from tests.factories import NOON


class Registration(PublicForm):
    name = forms.CharField()


def sent_after(seconds: float, **typed: str) -> Registration:
    with time_machine.travel(NOON, tick=False) as clock:
        opened = Registration().opened
        clock.shift(timedelta(seconds=seconds))
        form = Registration({"name": "Ada", "opened": opened, **typed})
        form.full_clean()
        return form


def test_person_who_takes_their_time_is_let_through() -> None:
    assert sent_after(10).is_valid()


@pytest.mark.parametrize("seconds", [0, 2])
def test_form_sent_at_once_is_refused(seconds: int) -> None:
    form = sent_after(seconds)
    assert form.errors == {"__all__": ["The form was submitted too quickly. Wait a few seconds and submit it again."]}
    assert form["name"].value() == "Ada"


def test_form_of_a_page_of_yesterday_is_asked_for_again_and_then_let_through() -> None:
    form = sent_after(24 * 3600 + 5)
    assert form.errors == {
        "__all__": ["This page was open for more than a day. Check your entries and submit the form again."]
    }
    assert form["name"].value() == "Ada"
    with time_machine.travel(NOON + timedelta(days=1, seconds=5), tick=False) as clock:
        fresh = form.opened
        clock.shift(timedelta(seconds=10))
        again = Registration({"name": "Ada", "opened": fresh})
        assert again.is_valid()


@pytest.mark.parametrize("typed", [{"nickname": "x"}, {"opened": "opened"}, {"opened": ""}])
def test_trap_and_forged_moment_are_refused(typed: dict[str, str]) -> None:
    assert not sent_after(10, **typed).is_valid()
