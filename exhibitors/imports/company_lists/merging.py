"""Rows of one list that are the same company are united; those that only resemble each other are listed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from exhibitors.companies.names import find_similar_within, similarity
from exhibitors.imports.company_lists.rows import CompanyRow, MergedRows, RowProblem, Severity, SimilarRows

BY_NAME = "name"
BY_EXTERNAL_ID = "external_id"
SAME_ID_LEAST = 0.5
"""Similarity of two names below which one number was given to two companies."""


@dataclass(slots=True)
class Merging:
    rows: list[CompanyRow] = field(default_factory=list)
    merged: list[MergedRows] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


def merge_rows(rows: Sequence[CompanyRow]) -> Merging:
    """Unite rows with the same external id, or the same normalised name and country, into the earliest of them.

    A later row with the id of an earlier one but quite another name is refused: one of the two ids is wrong.
    """
    merging = Merging()
    by_id: dict[str, int] = {}
    by_name: dict[tuple[str, str], int] = {}
    for row in rows:
        identity = row.normalized_name, row.country_code or row.country_text.casefold()
        same_id, same_name = by_id.get(row.external_id), by_name.get(identity)
        position = same_id if same_id is not None else same_name
        if same_id is not None and similarity(merging.rows[same_id].name, row.name) < SAME_ID_LEAST:
            known = merging.rows[same_id]
            message = _("Row %(row)s has the same number but the name “%(name)s”. Correct one of the two.") % {
                "row": known.row_number,
                "name": known.name,
            }
            merging.refused.append(row.row_number)
            merging.problems.append(
                RowProblem(
                    row.row_number, "external_id", "external_id_reused", message, Severity.REFUSED, row.external_id
                )
            )
            continue
        if position is None:
            position = len(merging.rows)
            merging.rows.append(row)
        else:
            reason = BY_EXTERNAL_ID if same_id is not None else BY_NAME
            merging.merged.append(MergedRows(merging.rows[position].row_number, row.row_number, reason))
            merging.rows[position] = unite_rows(merging.rows[position], row)
        by_name.setdefault(identity, position)
        if row.external_id:
            by_id.setdefault(row.external_id, position)
    return merging


def find_similar_rows(rows: Sequence[CompanyRow]) -> Iterator[SimilarRows]:
    """Pairs that may be one company: similar names, or the same name with different countries, earlier row first."""
    for pair in find_similar_within([row.name for row in rows]):
        later, earlier = rows[pair.position], rows[pair.known_position]
        if "" in (later.country_code, earlier.country_code) or later.country_code == earlier.country_code:
            yield SimilarRows(earlier.row_number, later.row_number, pair.score)
    namesakes: defaultdict[str, list[CompanyRow]] = defaultdict(list)
    for row in rows:
        namesakes[row.normalized_name].append(row)
    for first, *others in namesakes.values():
        yield from (SimilarRows(first.row_number, other.row_number, 1.0) for other in others)


def unite_rows(known: CompanyRow, row: CompanyRow) -> CompanyRow:
    """The earlier row wins wherever both say something; booths and mail addresses are added up.

    Areas add up when the rows name different booths; otherwise the second row only repeats the first.
    """
    area_sqm = known.area_sqm or row.area_sqm
    if known.area_sqm and row.area_sqm and known.booths and row.booths and not set(known.booths) & set(row.booths):
        area_sqm = known.area_sqm + row.area_sqm
    return replace(
        known,
        row_numbers=(*known.row_numbers, *row.row_numbers),
        country=known.country or row.country,
        country_text=known.country_text or row.country_text,
        emails=tuple(dict.fromkeys((*known.emails, *row.emails))),
        record={**row.record, **known.record},
        booths=tuple(dict.fromkeys((*known.booths, *row.booths))),
        sector=known.sector or row.sector,
        area_sqm=area_sqm,
        external_id=known.external_id or row.external_id,
    )
