import pytest
from django.test import Client

from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.floor_plan import Booth
from tests.factories import NOON, BoothFactory, organizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth() -> Booth:
    booth: Booth = BoothFactory()
    return booth


def test_the_present_state_of_a_plan_is_shown_whole_and_revalidates(client: Client, booth: Booth) -> None:
    address = f"/plan/{booth.plan.edition.number}/{booth.plan.hall.name}/now/"
    withhold_booth(booth.pk, reason="A pillar", actor=organizer(), at=NOON)
    first = client.get(address)
    assert first.json() == {
        "plan": booth.plan_id,
        "revision": first.headers["ETag"].strip('"'),
        "since": None,
        "booths": {"blocked": [booth.pk]},
    }
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_so_is_that_of_all_halls(client: Client, booth: Booth) -> None:
    other = BoothFactory(allotment__edition=booth.plan.edition)
    for each in (booth, other):
        withhold_booth(each.pk, reason="A pillar", actor=organizer(), at=NOON)
    address = f"/venue/{booth.plan.edition.number}/now/"
    first = client.get(address)
    assert (first.json()["since"], set(first.json()["booths"]["blocked"])) == (None, {booth.pk, other.pk})
    assert first.json()["plan"] == first.json()["revision"].partition(":")[0]
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "address",
    ["/plan/99999/5.1H/now/", "/plan/1/nowhere/now/", "/plan/1/%00/now/", "/venue/99999/now/", "/venue/1/now/"],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
