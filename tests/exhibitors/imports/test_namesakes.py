"""Companies of one name in one list: distinguished by numbers, tax IDs and addresses, billed by what the list says."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.management import call_command

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from ciie.tables.reading import read_table
from exhibitors.companies.models import Company, Participation
from exhibitors.money.invoices.models import BillingParty
from exhibitors.money.invoices.operations.drafts import company_party
from exhibitors.office.imports.company_lists import (
    AskedRows,
    CompanyList,
    RowAnswer,
    propose_company_mapping,
    read_company_list,
)
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import CompanyImport, CompanyImportChoices
from exhibitors.office.imports.queries.matching import SimilarChoice
from exhibitors.office.imports.queries.results import rejected_rows, report_lines
from tests.factories import NOON, CompanyFactory, EditionFactory

pytestmark = pytest.mark.django_db

VAT_IDS = ("DE136695976", "DE129273398", "DE811907980")
FORMS = ("GmbH", "KG", "e.K.")
NAMES = tuple(f"{stem} {number}" for stem in ("Hofmolkerei", "Senfmanufaktur") for number in range(1, 12))
HEADINGS = "Kundennummer;Firma;Straße;PLZ;Ort;Land;USt-IdNr;Ansprechpartner;Debitorennummer;Standnummer"


def list_of_67() -> bytes:
    """22 names with three legal forms each, every one another firm, and the sum at the end."""
    rows = [
        f"K-{3 * place + at};{name} {form};Dorfstraße {3 * place + at};874{place:02};Kempten;Germany;"
        f"{VAT_IDS[at]};Frau {name.split()[0]} {at};D{3 * place + at};A{3 * place + at:03}"
        for place, name in enumerate(NAMES)
        for at, form in enumerate(FORMS)
    ]
    return "\n".join([HEADINGS, *rows, "Summe;66;;;;;;;;"]).encode()


def dairies(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows]).encode()


DAIRIES = dairies(
    "K-1;Bergkäserei GmbH;Talweg 1;87435;Kempten;Germany;DE136695976;Frau Alber;D100;A001",
    "K-2;Bergkäserei KG;Talweg 2;87435;Kempten;Germany;DE129273398;Herr Bader;D200;A021",
    "K-3;Bergkäserei e.K.;Talweg 3;87435;Kempten;Germany;DE811907980;Frau Zick;D300;A041",
)


@pytest.fixture
def edition() -> int:
    return int(EditionFactory(number=7).pk)


def read(content: bytes, answers: Mapping[int, RowAnswer] | None = None) -> CompanyList:
    table = read_table(content)
    return read_company_list(table, propose_company_mapping(table.columns), answers=answers)


def take_in(
    edition: int,
    content: bytes,
    answers: Mapping[int, RowAnswer] | None = None,
    similar: SimilarChoice = SimilarChoice.NEW,
    *,
    accept_good_rows: bool = False,
) -> CompanyImport:
    choices = CompanyImportChoices(source="list.csv", similar=similar, accept_good_rows=accept_good_rows)
    return import_companies(edition, read(content, answers), choices, actor=SYSTEM, at=NOON)


def counts(done: CompanyImport) -> dict[str, int]:
    return {outcome.value: count for outcome, count in done.companies.items()}


def names() -> list[tuple[str, str]]:
    return list(Company.objects.order_by("pk").values_list("name", "address"))


def test_66_firms_of_22_names_stay_66_and_the_sum_is_none(edition: int) -> None:
    done = take_in(edition, list_of_67())
    assert counts(done) == {"new": 66}
    assert Company.objects.values("name").distinct().count() == Participation.objects.count() == 66
    booths = Participation.objects.order_by("pk").values_list("stated_booths", flat=True)
    assert sorted(booths) == [[f"A{number:03}"] for number in range(66)]
    assert read(list_of_67()).sums == ((68, "Summe 66"),)
    assert counts(take_in(edition, list_of_67())) == {"unchanged": 66}


def test_bill_tos_say_what_the_list_says(edition: int) -> None:
    take_in(edition, DAIRIES)
    said = ("name", "address", "postcode", "city", "country", "tax_id", "contact_name", "debtor_number", "is_company")
    assert list(BillingParty.objects.order_by("name").values_list(*said)) == [
        ("Bergkäserei GmbH", "Talweg 1", "87435", "Kempten", "DE", "DE136695976", "Frau Alber", "D100", True),
        ("Bergkäserei KG", "Talweg 2", "87435", "Kempten", "DE", "DE129273398", "Herr Bader", "D200", True),
        ("Bergkäserei e.K.", "Talweg 3", "87435", "Kempten", "DE", "DE811907980", "Frau Zick", "D300", True),
    ]
    party = company_party(Company.objects.get(name="Bergkäserei KG"))
    assert party.address_words == "Talweg 2, 87435 Kempten"


def test_a_changed_row_changes_its_own_company_and_blanks_erase_nothing(edition: int) -> None:
    take_in(edition, DAIRIES)
    moved = dairies("K-2;Bergkäserei KG;Neuer Weg 9;87439;Kempten;;;;;", "K-3;Bergkäserei e.K.;;;;;;;D301;")
    assert counts(take_in(edition, moved)) == {"changed": 2}
    assert names() == [
        ("Bergkäserei GmbH", "Talweg 1"),
        ("Bergkäserei KG", "Neuer Weg 9"),
        ("Bergkäserei e.K.", "Talweg 3"),
    ]
    said = BillingParty.objects.order_by("name").values_list("address", "postcode", "tax_id", "debtor_number")
    assert list(said)[1:] == [
        ("Neuer Weg 9", "87439", "DE129273398", "D200"),
        ("Talweg 3", "87435", "DE811907980", "D301"),
    ]


@pytest.mark.parametrize("similar", [SimilarChoice.NEW, SimilarChoice.SAME])
@pytest.mark.parametrize("row", [";Bergkäserei KG;;;;Germany;DE129273398;;;", ";Bergkäserei KG;Talweg 2;;;Germany;;;;"])
def test_another_tax_id_or_address_is_never_the_known_company(edition: int, row: str, similar: SimilarChoice) -> None:
    take_in(edition, dairies(";Bergkäserei GmbH;Talweg 1;;;Germany;DE136695976;;;"))
    later = int(EditionFactory(number=8).pk)
    assert counts(take_in(later, dairies(row), similar=similar)) == {"new": 1}
    assert counts(take_in(later, dairies(row), similar=similar)) == {"unchanged": 1}
    assert [name for name, _address in names()] == ["Bergkäserei GmbH", "Bergkäserei KG"]


def test_a_registered_company_becomes_only_one_of_its_namesakes(edition: int) -> None:
    known = CompanyFactory(name="Bergkäserei", normalized_name="bergkaserei", country="DE")
    assert counts(take_in(edition, DAIRIES)) == {"changed": 1, "new": 2}
    known.refresh_from_db()
    assert (known.name, known.address) == ("Bergkäserei", "Talweg 1")
    assert counts(take_in(edition, DAIRIES)) == {"unchanged": 3}


PLAIN = dairies(";Alpha GmbH;;;;Germany;;;;A1", ";Alpha KG;;;;Germany;;;;A2", ";Alpha KG;;;;Germany;;;;A3")


def test_rows_that_nothing_tells_apart_are_merged_and_asked_about(edition: int) -> None:
    result = read(PLAIN)
    assert result.asked == (AskedRows(2, 3, "Alpha GmbH", "name"), AskedRows(2, 4, "Alpha GmbH", "name"))
    assert [row.row_numbers for row in result.rows] == [(2, 3, 4)]


def test_an_answer_keeps_rows_apart_and_again_the_second_time(edition: int) -> None:
    answers = {3: RowAnswer.NEW, 4: RowAnswer.SKIP}
    for expected in ({"new": 2}, {"unchanged": 2}):
        assert counts(take_in(edition, PLAIN, answers)) == expected
    assert [name for name, _address in names()] == ["Alpha GmbH", "Alpha KG"]
    assert rejected_rows(read(PLAIN, answers), None) == [(4, "Alpha KG", "name", "Alpha KG", "left out as you chose")]


def test_rows_of_one_full_name_need_something_that_tells_them_apart(edition: int) -> None:
    answers = {3: RowAnswer.NEW, 4: RowAnswer.NEW}
    with pytest.raises(DomainError) as refusal:
        take_in(edition, PLAIN, answers)
    assert refusal.value.details == {"rows": [4]}
    done = take_in(edition, PLAIN, answers, accept_good_rows=True)
    assert [(problem.row_number, problem.code) for problem in done.problems] == [(4, "not_told_apart")]


def test_an_answer_unites_rows_of_different_addresses(edition: int) -> None:
    assert counts(take_in(edition, DAIRIES, {3: RowAnswer.SAME, 4: RowAnswer.SAME})) == {"new": 1}
    assert Participation.objects.get().stated_booths == ["A001", "A021", "A041"]


def test_one_number_for_two_tax_ids_is_refused_with_the_row(edition: int) -> None:
    result = read(dairies("K-1;Alpha GmbH;;;;Germany;DE136695976;;;", "K-1;Alpha GmbH;;;;Germany;DE129273398;;;"))
    (problem,) = result.problems
    assert (problem.row_number, problem.code, str(problem.message)) == (
        3,
        "external_id_differs",
        "Row 2 has the same number, but not the same tax ID. Correct one of the two.",
    )
    assert [row.row_number for row in read(DAIRIES, {3: RowAnswer.SAME}).rows] == [2, 4]


def test_an_invalid_tax_id_is_left_out_with_a_sentence(edition: int) -> None:
    done = take_in(edition, dairies("K-1;Alpha GmbH;Talweg 1;87435;;Germany;DE123;;;"))
    assert [(problem.field, problem.code, problem.value) for problem in done.problems] == [
        ("tax_id", "tax_id_invalid", "DE123")
    ]
    assert BillingParty.objects.get().tax_id == ""


@pytest.mark.parametrize(
    ("row", "is_sum"),
    [
        ("Summe;65;;;;;;;;", True),
        ("Total:;;;;;;;;;1.250,50 m²", True),
        (";合计;;;;;;;;66", True),
        ("Gesamt;66;;;;;;;12;", True),
        (";Total;;;;France;;;;42", False),  # the oil company
        (";Summe;;;;;;;;", False),
        (";Total Energies;;;;;;;;66", False),
    ],
)
def test_rows_of_sums_are_reported_and_are_no_companies(row: str, is_sum: bool) -> None:
    result = read(dairies(";Alpha;;;;Germany;;;;", row))
    kinds = [line.kind for line in report_lines(result, None)]
    assert (len(result.rows), len(result.sums), kinds.count("sum")) == ((1, 1, 1) if is_sum else (2, 0, 0))


def test_the_command_takes_answers_and_reports_all_rows(
    edition: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(DAIRIES + b"\nSumme;3;;;;;;;;")
    call_command("import_companies", str(path), "--edition=7", "--row=4=skip", f"--rejected={tmp_path / 'out.csv'}")
    output = capsys.readouterr().out
    assert "Row 3, Bergkäserei KG: kept apart from an earlier row: not the same company as row 2" in output
    assert "Row 5, Summe 3: total of other rows, not imported" in output
    assert Company.objects.count() == 2
    assert "Bergkäserei e.K." in (tmp_path / "out.csv").read_text()


def test_customer_number_with_another_tax_id_is_refused_unless_a_person_says_it_is_the_same(edition: int) -> None:
    take_in(edition, dairies("K-1;Bergkäserei GmbH;;;;Germany;DE136695976;;;"))
    other = dairies("K-1;Bergkäserei Alpin GmbH;;;;Germany;DE129273398;;;")
    done = take_in(edition, other, accept_good_rows=True)
    assert [(problem.row_number, problem.code) for problem in done.problems] == [(2, "external_id_differs")]
    assert names() == [("Bergkäserei GmbH", "")]
    for said, expected in ((SimilarChoice.SKIP, {}), (SimilarChoice.SAME, {"changed": 1})):
        choices = CompanyImportChoices(source="list.csv", decisions={2: said})
        assert counts(import_companies(edition, read(other), choices, actor=SYSTEM, at=NOON)) == expected
    assert names() == [("Bergkäserei Alpin GmbH", "")]


def test_row_of_a_merged_name_with_another_tax_id_is_asked_about_and_not_the_survivor(edition: int) -> None:
    take_in(edition, dairies(";Bergkäserei Alpin GmbH;;;;Germany;DE136695976;;;"))
    survivor = Company.objects.get()
    CompanyFactory(name="Bergkäserei", normalized_name="bergkaserei", country="DE", merged_into=survivor)
    row = dairies(";Bergkäserei GmbH;;;;Germany;DE129273398;;;")
    done = take_in(edition, row)
    assert (counts(done), [each.row.row_number for each in done.matching.similar]) == ({"new": 1}, [2])
    assert counts(take_in(edition, dairies(";Bergkäserei GmbH;;;;Germany;DE136695976;;;"))) == {"unchanged": 1}
