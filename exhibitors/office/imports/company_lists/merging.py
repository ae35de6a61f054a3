"""Merging of rows of one list that are the same company. Rows that only resemble each other are listed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from exhibitors.companies.names import find_similar_within, similarity
from exhibitors.office.imports.company_lists.rows import (
    AskedRows,
    CompanyRow,
    MergedRows,
    RowAnswer,
    RowProblem,
    Severity,
    SimilarRows,
    difference,
)

BY_NAME = "name"
BY_EXTERNAL_ID = "external_id"
SAME_ID_LEAST = 0.5
"""The least similarity of two names with the same number. Below it, the number was given to two companies."""
MARK_LABELS = {
    "external_id": _("number in the list"),
    "debtor_number": _("debtor number"),
    "tax_id": _("tax ID"),
    "registration_number": _("registration number"),
    "address": _("address"),
    "postcode": _("postcode"),
}


@dataclass(slots=True)
class Merging:
    rows: list[CompanyRow] = field(default_factory=list)
    merged: list[MergedRows] = field(default_factory=list)
    asked: list[AskedRows] = field(default_factory=list)
    left_out: list[CompanyRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    by_name: defaultdict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: CompanyRow) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def refuse(self, row: CompanyRow, code: str, message: str) -> None:
        self.refused.append(row.row_number)
        self.problems.append(
            RowProblem(row.row_number, "external_id", code, message, Severity.REFUSED, row.external_id)
        )


def merge_rows(rows: Sequence[CompanyRow], answers: Mapping[int, RowAnswer] | None = None) -> Merging:
    """Unite rows with the same external ID, or the same normalised name and country, with the earliest of them.

    A country that is not certain counts as none, so that it separates neither rows nor companies. Rows whose numbers,
    tax IDs or addresses differ stay apart. A person's answer for a row takes precedence. A later row with the ID of an
    earlier one, but quite another name, tax ID or address, is refused, because one of the two IDs is wrong.
    """
    merging, answers = Merging(), answers or {}
    for row in rows:
        answer = answers.get(row.row_number)
        same_id, namesakes = merging.by_id.get(row.external_id), merging.by_name[row.name_and_country]
        if same_id is not None and _is_misnumbered(row, same_id, merging, answer):
            continue
        alike = [same_id] if same_id is not None else namesakes
        fitting = [at for at in alike if not difference(merging.rows[at].marks, row.marks)]
        if alike:
            first, reason = merging.rows[(fitting or alike)[0]], BY_NAME if same_id is None else BY_EXTERNAL_ID
            differs = "" if fitting else difference(first.marks, row.marks)
            merging.asked.append(AskedRows(first.row_number, row.row_number, first.name, reason, differs))
        if answer == RowAnswer.SKIP and alike:
            merging.left_out.append(row)
            continue
        position = _position(alike, fitting, answer)
        if position is None:
            position = merging.add(row if same_id is None else replace(row, external_id=""))
        else:
            merging.merged.append(MergedRows(merging.rows[position].row_number, row.row_number, reason))
            merging.rows[position] = unite_rows(merging.rows[position], row)
        if position not in namesakes:
            namesakes.append(position)
        if row.external_id:
            merging.by_id.setdefault(row.external_id, position)
    return merging


def _position(alike: Sequence[int], fitting: Sequence[int], answer: RowAnswer | None) -> int | None:
    """Return the position of the earlier row that is the same company, or None for a company of its own."""
    if answer == RowAnswer.NEW:
        return None
    chosen = fitting or (alike if answer == RowAnswer.SAME else ())
    return chosen[0] if chosen else None


def _is_misnumbered(row: CompanyRow, position: int, merging: Merging, answer: RowAnswer | None) -> bool:
    """Refuse a row with the number of an earlier row that is quite another company. Return whether it was refused."""
    known = merging.rows[position]
    if similarity(known.name, row.name) < SAME_ID_LEAST:
        message = _("Row %(row)s has the same number but the name “%(name)s”. Correct one of the two.")
        merging.refuse(row, "external_id_reused", message % {"row": known.row_number, "name": known.name})
        return True
    differs = difference(known.marks, row.marks)
    if differs and answer is None:
        merging.asked.append(AskedRows(known.row_number, row.row_number, known.name, BY_EXTERNAL_ID, differs))
        message = _("Row %(row)s has the same number, but not the same %(field)s. Correct one of the two.")
        words = {"row": known.row_number, "field": MARK_LABELS[differs]}
        merging.refuse(row, "external_id_differs", message % words)
        return True
    return False


def find_similar_rows(rows: Sequence[CompanyRow]) -> Iterator[SimilarRows]:
    """Yield pairs that may be one company, earlier row first.

    Their names are similar, or are the same with different countries.
    """
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
    """Unite two rows. The earlier one wins where both say something; booths and mail addresses are combined.

    Areas are added up if the rows name different booths; otherwise the second row only repeats the first.
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
        billing={**row.billing, **known.billing},
        booths=tuple(dict.fromkeys((*known.booths, *row.booths))),
        sector=known.sector or row.sector,
        area_sqm=area_sqm,
        external_id=known.external_id or row.external_id,
    )
