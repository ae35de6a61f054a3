"""A table and its mapping turned into companies: row by row first, then the rows that belong together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import ColumnMapping
from ciie.tables.table import Table, TableError
from exhibitors.imports.company_lists.booths import CLEANING_RULES
from exhibitors.imports.company_lists.cells import unit_in_heading
from exhibitors.imports.company_lists.merging import find_similar_rows, merge_rows
from exhibitors.imports.company_lists.row_reading import ReadRow, read_row
from exhibitors.imports.company_lists.rows import Cleaned, CompanyList, DoubtfulCountry


def read_company_list(table: Table, mapping: ColumnMapping, countries: Mapping[str, str] | None = None) -> CompanyList:
    """Read every row; refuse those that cannot be companies, and unite those that are the same one. `countries` are the
    codes that a person gave for spellings that are not certain.

    Raises TableError when the mapping lacks a column for the name or the table has no rows. Nothing else makes it fail:
    what is wrong with a row is a problem in the result.
    """
    mapping.require_complete()
    if not table.rows:
        raise TableError(_("The file has a header but no rows. Choose the file that holds the list."), "no_rows")
    area_unit = unit_in_heading(mapping.chosen.get("area_sqm", ""))
    read = [read_row(row.number, mapping.values(row), area_unit, countries) for row in table.rows]
    merging = merge_rows([row.company for row in read if row.company is not None])
    problems = sorted(
        [*(problem for row in read for problem in row.problems), *merging.problems], key=lambda one: one.row_number
    )
    refused = {row.row_number: row.cells for row in read if row.company is None}
    by_number = {row.row_number: row.cells for row in read}
    refused |= {number: by_number[number] for number in merging.refused}
    return CompanyList(
        rows=tuple(merging.rows),
        problems=tuple(problems),
        merged=tuple(merging.merged),
        similar=tuple(find_similar_rows(merging.rows)),
        cleaned=tuple(_summed_up(read)),
        doubtful=tuple(_doubtful(read)),
        refused=dict(sorted(refused.items())),
    )


def _doubtful(read: list[ReadRow]) -> Iterator[DoubtfulCountry]:
    counts = Counter(row.cells["country"].strip() for row in read if row.doubtful_country)
    candidates = {row.cells["country"].strip(): row.doubtful_country for row in read if row.doubtful_country}
    for text, rows in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield DoubtfulCountry(text, rows, candidates[text].candidates)


def _summed_up(read: list[ReadRow]) -> Iterator[Cleaned]:
    applied = [cleaned for row in read for cleaned in row.cleaned]
    counts = Counter(cleaned.code for cleaned in applied)
    for rule in CLEANING_RULES:
        if rule.code in counts:
            example = next(cleaned for cleaned in applied if cleaned.code == rule.code)
            yield replace(example, cells=counts[rule.code])
