"""The expo, its directory, areas, roadshows and bulletins are sent again when anything that they tell has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from exhibitors.models import Company, EditionFigures, Exhibit, Roadshow, Tariff
from exhibitors.operations.area_members import add_area_member, remove_area_member
from exhibitors.operations.bulletins import issue_bulletin, move_bulletin
from exhibitors.operations.co_exhibitors import StandEntry, enter_co_exhibitor, remove_co_exhibitor
from exhibitors.operations.companies import change_company
from exhibitors.operations.debuts import verify_debut
from exhibitors.operations.deciding import approve_booking
from exhibitors.operations.exhibit_pictures import add_picture
from exhibitors.operations.exhibits import add_exhibit, change_exhibit, withdraw_exhibit
from exhibitors.operations.publicity import set_publicity
from exhibitors.operations.roadshows import (
    cancel_roadshow,
    change_roadshow,
    close_roadshow,
    open_roadshow,
    plan_roadshow,
)
from exhibitors.operations.submitting import book_booths
from exhibitors.operations.tariffs import remove_tariff, set_tariff
from exhibitors.pricing import Rate, RateKey
from exhibitors.states import BulletinState, CoExhibitorKind
from pavilions.models import Booth, Edition, Sector, ThemedArea
from pavilions.operations.editions import close_edition, set_capacity
from pavilions.operations.themed_areas import add_area, change_area, place_area, remove_area
from pavilions.states import BoothKind, PavilionStage, Section
from tests.exhibitors.exhibits import claimed, terms
from tests.exhibitors.operations.test_bulletins import drafted
from tests.exhibitors.operations.test_bulletins import issued as issue
from tests.exhibitors.roadshows import opened, record
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.pavilions.national import pavilion_at, picture
from tests.pavilions.operations.test_themed_areas import area_with
from tests.pavilions.operations.test_themed_areas import terms as area_terms
from tests.pavilions.programme import announced
from tests.revalidation import assert_seen

pytestmark = pytest.mark.django_db
KEY = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
GUEST = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Alpine Bells", country="CH")
REPRESENTED = replace(GUEST, kind=CoExhibitorKind.REPRESENTED, name="Salt & Co")
LATER = NOON + timedelta(minutes=1)


class World:
    """A named company on one of two booths of a public area, with an exhibit, a guest on its stand, and more."""

    def __init__(self) -> None:
        self.director = organizer()
        self.by: dict[str, Any] = {"actor": self.director, "at": NOON}
        self.booth: Booth = BoothFactory(number="A01")
        self.free: Booth = BoothFactory(number="A02", allotment=self.booth.allotment)
        self.edition: Edition = self.booth.plan.edition
        self.company: Company = CompanyFactory(name="Fromagerie", is_on_public_plans=True)
        self.owner = owner_of(self.company)
        self.owns: dict[str, Any] = {"actor": self.owner, "at": NOON}
        self.booking = self.book(self.company, self.booth)
        self.exhibit: Exhibit = claimed(self.company, self.edition)
        self.guest = enter_co_exhibitor(self.booking.pk, GUEST, **self.owns)
        self.area: ThemedArea = area_with([self.booth], is_public=True)
        self.meadows: ThemedArea = add_area(self.edition.pk, area_terms(name="Meadows", is_public=True), **self.by)
        self.hills: ThemedArea = add_area(self.edition.pk, area_terms(name="Hills", is_public=True), **self.by)
        self.member = add_area_member(self.hills.pk, self.company.pk, **self.by)
        self.tariff: Tariff = set_tariff(self.edition.pk, KEY, Rate(Decimal(100)), **self.by)
        self.show: Roadshow = opened()
        self.bulletin = issue()

    def book(self, company: Company, booth: Booth) -> Any:
        applied = book_booths(company.pk, self.edition.pk, [booth.pk], actor=owner_of(company), at=NOON)
        return approve_booking(applied.pk, **self.by)

    def another_named(self) -> Any:
        return self.book(CompanyFactory(name="Käserei", country="DE", is_on_public_plans=True), self.free)

    def change_exhibit(self, **changed: Any) -> Any:
        return change_exhibit(self.exhibit.pk, terms(sector_id=self.exhibit.sector_id, **changed), **self.owns)

    def change_area(self, **changed: Any) -> Any:
        return change_area(self.area.pk, area_terms(**{"is_public": True} | changed), **self.by)

    def issue_another(self) -> Any:
        draft = drafted("More {companies:exact} companies.")
        move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, **self.by)
        return issue_bulletin(draft.pk, **self.by)


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> Iterator[World]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield World()


HOME, COUNTRIES, HALLS, HALL, VENUE = "/", "/countries/", "/plan/", "/plan/{hall}/", "/venue/"
PART, SITE_MAP, BULLETINS, BULLETIN, RSS = "/take-part/", "/sitemap.xml", "/bulletins/", "{bulletin}", "/bulletins.rss"
ROADSHOWS, ROADSHOW, AREAS, AREA = "/roadshows/", "/roadshows/{show}/", "/areas/", "/areas/{area}/"
EXHIBITS, EXHIBITORS, EXHIBIT = "/directory/", "/directory/exhibitors/", "/directory/exhibits/{exhibit}/"
COMPANY, MEADOWS, HILLS = "/directory/companies/{company}/", "/areas/{meadows}/", "/areas/{hills}/"
CHANGES: dict[str, tuple[Callable[[World], object], tuple[str, ...]]] = {
    "a company is booked": (
        lambda w: w.another_named(),
        (HOME, COUNTRIES, HALLS, HALL, VENUE, EXHIBITORS, SITE_MAP),
    ),
    "a company is renamed": (
        lambda w: change_company(w.company.pk, {"name": "Laiterie"}, **w.owns),
        (HALL, VENUE, EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY, AREA),
    ),
    "a company is renamed in the admin": (
        lambda w: Company.objects.filter(pk=w.company.pk).update(name="Laiterie"),
        (EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY, AREA),
    ),
    "a company describes itself": (
        lambda w: change_company(w.company.pk, {"description": "Since 1910."}, **w.owns),
        (COMPANY,),
    ),
    "a company is named no longer": (
        lambda w: set_publicity(w.company.pk, is_named=False, **w.owns),
        (HALL, VENUE, EXHIBITS, EXHIBITORS, AREA, SITE_MAP),
    ),
    "an exhibit is added": (
        lambda w: add_exhibit(w.company.pk, w.edition.pk, terms(name="Brie"), **w.owns),
        (EXHIBITS, EXHIBIT, COMPANY, AREA, SITE_MAP),
    ),
    "an exhibit is renamed": (lambda w: w.change_exhibit(name="Comté, 36 months"), (EXHIBITS, EXHIBIT, COMPANY, AREA)),
    "an exhibit is described": (lambda w: w.change_exhibit(text="Nutty."), (EXHIBIT,)),
    "an exhibit is withdrawn": (
        lambda w: withdraw_exhibit(w.exhibit.pk, **w.owns),
        (EXHIBITS, COMPANY, AREA, SITE_MAP),
    ),
    "a debut is verified": (lambda w: verify_debut(w.exhibit.pk, **w.by), (EXHIBITS, EXHIBIT, COMPANY, AREA)),
    "an exhibit is shown in a picture": (
        lambda w: add_picture(w.exhibit.pk, picture(), alt_text="A wheel", actor=w.owner, at=LATER),
        (EXHIBITS, EXHIBIT, COMPANY, AREA),
    ),
    "a sector is renamed in the admin": (
        lambda _w: Sector.objects.update(name="Milk"),
        (EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY, HOME, HALL),
    ),
    "somebody else comes to the stand": (
        lambda w: enter_co_exhibitor(w.booking.pk, REPRESENTED, **w.owns),
        (EXHIBITORS, COMPANY),
    ),
    "somebody leaves the stand": (lambda w: remove_co_exhibitor(w.guest.pk, **w.owns), (EXHIBITORS, COMPANY)),
    "an area is renamed": (lambda w: w.change_area(name="Alps"), (AREAS, AREA, HALL)),
    "an area is told of no longer": (lambda w: w.change_area(is_public=False), (AREAS, HALL)),
    "an area is larger": (
        lambda w: place_area(w.area.pk, w.booth.plan.hall_id, [w.booth.pk, w.free.pk], **w.by),
        (AREAS, AREA, HALL),
    ),
    "an area is given up": (lambda w: remove_area(w.area.pk, **w.by), (AREAS, HALL)),
    "a company joins an area": (
        lambda w: add_area_member(w.meadows.pk, w.company.pk, **w.by),
        (AREAS, MEADOWS, EXHIBITORS, EXHIBIT, COMPANY),
    ),
    "a company leaves an area": (
        lambda w: remove_area_member(w.member.pk, **w.by),
        (AREAS, HILLS, EXHIBITORS, EXHIBIT, COMPANY),
    ),
    "a price is set": (lambda w: set_tariff(w.edition.pk, KEY, Rate(Decimal(120)), **w.by), (PART, HALL, VENUE)),
    "a price is removed": (lambda w: remove_tariff(w.tariff.pk, **w.by), (PART, HALL, VENUE)),
    "bookings are taken no longer": (lambda w: close_edition(w.edition.pk, **w.by), (HOME, PART)),
    "a capacity is set": (
        lambda w: set_capacity(w.booth.allotment_id, capacity_sqm=Decimal(1200), **w.by),
        (HOME, HALLS, HALL),
    ),
    "the edition is renamed in the admin": (
        lambda _w: Edition.objects.update(name="Grand Expo"),
        (HOME, COUNTRIES, PART, ROADSHOWS, AREAS, EXHIBITS, EXHIBITORS),
    ),
    "earlier figures are noted in the admin": (
        lambda w: EditionFigures.objects.create(edition=EditionFactory(number=w.edition.number - 1, status="archived")),
        (HOME,),
    ),
    "a pavilion confirms": (
        lambda _w: pavilion_at(PavilionStage.CONFIRMED, "TH"),
        (HOME, COUNTRIES, EXHIBITORS, SITE_MAP),
    ),
    "a roadshow is announced": (
        lambda w: open_roadshow(plan_roadshow(w.edition.pk, record(city="Oslo"), **w.by).pk, **w.by),
        (ROADSHOWS, SITE_MAP),
    ),
    "a roadshow moves": (
        lambda w: change_roadshow(w.show.pk, record(city="Paris", held_date=w.show.held_date), **w.by),
        (ROADSHOWS,),
    ),
    "a roadshow is cancelled": (lambda w: cancel_roadshow(w.show.pk, **w.by), (ROADSHOWS,)),
    "an event is announced": (lambda _w: announced(), (SITE_MAP,)),
    "a bulletin is issued": (lambda w: w.issue_another(), (HOME, BULLETINS, RSS, SITE_MAP)),
    "a bulletin is archived": (
        lambda w: move_bulletin(w.bulletin.pk, to=BulletinState.ARCHIVED, **w.by),
        (BULLETINS,),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_pages_are_sent_again_when_what_they_tell_changes(world: World, name: str) -> None:
    change, pages = CHANGES[name]
    bulletin = f"/bulletins/{world.bulletin.edition.number}/{world.bulletin.number}/"
    keys = {"exhibit": world.exhibit.pk, "company": world.company.pk, "area": world.area.pk, "show": world.show.pk}
    keys |= {"meadows": world.meadows.pk, "hills": world.hills.pk}
    written = {**keys, "hall": world.booth.plan.hall.name, "bulletin": bulletin}
    assert_seen(lambda: change(world), [page.format(**written) for page in pages])


@pytest.mark.parametrize("address", [HOME, PART])
def test_pages_say_at_once_that_booking_has_ended(world: World, address: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert_seen(lambda: clock.move_to(world.edition.booking_closes_at), [address])


def test_form_of_a_roadshow_is_new_each_time_and_its_page_is_kept_afterwards(world: World, client: Client) -> None:
    page = f"/roadshows/{world.show.pk}/"
    assert not client.get(page).has_header("ETag")
    with time_machine.travel(NOON.replace(month=6), tick=False):
        close_roadshow(world.show.pk, attendance=40, actor=world.director, at=NOON.replace(month=6))
    etag = client.get(page)["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert client.post(page, headers={"If-None-Match": etag}).status_code == 422


def test_bulletin_is_kept(world: World, client: Client) -> None:
    page = f"/bulletins/{world.bulletin.edition.number}/{world.bulletin.number}/"
    etag = client.get(page)["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    Edition.objects.update(time_zone="Europe/Paris")
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 200
