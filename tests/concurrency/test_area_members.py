"""A company is added to a themed area once, however many add it at the same instant."""

from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.operations import add_area_member
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.area_members.areas import stand_at
from tests.factories import NOON, BoothFactory, CompanyFactory
from tests.pavilions.themed_areas.areas import area_with

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4
ADDING = r'INSERT INTO "?exhibitors_themedareamember'


def rivals_for_one_company(*wrappers: Wrapper) -> list[str]:
    booth, company = BoothFactory(), CompanyFactory()
    stand_at(company, booth)
    area = area_with([BoothFactory(allotment=booth.allotment)])
    attempts = [partial(add_area_member, area.pk, company.pk, actor=SYSTEM, at=NOON)] * RIVALS
    return race(*attempts, wrappers=wrappers)


def test_company_is_added_once_and_only_one_gets_as_far_as_writing() -> None:
    writing = Before(ADDING)
    assert count(rivals_for_one_company(writing)) == {DONE: 1, "area_member_once": RIVALS - 1}
    assert ThemedAreaMember.objects.count() == 1
    assert writing.rivals == 1


def test_control_without_the_lock_all_get_as_far_as_writing_and_only_the_constraint_refuses() -> None:
    writing = Before(ADDING, meeting(RIVALS))
    assert count(rivals_for_one_company(without_locks, writing)) == {DONE: 1, "area_member_once": RIVALS - 1}
    assert writing.rivals == RIVALS
