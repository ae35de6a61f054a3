"""However many people set up an installation at the same instant, one of them becomes its first administrator."""

from functools import partial

import pytest

from ciie.accounts.models import User
from ciie.accounts.setup_codes import new_setup_code
from ciie.kernel.actors import SYSTEM
from pavilions.floor.staff.operations import set_up_first_person
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, renamed, without_locks
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4
CREATING = r'INSERT INTO "?accounts_user"'


def rivals_for_the_first_place(*wrappers: Wrapper) -> list[str]:
    about = {"name": "Ana", "password": "hall-5.1H-by-the-river", "language": "en"}
    code = new_setup_code()
    attempts = [
        partial(set_up_first_person, code, email=f"{n}@example.org", **about, actor=SYSTEM, at=NOON)
        for n in range(RIVALS)
    ]
    return race(*attempts, wrappers=wrappers)


def test_one_wins_and_the_others_are_refused() -> None:
    assert count(rivals_for_the_first_place()) == {"setup_code_wrong": RIVALS - 1, DONE: 1}
    assert User.objects.filter(is_superuser=True).count() == 1


def test_control_without_the_lock_and_with_a_code_that_remains_all_of_them_win() -> None:
    remains, creating = renamed("DELETE FROM", "SELECT FROM"), Before(CREATING, meeting(RIVALS))
    assert count(rivals_for_the_first_place(without_locks, remains, creating)) == {DONE: RIVALS}
    assert User.objects.filter(is_superuser=True).count() == RIVALS
