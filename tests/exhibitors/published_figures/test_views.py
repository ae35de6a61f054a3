from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.promotion.published_figures.models import PublishedFigure
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.published_figures.figures import LINK, publish
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/published-figures/"
TYPED = {"edition": "6", "kind": "debuts", "value": "442", "source": "CIIE Bureau", "link": LINK}


@pytest.fixture
def earlier() -> Edition:
    EditionFactory(number=7)
    edition: Edition = EditionFactory(
        number=6, opens_date="2023-11-05", closes_date="2023-11-10", status="archived", name="6th Expo"
    )
    return edition


def test_figure_is_entered_listed_corrected_and_shown_with_its_history(earlier: Edition) -> None:
    client = signed_in(organizer())
    assert_clean(client.get(LIST))
    assert_clean(client.get(f"{LIST}enter/"))
    assert_clean(client.post(f"{LIST}enter/", TYPED, follow=True))
    page = f"{LIST}{PublishedFigure.objects.get().pk}/"
    corrected = {**TYPED, "value": "450", "reason": "Recount", "revision": "1"}
    answer = client.post(page, corrected, follow=True)
    assert_clean(answer)
    assert [str(event.action) for event in answer.context["history"]] == [
        "figure of an edition corrected",
        "figure of an edition published",
    ]
    assert client.get(LIST).text.count("450") == 1
    assert "450" in b"".join(client.get(f"{LIST}export/csv/").streaming_content).decode()  # type: ignore[attr-defined]


def test_source_is_given_in_both_languages_and_read_in_the_readers(client: Client, earlier: Edition) -> None:
    director = signed_in(organizer())
    director.post(f"{LIST}enter/", TYPED | {"source_zh": "进博局总结"})
    assert 'title="CIIE Bureau"' in client.get("/").text
    assert 'title="进博局总结"' in client.get("/zh-hans/").text
    director.post("/i18n/setlang/", {"language": "zh-hans"})
    figure = PublishedFigure.objects.get()
    assert figure.source_zh == "进博局总结"
    exported = b"".join(director.get(f"{LIST}export/csv/").streaming_content).decode()  # type: ignore[attr-defined]
    assert "CIIE Bureau" in exported
    assert "进博局总结" in exported


def test_unusual_figure_asks_for_confirmation_and_keeps_what_was_typed(earlier: Edition) -> None:
    client = signed_in(organizer())
    answer = client.post(f"{LIST}enter/", {**TYPED, "value": "2400"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "is_checked": [
            (
                "2,400 is higher than usual: such figures have been up to 1,000 so far. Check it and confirm it below; "
                "another person must then agree."
            )
        ]
    }
    assert 'type="checkbox" name="is_checked"' in answer.text
    assert 'value="2400"' in answer.text
    client.post(f"{LIST}enter/", {**TYPED, "value": "2400", "is_checked": "on"})
    assert not PublishedFigure.objects.exists()
    agree_to(Approval.objects.get().pk, actor=organizer(), at=NOON)
    assert PublishedFigure.objects.get().value == Decimal(2_400)


@pytest.mark.parametrize("value", ["-500", "99999999", "½", "1e400", "NaN"])
def test_impossible_figure_changes_nothing_at_home(client: Client, earlier: Edition, value: str) -> None:
    publish(earlier, debuts=442)
    before = client.get("/").text
    figure = PublishedFigure.objects.get()
    correction = {**TYPED, "value": value, "reason": "Recount", "revision": figure.revision, "is_checked": "on"}
    assert signed_in(organizer()).post(f"{LIST}{figure.pk}/", correction).status_code == 422
    assert ("Over 400" in before, "Over 400" in client.get("/").text) == (True, True)


def test_correction_by_the_second_of_two_readers_is_refused_and_kept_in_the_form(earlier: Edition) -> None:
    publish(earlier, debuts=442)
    figure = PublishedFigure.objects.get()
    client, page = signed_in(organizer()), f"{LIST}{figure.pk}/"
    first = {**TYPED, "value": "450", "reason": "Recount", "revision": figure.revision}
    client.post(page, first)
    answer = client.post(page, {**first, "value": "460"})
    assert (answer.status_code, answer.context["form"]["value"].value()) == (422, "460")
    figure.refresh_from_db()
    assert figure.value == Decimal(450)


def test_reviewer_sees_figures_and_cannot_publish(earlier: Edition) -> None:
    publish(earlier, debuts=442)
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = f"{LIST}{PublishedFigure.objects.get().pk}/"
    assert client.get(page).status_code == 200
    assert client.get(f"{LIST}enter/").status_code == 403
    correction = {**TYPED, "value": "450", "reason": "Recount", "revision": "1"}
    client.post(page, correction)
    assert PublishedFigure.objects.get().value == Decimal(442)


def test_home_leads_from_each_published_figure_to_its_source(client: Client, earlier: Edition) -> None:
    publish(earlier, business_sqm=367_000, debuts=442, deals_usd_bn=Decimal("78.41"))
    text = client.get("/").text
    for words in ("367,000\N{NO-BREAK SPACE}m²", "442", "US$ 78.41 bn"):
        assert f'<a href="{LINK}" title="CIIE Bureau" rel="external">{words}</a>' in text


def test_list_takes_as_many_statements_for_three_figures_as_for_one(earlier: Edition) -> None:
    client = signed_in(organizer())
    counts = []
    for figures in ({"debuts": 442}, {"exhibitors": 3_400, "business_sqm": 367_000}):
        publish(earlier, **figures)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
