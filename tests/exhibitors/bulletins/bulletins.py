"""Bulletins in draft and issued."""

from datetime import date

from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import change_bulletin, draft_bulletin, issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from pavilions.floor.models.edition import Edition
from tests.factories import NOON, EditionFactory, organizer

TODAY = date(2024, 5, 17)


def edition() -> Edition:
    found: Edition = Edition.objects.first() or EditionFactory()
    return found


def drafted(body: str = "{companies:exact} companies, {booked_sqm:exact} m².") -> Bulletin:
    director = organizer()
    bulletin = draft_bulletin(edition().pk, TODAY, actor=director, at=NOON)
    return change_bulletin(bulletin.pk, title="News", body=body, as_of_date=TODAY, actor=director, at=NOON)


def issued() -> Bulletin:
    bulletin, director = drafted(), organizer()
    move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=director, at=NOON)
    return issue_bulletin(bulletin.pk, actor=director, at=NOON)
