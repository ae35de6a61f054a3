"""Lists of exhibitors as other people keep them, read as companies with their booths. Nothing here is stored."""

from exhibitors.office.imports.company_lists.reading import LIST_COLUMNS, propose_company_mapping, read_company_list
from exhibitors.office.imports.company_lists.rows import (
    AskedRows,
    BoothReference,
    Cleaned,
    CompanyList,
    CompanyRow,
    DoubtfulCountry,
    Identity,
    MergedRows,
    RowAnswer,
    RowProblem,
    Severity,
    SimilarRows,
)

__all__ = [
    "LIST_COLUMNS",
    "AskedRows",
    "BoothReference",
    "Cleaned",
    "CompanyList",
    "CompanyRow",
    "DoubtfulCountry",
    "Identity",
    "MergedRows",
    "RowAnswer",
    "RowProblem",
    "Severity",
    "SimilarRows",
    "propose_company_mapping",
    "read_company_list",
]
