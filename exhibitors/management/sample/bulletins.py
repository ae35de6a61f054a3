"""Bulletins of the sample: an early one that is archived, the release of the day, and one in review."""

from datetime import date, datetime, time, timedelta

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bulletins.models import Bulletin
from exhibitors.bulletins.operations import change_bulletin, draft_bulletin, issue_bulletin, move_bulletin
from exhibitors.bulletins.states import BulletinState
from exhibitors.management.sample.editions import SHANGHAI
from pavilions.floor.models.edition import Edition

EARLY = date(2024, 2, 29)
TITLE = "Over half a year to go: halls fill for the 7th CIIE"
BODY = """
{participants} countries and international organizations have confirmed their participation in the national
exhibition, while {companies} companies from {countries} countries and regions have booked {booked_sqm} square meters
of space in the business exhibition.

France will be guest country of honour for the {guest_times} time. In the special area “From French farm to Chinese
dining table” its producers show the way of food from the field to the meal.

A series of promotions in {roadshow_countries} countries and regions has told companies what the expo offers.

Since 2018, {debuts} products, technologies and services have made their debut at the expo over its {editions} editions,
and tentative deals of {deals_usd_bn} have been signed.
"""


def play_bulletins(edition: Edition, director: User, *, at: datetime) -> None:
    early = _sent_to_review(edition, EARLY, director, datetime.combine(EARLY + timedelta(days=1), time(10), SHANGHAI))
    issue_bulletin(early.pk, actor=director, at=early.written_at)
    move_bulletin(early.pk, to=BulletinState.ARCHIVED, actor=director, at=at)
    release = _sent_to_review(edition, day_of(at, SHANGHAI), director, at, title=TITLE, body=BODY)
    issue_bulletin(release.pk, actor=director, at=at)
    _sent_to_review(edition, day_of(at, SHANGHAI), director, at, title="Six months to the opening")


def _sent_to_review(
    edition: Edition, day: date, director: User, at: datetime, *, title: str = "", body: str = ""
) -> Bulletin:
    bulletin = draft_bulletin(edition.pk, day, actor=director, at=at)
    if title:
        bulletin = change_bulletin(
            bulletin.pk, title=title, body=body or bulletin.body, as_of_date=day, actor=director, at=at
        )
    return move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=director, at=at)
