from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from exhibitors.promotion.catalogue.operations.debuts import verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import change_exhibit
from exhibitors.promotion.catalogue.states import Debut, DebutState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.catalogue.exhibits import claimed, shown, shown_by_pavilion, terms, verified
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.published_figures.figures import publish
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/exhibits/"


def listed(query: str) -> list[int]:
    page = signed_in(organizer()).get(f"{LIST}?{query}")
    return [row.record.pk for row in page.context["table"].rows]


def test_exhibits_are_found_by_words_debut_sector_kind_and_country() -> None:
    edition = EditionFactory()
    cheese = claimed(CompanyFactory(country="FR", name="Fromagerie"), edition, name_zh="奶酪")
    shown(CompanyFactory(country="DE"), edition, name="Hearing aid", category="aids", kind="technology")
    pavilion = NationalPavilionFactory(edition=edition, country="BR")
    coffee = shown_by_pavilion(pavilion, name="Coffee", category="beans", kind="service")
    for query in ("search=fromagerie", "search=酪", "search=cheese", "debut=asia", "country=FR", "kind=product"):
        assert listed(query) == [cheese.pk], query
    assert listed(f"sector={cheese.sector.code}") == [cheese.pk]
    assert listed("country=BR") == [coffee.pk]
    assert len(listed("")) == 3


@pytest.mark.parametrize("query", ["", "search=cheese"])
def test_exhibits_of_an_edition_are_not_sorted_among_those_of_all(query: str) -> None:
    edition = EditionFactory()
    first, second = claimed(CompanyFactory(), edition), claimed(CompanyFactory(), edition)
    shown(CompanyFactory(), EditionFactory())
    with CaptureQueriesContext(connection) as statements:
        assert listed(f"{query}&edition={edition.number}") == [second.pk, first.pk]
    assert any('ORDER BY GREATEST("exhibitors_exhibit"."id") DESC' in each["sql"] for each in statements)


def test_list_and_file_hold_every_exhibit() -> None:
    edition = EditionFactory()
    verified(edition=edition)
    shown_by_pavilion(NationalPavilionFactory(edition=edition), name="Coffee")
    client = signed_in(organizer())
    assert_clean(client.get(LIST))
    lines = lines_of(client.get(f"{LIST}export/csv/?search=coffee"))
    assert [(line[0], line[2]) for line in lines[1:]] == [("Coffee", "France")]
    workbook = client.get(f"{LIST}export/xlsx/")
    sheet = load_workbook(BytesIO(b"".join(workbook.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == 3
    assert client.get(f"{LIST}export/exe/").status_code == 404


def test_debut_is_verified_on_its_page() -> None:
    exhibit = claimed()
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    assert_clean(client.get(f"{LIST}{exhibit.pk}/"))
    assert_clean(client.post(f"{LIST}{exhibit.pk}/verify/", {"revision": 0}, follow=True))
    exhibit.refresh_from_db()
    assert (exhibit.debut_state, exhibit.decided_at) == (DebutState.VERIFIED, NOON)


def test_possible_duplicate_of_a_debut_is_shown_and_verified_with_a_tick_only() -> None:
    first = verified()
    second = claimed(first.company)
    client, address = signed_in(organizer(OrganizerRole.REVIEWER)), f"{LIST}{second.pk}/"
    page = client.get(address)
    assert_clean(page)
    assert f'Possible duplicate of <a href="{LIST}{first.pk}/">' in page.text
    assert "possible duplicate of Comté, 24 months" in client.get(f"{LIST}debuts/").text
    answer = client.post(f"{address}verify/", {"revision": 0})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["separate"])
    client.post(f"{address}verify/", {"revision": 0, "separate": "on"})
    second.refresh_from_db()
    assert (second.debut_state, second.is_separate_debut) == (DebutState.VERIFIED, True)


def test_refusal_without_reason_is_shown_beside_it() -> None:
    exhibit = claimed()
    client = signed_in(organizer())
    answer = client.post(f"{LIST}{exhibit.pk}/refuse/", {"revision": 0, "reason": " "})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
    client.post(f"{LIST}{exhibit.pk}/refuse/", {"revision": 0, "reason": "Seen before."})
    exhibit.refresh_from_db()
    assert (exhibit.debut_state, exhibit.reason) == (DebutState.REFUSED, "Seen before.")
    assert client.post(f"{LIST}{exhibit.pk}/crown/", {"revision": 0}).status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", "7"])
def test_decision_on_another_revision_is_refused(revision: str) -> None:
    exhibit = claimed()
    answer = signed_in(organizer()).post(f"{LIST}{exhibit.pk}/verify/", {"revision": revision})
    exhibit.refresh_from_db()
    assert (answer.status_code, exhibit.debut_state) == (422, DebutState.CLAIMED)


def test_several_are_verified_and_what_changed_meanwhile_is_shown() -> None:
    edition = EditionFactory()
    first, second, third = (claimed(edition=edition) for _each in range(3))
    change_exhibit(second.pk, terms(name="Brie", debut=Debut.WORLD), actor=owner_of(second.company), at=NOON)
    client = signed_in(organizer())
    assert_clean(client.get(f"{LIST}debuts/"))
    seen = [f"{each.pk}:0" for each in (first, second)]
    answer = client.post(f"{LIST}debuts/", {"seen": seen}, follow=True)
    assert_clean(answer)
    done, refused = (str(message) for message in answer.context["messages"])
    assert done == "1 debut verified."
    assert refused.startswith("This has been changed since you opened the page, so nothing was saved.")
    states = []
    for exhibit in (first, second, third):
        exhibit.refresh_from_db()
        states.append(exhibit.debut_state)
    assert states == [DebutState.VERIFIED, DebutState.CLAIMED, DebutState.CLAIMED]


@pytest.mark.parametrize("seen", [[], ["x"], ["1:"], ["1:2:3"], ["9" * 30 + ":1"]])
def test_nothing_or_nonsense_chosen_is_refused(seen: list[str]) -> None:
    claimed()
    answer = signed_in(organizer()).post(f"{LIST}debuts/", {"seen": seen})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"seen"})


def test_those_who_do_not_judge_see_no_buttons_and_are_refused() -> None:
    exhibit = claimed()
    client = signed_in(organizer(OrganizerRole.FINANCE))
    assert "Verify selected" not in client.get(f"{LIST}debuts/").content.decode()
    assert client.post(f"{LIST}{exhibit.pk}/verify/", {"revision": 0}).status_code == 422
    assert client.post(f"{LIST}debuts/", {"seen": [f"{exhibit.pk}:0"]}).status_code == 422
    exhibit.refresh_from_db()
    assert exhibit.debut_state == DebutState.CLAIMED


def test_debuts_end_with_the_total_of_all_editions() -> None:
    for number, debuts in ((1, 300), (2, 391)):
        publish(EditionFactory(number=number, status="archived"), debuts=debuts)
    EditionFactory(number=7)
    page = signed_in(organizer()).get("/organizer/exhibits/")
    assert_clean(page)
    assert '<tfoot><tr><th scope="row">Total</th><td class="number">691</td>' in page.text


@pytest.mark.parametrize("page", [LIST, f"{LIST}debuts/"])
def test_pages_take_the_same_statements_for_one_and_for_three(page: str) -> None:
    edition, person = EditionFactory(), organizer()
    claimed(edition=edition)
    one = queries_of_a_page(page, person)
    claimed(edition=edition)
    shown_by_pavilion(NationalPavilionFactory(edition=edition), debut=Debut.CHINA)
    assert queries_of_a_page(page, person) == one


def test_same_product_is_chosen_only_where_a_verified_debut_is_similar() -> None:
    first, client = claimed(), signed_in(organizer())
    address = f"{LIST}{claimed(first.company).pk}/"
    assert 'name="same_as"' not in client.get(address).text
    verify_debut(first.pk, actor=organizer(), at=NOON)
    assert 'name="same_as"' in client.get(address).text
