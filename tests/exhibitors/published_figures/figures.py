"""Figures that were published before the usual `at` of tests."""

from datetime import timedelta
from decimal import Decimal

from exhibitors.published_figures.models import PublishedFigure
from pavilions.floor.models.edition import Edition
from tests.factories import NOON

BEFORE = NOON - timedelta(days=100)
LINK = "https://www.ciie.org/"


def publish(edition: Edition, **figures: float | Decimal) -> None:
    """Write `debuts=400, deals_usd_bn=57.83` as published figures of an edition."""
    for kind, value in figures.items():
        PublishedFigure.objects.create(
            edition=edition, kind=kind, value=value, source="CIIE Bureau", link=LINK, stated_at=BEFORE
        )
