from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.lifecycle import TransitionRefused
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.promotion.bulletins.models import Bulletin, BulletinFigure
from exhibitors.promotion.bulletins.operations import change_bulletin, draft_bulletin, issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.queries import read_release
from exhibitors.promotion.bulletins.states import BulletinState
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
)
from pavilions.states import OrganizerRole, PavilionStage
from tests.exhibitors.bulletins.bulletins import TODAY, drafted, edition, issued
from tests.exhibitors.expo import booked
from tests.exhibitors.published_figures.figures import publish
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, organizer

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def approve_one_more() -> None:
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition())))
    approve_booking(booking.pk, actor=organizer(), at=NOON)


def test_figures_are_counted_anew_until_issued_and_stand_from_then_on() -> None:
    draft = drafted()
    approve_one_more()
    assert "1</a> companies" in read_release(draft, at=NOON).html
    bulletin = issued()
    approve_one_more()
    bulletin.refresh_from_db()
    assert "1</a> companies" in read_release(bulletin, at=NOON).html
    assert "2</a> companies" in read_release(draft, at=NOON).html
    assert {figure.key: figure.value for figure in bulletin.figures.all()} == {"companies": 1, "booked_sqm": 9}


def test_first_draft_speaks_of_figures_that_exist() -> None:
    bulletin = draft_bulletin(edition().pk, TODAY, actor=organizer(), at=NOON)
    assert "{" not in read_release(bulletin, at=NOON).html


def test_release_of_a_running_day_says_its_moment_and_goes_on_saying_it() -> None:
    approve_one_more()
    bulletin = issued()
    frozen, [companies, _booked] = read_release(bulletin, at=LATER), bulletin.figures.all()
    assert str(frozen.until) == "17 May 2024, 12:00"
    assert companies.source.endswith("movements of the ledger up to 17 May 2024, 12:00.")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Companies: {companies}, deals: {deals_usd_bn}.",
            ["1", "Companies with booked space", "more than $420 billion"],
        ),
        ("已有 {companies} 家企业，{deals_usd_bn}。", ["1", "已预订展位的企业", "逾4,200亿美元"]),
    ],
)
@pytest.mark.parametrize("reader", ["en", "zh-hans"])
def test_figures_are_in_the_language_of_the_release_for_every_issuer(reader: str, body: str, said: list[str]) -> None:
    earlier = EditionFactory(number=edition().number - 1)
    publish(earlier, deals_usd_bn=Decimal("424.9"))
    approve_one_more()
    with translation.override(reader):
        draft = drafted(body)
        actual = read_release(draft, at=NOON).html
        move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
        companies, deals = issue_bulletin(draft.pk, actor=organizer(), at=NOON).figures.all()
    assert [companies.said, companies.label, deals.said] == said
    assert deals.said in actual


def test_draft_says_the_end_of_its_day_once_that_is_over() -> None:
    draft = drafted()
    assert [str(read_release(draft, at=at).until) for at in (NOON, LATER)] == [
        "17 May 2024, 12:00",
        "the end of 17 May 2024",
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"body": "{visitors}"}, "body"),
        ({"body": " "}, "body"),
        ({"title": ""}, "title"),
        ({"title": "x" * 300}, "title"),
        ({"as_of_date": date(2024, 5, 18)}, "as_of_date"),
        ({"as_of_date": date(2020, 1, 1)}, "as_of_date"),
    ],
)
def test_bad_text_and_day_are_refused_beside_their_field(changed: dict[str, object], field: str) -> None:
    bulletin = drafted()
    terms = {"title": "News", "body": "Text", "as_of_date": TODAY} | changed
    with pytest.raises(Invalid) as refusal:
        change_bulletin(bulletin.pk, actor=organizer(), at=NOON, **terms)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_bulletin_is_issued_after_review_only_and_stays_as_it_is() -> None:
    draft = drafted()
    with pytest.raises(TransitionRefused):
        issue_bulletin(draft.pk, actor=organizer(), at=NOON)
    with pytest.raises(TransitionRefused):
        move_bulletin(draft.pk, to=BulletinState.ISSUED, actor=organizer(), at=NOON)
    bulletin = issued()
    with pytest.raises(DomainError) as refusal:
        change_bulletin(bulletin.pk, title="x", body="y", as_of_date=TODAY, actor=organizer(), at=NOON)
    assert refusal.value.code == "not_a_draft"
    for change in ({"body": "other"}, {"title": "other"}, {"state": BulletinState.DRAFT}, {"issued_at": LATER}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Bulletin.objects.filter(pk=bulletin.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        BulletinFigure.objects.update(value=1)


def test_reviewers_write_and_directors_issue() -> None:
    reviewer = organizer(OrganizerRole.REVIEWER)
    bulletin = draft_bulletin(edition().pk, TODAY, actor=reviewer, at=NOON)
    move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=reviewer, at=NOON)
    with pytest.raises(NotAllowed):
        issue_bulletin(bulletin.pk, actor=reviewer, at=NOON)
    with pytest.raises(NotAllowed):
        draft_bulletin(edition().pk, TODAY, actor=organizer(OrganizerRole.FINANCE), at=NOON)


def test_change_and_decision_on_an_older_revision_are_refused() -> None:
    bulletin, director = drafted(), organizer()
    with pytest.raises(DomainError) as changing:
        change_bulletin(bulletin.pk, title="x", body="y", as_of_date=TODAY, seen=0, actor=director, at=NOON)
    with pytest.raises(DomainError) as moving:
        move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, seen=0, actor=director, at=NOON)
    assert [refusal.value.code for refusal in (changing, moving)] == ["changed_meanwhile"] * 2


def honoured(country: str = "FR") -> NationalPavilion:
    pavilion = invite_to_national_exhibition(
        edition().pk, country=country, is_guest_of_honour=True, actor=organizer(), at=NOON
    )
    return change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=NOON)


def issue(bulletin: Bulletin) -> Bulletin:
    move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    return issue_bulletin(bulletin.pk, actor=organizer(), at=NOON)


def test_draft_speaks_of_the_guest_of_honour_of_its_day() -> None:
    honoured("FR")
    honoured("KE")
    bulletin = drafted("For the {guest_times} time.")
    assert bulletin.guest_country == "FR"
    assert [figure.said for figure in issue(bulletin).figures.all()] == ["first"]


def test_text_about_a_guest_that_has_declined_is_not_issued_about_another() -> None:
    french = honoured("FR")
    bulletin = drafted("France, for the {guest_times} time.")
    change_stage(french.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON)
    honoured("KE")
    with pytest.raises(DomainError) as refusal:
        issue(bulletin)
    assert refusal.value.code == "no_guest_of_honour"
    assert "France was not guest country of honour on 17 May 2024." in str(refusal.value)
    bulletin.refresh_from_db()
    move_bulletin(bulletin.pk, to=BulletinState.DRAFT, actor=organizer(), at=NOON)
    text = {"title": "News", "body": "Kenya, for the {guest_times} time.", "as_of_date": TODAY}
    change_bulletin(bulletin.pk, **text, guest_country="KE", actor=organizer(), at=NOON)  # type: ignore[arg-type]
    assert issue(bulletin).state == BulletinState.ISSUED


def test_text_about_a_guest_without_one_is_not_issued() -> None:
    with pytest.raises(DomainError) as refusal:
        issue(drafted("For the {guest_times} time."))
    assert refusal.value.code == "no_guest_of_honour"


TEXTS = {
    "title": "News",
    "body": "{companies:exact} companies, {editions} editions.",
    "title_zh": "新闻",
    "body_zh": "{companies:exact} 家企业，{deals_usd_bn}。",
}


def bilingual(**changed: str) -> Bulletin:
    return change_bulletin(drafted().pk, **TEXTS | changed, as_of_date=TODAY, actor=organizer(), at=NOON)  # type: ignore[arg-type]


def test_bulletin_in_both_languages_is_issued_as_one_and_read_by_each_in_their_own() -> None:
    publish(EditionFactory(number=edition().number - 1), deals_usd_bn=Decimal("424.9"))
    approve_one_more()
    bulletin = issue(bilingual())
    assert [figure.key for figure in bulletin.figures.all()] == ["companies", "editions", "deals_usd_bn"]
    approve_one_more()
    english = read_release(bulletin, at=LATER)
    with translation.override("zh-hans"):
        chinese = read_release(bulletin, at=LATER)
    assert [(each.title, each.language) for each in (english, chinese)] == [("News", "en"), ("新闻", "zh-hans")]
    assert "1</a> companies" in english.html
    assert "1</a> 家企业" in chinese.html
    assert "逾4,200亿美元" in chinese.html
    assert [figure.label for figure in chinese.figures][:1] == ["已预订展位的企业"]


def test_bulletin_in_one_language_is_read_in_it_by_everybody() -> None:
    bulletin = issue(bilingual(title_zh="", body_zh=""))
    with translation.override("zh-hans"):
        release = read_release(bulletin, at=LATER)
    assert (release.title, release.language) == ("News", "en")
    assert bulletin.figures.get(key="editions").said_zh == ""


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title_zh": ""}, "title_zh"), ({"body_zh": " "}, "body_zh"), ({"body_zh": "{visitors}"}, "body_zh")],
)
def test_half_a_translation_and_unknown_figures_are_refused_beside_their_field(
    changed: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        bilingual(**changed)
    assert refusal.value.field == field


def test_chinese_text_of_an_issued_bulletin_stands() -> None:
    bulletin = issue(bilingual())
    for change in ({"title_zh": "x"}, {"body_zh": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Bulletin.objects.filter(pk=bulletin.pk).update(**change)


def test_first_draft_is_in_both_languages_in_whatever_language_it_is_begun() -> None:
    with translation.override("zh-hans"):
        bulletin = draft_bulletin(edition().pk, TODAY, actor=organizer(), at=NOON)
    assert "have confirmed their participation" in bulletin.body
    assert "国家" in bulletin.body_zh


def test_title_is_made_of_the_figures_of_the_day_and_stands_as_issued() -> None:
    titles = {"title": "{days_to_opening} days to the {edition}", "title_zh": "距{edition}开幕 {days_to_opening} 天"}
    draft = bilingual(**titles)
    about = draft.edition
    Edition.objects.filter(pk=about.pk).update(name="7th CIIE", name_zh="第七届进博会", opens_date=date(2024, 5, 27))
    draft = Bulletin.objects.get(pk=draft.pk)
    assert read_release(draft, at=NOON).title == "10 days to the 7th CIIE"
    bulletin = Bulletin.objects.get(pk=issue(draft).pk)
    Edition.objects.filter(pk=about.pk).update(name="Renamed")
    assert (bulletin.title, bulletin.title_zh) == ("10 days to the 7th CIIE", "距第七届进博会开幕 10 天")
    assert [figure.key for figure in read_release(bulletin, at=LATER).figures][:2] == ["days_to_opening", "edition"]


def test_title_that_grows_too_long_with_its_figures_is_refused_beside_its_field() -> None:
    draft = bilingual(title="{edition} " * 18)
    Edition.objects.filter(pk=draft.edition_id).update(name="A name of an edition")
    with pytest.raises(Invalid) as refused:
        issue(draft)
    assert (refused.value.code, refused.value.field) == ("title_too_long", "title")
