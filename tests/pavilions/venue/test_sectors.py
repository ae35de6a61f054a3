"""The pages of sectors."""

import pytest

from ciie.kernel.errors import DomainError
from pavilions.floor.models.venue import Sector
from pavilions.plans.venue.operations import add_sector, change_sector
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = pytest.mark.django_db

LIST = "/organizer/sectors/"


def refused(**values: object) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as raised:
        add_sector(values, actor=organizer(), at=NOON)
    return raised.value.code, raised.value.field


def test_empty_list_says_what_to_do() -> None:
    page = signed_in(organizer()).get(LIST)
    assert_clean(page)
    assert "No sectors yet" in page.text
    assert f"{LIST}new/" in page.text
    assert f"{LIST}new/" not in signed_in(organizer(OrganizerRole.REVIEWER)).get(LIST).text


def test_what_is_left_blank_is_filled_in() -> None:
    browser = signed_in(organizer())
    assert_clean(browser.get(f"{LIST}new/"))
    for name, name_zh in (("Cheese & Dairy", ""), ("乳制品", "乳制品")):
        assert browser.post(f"{LIST}new/", {"name": name, "name_zh": name_zh})["Location"] == LIST
    assert list(Sector.objects.values_list("code", "position")) == [("cheese-dairy", 0), ("sector-2", 1)]
    assert "cheese-dairy" in browser.get(LIST).text


def test_same_name_is_refused_in_either_language() -> None:
    SectorFactory(name="Food", name_zh="食品")
    assert refused(name="FOOD", code="other") == ("sector_name_taken", "name")
    assert refused(name="Other", name_zh="食品") == ("sector_name_taken", "name_zh")
    sent = signed_in(organizer()).post(f"{LIST}new/", {"name": "food", "code": "other"})
    assert sent.status_code == 422
    assert "There is already a sector called food." in sent.text


def test_sector_is_changed_and_keeps_its_own_name() -> None:
    sector = SectorFactory(name="Food", code="food")
    browser, page = signed_in(organizer()), f"{LIST}{sector.pk}/"
    assert_clean(browser.get(page))
    browser.post(page, seen(sector, name="Food", name_zh="食品", code="", position="3"))
    sector.refresh_from_db()
    assert (sector.name, sector.name_zh, sector.code, sector.position) == ("Food", "食品", "food", 3)


def test_code_in_use_is_refused_beside_its_field() -> None:
    sector = AllotmentFactory(sector__code="food").sector
    sent = signed_in(organizer()).post(f"{LIST}{sector.pk}/", seen(sector, name="Food", code="foods"))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["code"])
    assert str(sent.context["sector"]) == str(sector)


def test_two_readers_do_not_undo_each_other() -> None:
    sector = SectorFactory()
    change_sector(sector.pk, {"name": "First"}, actor=organizer(), at=NOON)
    stale = {"name": "Second", "code": sector.code, "revision": sector.revision}
    sent = signed_in(organizer()).post(f"{LIST}{sector.pk}/", stale)
    assert "since you opened the page" in sent.text
