"""Small lists, read as a person's file would be."""

import csv
import io
from collections.abc import Mapping

from ciie.tables.reading import read_table
from exhibitors.office.imports.company_lists import CompanyList, CompanyRow, propose_company_mapping, read_company_list


def company_list(
    *records: Mapping[str, str], countries: Mapping[str, str] | None = None, **overrides: str
) -> CompanyList:
    """A list whose columns are the keys of the records; the header is row 1, the first record row 2."""
    columns = list(dict.fromkeys(column for record in records for column in record))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="")
    writer.writeheader()
    writer.writerows(records)
    return read_file(stream.getvalue().encode(), countries, **overrides)


def read_file(content: bytes, countries: Mapping[str, str] | None = None, **overrides: str) -> CompanyList:
    table = read_table(content)
    return read_company_list(table, propose_company_mapping(table.columns).override(overrides), countries)


def only_row(**cells: str) -> CompanyRow:
    """The single company of a list with these cells and a name."""
    (row,) = company_list({"name": "Alpha Ltd", **cells}).rows
    return row
