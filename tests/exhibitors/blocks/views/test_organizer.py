"""Blocks and countries on the organizer's desk."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.queries import country_lines
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from pavilions.floor.ledger.operations.ledger import claim_booths
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.states import ClaimState, OrganizerRole, PavilionStage
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.expo import applied
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    NationalPavilionFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def scene() -> Scene:
    return Scene(halls=2)


@pytest.fixture
def director(scene: Scene) -> Client:
    return signed_in(scene.director)


def test_block_rolls_up_by_hall_country_and_member(scene: Scene, director: Client) -> None:
    company = scene.member(country="BE", name="Bruges NV")[0]
    scene.give(scene.booths[0], scene.booths[3], to=company)
    page = director.get(f"/organizer/blocks/{scene.block.pk}/")
    assert_clean(page)
    figures = page.context["figures"]
    assert [(line.label, line.members_sqm, line.rest_sqm) for line in figures.by_hall] == [
        (allotment.hall.name, 9, 18) for allotment in sorted(scene.allotments, key=lambda each: each.hall.name)
    ]
    assert {(line.key, line.members_sqm, line.rest_sqm) for line in figures.by_country} == {
        ("BE", Decimal(18), Decimal(0)),
        ("FR", Decimal(0), Decimal(36)),
    }
    assert figures.whole.area_sqm == 54
    assert [(share.company.name, share.area_sqm) for share in page.context["shares"]] == [("Bruges NV", 18)]


def test_list_narrows_and_is_sent_as_a_file(scene: Scene, director: Client) -> None:
    page = director.get("/organizer/blocks/?search=france&stage=open&country=FR")
    assert_clean(page)
    assert [row.record.rest_sqm for row in page.context["table"].rows] == [54]
    assert len(director.get("/organizer/blocks/?stage=returned").context["table"].rows) == 0
    lines = lines_of(director.get("/organizer/blocks/export/csv/"))
    assert [(line[0], line[5]) for line in lines[1:]] == [("Taste of France", "54.00")]


def test_block_is_opened_on_an_application_and_refusals_keep_what_was_typed(scene: Scene, director: Client) -> None:
    booking = applied(AllotmentFactory(edition=scene.allotments[0].edition), 90)
    where = f"/organizer/bookings/{booking.pk}/share-out/"
    assert_clean(director.get(where))
    typed = {
        "name": "Alpine",
        "country": "CH",
        "currency": "CHF",
        "apply_until_date": "2024-07-01",
        "returns_date": "2024-12-01",
        "is_open": "on",
    }
    refused = director.post(where, typed | seen(booking))
    assert list(refused.context["form"].errors) == ["returns_date"]
    assert refused.context["form"]["name"].value() == "Alpine"
    assert_clean(director.post(where, typed | seen(booking, returns_date="2024-08-01"), follow=True))
    assert Block.objects.get(pk=booking.pk).name == "Alpine"
    again = director.post(where, typed | seen(booking, returns_date="2024-08-01"))
    assert again.context["form"].non_field_errors() == ["This booking is already a block."]


def test_only_those_who_decide_the_booking_open_blocks(scene: Scene) -> None:
    booking = applied(AllotmentFactory(edition=scene.allotments[0].edition), 90)
    finance = signed_in(organizer(OrganizerRole.FINANCE))
    assert finance.get(f"/organizer/bookings/{booking.pk}/share-out/").status_code == 403
    assert finance.get(f"/organizer/blocks/{scene.block.pk}/").status_code == 200


def test_country_shows_its_pavilion_beside_its_blocks(scene: Scene, director: Client) -> None:
    edition = Edition.objects.get()
    pavilion = NationalPavilionFactory(edition=edition, country="FR")
    change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=scene.director, at=NOON)
    free = BoothFactory(allotment=scene.allotments[0])
    claim_booths(pavilion.pk, [free], state=ClaimState.RESERVED, expires_at=None, at=NOON)
    alone, booth = CompanyFactory(country="FR"), BoothFactory(allotment=scene.allotments[0])
    booking = book_booths(alone.pk, edition.pk, [booth.pk], actor=owner_of(alone), at=NOON)
    approve_booking(booking.pk, actor=scene.director, at=NOON)
    scene.give(scene.booths[0], to=scene.member(country="BE")[0])

    page = director.get("/organizer/countries/fr/")

    assert_clean(page)
    line = page.context["line"]
    figures = (line.pavilion_sqm, line.blocks_sqm, line.own_sqm, line.companies, line.blocks)
    assert figures == (9, 45, 9, 2, 1)
    assert [each.area_sqm for each in page.context["pavilions"]] == [9]
    assert f'<a href="/organizer/pavilions/{pavilion.pk}/">Pavilion of France</a>' in page.text
    assert 'href="/organizer/pavilions/history/?search=France"' in page.text
    assert [(each.members_sqm, each.rest_sqm) for each in page.context["blocks"]] == [(9, 45)]
    booked = sum(each.blocks_sqm + each.own_sqm for each in country_lines(edition))
    assert booked == totals_of(edition.pk, at=NOON).booked_sqm == 63
    assert_clean(director.get("/organizer/countries/"))
    assert len(lines_of(director.get("/organizer/countries/export/csv/"))) == 3
    assert director.get("/organizer/countries/zz/").status_code == 404
    for search, codes in (("fran", ["FR"]), ("法国", ["FR"]), ("", ["FR", "BE"]), ("?", []), ("x" * 200, ["FR", "BE"])):
        page = director.get("/organizer/countries/", {"search": search})
        assert_clean(page)
        assert [row.record.code for row in page.context["table"].rows] == codes, search
    assert len(lines_of(director.get("/organizer/countries/export/csv/?search=belg"))) == 2


def test_list_reads_as_often_for_three_as_for_one(scene: Scene, director: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as read:
            director.get(f"/organizer/blocks/?edition={Edition.objects.order_by('number').first().number}")  # type: ignore[union-attr]
        return len(read)

    queries()
    one = queries()
    Scene()
    assert queries() == one
