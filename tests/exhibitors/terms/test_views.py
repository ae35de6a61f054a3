import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from exhibitors.pricing.terms.operations import draft_terms
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import queries_of_a_page
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TICK = {"terms_accepted": "on", "terms_version": "1"}


@pytest.fixture
def edition(row: list[Booth]) -> Edition:
    published(row[0].plan.edition_id)
    return row[0].plan.edition


@pytest.fixture
def draft(people: dict[str, User], company: Company, row: list[Booth], edition: Edition) -> Booking:
    return hold_booths(company.pk, edition.pk, [row[0].pk], actor=people["owner"], at=NOON)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "<strong>in time</strong>"), ("zh-hans", "<strong>按时</strong>")]
)
def test_submission_shows_the_terms_and_needs_the_tick(
    owner: Client, draft: Booking, language: str, words: str
) -> None:
    url = f"/desk/bookings/{draft.pk}/submit/"
    page = owner.get(url, headers={"accept-language": language})
    assert_clean(page)
    assert words in page.text
    answer = owner.post(url, seen(draft) | {"terms_version": "1"})
    assert answer.status_code == 409
    assert_clean(answer)
    assert "To submit, accept the terms of participation." in answer.text
    assert owner.post(url, seen(draft) | TICK).status_code == 302
    draft.refresh_from_db()
    assert draft.state == BookingState.SUBMITTED
    page = owner.get(f"/desk/bookings/{draft.pk}/")
    assert_clean(page)
    assert "Terms accepted" in page.text
    review = signed_in(organizer()).get(f"/organizer/bookings/{draft.pk}/")
    assert f"/terms/{draft.edition.number}/1/" in review.text


def test_newer_version_is_shown_with_a_sentence_and_to_be_ticked_again(
    owner: Client, draft: Booking, edition: Edition
) -> None:
    published(edition.pk, "Pay *before*.", "先付款。")
    answer = owner.post(f"/desk/bookings/{draft.pk}/submit/", seen(draft) | TICK)
    assert answer.status_code == 409
    assert "version 2 applies now" in answer.text
    assert "Pay <em>before</em>." in answer.text
    assert 'name="terms_version" value="2"' in answer.text
    assert "checked" not in answer.text
    assert (
        owner.post(f"/desk/bookings/{draft.pk}/submit/", seen(draft) | TICK | {"terms_version": "2"}).status_code == 302
    )


def test_submit_now_shows_price_and_terms_first(
    owner: Client, company: Company, row: list[Booth], edition: Edition
) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/book/"
    page = owner.post(url, {"booths": row[0].pk})
    assert_clean(page)
    assert "in time" in page.text
    offer = {"booths": row[0].pk, "offer": page.context["offer"]}
    unticked = owner.post(url, offer | {"terms_version": "1"})
    assert unticked.status_code == 422
    assert "To submit, accept the terms of participation." in unticked.text
    published(edition.pk, "New.", "新。")
    old = owner.post(url, offer | TICK)
    assert old.status_code == 409
    assert "version 2 applies now" in old.text
    assert "has changed since you viewed it" not in old.text
    assert not Booking.objects.exists()
    for nonsense in ("x", "-1", "99999999999999999999", ""):
        assert owner.post(url, offer | TICK | {"terms_version": nonsense}).status_code in {409, 422}
    assert owner.post(url, offer | TICK | {"terms_version": "2"}).status_code == 302
    assert TermsAcceptance.objects.get().terms.version == 2


def test_application_needs_the_tick_to_be_sent_but_not_to_be_kept(
    owner: Client, company: Company, row: list[Booth], edition: Edition
) -> None:
    url = f"/desk/companies/{company.pk}/apply/"
    page = owner.get(url)
    assert_clean(page)
    assert "in time" in page.text
    typed = {
        "requests-TOTAL_FORMS": "1",
        "requests-INITIAL_FORMS": "0",
        "requests-0-sector": row[0].allotment.sector_id,
        "requests-0-area_sqm": "9",
        "requests-0-kind": "raw",
        "requests-0-open_sides_min": "1",
        "wishes": "Near water",
    }
    refused = owner.post(url, typed | {"send": "1", "terms_version": "1"})
    assert refused.status_code == 422
    assert "To submit, accept the terms" in refused.text
    assert "Near water" in refused.text
    assert owner.post(url, typed | {"draft": "1"}).status_code == 302
    assert owner.post(url, typed | TICK | {"send": "1"}).status_code == 302
    assert TermsAcceptance.objects.count() == 1


def test_public_page_shows_each_version_and_says_which_applies(client: Client, edition: Edition) -> None:
    published(edition.pk, "New.", "新。")
    assert client.get(f"/terms/{edition.number}/").headers["Location"] == f"/terms/{edition.number}/2/"
    old, new = (client.get(f"/terms/{edition.number}/{version}/") for version in (1, 2))
    assert_clean(old)
    assert "version 2 applies" in old.text
    assert "applies" not in new.text
    chinese = client.get(f"/zh-hans/terms/{edition.number}/1/")
    assert '<article class="prose" lang="zh-hans">' in chinese.text
    draft_terms(edition.pk, actor=organizer(), at=NOON)
    for missing in (f"{edition.number}/3/", "998/", "998/1/", f"{EditionFactory().number}/"):
        assert client.get(f"/terms/{missing}").status_code == 404


def test_director_drafts_previews_and_publishes(edition: Edition) -> None:
    director, query = signed_in(organizer()), f"?edition={edition.number}"
    assert_clean(director.get(f"/organizer/terms/{query}"))
    drafted = director.post(f"/organizer/terms/draft/{query}")
    draft = EditionTerms.objects.get(published_at=None)
    url = f"/organizer/terms/{draft.pk}/"
    assert drafted.headers["Location"] == url
    typed = {"text": "Pay\n\n- <b>now</b>", "text_zh": "", "revision": draft.revision}
    assert director.post(url, typed).status_code == 302
    page = director.get(url)
    assert_clean(page)
    assert "<li>&lt;b&gt;now&lt;/b&gt;</li>" in page.text
    draft.refresh_from_db()
    refused = director.post(f"{url}publish/", seen(draft), follow=True)
    assert "in both languages" in refused.text
    stale = director.post(url, typed)
    assert stale.status_code == 422
    assert "since you opened the page" in stale.text
    director.post(url, typed | {"text_zh": "付款", "revision": draft.revision})
    draft.refresh_from_db()
    assert (
        "Version 2 of the terms has been published." in director.post(f"{url}publish/", seen(draft), follow=True).text
    )
    assert director.get(url).status_code == 302
    assert "can no longer be changed" in director.post(url, typed | {"revision": draft.revision + 1}).text


def test_draft_is_discarded(edition: Edition) -> None:
    draft = draft_terms(edition.pk, actor=organizer(), at=NOON)
    signed_in(organizer()).post(f"/organizer/terms/{draft.pk}/discard/", seen(draft))
    assert not EditionTerms.objects.filter(published_at=None).exists()


def test_others_of_the_organizer_read_and_exhibitors_do_not(edition: Edition, owner: Client) -> None:
    draft = draft_terms(edition.pk, actor=organizer(), at=NOON)
    reviewer = signed_in(organizer(OrganizerRole.REVIEWER))
    assert reviewer.get("/organizer/terms/").status_code == 200
    for each in (reviewer, owner):
        assert each.get(f"/organizer/terms/{draft.pk}/").status_code in {403, 404}
        for button in ("publish", "discard"):
            assert each.post(f"/organizer/terms/{draft.pk}/{button}/", seen(draft)).status_code in {403, 404}
        assert each.post("/organizer/terms/draft/").status_code in {403, 404}
    assert owner.get("/organizer/terms/").status_code in {403, 404}


def test_pages_take_as_many_queries_for_one_version_as_for_three(edition: Edition) -> None:
    director, url = organizer(), f"/organizer/terms/?edition={edition.number}"
    one = queries_of_a_page(url, director)
    published(edition.pk)
    published(edition.pk)
    assert queries_of_a_page(url, director) == one


def test_pages_of_a_booking_take_one_query_for_its_terms(
    people: dict[str, User], company: Company, row: list[Booth], edition: Edition
) -> None:
    booking = book_booths(company.pk, edition.pk, [row[1].pk], terms=1, actor=people["owner"], at=NOON)
    counts = queries_of_a_page(f"/desk/bookings/{booking.pk}/", people["owner"])
    published(edition.pk)
    assert queries_of_a_page(f"/desk/bookings/{booking.pk}/", people["owner"]) == counts


def test_consent_to_be_named_in_public_is_not_given_beforehand(owner: Client, draft: Booking) -> None:
    type(draft.company).objects.filter(pk=draft.company_id).update(is_on_public_plans=False)
    page = owner.get(f"/desk/bookings/{draft.pk}/submit/").text
    assert '<input class="form-check-input" type="checkbox" id="named" name="named" value="on">' in page


def test_text_goes_to_a_file_and_comes_back(edition: Edition) -> None:
    made = draft_terms(edition.pk, actor=organizer(), at=NOON)
    client = signed_in(organizer())
    page = client.get(f"/organizer/terms/?edition={edition.number}")
    assert_clean(page)
    assert page.text.count(f"/organizer/terms/{made.pk}/file/") == 2
    old = EditionTerms.objects.get(version=1)
    file = client.get(f"/organizer/terms/{old.pk}/file/zh/")
    assert (file.text, file.headers["Content-Type"]) == ("请**按时**付款。", "text/markdown; charset=utf-8")
    assert f"terms-{edition.number}-1-zh.md" in file.headers["Content-Disposition"]
    assert client.get(f"/organizer/terms/{old.pk}/file/fr/").status_code == 404
    typed = {"revision": made.revision, "text": "Pay.", "text_zh": "付。"}
    changed = SimpleUploadedFile("zh.md", "\ufeff# 条款\r\n请付款。".encode())
    assert client.post(f"/organizer/terms/{made.pk}/", typed | {"file_zh": changed}).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.text_zh) == ("Pay.", "# 条款\n请付款。")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\x00\x01\x02\x00", "This is not a text file."),
        (b"x" * 60_001, "The text is longer than 60,000 characters."),
        (b"x" * 240_001, "The file is too large."),
    ],
)
def test_file_that_is_no_text_is_refused_beside_its_field(edition: Edition, content: bytes, words: str) -> None:
    made = draft_terms(edition.pk, actor=organizer(), at=NOON)
    typed = {"revision": made.revision, "text": "New.", "file": SimpleUploadedFile("x.md", content)}
    refused = signed_in(organizer()).post(f"/organizer/terms/{made.pk}/", typed)
    assert (refused.status_code, words in refused.text) == (422, True)
    made.refresh_from_db()
    assert made.text == "Pay **in time**."
