"""Naming booths for booked m², on the organizer's pages and on those of a block."""

from decimal import Decimal

import pytest

from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import BoothFactory, MembershipFactory, UserFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene(floor_sqm=60)


@pytest.fixture
def share(scene: Scene) -> Booking:
    return scene.give_floor(12)


def assigning(booking: Booking) -> str:
    return f"/organizer/bookings/{booking.pk}/assign/"


def naming(scene: Scene, share: Booking) -> str:
    return f"/desk/blocks/{scene.block.pk}/members/{share.pk}/booths/"


def booths_of(booking: Booking) -> list[int | None]:
    return list(booking.claims.live().order_by("booth_id").values_list("booth_id", flat=True))


def test_review_leads_organizers_to_naming_while_there_are_m2_without_booths(scene: Scene, share: Booking) -> None:
    client = signed_in(organizer())
    page = client.get(f"/organizer/bookings/{share.pk}/")
    assert_clean(page)
    assert (assigning(share) in page.text, "Assign booths" in page.text) == (True, True)
    small = BoothFactory(allotment=scene.allotments[0], area_sqm=Decimal(3))
    client.post(assigning(share), {"revision": share.revision, "booths": [scene.booths[0].pk, small.pk]})
    assert booths_of(share) == [scene.booths[0].pk, small.pk]
    assert assigning(share) not in client.get(f"/organizer/bookings/{share.pk}/").text


def test_organizer_names_a_booth_and_keeps_those_named_before(scene: Scene, share: Booking) -> None:
    client = signed_in(organizer())
    page = client.get(assigning(share))
    assert_clean(page)
    assert "12\N{NO-BREAK SPACE}m² are booked without a booth." in page.text
    assert (
        client.post(assigning(share), {"revision": share.revision, "booths": [scene.booths[0].pk]}).status_code == 302
    )
    page = client.get(assigning(share))
    offered = {(row.booth.id, row.is_own) for row in page.context["rows"]}
    assert offered == {(booth.pk, False) for booth in scene.booths[1:]}
    assert (page.context["chosen"], booths_of(share)) == (set(), [scene.booths[0].pk, None])


def test_too_large_a_choice_is_refused_beside_the_booths_and_kept(scene: Scene, share: Booking) -> None:
    chosen = [booth.pk for booth in scene.booths[:2]]
    answer = signed_in(organizer()).post(assigning(share), {"revision": share.revision, "booths": chosen})
    assert answer.status_code == 422
    assert_clean(answer)
    sentence = "These booths total 18 m², but only 12 m² are booked without a booth."
    assert answer.context["form"].errors == {"booths": [sentence]}
    assert sentence in answer.text
    assert answer.context["chosen"] == set(chosen)


def test_finance_reads_the_booking_but_names_no_booths(scene: Scene, share: Booking) -> None:
    client = signed_in(organizer(OrganizerRole.FINANCE))
    assert assigning(share) not in client.get(f"/organizer/bookings/{share.pk}/").text
    answer = client.post(assigning(share), {"revision": share.revision, "booths": [scene.booths[0].pk]})
    assert (answer.status_code, booths_of(share)) == (422, [None])


def test_manager_names_booths_from_the_list_of_members(scene: Scene, share: Booking) -> None:
    manager = UserFactory()
    scene.block.managers.add(manager)
    client = signed_in(manager)
    members = f"/desk/blocks/{scene.block.pk}/members/"
    assert naming(scene, share) in client.get(members).text
    page = client.get(naming(scene, share))
    assert_clean(page)
    assert page.context["form"].offered == scene.booths
    answer = client.post(
        naming(scene, share), {"revision": share.revision, "booths": [scene.booths[1].pk]}, follow=True
    )
    assert "Booths assigned. The company will be notified by email." in answer.text
    assert booths_of(share) == [scene.booths[1].pk, None]


def test_managers_page_offers_only_booths_that_fit(scene: Scene, share: Booking) -> None:
    BoothFactory(allotment=scene.allotments[0], area_sqm=Decimal(13))
    BoothFactory(allotment=scene.allotments[0], blocked_reason="Stage")
    signed_in(organizer()).post(assigning(scene.give_floor(9)), {"revision": 1, "booths": [scene.booths[0].pk]})
    page = signed_in(scene.owner).get(naming(scene, share))
    assert [booth.pk for booth in page.context["form"].offered] == [booth.pk for booth in scene.booths[1:]]


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 40])
def test_nonsense_is_refused_in_words_on_the_managers_page(scene: Scene, share: Booking, sent: str) -> None:
    answer = signed_in(scene.owner).post(naming(scene, share), {"revision": share.revision, "booths": [sent]})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"booths": ["Choose at least one booth."]}
    assert_clean(answer)


def test_manager_is_informed_what_to_do_when_nothing_fits_or_nothing_is_left(scene: Scene) -> None:
    tiny, client = scene.give_floor(1), signed_in(scene.owner)
    page = client.get(naming(scene, tiny))
    assert_clean(page)
    assert "No free booth fits" in page.text
    whole = scene.give_floor(9)
    client.post(naming(scene, whole), {"revision": whole.revision, "booths": [scene.booths[0].pk]})
    assert "All space of this booking already has booths" in client.get(naming(scene, whole)).text


def test_members_and_viewers_of_the_agency_do_not_name_booths(scene: Scene) -> None:
    company, member = scene.member()
    share = scene.give_floor(12, to=company)
    viewer = MembershipFactory(company=scene.agency, role=CompanyRole.VIEWER).user
    for person, status in ((member, 404), (viewer, 403), (organizer(OrganizerRole.FINANCE), 403)):
        assert signed_in(person).get(naming(scene, share)).status_code == status
        assert signed_in(person).post(naming(scene, share), {"booths": [1]}).status_code == status


def test_share_of_another_block_is_not_found(scene: Scene, share: Booking) -> None:
    other = Scene(floor_sqm=20)
    assert signed_in(other.owner).get(naming(other, share)).status_code == 404


def test_block_with_nothing_left_says_so_where_space_is_given(scene: Scene) -> None:
    scene.give_floor(60)
    page = signed_in(scene.owner).get(f"/desk/blocks/{scene.block.pk}/give/")
    assert "The block has no space left to allocate." in page.text
