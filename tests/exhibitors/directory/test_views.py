import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.promotion.directory.queries import PAGE_SIZE
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Sector
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed, named_company, shown, shown_by_pavilion, verified
from tests.exhibitors.directory.exhibitors import taking_part
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean
from tests.pavilions.plan_changes import renumber

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth() -> Booth:
    booth: Booth = BoothFactory(number="A01")
    return booth


@pytest.fixture
def company(booth: Booth) -> Company:
    """With a booth, and named."""
    company: Company = CompanyFactory(name="Fromagerie du Haut", is_on_public_plans=True)
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return company


def rows(client: Client, query: str = "") -> list[Any]:
    answer = client.get(f"/directory/{query}")
    assert_clean(answer)
    return [row.exhibit for row in answer.context["rows"]]


def results(answer: Any) -> str:
    text: str = answer.content.decode()
    return text.partition('id="results"')[2].partition("</main>")[0]


def test_exhibits_are_listed_with_exhibitor_and_booth(client: Client, company: Company, booth: Booth) -> None:
    exhibit = verified(company)
    answer = client.get("/directory/")
    assert_clean(answer)
    text = answer.content.decode()
    assert [row.exhibit.pk for row in answer.context["rows"]] == [exhibit.pk]
    assert f'href="/plan/{booth.plan.hall.name}/?booth=A01"' in text
    assert ("Asia debut" in text, "Fromagerie du Haut" in text) == (True, True)


def test_claimed_debut_is_not_called_one(client: Client, company: Company) -> None:
    exhibit = claimed(company)
    for page in ("/directory/", f"/directory/exhibits/{exhibit.pk}/", f"/directory/companies/{company.pk}/"):
        assert "Asia debut" not in client.get(page).content.decode(), page


def test_facets_are_links_that_narrow_and_give_up(client: Client, company: Company, booth: Booth) -> None:
    exhibit = verified(company)
    assert booth.allotment.sector is not None
    hall = booth.plan.hall.name
    for query in ("country=FR", f"hall={hall}", f"sector={exhibit.sector.code}", "debut=asia", "kind=product"):
        answer = client.get(f"/directory/?{query}&search=comt%C3%A9")
        assert [row.exhibit.pk for row in answer.context["rows"]] == [exhibit.pk], query
        chosen = [c for facet in answer.context["facets"] for c in facet.choices if c.is_chosen]
        assert [(c.address, c.count) for c in chosen] == [("?search=comt%C3%A9", 1)], query
    assert rows(client, "?country=DE") == []
    assert rows(client, "?hall=0H") == []


def test_page_of_an_exhibit(client: Client, company: Company) -> None:
    exhibit, other = shown(company, text="<b>Ripe</b>", name_zh="</script>奶酪"), shown(company, name="Brie")
    answer = client.get(f"/directory/exhibits/{exhibit.pk}/")
    text = answer.content.decode()
    assert "&lt;b&gt;Ripe" in text
    assert "A01" in text
    assert other.name in text
    structured = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(structured)["manufacturer"]["name"] == "Fromagerie du Haut"


def test_category_is_read_in_the_readers_language_else_marked(client: Client, company: Company) -> None:
    both = shown(company, category="cheese", category_zh="奶酪")
    english = shown(company, category="butter", name="Butter")
    assert "<span>奶酪</span>" in client.get(f"/zh-hans/directory/exhibits/{both.pk}/").text
    assert "<span>Cheese</span>" in client.get(f"/directory/exhibits/{both.pk}/").text
    assert '<span lang="en">Butter</span>' in client.get(f"/zh-hans/directory/exhibits/{english.pk}/").text


def test_exhibit_of_nobody_public_is_not_found(client: Client, company: Company) -> None:
    exhibit = shown(company)
    page = f"/directory/exhibits/{exhibit.pk}/"
    assert client.get(page).status_code == 200
    set_publicity(company.pk, is_named=False, actor=owner_of(company), at=NOON)
    assert client.get(page).status_code == 404
    assert client.get(f"/directory/companies/{company.pk}/").status_code == 404
    assert "Fromagerie" not in client.get("/directory/exhibitors/").content.decode()
    assert client.get("/directory/exhibits/0/").status_code == 404


def test_exhibitors_are_listed_narrowed_and_have_pages(client: Client, company: Company, booth: Booth) -> None:
    edition = booth.plan.edition
    pavilion = taking_part(edition)
    exhibit = shown_by_pavilion(pavilion, name="Coffee")
    answer = client.get("/directory/exhibitors/")
    assert_clean(answer)
    assert [each.name for each, _places, _areas in answer.context["rows"]] == ["Brazil", "Fromagerie du Haut"]
    hall, sector = booth.plan.hall.name, booth.allotment.sector
    assert sector is not None
    for query, found in {
        "search=haut": ["Fromagerie du Haut"],
        "search=法国": ["Fromagerie du Haut"],
        f"hall={hall}": ["Fromagerie du Haut"],
        f"sector={sector.code}": ["Fromagerie du Haut"],
        "country=BR": ["Brazil"],
        "search=nobody": [],
        "search=%3F": [],
    }.items():
        narrowed = client.get(f"/directory/exhibitors/?{query}")
        assert [each.name for each, _places, _areas in narrowed.context["rows"]] == found, query
    for page in (f"/directory/companies/{company.pk}/", f"/directory/pavilions/{pavilion.pk}/"):
        assert client.get(page).status_code == 200
    assert exhibit.name in client.get(f"/directory/pavilions/{pavilion.pk}/").content.decode()


def test_pavilions_two_pages_lead_to_one_another(client: Client, company: Company) -> None:
    pavilion, earlier = (
        NationalPavilionFactory(edition=edition, country="FR")
        for edition in (Edition.objects.get(), EditionFactory(number=3, status="archived"))
    )
    for each in (pavilion, earlier):
        each.stage = PavilionStage.CONFIRMED
        each.save()
    about, on_show = f"/pavilions/{pavilion.pk}/", f"/directory/pavilions/{pavilion.pk}/"
    for page, current in ((about, about), (on_show, on_show)):
        answer = client.get(page)
        assert_clean(answer)
        for link in (about, on_show):
            mark = ' aria-current="page"' if link == current else ""
            assert f'<a href="{link}"{mark}>' in answer.text, page
    assert "/directory/pavilions/" not in client.get(f"/pavilions/{earlier.pk}/").text


def test_filter_says_how_many_facets_are_chosen(client: Client, company: Company) -> None:
    shown(company)
    assert "(2)" in client.get("/directory/?country=FR&kind=product&search=x").text
    assert "(0)" not in client.get("/directory/").text


def test_misspelt_word_is_answered_with_the_nearest(client: Client, company: Company) -> None:
    shown(company, name="Ultrasound scanner")
    assert 'href="?search=scanner"' in client.get("/directory/?search=scaner").content.decode()


def test_nothing_yet(client: Client) -> None:
    organizer()
    assert "No edition is open yet" in client.get("/directory/").text
    EditionFactory()
    assert "No exhibits yet" in client.get("/directory/").content.decode()
    assert "No exhibitors yet" in client.get("/directory/exhibitors/").content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "999", "9" * 40, "²"])
def test_pages_that_are_not_there(client: Client, company: Company, page: str) -> None:
    shown(company)
    assert client.get(f"/directory/?page={page}").status_code == 200
    assert client.get(f"/directory/exhibitors/?page={page}").status_code == 200


def test_everything_is_on_the_map_of_the_site(client: Client, company: Company) -> None:
    exhibit = shown(company)
    text = client.get("/sitemap.xml").content.decode()
    for path in (f"/directory/exhibits/{exhibit.pk}/", f"/directory/companies/{company.pk}/", "/directory/</loc>"):
        assert path in text, path


@pytest.mark.parametrize("page", ["/directory/", "/directory/exhibitors/"])
def test_lists_take_the_same_statements_for_one_and_for_three(client: Client, company: Company, page: str) -> None:
    edition = Edition.objects.get()

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    shown(company)
    one = statements()
    shown(named_company(edition), edition)
    shown_by_pavilion(taking_part(edition))
    assert statements() == one


def test_same_question_again_reads_only_what_it_depends_on(client: Client, company: Company) -> None:
    shown(company)
    first = client.get("/directory/?search=comte")
    with CaptureQueriesContext(connection) as captured:
        again = client.get("/directory/?search=comte&utm_source=mail")
    version, *others = captured.captured_queries  # outside of tests the version is asked for once a second
    read = [re.findall(r'FROM "?(\w+)', each["sql"])[0] for each in others]
    assert "xmin" in version["sql"]
    assert read == ["pavilions_edition", "pavilions_sector", "exhibitors_exhibitevent"]
    assert results(again) == results(first)


def test_pages_keep_what_was_asked_and_nothing_else_of_an_address(client: Client, company: Company) -> None:
    keys = [shown(company, name=f"Comté {number}").pk for number in range(PAGE_SIZE + 2)]
    first = client.get("/directory/?search=comte&campaign=%3Cb%3E")
    assert [row.exhibit.pk for row in first.context["rows"]] == keys[:1:-1]
    assert 'href="?search=comte&amp;page=2"' in results(first)
    assert "campaign" not in results(first)
    second = client.get("/directory/?search=comte&page=2")
    assert [row.exhibit.pk for row in second.context["rows"]] == [keys[1], keys[0]]


def test_booths_are_shown_as_the_plan_in_force_numbers_them(client: Client, company: Company, booth: Booth) -> None:
    shown(company)
    assert "/A01</a>" in results(client.get("/directory/"))
    draft = open_draft(booth.plan.edition_id, booth.plan.hall_id, actor=SYSTEM, at=NOON)
    renumbered = renumber(draft.booths.get(number="A01"), "B77")
    claim = SpaceClaim.objects.live().get(booth=booth)
    decide_claims(draft.pk, [Decision(claim.pk, ClaimChoice.KEEP, renumbered.pk)], actor=SYSTEM, at=NOON)
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    assert "/B77</a>" in results(client.get("/directory/"))


def test_sector_is_shown_by_its_new_name(client: Client, company: Company) -> None:
    exhibit = shown(company)
    client.get("/directory/")
    Sector.objects.filter(pk=exhibit.sector_id).update(name="Fine foods")
    assert "Fine foods" in results(client.get("/directory/"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["search", "country", "sector", "hall", "debut", "kind", "page"]), st.text(max_size=40)
    )
)
def test_no_parameters_break_it(client: Client, sent: dict[str, str]) -> None:
    if not Edition.objects.exists():
        EditionFactory()
    assert client.get("/directory/", sent).status_code == 200
    assert client.get("/directory/exhibitors/", sent).status_code == 200
