"""The expo, its directory, areas, roadshows and bulletins are sent again when anything that they tell has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from exhibitors.area_members.operations import add_area_member, remove_area_member
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bulletins.operations import issue_bulletin, move_bulletin
from exhibitors.bulletins.states import BulletinState
from exhibitors.catalogue.operations.debuts import verify_debut
from exhibitors.catalogue.operations.exhibit_pictures import add_picture
from exhibitors.catalogue.operations.exhibits import add_exhibit, change_exhibit, withdraw_exhibit
from exhibitors.co_exhibitors.operations import StandEntry, enter_co_exhibitor, remove_co_exhibitor
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.companies.models import Company
from exhibitors.companies.operations.companies import change_company
from exhibitors.deals.operations.deals import count_deal
from exhibitors.pricing import Rate, RateKey
from exhibitors.pricing.operations import remove_tariff, set_tariff
from exhibitors.roadshows.models import Roadshow
from exhibitors.roadshows.operations import (
    cancel_roadshow,
    change_roadshow,
    close_roadshow,
    open_roadshow,
    plan_roadshow,
)
from pavilions.editions.operations.capacities import set_capacity
from pavilions.editions.operations.editions import close_edition
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Hall, Sector
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.national_pavilions import set_guest_of_honour
from pavilions.programme.operations.programme import announce_event
from pavilions.states import BoothKind, EditionStatus, PavilionStage, Section
from pavilions.themed_areas.operations import change_area, name_host, place_area, remove_area
from tests.exhibitors.area_members.views.test_area_hosts import area_in
from tests.exhibitors.bulletins.test_operations import drafted
from tests.exhibitors.bulletins.test_operations import issued as issue
from tests.exhibitors.catalogue.exhibits import claimed, shown_by_pavilion, terms
from tests.exhibitors.deals.deals import counted as counted_deal
from tests.exhibitors.deals.deals import verified as verified_deal
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import opened, record
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.pavilions.national_pavilions.national import give, move, pavilion_at, picture
from tests.pavilions.programme.programme import announced, scheduled, shortlisted
from tests.pavilions.themed_areas.test_operations import area_with
from tests.pavilions.themed_areas.test_operations import terms as area_terms
from tests.plan_changes import renumber_in_force
from tests.revalidation import assert_seen

if TYPE_CHECKING:
    from exhibitors.catalogue.models import Exhibit
    from exhibitors.deals.models import Deal
    from exhibitors.pricing.models import Tariff
    from pavilions.themed_areas.models import ThemedArea

pytestmark = pytest.mark.django_db
KEY = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
GUEST = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Alpine Bells", country="CH")
REPRESENTED = replace(GUEST, kind=CoExhibitorKind.REPRESENTED, name="Salt & Co")
LATER = NOON + timedelta(minutes=1)


class World:
    """A named company with an exhibit and a guest on its stand, an area that it hosts, and something of all else."""

    def __init__(self) -> None:
        self.director = organizer()
        self.by: dict[str, Any] = {"actor": self.director, "at": NOON}
        self.booth: Booth = BoothFactory(number="A01")
        self.free: Booth = BoothFactory(number="A02", allotment=self.booth.allotment)
        self.shared: Booth = BoothFactory(number="A03", allotment=self.booth.allotment)
        self.edition: Edition = self.booth.plan.edition
        self.company: Company = CompanyFactory(name="Fromagerie", is_on_public_plans=True)
        self.owner = owner_of(self.company)
        self.owns: dict[str, Any] = {"actor": self.owner, "at": NOON}
        self.booking = self.book(self.company, self.booth)
        self.exhibit: Exhibit = claimed(self.company, self.edition)
        self.guest = enter_co_exhibitor(self.booking.pk, GUEST, **self.owns)
        self.area: ThemedArea = area_with([self.booth, self.shared], is_public=True, host_id=self.booking.pk)
        self.meadows: ThemedArea = area_in(self.edition, "Meadows")
        self.hills: ThemedArea = area_in(self.edition, "Hills")
        self.member = add_area_member(self.hills.pk, self.company.pk, **self.by)
        self.tariff: Tariff = set_tariff(self.edition.pk, KEY, Rate(Decimal(100)), **self.by)
        of_sector = RateKey(Section.BUSINESS, self.booth.allotment.sector_id, BoothKind.RAW)
        set_tariff(self.edition.pk, of_sector, Rate(Decimal(90)), **self.by)
        self.show: Roadshow = opened(held_date=NOON.date())
        self.over: Roadshow = cancel_roadshow(opened(title="Called off").pk, **self.by)
        self.bulletin = issue()
        self.pavilion: NationalPavilion = pavilion_at(PavilionStage.CONFIRMED, "IT")
        self.hosted: ThemedArea = area_in(self.edition, "Alps", host_id=self.pavilion.pk)
        self.before: Edition = EditionFactory(number=self.edition.number - 1, status=EditionStatus.CLOSED)
        for _deal in range(2):  # sums of fewer than three deals are not told
            counted_deal(self.company, self.before)
        self.deal: Deal = verified_deal(self.company, self.before, amount=Decimal(2_000_000_000))

    def book(self, company: Company, booth: Booth) -> Any:
        applied = book_booths(company.pk, self.edition.pk, [booth.pk], actor=owner_of(company), at=NOON)
        return approve_booking(applied.pk, **self.by)

    def another_named(self) -> Any:
        return self.book(CompanyFactory(name="Käserei", country="DE", is_on_public_plans=True), self.free)

    def change_exhibit(self, **changed: Any) -> Any:
        return change_exhibit(self.exhibit.pk, terms(sector_id=self.exhibit.sector_id, **changed), **self.owns)

    def change_area(self, **changed: Any) -> Any:
        usual = {"is_public": True, "host_id": self.booking.pk}
        return change_area(self.area.pk, area_terms(**usual | changed), **self.by)

    def count_deal(self) -> None:
        count_deal(self.deal.pk, rate_id=None, **self.by)

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
BOOTH, PART, SITE_MAP = "/plan/{hall}/?booth=A02", "/take-part/", "/sitemap.xml"
BULLETINS, BULLETIN, RSS = "/bulletins/", "/bulletins/{edition}/{bulletin}/", "/bulletins.rss"
ROADSHOWS, ROADSHOW, AREAS, AREA = "/roadshows/", "/roadshows/{over}/", "/areas/", "/areas/{area}/"
EXHIBITS, EXHIBITORS, EXHIBIT = "/directory/", "/directory/exhibitors/", "/directory/exhibits/{exhibit}/"
COMPANY, PAVILION = "/directory/companies/{company}/", "/directory/pavilions/{pavilion}/"
MEADOWS, HILLS = "/areas/{meadows}/", "/areas/{hills}/"
CHANGES: dict[str, tuple[Callable[[World], object], tuple[str, ...]]] = {
    "a company is booked": (
        lambda w: w.another_named(),
        (HOME, COUNTRIES, HALLS, HALL, BOOTH, VENUE, EXHIBITORS, SITE_MAP),
    ),
    "a company has another booth": (
        lambda w: w.book(w.company, w.free),
        (HOME, COUNTRIES, HALLS, HALL, VENUE, EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY),
    ),
    "a booth of an area is booked": (
        lambda w: w.book(CompanyFactory(), w.shared),
        (AREA,),
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
        (HALL, VENUE, EXHIBITS, EXHIBITORS, AREAS, AREA, SITE_MAP),
    ),
    "an exhibit is added": (
        lambda w: add_exhibit(w.company.pk, w.edition.pk, terms(name="Brie"), **w.owns),
        (HOME, EXHIBITS, EXHIBIT, COMPANY, AREA, SITE_MAP),
    ),
    "an exhibit is renamed": (lambda w: w.change_exhibit(name="Comté, 36 months"), (EXHIBITS, EXHIBIT, COMPANY, AREA)),
    "an exhibit is described": (lambda w: w.change_exhibit(text="Nutty."), (EXHIBIT,)),
    "an exhibit is withdrawn": (
        lambda w: withdraw_exhibit(w.exhibit.pk, **w.owns),
        (HOME, EXHIBITS, COMPANY, AREA, SITE_MAP),
    ),
    "a debut is verified": (lambda w: verify_debut(w.exhibit.pk, **w.by), (EXHIBITS, EXHIBIT, COMPANY, AREA)),
    "a debut of an edition before is verified": (
        lambda w: verify_debut(claimed(w.company, w.before).pk, **w.by),
        (HOME,),
    ),
    "an exhibit is shown in a picture": (
        lambda w: add_picture(w.exhibit.pk, picture(), alt_text="A wheel", actor=w.owner, at=LATER),
        (EXHIBITS, EXHIBIT, COMPANY, AREA),
    ),
    "a sector is renamed in the admin": (
        lambda _w: Sector.objects.update(name="Milk"),
        (EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY, HOME, HALL, PART),
    ),
    "a hall is renamed in the admin": (
        lambda w: Hall.objects.filter(pk=w.booth.plan.hall_id).update(name="9.9H"),
        (HOME, HALLS, EXHIBIT, COMPANY, AREA, SITE_MAP),
    ),
    "a hall is put on sale": (
        lambda w: BoothFactory(allotment__edition=w.edition),
        (HOME, HALLS, HALL, VENUE, SITE_MAP),
    ),
    "a booth has another number": (
        lambda w: renumber_in_force(w.booth, "B01"),
        (HALL, VENUE, EXHIBITS, EXHIBITORS, EXHIBIT, COMPANY, AREA),
    ),
    "somebody else comes to the stand": (
        lambda w: enter_co_exhibitor(w.booking.pk, REPRESENTED, **w.owns),
        (EXHIBITORS, COMPANY),
    ),
    "somebody leaves the stand": (lambda w: remove_co_exhibitor(w.guest.pk, **w.owns), (EXHIBITORS, COMPANY)),
    "an area is renamed": (lambda w: w.change_area(name="Alps and lakes"), (HOME, AREAS, AREA, HALL)),
    "an area is described": (lambda w: w.change_area(text="Cheese."), (AREA,)),
    "an area is told of no longer": (lambda w: w.change_area(is_public=False), (HOME, AREAS, HALL, SITE_MAP)),
    "an area is larger": (
        lambda w: place_area(w.area.pk, w.booth.plan.hall_id, [w.booth.pk, w.free.pk, w.shared.pk], **w.by),
        (HOME, AREAS, AREA, HALL, BOOTH),
    ),
    "an area is given up": (lambda w: remove_area(w.area.pk, **w.by), (HOME, AREAS, HALL, SITE_MAP)),
    "a company joins an area": (
        lambda w: add_area_member(w.meadows.pk, w.company.pk, **w.by),
        (AREAS, MEADOWS, EXHIBITORS, EXHIBIT, COMPANY),
    ),
    "a company leaves an area": (
        lambda w: remove_area_member(w.member.pk, **w.by),
        (AREAS, HILLS, EXHIBITORS, EXHIBIT, COMPANY),
    ),
    "an area has another host": (lambda w: name_host(w.area.pk, w.pavilion.pk, **w.by), (AREAS, AREA)),
    "a price is set": (lambda w: set_tariff(w.edition.pk, KEY, Rate(Decimal(120)), **w.by), (PART, HALL, VENUE)),
    "a price is removed": (lambda w: remove_tariff(w.tariff.pk, **w.by), (PART, HALL, VENUE)),
    "bookings are taken no longer": (lambda w: close_edition(w.edition.pk, **w.by), (HOME, PART, BOOTH)),
    "a capacity is set": (
        lambda w: set_capacity(w.booth.allotment_id, capacity_sqm=Decimal(1200), **w.by),
        (HOME, HALLS, HALL),
    ),
    "the edition is renamed in the admin": (
        lambda w: Edition.objects.filter(pk=w.edition.pk).update(name="Grand Expo"),
        (HOME, COUNTRIES, HALLS, HALL, VENUE, PART, ROADSHOWS, AREAS, EXHIBITS, EXHIBITORS),
    ),
    "a figure of an earlier edition is published": (lambda w: publish(w.before, debuts=3), (HOME,)),
    "a deal of an edition before is counted": (lambda w: w.count_deal(), (HOME,)),
    "a pavilion confirms": (
        lambda _w: pavilion_at(PavilionStage.CONFIRMED, "TH"),
        (HOME, COUNTRIES, EXHIBITORS, SITE_MAP),
    ),
    "a pavilion declines": (
        lambda w: move(w.pavilion, PavilionStage.DECLINED),
        (HOME, COUNTRIES, EXHIBITORS, AREAS, SITE_MAP),
    ),
    "a pavilion is a guest of honour": (
        lambda w: set_guest_of_honour(w.pavilion.pk, is_guest=True, **w.by),
        (HOME, COUNTRIES),
    ),
    "a pavilion is about something else in the admin": (
        lambda w: NationalPavilion.objects.filter(pk=w.pavilion.pk).update(theme="Light"),
        (PAVILION,),
    ),
    "a pavilion has space": (lambda w: give(w.pavilion), (HOME, HALLS, VENUE, EXHIBITORS, PAVILION)),
    "a pavilion shows something": (lambda w: shown_by_pavilion(w.pavilion), (HOME, EXHIBITS, PAVILION, SITE_MAP)),
    "a roadshow is announced": (
        lambda w: open_roadshow(plan_roadshow(w.edition.pk, record(city="Oslo"), **w.by).pk, **w.by),
        (ROADSHOWS, SITE_MAP),
    ),
    "a roadshow moves": (
        lambda w: change_roadshow(w.show.pk, record(city="Paris", held_date=w.show.held_date), **w.by),
        (ROADSHOWS,),
    ),
    "a roadshow is cancelled": (lambda w: cancel_roadshow(w.show.pk, **w.by), (ROADSHOWS,)),
    "a roadshow is held": (lambda w: close_roadshow(w.show.pk, attendance=40, **w.by), (HOME, ROADSHOWS)),
    "a roadshow that is over is put right in the database": (
        lambda w: Roadshow.objects.filter(pk=w.over.pk).update(title="Called off at last"),
        (ROADSHOWS, ROADSHOW),
    ),
    "an event is announced": (lambda _w: announced(), (SITE_MAP,)),
    "a session of the forum is announced": (
        lambda w: announce_event(scheduled(shortlisted()).pk, **w.by),
        (HOME, SITE_MAP),
    ),
    "a bulletin is issued": (lambda w: w.issue_another(), (HOME, BULLETINS, RSS, SITE_MAP)),
    "a bulletin is archived": (
        lambda w: move_bulletin(w.bulletin.pk, to=BulletinState.ARCHIVED, **w.by),
        (BULLETINS,),
    ),
    "an edition is no sample in the database": (
        lambda w: Edition.objects.filter(pk=w.edition.pk).update(is_sample=not w.edition.is_sample),
        (BULLETIN,),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_pages_are_sent_again_when_what_they_tell_changes(world: World, name: str) -> None:
    change, pages = CHANGES[name]
    keys = {
        name: getattr(world, name).pk for name in ("exhibit", "company", "area", "over", "pavilion", "meadows", "hills")
    }
    edition, bulletin, hall = world.edition.number, world.bulletin.number, world.booth.plan.hall.name
    written = [page.format(edition=edition, bulletin=bulletin, hall=hall, **keys) for page in pages]
    assert_seen(lambda: change(world), written)


@pytest.mark.parametrize("address", [HOME, PART, BOOTH])
def test_pages_say_at_once_that_booking_has_ended(world: World, address: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        page = address.format(hall=world.booth.plan.hall.name)
        assert_seen(lambda: clock.move_to(world.edition.booking_closes_at), [page])


def test_form_of_a_roadshow_is_new_each_time_and_its_page_is_kept_afterwards(world: World, client: Client) -> None:
    page = f"/roadshows/{world.show.pk}/"
    assert not client.get(page).has_header("ETag")
    with time_machine.travel(NOON.replace(month=6), tick=False):
        close_roadshow(world.show.pk, attendance=40, actor=world.director, at=NOON.replace(month=6))
    etag = client.get(page)["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert client.post(page, headers={"If-None-Match": etag}).status_code == 422
