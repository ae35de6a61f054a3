"""What a preview promises is what the import makes, and the same list again changes nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciie.kernel.actors import SYSTEM
from exhibitors.companies.models import Company, Participation
from exhibitors.companies.names import normalise_company_name
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import (
    CompanyImport,
    CompanyImportChoices,
    Outcome,
    preview_companies,
)
from exhibitors.office.imports.queries.matching import SimilarBand, SimilarChoice
from pavilions.floor.models.edition import Edition
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.factories import NOON, EditionFactory

pytestmark = pytest.mark.django_db

NAMES = [
    "Alpha",
    "Alpha Ltd",
    "ALPHA GmbH",
    "Alpha Beta",
    "Nordmeer",
    "Nordmeer Maschinenbau",
    "Nordmeer Maschinenbaus",
]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["", "", "1", "2", "3"]),
            "name": st.sampled_from(NAMES),
            "country": st.sampled_from(["", "", "France", "DE", "Korea", "nowhere land"]),
            "website": st.sampled_from(["", "a.example", "b.example/x"]),
            "booth": st.sampled_from(["", "A1", "A2; A3"]),
            "sqm": st.sampled_from(["", "9", "18"]),
            "email": st.sampled_from(["", "a@a.example", "b@b.example"]),
        }
    ),
    min_size=1,
    max_size=8,
)
BANDS = st.dictionaries(st.sampled_from(list(SimilarBand)), st.sampled_from(list(SimilarChoice)))


def known(name: str, country: str = "", **record: str) -> Company:
    return Company.objects.create(
        name=name, normalized_name=normalise_company_name(name), country=country, created_at=NOON, **record
    )


def run(edition: Edition, rows: list[dict[str, str]], choices: CompanyImportChoices) -> CompanyImport:
    return import_companies(edition.pk, company_list(*rows), choices, actor=SYSTEM, at=NOON)


def stored() -> tuple[list[Any], list[Any]]:
    companies = Company.objects.order_by("pk").values_list("pk", "name", "country", "website", "contact_email")
    parts = Participation.objects.order_by("pk").values_list(
        "company", "external_id", "stated_booths", "stated_area_sqm"
    )
    return list(companies), list(parts)


@given(
    before=ROWS, rows=ROWS, similar=st.sampled_from(list(SimilarChoice)), bands=BANDS
)  # fmt: skip
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_preview_keeps_its_promise_and_the_same_list_changes_nothing(
    before: list[dict[str, str]], rows: list[dict[str, str]], similar: SimilarChoice, bands: dict[Any, Any]
) -> None:
    Company.objects.all().delete()
    edition = EditionFactory()
    run(edition, before, CompanyImportChoices("before.csv", accept_good_rows=True))
    choices = CompanyImportChoices("list.csv", similar, {}, True, bands)
    there = Company.objects.count()

    promised = preview_companies(edition.pk, company_list(*rows), choices)
    done = run(edition, rows, choices)
    assert (promised.companies, promised.counts) == (done.companies, done.counts)
    assert Company.objects.count() == there + promised.companies[Outcome.NEW]

    if SimilarChoice.SAME in (similar, *bands.values()) and done.matching.similar:
        return  # rows of one list that are only similar to each other may be resolved otherwise once they are known
    after = stored()
    again = run(edition, rows, choices)
    assert stored() == after
    assert again.changes_nothing


@pytest.mark.parametrize(
    ("before", "rows", "bands", "made"),
    [
        pytest.param(
            [{"id": "1", "name": "Alpha"}],
            [{"id": "1", "name": "Alpha Beta"}, {"id": "2", "name": "Alpha"}],
            {},
            [("Alpha Beta", "1"), ("Alpha", "2")],
            id="a company leaves its name to one of another number",
        ),
        pytest.param(
            [{"id": "1", "name": "Alpha"}],
            [
                {"name": "Alpha", "country": "nowhere land"},
                {"id": "1", "name": "Alpha Beta"},
                {"id": "2", "name": "Alpha"},
            ],
            {},
            [("Alpha Beta", "1"), ("Alpha", "2")],
            id="a row without a number is the namesake of its list",
        ),
        pytest.param(
            [{"id": "1", "name": "Alpha Ltd"}],
            [{"id": "2", "name": "ALPHA GmbH"}, {"name": "ALPHA GmbH", "country": "nowhere land", "booth": "A1"}],
            {},
            [("Alpha Ltd", "1"), ("ALPHA GmbH", "2")],
            id="a full name speaks for a new namesake",
        ),
        pytest.param(
            [{"name": "Alpha", "country": "Germany"}],
            [{"name": "Alpha", "address": "Weg 1"}, {"name": "Alpha", "address": "Weg 2"}],
            {},
            [("Alpha", ""), ("Alpha", ""), ("Alpha", "")],
            id="neither of two namesakes is the one company of their name",
        ),
        pytest.param(
            [{"name": "Nordmeer Maschinenbaus", "country": "Germany"}],
            [
                {"name": "Nordmeer Maschinenbau", "country": "Germany"},
                {"name": "Nordmeer Maschinenbau", "country": "France"},
            ],
            {SimilarBand.CLOSE: SimilarChoice.SKIP},
            [("Nordmeer Maschinenbaus", ""), ("Nordmeer Maschinenbau", "")],
            id="a row that is left out gets a namesake",
        ),
    ],
)
def test_same_list_again_changes_nothing(
    before: list[dict[str, str]],
    rows: list[dict[str, str]],
    bands: dict[SimilarBand, SimilarChoice],
    made: list[tuple[str, str]],
) -> None:
    edition = EditionFactory()
    run(edition, before, CompanyImportChoices())
    run(edition, rows, CompanyImportChoices(bands=bands))
    after = stored()
    parts = Participation.objects.order_by("company")
    assert list(parts.values_list("company__name", "external_id")) == made
    assert run(edition, rows, CompanyImportChoices(bands=bands)).changes_nothing
    assert stored() == after


def test_company_that_gets_a_country_by_its_number_gets_its_name_at_once() -> None:
    edition = EditionFactory()
    run(edition, [{"name": "Alpha", "id": "2"}], CompanyImportChoices())
    rows = [
        {"name": "Alpha", "country": "France"},
        {"name": "Alpha Beta"},
        {"name": "Alpha Beta", "country": "Germany", "id": "2"},
    ]
    run(edition, rows, CompanyImportChoices())
    after = stored()
    assert run(edition, rows, CompanyImportChoices()).changes_nothing
    assert stored() == after


def test_counts_are_of_companies_and_not_of_rows() -> None:
    rows = [{"name": "Alpha"}, {"name": "ALPHA"}, {"name": "Beta"}]
    done = run(EditionFactory(), rows, CompanyImportChoices())
    assert (done.companies, done.counts) == ({Outcome.NEW: 2}, {Outcome.NEW: 3})


def test_record_without_country_takes_nothing_from_a_namesake_of_its_list() -> None:
    edition = EditionFactory()
    known("Alpha", website="https://a.example")
    rows = [
        {"name": "Alpha", "country": "", "website": "a.example"},
        {"name": "Alpha", "country": "France", "website": "b.example"},
    ]
    for _time in range(2):
        run(edition, rows, CompanyImportChoices())
        assert sorted((str(c.country), c.website) for c in Company.objects.all()) == [
            ("", "https://a.example"),
            ("FR", "https://b.example"),
        ]


def test_record_without_country_is_no_namesake_with_another_website() -> None:
    edition = EditionFactory()
    known("Alpha", "FR", website="https://www.a.example/start")
    same = preview_companies(
        edition.pk, company_list({"name": "Alpha", "website": "a.example"}), CompanyImportChoices()
    )
    other = preview_companies(
        edition.pk, company_list({"name": "Alpha", "website": "b.example"}), CompanyImportChoices()
    )
    assert (same.companies[Outcome.NEW], other.companies[Outcome.NEW]) == (0, 1)
    assert [similar.band for similar in other.matching.similar] == [SimilarBand.SAME_NAME]


def test_similar_rows_are_settled_by_group() -> None:
    edition = EditionFactory()
    known("Nordmeer Maschinenbau", "DE")
    known("Alpha", "FR", website="https://a.example")
    rows = [{"name": "Nordmeer Maschinenbaus", "city": "Kiel"}, {"name": "Alpha", "website": "b.example"}]
    bands = {SimilarBand.CLOSE: SimilarChoice.SAME, SimilarBand.SAME_NAME: SimilarChoice.SKIP}
    done = run(edition, rows, CompanyImportChoices("list.csv", bands=bands))
    assert (done.companies, len(done.matching.skipped)) == ({Outcome.CHANGED: 1}, 1)
    assert Company.objects.get(normalized_name=normalise_company_name("Nordmeer Maschinenbau")).city == "Kiel"


def test_unrecognised_country_is_answered_for_all_its_rows() -> None:
    rows = [{"name": name, "country": "Korea"} for name in ("Alpha", "Beta")]
    answered = company_list(*rows, {"name": "Gamma", "country": "Atlantis"}, countries={"Korea": "KR"})
    assert [row.country_code for row in answered.rows if row.country and row.country.is_sure] == ["KR", "KR"]
    assert [problem.value for problem in answered.problems] == ["Atlantis"]
    assert [(each.text, each.rows, each.candidates) for each in answered.doubtful] == [
        ("Korea", 2, ("KR", "KP")),
        ("Atlantis", 1, ()),
    ]


@pytest.mark.parametrize(
    ("before", "rows", "after"),
    [
        pytest.param(
            [{"name": "Alpha"}, {"id": "1", "name": "Alpha", "country": "France"}],
            [{"name": "Alpha", "country": "Germany"}, {"id": "1", "name": "Alpha Beta"}],
            [("Alpha", "DE"), ("Alpha Beta", "FR")],
            id="one of two namesakes is renamed",
        ),
        pytest.param(
            [{"id": "1", "name": "Alpha", "country": "France"}],
            [{"id": "2", "name": "Alpha", "country": "Spain"}, {"id": "1", "name": "Alpha Beta"}],
            [("Alpha", "ES"), ("Alpha Beta", "FR")],
            id="another company has the name that is left",
        ),
        pytest.param(
            [{"id": "1", "name": "Alpha"}, {"id": "2", "name": "Alpha Beta"}],
            [{"id": "1", "name": "Alpha Beta"}, {"id": "2", "name": "Alpha Beta Gamma"}],
            [("Alpha Beta", ""), ("Alpha Beta Gamma", "")],
            id="a company takes the name that another one leaves",
        ),
    ],
)
def test_names_that_are_left_are_free_at_once(
    before: list[dict[str, str]], rows: list[dict[str, str]], after: list[tuple[str, str]]
) -> None:
    edition = EditionFactory()
    run(edition, before, CompanyImportChoices())
    for _time in range(2):
        run(edition, rows, CompanyImportChoices(similar=SimilarChoice.SKIP))
        assert sorted((company.name, str(company.country)) for company in Company.objects.all()) == after
