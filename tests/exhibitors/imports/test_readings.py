from collections.abc import Mapping

import pytest
from django.core.cache import cache
from django.utils import translation

from ciie.tables.mapping import ColumnMapping
from exhibitors.office.imports.queries.readings import read_companies
from pavilions.plans.plan_files.models import ImportRun

LIST = b"name,country,place\nAlpha Ltd,France,Rome\nBeta,Korea,Oslo\nAlpha Ltd,Spain,Bern\n"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The columns chosen for every reading of a file from its beginning."""
    counted: list[object] = []
    override = ColumnMapping.override

    def count(proposed: ColumnMapping, columns: Mapping[str, str]) -> ColumnMapping:
        counted.append(columns)
        return override(proposed, columns)

    monkeypatch.setattr(ColumnMapping, "override", count)
    return counted


def test_file_is_read_once_for_any_number_of_previews(reads: list[object]) -> None:
    first = read_companies(ImportRun(content=LIST, file_name="list.csv"))
    again = read_companies(ImportRun(content=LIST, file_name="list.csv", choices={"accept_good_rows": True}))
    assert len(reads) == 1
    assert (again.company_list, again.read.rows) == (first.company_list, 3)
    assert [str(problem) for problem in again.company_list.problems] == [
        str(problem) for problem in first.company_list.problems
    ]
    assert again.choices.accept_good_rows


def test_other_columns_other_content_and_another_language_are_read_anew(reads: list[object]) -> None:
    read_companies(ImportRun(content=LIST))
    by_place = read_companies(ImportRun(content=LIST, choices={"columns": {"city": "place"}}))
    assert by_place.company_list.rows[0].record["city"] == "Rome"
    read_companies(ImportRun(content=LIST.replace(b"Rome", b"Bonn")))
    with translation.override("zh-hans"):
        read_companies(ImportRun(content=LIST))
    assert reads == [{}, {"city": "place"}, {}, {}]
