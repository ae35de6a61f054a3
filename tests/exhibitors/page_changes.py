"""What changes which public page of the business exhibition."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from exhibitors.bookings.co_exhibitors.operations import enter_co_exhibitor, remove_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.promotion.area_members.operations import add_area_member, remove_area_member
from exhibitors.promotion.bulletins.operations import move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.catalogue.operations.debuts import verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import add_exhibit, add_picture, withdraw_exhibit
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import (
    cancel_roadshow,
    change_roadshow,
    close_roadshow,
    open_roadshow,
    plan_roadshow,
)
from pavilions.floor.editions.operations.capacities import set_capacity
from pavilions.floor.editions.operations.editions import close_edition
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import set_guest_of_honour
from pavilions.national.programme.operations.programme import announce_event
from pavilions.plans.themed_areas.operations import name_host, place_area, remove_area
from pavilions.states import BoothKind, PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed, shown_by_pavilion, terms
from tests.exhibitors.pricing.cards import Rate, publish_rules, set_price
from tests.exhibitors.pricing.cards import terms as rule_terms
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import record
from tests.exhibitors.terms.terms import published
from tests.exhibitors.world import GUEST, KEY, World
from tests.factories import NOON, BoothFactory, CompanyFactory
from tests.pavilions.national_pavilions.national import give, move, pavilion_at, picture
from tests.pavilions.plan_changes import renumber_in_force
from tests.pavilions.programme.programme import announced, scheduled, shortlisted

RAW_PRICE = rule_terms(RuleKind.SPACE, Basis.SQM, 90, booth_kind=BoothKind.RAW)

HOME, COUNTRIES, HALLS, HALL, VENUE = "/", "/countries/", "/plan/", "/plan/{hall}/", "/venue/"
BOOTH, PART, SITE_MAP = "/plan/{hall}/?booth=A02", "/take-part/", "/sitemap.xml"
BULLETINS, BULLETIN, RSS = "/bulletins/", "/bulletins/{edition}/{bulletin}/", "/bulletins.rss"
FIRST_VERSION = BULLETIN + "versions/1/"
ROADSHOWS, ROADSHOW, AREAS, AREA = "/roadshows/", "/roadshows/{over}/", "/areas/", "/areas/{area}/"
EXHIBITS, EXHIBITORS, EXHIBIT = "/directory/", "/directory/exhibitors/", "/directory/exhibits/{exhibit}/"
COMPANY, PAVILION = "/directory/companies/{company}/", "/directory/pavilions/{pavilion}/"
TERMS = "/terms/{before}/1/"
MEADOWS, HILLS = "/areas/{meadows}/", "/areas/{hills}/"

REPRESENTED = replace(GUEST, kind=CoExhibitorKind.REPRESENTED, name="Salt & Co")


LATER = NOON + timedelta(minutes=1)


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
        lambda w: change_company(w.company.pk, {"name": "Laiterie"}, **w.by),
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
    "an area is no longer public": (lambda w: w.change_area(is_public=False), (HOME, AREAS, HALL, SITE_MAP)),
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
    "a price is set": (lambda w: set_price(w.edition.pk, KEY, Rate(Decimal(120)), **w.by), (PART, HALL, VENUE)),
    "a price is removed": (lambda w: publish_rules(w.edition.pk, RAW_PRICE, **w.by), (PART, HALL, VENUE)),
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
    "a correction of a bulletin is issued": (
        lambda w: w.issue_a_correction(),
        (HOME, BULLETINS, BULLETIN, FIRST_VERSION, RSS),
    ),
    "a bulletin is archived": (
        lambda w: move_bulletin(w.bulletin.pk, to=BulletinState.ARCHIVED, **w.by),
        (BULLETINS,),
    ),
    "newer terms are published": (lambda w: published(w.before.pk), (TERMS,)),
    "an edition is no sample in the database": (
        lambda w: Edition.objects.filter(pk=w.edition.pk).update(is_sample=not w.edition.is_sample),
        (BULLETIN,),
    ),
}
