from datetime import timedelta

import pytest
import time_machine

from ciie.kernel.errors import DomainError
from ciie.kernel.signed_links import link_token, read_link_token
from tests.factories import NOON


def read_after(passed: timedelta, what: str = "registration", ending: str = "") -> int:
    with time_machine.travel(NOON, tick=False) as clock:
        token = link_token("registration", 42) + ending
        clock.shift(passed)
        return read_link_token(what, token)


def test_link_leads_to_its_row_for_three_days() -> None:
    assert read_after(timedelta(days=2, hours=23)) == 42


@pytest.mark.parametrize(
    ("passed", "what", "ending", "code"),
    [
        (timedelta(days=3, minutes=1), "registration", "", "link_expired"),
        (timedelta(0), "topic", "", "link_broken"),
        (timedelta(0), "registration", "x", "link_broken"),
    ],
)
def test_old_foreign_and_altered_links_are_refused(passed: timedelta, what: str, ending: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_after(passed, what, ending)
    assert refusal.value.code == code
