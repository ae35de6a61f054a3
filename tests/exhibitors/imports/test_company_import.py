from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import Invalid, NotAllowed
from exhibitors.companies.models import Company, Participation
from exhibitors.companies.names import normalise_company_name
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import (
    CompanyImport,
    CompanyImportChoices,
    Outcome,
    preview_companies,
)
from exhibitors.office.imports.queries.matching import Decision, SimilarChoice
from pavilions.floor.models.edition import Edition
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.factories import NOON, EditionFactory, UserFactory, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(number=7)


def known(name: str, country: str = "", **record: str) -> Company:
    return Company.objects.create(
        name=name, normalized_name=normalise_company_name(name), country=country, created_at=NOON, **record
    )


def run(
    edition: Edition,
    *records: dict[str, str],
    similar: SimilarChoice = SimilarChoice.NEW,
    decisions: dict[int, Decision] | None = None,
    accept_good_rows: bool = False,
) -> CompanyImport:
    choices = CompanyImportChoices("list.csv", similar, decisions or {}, accept_good_rows)
    return import_companies(edition.pk, company_list(*records), choices, actor=SYSTEM, at=NOON)


def stored() -> list[tuple[str, str]]:
    return sorted((company.name, str(company.country)) for company in Company.objects.all())


def test_new_company_comes_in_with_its_part_in_the_edition(edition: Edition) -> None:
    row = {"id": "17", "name": "Alpha Ltd", "country": "法国", "booth": "A1; B2", "hall": "5.1H; 6.1H", "sqm": "36"}
    assert run(edition, row).counts == {Outcome.NEW: 1}
    company, part = Company.objects.get(), Participation.objects.get()
    assert (company.name, str(company.country)) == ("Alpha Ltd", "FR")
    assert (part.external_id, part.stated_booths, part.stated_halls, part.stated_area_sqm, part.source) == (
        "17",
        ["A1", "B2"],
        ["5.1H", "6.1H"],
        Decimal(36),
        "list.csv",
    )


def test_same_list_again_changes_nothing(edition: Edition) -> None:
    rows = (
        {"id": "1", "name": "Alpha Ltd", "country": "France", "booth": "A1"},
        {"id": "2", "name": "ALPHA LIMITED", "country": "", "booth": "A2"},
        {"id": "3", "name": "Beta", "country": "nowhere land", "booth": ""},
    )
    run(edition, *rows)
    before = (stored(), list(Participation.objects.order_by("pk").values()))
    again = run(edition, *rows)
    assert (again.changes_nothing, again.counts[Outcome.UNCHANGED]) == (True, 3)
    assert (stored(), list(Participation.objects.order_by("pk").values())) == before


def test_blank_cells_erase_nothing_and_others_are_brought_up_to_date(edition: Edition) -> None:
    known("Alpha", "FR", city="Lyon", phone="+33 1")
    run(edition, {"name": "ALPHA S.A.", "country": "France", "city": "", "phone": "+33 2"})
    company = Company.objects.get()
    assert (company.name, company.city, company.phone) == ("Alpha", "Lyon", "+33 2")


def test_row_without_country_is_the_only_company_of_its_name(edition: Edition) -> None:
    known("Alpha", "FR")
    assert run(edition, {"name": "Alpha"}).counts == {Outcome.CHANGED: 1}
    assert stored() == [("Alpha", "FR")]


def test_company_without_country_gets_that_of_the_only_row_of_its_name(edition: Edition) -> None:
    known("Alpha")
    run(edition, {"name": "Alpha", "country": "Germany"})
    assert stored() == [("Alpha", "DE")]


def test_row_without_country_is_listed_when_several_companies_have_its_name(edition: Edition) -> None:
    known("Alpha", "FR")
    known("Alpha", "DE")
    result = run(edition, {"name": "Alpha"})
    assert [len(similar.known) for similar in result.matching.similar] == [2]
    assert stored() == [("Alpha", ""), ("Alpha", "DE"), ("Alpha", "FR")]


def test_unsure_country_is_left_blank(edition: Edition) -> None:
    run(edition, {"name": "Alpha", "country": "Korea"})
    assert stored() == [("Alpha", "")]


def test_number_finds_a_renamed_company(edition: Edition) -> None:
    run(edition, {"id": "1", "name": "Alpha Foods", "country": "France"})
    run(edition, {"id": "1", "name": "Alpha Foods Group", "country": "France"})
    assert stored() == [("Alpha Foods Group", "FR")]


def test_number_of_quite_another_company_refuses_the_row(edition: Edition) -> None:
    run(edition, {"id": "1", "name": "Alpha Foods"})
    with pytest.raises(Invalid) as refusal:
        run(edition, {"id": "1", "name": "Zygmunt Tools"}, {"id": "2", "name": "Beta"})
    assert (refusal.value.code, refusal.value.details) == ("rows_refused", {"rows": [2]})
    assert stored() == [("Alpha Foods", "")]


def test_one_bad_row_refuses_all_unless_good_rows_are_accepted(edition: Edition) -> None:
    rows = ({"name": "Alpha"}, {"name": "x" * 201})
    with pytest.raises(Invalid, match="1 row was rejected"):
        run(edition, *rows)
    assert stored() == []
    run(edition, *rows, accept_good_rows=True)
    assert stored() == [("Alpha", "")]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (SimilarChoice.NEW, ["Huawei Technologies", "Huawei Technologies Germany"]),
        (SimilarChoice.SKIP, ["Huawei Technologies"]),
    ],
)
def test_similar_company_is_never_merged_unasked(edition: Edition, choice: SimilarChoice, names: list[str]) -> None:
    known("Huawei Technologies", "CN")
    result = run(edition, {"name": "Huawei Technologies Germany"}, similar=choice)
    assert [s.row.row_number for s in result.matching.similar] == [2]
    assert [name for name, _country in stored()] == names


def test_similar_company_is_the_same_when_a_person_says_so(edition: Edition) -> None:
    company = known("Huawei Technologies", "CN")
    run(edition, {"name": "Huawei Technologies Germany", "city": "Bonn"}, decisions={2: company.pk})
    company.refresh_from_db()
    assert (stored(), company.city) == ([("Huawei Technologies", "CN")], "Bonn")


def test_preview_says_what_the_import_does_and_writes_nothing(edition: Edition) -> None:
    known("Alpha", "FR", city="Lyon")
    rows = ({"name": "Alpha", "country": "FR", "city": "Paris"}, {"name": "Beta", "country": "FR", "city": ""})
    preview = preview_companies(edition.pk, company_list(*rows), CompanyImportChoices())
    assert preview.counts == {Outcome.CHANGED: 1, Outcome.NEW: 1}
    assert (stored(), Participation.objects.count()) == ([("Alpha", "FR")], 0)
    assert run(edition, *rows).counts == preview.counts


def test_stranger_imports_nothing(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        import_companies(
            edition.pk, company_list({"name": "Alpha"}), CompanyImportChoices(), actor=UserFactory(), at=NOON
        )


@pytest.mark.parametrize(
    "row", [{"name": "Alpha Foods Group", "country": "France"}, {"name": "Alpha Foods", "country": "Italy"}]
)
def test_list_does_not_rename_a_verified_company_for_which_somebody_acts(edition: Edition, row: dict[str, str]) -> None:
    run(edition, {"id": "1", "name": "Alpha Foods", "country": "France"})
    owner_of(Company.objects.get())
    result = run(edition, {"id": "1", "city": "Lyon", **row})
    assert ([problem.code for problem in result.problems], stored()) == (["name_kept"], [("Alpha Foods", "FR")])
    assert Company.objects.get().city == "Lyon"


def test_list_gives_a_verified_company_the_country_that_it_lacked(edition: Edition) -> None:
    run(edition, {"id": "1", "name": "Alpha Foods"})
    owner_of(Company.objects.get())
    run(edition, {"id": "1", "name": "Alpha Foods", "country": "France"})
    assert stored() == [("Alpha Foods", "FR")]
