"""Roadshows and registrations for tests, made by the operations."""

from datetime import date
from typing import Any

from ciie.kernel.actors import SYSTEM
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import ask_for_registration, open_roadshow, plan_roadshow
from pavilions.floor.models.edition import Edition
from tests.factories import NOON, EditionFactory, organizer

DAY = date(2024, 5, 20)


def record(**changed: Any) -> dict[str, Any]:
    usual = {
        "title": "Meet the expo",
        "city": "Lyon",
        "country": "FR",
        "venue": "",
        "host": "Chamber",
        "held_date": DAY,
        "text": "",
        "seats": None,
    }
    return usual | changed


def visitor(**changed: Any) -> dict[str, Any]:
    return {"name": "Ada", "email": "ada@example.org", "company_name": "Ada SA", "country": "FR"} | changed


def opened(**changed: Any) -> Roadshow:
    promoter = organizer()
    show = plan_roadshow((Edition.objects.first() or EditionFactory()).pk, record(**changed), actor=promoter, at=NOON)
    return open_roadshow(show.pk, actor=promoter, at=NOON)


def asked(show: Roadshow, **changed: Any) -> RoadshowRegistration:
    registration = ask_for_registration(show.pk, visitor(**changed), language="en", actor=SYSTEM, at=NOON)
    assert registration is not None
    return registration
