"""A company is added to a themed area once, however many add it at the same instant.

The lock on the area lets one at a time look and add. The control takes it away: then all of them find the company
missing, and only the constraint stands between them.
"""

import threading
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.area_members import operations as area_members
from exhibitors.area_members.models import ThemedAreaMember
from exhibitors.area_members.operations import add_area_member
from exhibitors.companies.models import Company
from pavilions.themed_areas.models import ThemedArea
from tests.concurrency.rivals import DONE, count, race
from tests.exhibitors.area_members.areas import stand_at
from tests.factories import NOON, BoothFactory, CompanyFactory
from tests.pavilions.themed_areas.test_operations import area_with

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4


def rivals_for_one_company() -> list[str]:
    booth, company = BoothFactory(), CompanyFactory()
    stand_at(company, booth)
    area = area_with([BoothFactory(allotment=booth.allotment)])
    return race(*[partial(add_area_member, area.pk, company.pk, actor=SYSTEM, at=NOON)] * RIVALS)


def test_company_is_added_once() -> None:
    assert count(rivals_for_one_company()) == {DONE: 1, "area_member_once": RIVALS - 1}
    assert ThemedAreaMember.objects.count() == 1


def test_control_without_the_lock_everybody_finds_the_company_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock all of them look before anybody writes, and three are stopped by the constraint alone."""
    looking, found_missing = threading.Barrier(RIVALS), []
    look = area_members._require_not_there_yet

    def look_together(area: ThemedArea, company: Company) -> None:
        look(area, company)
        found_missing.append(company.pk)
        looking.wait()

    monkeypatch.setattr(area_members, "_lock_area", lambda pk: ThemedArea.objects.select_related("edition").get(pk=pk))
    monkeypatch.setattr(area_members, "_require_not_there_yet", look_together)
    rivals_for_one_company()
    assert len(found_missing) == RIVALS


def test_with_the_lock_only_the_first_finds_the_company_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found_missing = []
    look = area_members._require_not_there_yet

    def note(area: ThemedArea, company: Company) -> None:
        look(area, company)
        found_missing.append(company.pk)

    monkeypatch.setattr(area_members, "_require_not_there_yet", note)
    rivals_for_one_company()
    assert len(found_missing) == 1
