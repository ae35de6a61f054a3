"""What is published is agreed to by another person, corrected in the open, and watched afterwards."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.promotion.bulletins.models import Bulletin, BulletinFigure, BulletinPicture
from exhibitors.promotion.bulletins.operations import (
    add_bulletin_picture,
    change_bulletin,
    correct_bulletin,
    issue_bulletin,
    move_bulletin,
    warn_of_fallen_figures,
)
from exhibitors.promotion.bulletins.queries import (
    changed_figures,
    count_of,
    digest_of,
    fallen_figures,
    noted_figures,
    read_release,
    writers_of,
)
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.figures.queries.release_figures import KINDS, exact_number, rounded_figure
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.states import OrganizerRole, PavilionStage
from tests.clients import signed_in
from tests.exhibitors.bulletins.bulletins import TODAY, drafted, edition, issued
from tests.exhibitors.expo import booked
from tests.exhibitors.published_figures.figures import publish
from tests.factories import NOON, AllotmentFactory, BoothFactory, UserFactory, organizer
from tests.pavilions.national_pavilions.national import invited, move, picture, picture_file

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
ADDRESS = "/organizer/bulletins/"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def in_review(body: str = "{participants:exact} participants.") -> Bulletin:
    draft = drafted(body)
    return move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)


def digest(bulletin: Bulletin) -> str:
    return digest_of(noted_figures(bulletin, count_of(bulletin, at=NOON)))


def test_writer_does_not_issue_whatever_others_have_changed_since() -> None:
    bulletin = drafted()
    writer = User.objects.get(pk=bulletin.written_by_id)
    text = {"title": "News", "body": "{companies:exact} companies.", "as_of_date": TODAY}
    change_bulletin(bulletin.pk, **text, actor=organizer(), at=NOON)  # type: ignore[arg-type]
    bulletin = move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=writer, at=NOON)
    assert writer.pk in writers_of(bulletin)
    with pytest.raises(DomainError) as refusal:
        issue_bulletin(bulletin.pk, actor=writer, at=NOON)
    assert (refusal.value.code, str(refusal.value)) == (
        "bulletin_issued_by_another_person",
        "You have written this bulletin, or a part of it. Another person has to issue it.",
    )
    assert issue_bulletin(bulletin.pk, actor=organizer(), at=NOON).state == BulletinState.ISSUED


def test_database_refuses_a_writer_who_issues() -> None:
    bulletin = in_review()
    with pytest.raises(IntegrityError, match="bulletin_issued_by_another_person"), transaction.atomic():
        Bulletin.objects.filter(pk=bulletin.pk).update(
            state=BulletinState.ISSUED, issued_by=bulletin.written_by, issued_at=NOON
        )


def test_figures_that_were_not_agreed_to_are_not_issued() -> None:
    bulletin = in_review()
    agreed = digest(bulletin)
    move(invited("TH", edition=edition()), PavilionStage.CONFIRMED)
    with pytest.raises(DomainError) as refusal:
        issue_bulletin(bulletin.pk, agreed=agreed, actor=organizer(), at=NOON)
    bulletin.refresh_from_db()
    assert (refusal.value.code, bulletin.state, bulletin.figures.count()) == (
        "figures_changed",
        BulletinState.IN_REVIEW,
        0,
    )
    count = count_of(bulletin, at=NOON)
    [change] = changed_figures(bulletin.figures_in_review, noted_figures(bulletin, count))
    assert str(change) == "Countries and organizations in the national exhibition: 0 → 1"
    issue_bulletin(bulletin.pk, agreed=digest(bulletin), actor=organizer(), at=NOON)
    assert bulletin.figures.get().value == 1


def test_page_shows_what_changed_since_the_review_and_asks_to_agree() -> None:
    bulletin, director = in_review(), organizer()
    client = signed_in(director)
    seen = client.get(f"{ADDRESS}{bulletin.pk}/").context["issue_form"].initial
    move(invited("TH", edition=edition()), PavilionStage.CONFIRMED)
    typed = {**seen, "is_agreed": "on"}
    page = client.post(f"{ADDRESS}{bulletin.pk}/issue/", typed)
    assert (page.status_code, "Figures have changed since you opened the page" in page.text) == (422, True)
    assert "0 → 1" in page.text
    fresh = page.context["issue_form"].initial
    untouched = client.post(f"{ADDRESS}{bulletin.pk}/issue/", fresh)
    assert (untouched.status_code, "tick that you agree" in untouched.text) == (422, True)
    client.post(f"{ADDRESS}{bulletin.pk}/issue/", {**fresh, "is_agreed": "on"})
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.issued_by) == (BulletinState.ISSUED, director)


def test_page_of_the_writer_says_that_another_person_issues() -> None:
    bulletin = in_review()
    page = signed_in(User.objects.get(pk=bulletin.written_by_id)).get(f"{ADDRESS}{bulletin.pk}/")
    assert ("Another person has to issue it." in page.text, "I agree to exactly" in page.text) == (True, False)


def corrected(reason: str = "The day of the opening was wrong.") -> tuple[Bulletin, Bulletin]:
    """An issued bulletin, and its correction in force."""
    first = issued()
    draft = correct_bulletin(first.pk, reason=reason, actor=organizer(), at=LATER)
    text = {"title": "News, corrected", "body": draft.body, "as_of_date": TODAY}
    change_bulletin(draft.pk, **text, actor=organizer(), at=LATER)  # type: ignore[arg-type]
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=LATER)
    return first, issue_bulletin(draft.pk, actor=organizer(), at=LATER)


def test_correction_takes_the_place_of_what_it_corrects_with_a_note_on_both(client: Client) -> None:
    first, second = corrected()
    public = f"/bulletins/{first.edition.number}/{first.number}/"
    newest, old = client.get(public), client.get(f"{public}versions/1/")
    assert "News, corrected" in newest.text
    assert "What is corrected: The day of the opening was wrong." in newest.text
    assert f'This version was replaced by <a href="{public}">the corrected version</a> on 17 May 2024.' in old.text
    assert (newest.context["release"].bulletin, old.context["release"].bulletin) == (second, first)
    assert client.get("/bulletins/").text.count("<article") == 1


def test_feed_keeps_the_identity_of_a_corrected_bulletin_and_says_when_it_was_updated(client: Client) -> None:
    first = issued()
    before = client.get("/bulletins.rss").text
    draft = correct_bulletin(first.pk, reason="A <typo>.", actor=organizer(), at=LATER)
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=LATER)
    issue_bulletin(draft.pk, actor=organizer(), at=LATER)
    after = client.get("/bulletins.rss").text

    def inside(tag: str, text: str) -> list[str]:
        return [part.partition(f"</{tag}>")[0].rpartition(">")[2] for part in text.split(f"<{tag}")[1:]]

    assert inside("guid", after) == inside("guid", before)
    assert inside("pubDate", after) == inside("pubDate", before)
    assert inside("atom:updated", before) == ["2024-05-17T04:00:00+00:00"]
    assert inside("atom:updated", after) == ["2024-05-17T05:00:00+00:00"]
    assert "A &amp;lt;typo&amp;gt;." in after


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_missing"), ("x" * 501, "invalid")])
def test_correction_needs_a_reason_of_a_fitting_length(reason: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        correct_bulletin(issued().pk, reason=reason, actor=organizer(), at=LATER)
    assert refusal.value.code == code


def test_version_is_corrected_once_and_only_when_it_is_issued() -> None:
    with pytest.raises(DomainError) as draft:
        correct_bulletin(drafted().pk, reason="x", actor=organizer(), at=NOON)
    first = issued()
    correct_bulletin(first.pk, reason="x", actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as again:
        correct_bulletin(first.pk, reason="x", actor=organizer(), at=NOON)
    assert (draft.value.code, again.value.code) == ("not_issued", "corrected_already")
    with pytest.raises(IntegrityError, match="bulletin_correction_has_reason"), transaction.atomic():
        Bulletin.objects.filter(corrects=first).update(correction_reason="")
    with pytest.raises(NotAllowed):
        correct_bulletin(first.pk, reason="x", actor=UserFactory(), at=NOON)


def test_bulletin_in_two_languages_is_corrected_in_two() -> None:
    draft = drafted()
    text = {"title": "News", "body": "Text.", "title_zh": "新闻", "body_zh": "正文。", "as_of_date": TODAY}
    change_bulletin(draft.pk, **text, actor=organizer(), at=NOON)  # type: ignore[arg-type]
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    issue_bulletin(draft.pk, actor=organizer(), at=NOON)
    with pytest.raises(Invalid) as refusal:
        correct_bulletin(draft.pk, reason="A typo.", actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason_zh")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("![x](https://example.org/x.png)", "foreign_picture"),
        ("![x](//example.org/x.png)", "foreign_picture"),
        ("![x][y]\n\n[y]: https://example.org/x.png", "foreign_picture"),
        ("[![x](https://example.org/x.png)](/)", "foreign_picture"),
        ("![x](data:image/png;base64,AAAA)", "foreign_picture"),
        ("![x](picture:2)", "unknown_picture"),
    ],
)
def test_pictures_that_are_not_its_own_are_refused(line: str, code: str) -> None:
    draft = drafted()
    add_bulletin_picture(draft.pk, picture(), alt="A stand", actor=organizer(), at=NOON)
    with pytest.raises(Invalid) as refusal:
        change_bulletin(draft.pk, title="News", body=line, as_of_date=TODAY, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, "body")


def test_own_picture_is_shown_on_the_page_and_in_the_feed(client: Client) -> None:
    draft, director = drafted(), organizer()
    page = signed_in(director).post(
        f"{ADDRESS}{draft.pk}/pictures/", {"picture": picture_file(), "alt": "A stand"}, follow=True
    )
    assert "![](picture:1)" in page.text
    own = BulletinPicture.objects.get()
    text = {"title": "News", "body": "![](picture:1)", "as_of_date": TODAY}
    change_bulletin(draft.pk, **text, actor=organizer(), at=NOON)  # type: ignore[arg-type]
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    bulletin = issue_bulletin(draft.pk, actor=organizer(), at=NOON)
    shown = f'<img src="/pictures/{own.digest}.webp" alt="A stand" width="30" height="20" loading="lazy" />'
    assert shown in read_release(bulletin, at=NOON).html
    assert f"http://testserver/pictures/{own.digest}.webp" in client.get("/bulletins.rss").text
    with pytest.raises(DomainError) as refusal:
        add_bulletin_picture(bulletin.pk, picture("red"), alt="Another", actor=organizer(), at=NOON)
    assert refusal.value.code == "not_a_draft"


def test_picture_without_words_or_that_is_none_is_refused_beside_its_field() -> None:
    draft, client = drafted(), signed_in(organizer())
    address = f"{ADDRESS}{draft.pk}/pictures/"
    nothing = client.post(address, {"picture": SimpleUploadedFile("a.png", b"no"), "alt": "A stand"})
    wordless = client.post(address, {"picture": picture_file(), "alt": ""})
    assert (nothing.status_code, wordless.status_code, BulletinPicture.objects.count()) == (422, 422, 0)
    assert "This is not a JPEG, PNG or WebP picture" in nothing.text


@pytest.mark.parametrize(
    ("billions", "english", "chinese"),
    [
        ("424.21", "more than $420 billion", "逾4,200亿美元"),
        ("420", "$420 billion", "4,200亿美元"),
        ("7.84", "more than $7.8 billion", "78.4亿美元"),
        ("0.44", "$440 million", "4.4亿美元"),
        ("0.044007985", "more than $44 million", "逾4400万美元"),
        ("0.044", "$44 million", "4400万美元"),
        ("0.000007", "$7,000", "7,000 美元"),
        ("0", "$0", "0 美元"),
    ],
)
def test_sums_read_as_people_write_them(billions: str, english: str, chinese: str) -> None:
    said = KINDS["edition_deals_usd_bn"].in_words
    assert said(Decimal(billions)) == english  # type: ignore[call-arg, arg-type]
    with translation.override("zh-hans"):
        assert said(Decimal(billions)) == chinese  # type: ignore[call-arg, arg-type]


def test_exact_sum_keeps_its_decimals() -> None:
    assert exact_number("edition_deals_usd_bn", Decimal("0.044007985")) == "0.044007985"
    assert exact_number("edition_deals_usd_bn", Decimal("1234.2345")) == "1,234.2345"
    terms = {"key": "edition_deals_usd_bn", "label": "Deals", "said": "$44 million", "source": "", "counted_at": NOON}
    BulletinFigure.objects.create(bulletin=drafted(), value=Decimal("0.044007985"), **terms)
    assert BulletinFigure.objects.get().value == Decimal("0.044007985")


def test_rounded_words_say_how_far_a_figure_may_fall() -> None:
    assert rounded_figure("companies", Decimal(812)) == 800
    assert rounded_figure("guest_times", Decimal(3)) is None
    assert rounded_figure("deals_usd_bn", Decimal("424.21")) == 420


def test_figure_below_what_was_published_warns_the_press_office_once() -> None:
    director, planner = organizer(), organizer(OrganizerRole.FLOOR_PLANNER)
    countries = [move(invited(code, edition=edition()), PavilionStage.CONFIRMED) for code in ("FR", "TH")]
    bulletin = in_review("{participants} participants.")
    issue_bulletin(bulletin.pk, actor=organizer(), at=NOON)
    assert warn_of_fallen_figures(actor=SYSTEM, at=NOON) == 0
    change_stage(countries[0].pk, to=PavilionStage.DECLINED, actor=director, at=LATER)
    for _time in range(2):
        assert warn_of_fallen_figures(actor=SYSTEM, at=LATER) == 1
    letter = Email.objects.get(to=director.email, context__kind="figure_fell")
    assert (letter.context["said"], letter.context["present"]) == ("2", "1")
    assert not Email.objects.filter(to=planner.email, context__kind="figure_fell").exists()
    assert [each.now for each in fallen_figures(edition(), at=LATER)] == ["1"]


def test_figure_that_only_grew_or_was_corrected_since_is_not_warned_of() -> None:
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition())))
    bulletin = in_review("{companies} companies.")
    issue_bulletin(bulletin.pk, actor=organizer(), at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert fallen_figures(edition(), at=LATER) == []


def published(body: str, *, at: datetime = NOON, title_zh: str = "", body_zh: str = "") -> Bulletin:
    draft = drafted(body)
    text = {"title": "News", "body": body, "title_zh": title_zh, "body_zh": body_zh, "as_of_date": TODAY}
    change_bulletin(draft.pk, **text, actor=organizer(), at=at)  # type: ignore[arg-type]
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=at)
    return issue_bulletin(draft.pk, actor=organizer(), at=at)


def test_each_figure_is_compared_with_the_newest_bulletin_that_names_it() -> None:
    countries = [move(invited(code, edition=edition()), PavilionStage.CONFIRMED) for code in ("FR", "TH")]
    names_it, names_another = published("{participants} participants."), published("{companies} companies.", at=LATER)
    assert names_another.issued_at > names_it.issued_at  # type: ignore[operator]
    change_stage(countries[0].pk, to=PavilionStage.DECLINED, actor=organizer(), at=LATER)
    [fallen] = fallen_figures(edition(), at=LATER)
    assert (fallen.figure.bulletin, fallen.figure.key) == (names_it, "participants")
    published("{participants} participants.", at=LATER)
    assert fallen_figures(edition(), at=LATER) == []


@pytest.mark.parametrize(
    ("body", "has_fallen"), [("{edition_deals_usd_bn} dollars.", False), ("逾{edition_deals_usd_bn}。", True)]
)
def test_words_are_rounded_in_the_language_of_the_bulletin(body: str, *, has_fallen: bool) -> None:
    bulletin = drafted(body)
    terms = {"key": "edition_deals_usd_bn", "label": "Deals", "said": "x", "source": "", "counted_at": NOON}
    move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    Bulletin.objects.filter(pk=bulletin.pk).update(state=BulletinState.ISSUED, issued_at=NOON)
    BulletinFigure.objects.create(bulletin=bulletin, value=Decimal("7.84"), **terms)
    publish(edition(), deals_usd_bn=Decimal("7.82"))
    with translation.override("zh-hans" if not has_fallen else "en"):
        assert bool(fallen_figures(edition(), at=LATER)) == has_fallen


def test_refused_issue_says_why_even_if_the_bulletin_is_no_longer_in_review() -> None:
    bulletin, client = in_review(), signed_in(organizer())
    seen = client.get(f"{ADDRESS}{bulletin.pk}/").context["issue_form"].initial
    move_bulletin(bulletin.pk, to=BulletinState.DRAFT, actor=organizer(), at=NOON)
    page = client.post(f"{ADDRESS}{bulletin.pk}/issue/", {**seen, "is_agreed": "on"})
    assert (page.status_code, "This bulletin was changed while you were viewing it and is now draft." in page.text) == (
        422,
        True,
    )


def test_reason_of_a_correction_is_edited_while_it_is_a_draft() -> None:
    first, client = issued(), signed_in(organizer())
    plain = client.get(f"{ADDRESS}{drafted().pk}/").context["form"].fields
    draft = correct_bulletin(first.pk, reason="A tpyo.", actor=organizer(), at=LATER)
    form = client.get(f"{ADDRESS}{draft.pk}/").context["form"]
    assert ("correction_reason" in plain, form.initial["correction_reason"]) == (False, "A tpyo.")
    text = {"title": "News", "body": "x", "as_of_date": TODAY.isoformat(), "revision": draft.revision}
    blank = client.post(f"{ADDRESS}{draft.pk}/", {**text, "correction_reason": " "})
    assert (blank.status_code, list(blank.context["form"].errors)) == (422, ["correction_reason"])
    client.post(f"{ADDRESS}{draft.pk}/", {**text, "correction_reason": "A typo.", "correction_reason_zh": "错字。"})
    draft.refresh_from_db()
    assert (draft.correction_reason, draft.correction_reason_zh) == ("A typo.", "错字。")


def test_adding_a_picture_keeps_the_typed_text_and_counts_as_writing() -> None:
    draft, director = drafted(), organizer()
    typed = {"title": "News", "body": "Half a sent", "as_of_date": TODAY.isoformat(), "revision": draft.revision}
    page = signed_in(director).post(
        f"{ADDRESS}{draft.pk}/pictures/", {**typed, "picture": picture_file(), "alt": "A stand"}
    )
    assert (page.status_code, page.context["form"]["body"].value()) == (200, "Half a sent")
    assert (draft.pictures.count(), director.pk in writers_of(draft)) == (1, True)
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=director, at=NOON)
    with pytest.raises(DomainError) as refusal:
        issue_bulletin(draft.pk, actor=director, at=NOON)
    assert refusal.value.code == "bulletin_issued_by_another_person"


def test_review_whose_figures_were_not_recorded_says_so() -> None:
    bulletin = in_review()
    Bulletin.objects.filter(pk=bulletin.pk).update(figures_in_review={})
    page = signed_in(organizer()).get(f"{ADDRESS}{bulletin.pk}/").text
    assert ("The figures at review were not recorded; check all of them." in page, "No figure has changed" in page) == (
        True,
        False,
    )


def test_newest_version_is_canonical_at_the_short_address(client: Client) -> None:
    first, second = corrected()
    short = f"http://testserver/bulletins/{first.edition.number}/{first.number}/"
    newest, old = client.get(f"{short}versions/{second.version}/"), client.get(f"{short}versions/1/")
    assert f'<link rel="canonical" href="{short}">' in newest.text
    assert f'<link rel="canonical" href="{short}versions/1/">' in old.text
    assert '"datePublished": "2024-05-17T12:00:00+08:00", "dateModified": "2024-05-17T13:00:00+08:00"' in newest.text
    assert "dateModified" not in old.text
