"""Figures as of a day are recorded when it ends, and stay the same whatever is done afterwards."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut
from exhibitors.promotion.catalogue.operations.exhibits import withdraw_exhibit
from exhibitors.promotion.catalogue.queries.exhibits import debuts_counted
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import recount_deal
from exhibitors.promotion.deals.queries import deal_totals
from exhibitors.promotion.figures.queries.release_figures import KINDS, release_figures
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.operations import Statement, correct_edition_figure, publish_edition_figure
from exhibitors.promotion.published_figures.states import FigureKind
from exhibitors.promotion.roadshows.operations import close_roadshow, correct_roadshow, open_roadshow, plan_roadshow
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
    set_guest_of_honour,
)
from pavilions.national.programme.operations.forum import move_topic, note_topic, schedule_session
from pavilions.national.programme.states import TopicState
from pavilions.plans.themed_areas.operations import change_area, remove_area
from pavilions.states import PavilionStage
from tests.exhibitors.catalogue.exhibits import verified as verified_debut
from tests.exhibitors.deals.deals import corrected, count, counted, rate, uncount, verified
from tests.exhibitors.expo import booked
from tests.exhibitors.roadshows.roadshows import record
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer
from tests.pavilions.programme.programme import terms as event_terms
from tests.pavilions.programme.programme import topic_record
from tests.pavilions.themed_areas.areas import terms as area_terms
from tests.pavilions.themed_areas.areas import with_own_booth

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 17)
MIDNIGHT = datetime(2024, 5, 17, 16, tzinfo=UTC)
"""In Shanghai, at the end of the day."""


class World:
    """Two earlier editions, one of them without published figures, and the one at hand, busy until the end of a day."""

    def __init__(self) -> None:
        self.director = organizer()
        begun = {"opens_date": date(2024, 5, 1)}
        self.first, self.before = (EditionFactory(number=number, **begun) for number in (5, 6))
        self.edition = EditionFactory(number=7)
        self.publish(self.first, 400, at=NOON)
        self.companies = [self.exhibitor(each) for each in (self.before, self.edition, self.edition)]
        self.bookings = [company.bookings.get().pk for company in self.companies]
        self.wrong = rate(worth="1.6")
        self.deals = [
            counted(self.companies[0], self.before, currency="EUR", amount=Decimal(n * 10**8)) for n in (1, 2)
        ]
        self.deals += [counted(self.companies[0], self.before, amount=Decimal(10**9)) for _deal in range(3)]
        self.deals += [counted(self.companies[1], self.edition) for _deal in range(3)]
        self.debuts = [
            verified_debut(self.companies[0], self.before, name=name) for name in ("Alpha", "Bravo", "Carbon")
        ]
        self.debuts.append(verified_debut(self.companies[1], self.edition, name="Delta"))
        self.areas = [self.area(name) for name in ("Farms", "Wines")]
        self.topic = self.shortlisted(at=NOON)
        self.shows = [self.show(date(2024, 5, day), at=NOON) for day in (2, 3)]
        self.pavilions = [self.pavilion(code, self.edition) for code in ("FR", "KE")]
        self.pavilions.append(self.pavilion("FR", self.before))

    def exhibitor(self, edition: Edition, *, at: datetime = NOON) -> Company:
        company: Company = CompanyFactory(is_on_public_plans=True)
        booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)), company=company)
        approve_booking(booking.pk, actor=self.director, at=at)
        return company

    def show(self, day: date, *, at: datetime) -> int:
        by: dict[str, Any] = {"actor": self.director, "at": at}
        show = plan_roadshow(self.edition.pk, record(held_date=day, country="FR"), **by)
        open_roadshow(show.pk, **by)
        return close_roadshow(show.pk, attendance=40, **by).pk

    def pavilion(self, country: str, edition: Edition, *, at: datetime = NOON) -> NationalPavilion:
        by: dict[str, Any] = {"actor": self.director, "at": at}
        pavilion = invite_to_national_exhibition(edition.pk, country=country, is_guest_of_honour=True, **by)
        return change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, **by)

    def area(self, name: str, *, at: datetime = NOON) -> int:
        terms = area_terms(name=name, host_country="FR", is_public=True)
        return with_own_booth(self.edition, terms, at=at).pk

    def shortlisted(self, *, at: datetime) -> int:
        by: dict[str, Any] = {"actor": self.director, "at": at}
        topic = note_topic(self.edition.pk, topic_record(), **by)
        move_topic(topic.pk, to=TopicState.CONSULTED, **by)
        return move_topic(topic.pk, to=TopicState.SHORTLISTED, **by).pk

    def publish(self, edition: Edition, debuts: int, *, at: datetime) -> None:
        stated = Statement(Decimal(debuts), "CIIE Bureau", "https://www.ciie.org/", is_checked=True)
        publish_edition_figure(edition.pk, FigureKind.DEBUTS, stated, actor=self.director, at=at)

    def figures(self, *, at: datetime) -> dict[str, object]:
        """Every figure as of the day, looked at later."""
        actual: dict[str, object] = {
            f"{guest} {key}": (figure.value, figure.said)
            for guest in ("FR", "KE")
            for key, figure in release_figures(self.edition, DAY, guest=guest, at=at).items()
        }
        until = MIDNIGHT - datetime.resolution
        for edition in (self.before, self.edition):
            actual[f"deals of {edition.number}"] = deal_totals(edition.pk, until=until)
        actual["debuts"] = debuts_counted([self.first.pk, self.before.pk, self.edition.pk], until=until)
        return actual


def _recount(world: World, at: datetime) -> None:
    right = corrected(world.wrong, "1.1", at=at)
    for deal in Deal.objects.filter(rate=world.wrong, state="counted"):
        recount_deal(deal.pk, rate_id=right.pk, reason="Rate.", actor=organizer(), at=at)


def _correct_show(world: World, at: datetime) -> None:
    to = {"held_date": date(2024, 5, 1), "city": "Bonn", "country": "DE", "attendance": 7}
    correct_roadshow(world.shows[0], to, reason="Other city.", actor=world.director, at=at)


def _correct_figure(world: World, at: datetime) -> None:
    figure = PublishedFigure.objects.get(edition=world.first)
    stated = Statement(Decimal(500), "CIIE Bureau", "https://www.ciie.org/", is_checked=True)
    by: dict[str, Any] = {"actor": world.director, "at": at}
    correct_edition_figure(figure.pk, stated, reason="Recounted.", seen=figure.revision, **by)


def _by(world: World, at: datetime) -> dict[str, Any]:
    return {"actor": world.director, "at": at}


LATER: dict[str, Callable[[World, datetime], object]] = {
    "a deal of the edition before stops counting": lambda w, at: uncount(w.deals[4], at=at),
    "a deal of this edition stops counting": lambda w, at: uncount(w.deals[5], at=at),
    "a rate is corrected and its deals are counted again": _recount,
    "a deal signed earlier is counted": lambda w, at: count(verified(w.companies[0], w.before), at=at),
    "a rate for an earlier day is entered": lambda _w, _at: rate("GBP", date(2024, 5, 1), "1.3"),
    "a roadshow of an earlier day is reported": lambda w, at: w.show(date(2024, 5, 16), at=at),
    "a roadshow is corrected": _correct_show,
    "a booking is cancelled": lambda w, at: cancel_booking(w.bookings[1], **_by(w, at)),
    "a booking is confirmed": lambda w, at: confirm_booking(w.bookings[2], **_by(w, at)),
    "the exhibitor of debuts cancels": lambda w, at: cancel_booking(w.bookings[0], **_by(w, at)),
    "a company books": lambda w, at: w.exhibitor(w.edition, at=at),
    "a company moves": lambda w, at: change_company(w.companies[2].pk, {"country": "IS"}, **_by(w, at)),
    "a company is merged": lambda w, at: merge_companies(
        CompanyFactory(country="IS").pk, w.companies[1].pk, seen=None, **_by(w, at)
    ),
    "a debut is refused": lambda w, at: refuse_debut(w.debuts[0].pk, reason="Seen before.", **_by(w, at)),
    "a debut of this edition is refused": lambda w, at: refuse_debut(w.debuts[3].pk, reason="Known.", **_by(w, at)),
    "an area is added": lambda w, at: w.area("Cheeses", at=at),
    "an area is renamed": lambda w, at: change_area(
        w.areas[0], area_terms(name="Fields", is_public=True), **_by(w, at)
    ),
    "an area is removed": lambda w, at: remove_area(w.areas[1], **_by(w, at)),
    "a topic is noted": lambda w, at: w.shortlisted(at=at),
    "a topic comes onto the agenda": lambda w, at: schedule_session(
        w.edition.pk, event_terms(title="Open markets"), topic_ids=[w.topic], speakers=[], **_by(w, at)
    ),
    "an exhibit is withdrawn": lambda w, at: withdraw_exhibit(w.debuts[1].pk, actor=SYSTEM, at=at),
    "a pavilion declines": lambda w, at: change_stage(w.pavilions[0].pk, to=PavilionStage.DECLINED, **_by(w, at)),
    "a pavilion confirms": lambda w, at: w.pavilion("IS", w.edition, at=at),
    "a guest is one no more": lambda w, at: set_guest_of_honour(w.pavilions[1].pk, is_guest=False, **_by(w, at)),
    "an earlier guest was none": lambda w, at: set_guest_of_honour(w.pavilions[2].pk, is_guest=False, **_by(w, at)),
    "a published figure is corrected": _correct_figure,
    "a figure is published": lambda w, at: w.publish(w.before, 77, at=at),
}


@pytest.mark.parametrize("seed", range(4))
def test_figures_of_a_past_day_stay_the_same_to_the_last_digit(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  (the same every time)
    world = World()
    recorded = world.figures(at=MIDNIGHT)
    changed: set[str] = set()
    moves = list(LATER)
    chance.shuffle(moves)
    at = MIDNIGHT
    for move in moves:
        at += timedelta(hours=chance.randrange(1, 9))
        LATER[move](world, at)
        assert world.figures(at=at + timedelta(days=1)) == recorded, move
        later = release_figures(world.edition, DAY + timedelta(days=30), guest="FR", at=at)
        changed |= {key for key, figure in later.items() if (figure.value, figure.said) != recorded[f"FR {key}"]}
    assert changed == set(KINDS) - {"edition", "editions", "first_year"}
