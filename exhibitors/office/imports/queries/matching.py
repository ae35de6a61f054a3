"""Matching of the rows of a list with companies: by number, by name and country, or by a person's decision."""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.companies.models import NAME_LENGTH
from exhibitors.companies.names import find_similar, similarity
from exhibitors.office.imports.company_lists import CompanyRow, Identity, RowProblem, Severity
from exhibitors.office.imports.company_lists.merging import SAME_ID_LEAST, unite_rows
from exhibitors.office.imports.queries.known_companies import (
    KnownCompanies,
    KnownCompany,
    Target,
    has_other_tax_id,
    is_another,
    is_others,
)

CLOSE_LEAST: Final = 0.95
NUMBER_TAKEN: Final = _("This number belongs to “%(name)s” in this edition. Correct the number or the name.")
TAX_ID_DIFFERS: Final = _(
    "This number belongs to “%(name)s” in this edition, which has another tax ID. Correct one of the two, or choose "
    "that it is this company."
)


class SimilarChoice(enum.StrEnum):
    """What happens to a row that only resembles a known company."""

    NEW = "new"
    SAME = "same"
    """The row is the known company that it resembles most."""
    SKIP = "skip"


class SimilarBand(enum.StrEnum):
    """How much a row resembles the known company that is most like it."""

    SAME_NAME = "same_name"
    CLOSE = "close"
    FAR = "far"


type Decision = SimilarChoice | int
"""A choice, or the key of the known company that the row is."""


@dataclass(frozen=True, slots=True)
class SimilarCompanies:
    """A row and the known companies that it resembles, best first, with scores from 0 to 1."""

    row: CompanyRow
    known: tuple[tuple[KnownCompany, float], ...]

    @property
    def bands(self) -> list[SimilarBand]:
        """How much the row resembles each of them."""
        return [
            SimilarBand.SAME_NAME if score >= 1 else SimilarBand.CLOSE if score >= CLOSE_LEAST else SimilarBand.FAR
            for _company, score in self.known
        ]

    @property
    def band(self) -> SimilarBand:
        return self.bands[0]


@dataclass(slots=True)
class Matching:
    """The result of matching. `united` maps rows to the earlier rows that turned out to be the same company."""

    targets: list[Target] = field(default_factory=list)
    similar: list[SimilarCompanies] = field(default_factory=list)
    skipped: list[CompanyRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[CompanyRow] = field(default_factory=list)
    united: dict[int, int] = field(default_factory=dict)


def match_rows(
    rows: Sequence[CompanyRow],
    known: KnownCompanies,
    decisions: Mapping[int, Decision],
    usual: SimilarChoice = SimilarChoice.NEW,
    bands: Mapping[SimilarBand, SimilarChoice] | None = None,
) -> Matching:
    """Find out which company each row is.

    `decisions` are by row number. Similar rows without one follow `bands`, by how similar they are, or else `usual`.
    Rows whose number is known come first, with the names and countries that they give to their companies. Then the only
    row of a name is the only company of that name if one of the two has no country, unless they have different
    websites. Everything else that is only similar is listed in `similar`.
    """
    matching = Matching()
    assigned = _assign_numbered(rows, known, matching, decisions)
    done = {target.row.row_number for target in assigned.values()}
    done |= {row.row_number for row in (*matching.refused, *matching.skipped)}
    unknown = []
    for row in (row for row in rows if row.row_number not in done):
        if company := known.fitting(row, assigned):
            _assign(company.pk, row, known, matching, assigned)
        elif survivor := known.survivor_for(row, assigned):  # it keeps its own country
            _assign(survivor, replace(row, country=None), known, matching, assigned)
        else:
            unknown.append(row)
    unknown = _without_namesakes(unknown, rows, known, matching, assigned)
    resembling = {similar.row.row_number: similar for similar in _find_similar(unknown, known)}
    decided = [(row, _decision(row, resembling.get(row.row_number), decisions, usual, bands or {})) for row in unknown]
    matching.skipped += [row for row, decision in decided if decision == SimilarChoice.SKIP]
    for row in (row for row, decision in decided if decision == SimilarChoice.NEW):
        _make(row, known, matching, assigned)
    for row, decision in decided:  # after new ones, so that a known company does not take the name and country of one
        if isinstance(decision, tuple):
            is_certain = row.row_number in decisions
            found = [pk for pk in decision if is_certain or not is_others(pk, row, assigned)]
            _take([pk for pk in found if _may_be(known.by_pk[pk], row)], row, known, matching, assigned)
    matching.similar += resembling.values()
    known_targets = [target for target in assigned.values() if target.company_id is not None]
    matching.targets = known_targets + [target for target in assigned.values() if target.company_id is None]
    return matching


def _assign_numbered(
    rows: Sequence[CompanyRow], known: KnownCompanies, matching: Matching, decisions: Mapping[int, Decision]
) -> dict[int | Identity, Target]:
    """Assign the rows whose number is known.

    Rows of quite another name are refused, and so are those of another tax ID unless a person says that they are the
    same company. First come companies that can take the name and country of their row at once, then those for which one
    of the first has made way, and last those whose name remains another company's.
    """
    company_of = {
        row.row_number: known.by_pk[known.by_number[row.external_id]]
        for row in rows
        if row.external_id in known.by_number
    }
    unnumbered = [row.name_and_country for row in rows if not row.external_id]
    waiting: dict[int | Identity, Target] = {}
    for row in rows:
        company = company_of.get(row.row_number)
        if company is None:
            continue
        if similarity(company.name, row.name) < SAME_ID_LEAST:
            _refuse_number(row, company, matching, "external_id_taken", NUMBER_TAKEN)
        elif has_other_tax_id(company, row) and not _is_said_to_be(company, decisions.get(row.row_number)):
            matching.similar.append(SimilarCompanies(row, ((company, similarity(company.name, row.name)),)))
            if decisions.get(row.row_number) == SimilarChoice.SKIP:
                matching.skipped.append(row)
            else:
                _refuse_number(row, company, matching, "external_id_differs", TAX_ID_DIFFERS)
        else:
            waiting[company.pk] = Target(company.pk, row, row if _is_renamed(company, row, unnumbered) else None)
    assigned: dict[int | Identity, Target] = {}
    while placed := {pk: each for pk, each in waiting.items() if known.update(each)}:
        assigned |= placed
        waiting = {pk: each for pk, each in waiting.items() if pk not in placed}
    return assigned | waiting


def _is_said_to_be(company: KnownCompany, decision: Decision | None) -> bool:
    return decision in {SimilarChoice.SAME, company.pk}


def _is_renamed(company: KnownCompany, row: CompanyRow, unnumbered: Iterable[tuple[str, str]]) -> bool:
    """Return whether the row has another name, and no row without a number may be the company by its present name.

    What counts is the country that the company has afterwards, and not which numbers are known so far, so that the same
    list has the same result when it is imported again.
    """
    name, country = company.identity[0], row.sure_country or company.identity[1]
    return row.normalized_name != name and not any(
        other == name and (not country or not theirs or theirs == country) for other, theirs in unnumbered
    )


def _without_namesakes(
    unknown: Iterable[CompanyRow],
    rows: Sequence[CompanyRow],
    known: KnownCompanies,
    matching: Matching,
    assigned: dict[int | Identity, Target],
) -> list[CompanyRow]:
    """Assign the only row of a name to its only company if one of the two has no country. Return the other rows."""
    records = Counter(row.normalized_name for row in rows)
    rest = []
    for row in unknown:
        name, country = row.name_and_country
        namesakes = known.namesakes(name)
        one_sided = len(namesakes) == 1 and "" in (country, namesakes[0].identity[1])
        if (
            one_sided
            and not is_another(namesakes[0], row)
            and not is_others(namesakes[0].pk, row, assigned)
            and records[name] == 1
            and not _differ(row.record.get("website", ""), namesakes[0].website)
        ):
            _assign(namesakes[0].pk, row, known, matching, assigned)
        else:
            rest.append(row)
    return rest


def _assign(
    key: int | Identity,
    row: CompanyRow,
    known: KnownCompanies,
    matching: Matching,
    assigned: dict[int | Identity, Target],
) -> None:
    """Assign a row to a company. Two rows that are one company are united, and the earlier row leads."""
    before = assigned.get(key)
    if before is None:
        target = Target(key if isinstance(key, int) else None, row)
    else:
        first, second = sorted((before.row, row), key=lambda one: one.row_number)
        matching.united[second.row_number] = first.row_number
        target = replace(before, row=unite_rows(first, second))
    assigned[key] = target
    if isinstance(key, tuple):
        known.new.add(key)
    else:
        known.update(target)


def _take(
    companies: Sequence[int],
    row: CompanyRow,
    known: KnownCompanies,
    matching: Matching,
    assigned: dict[int | Identity, Target],
) -> None:
    """Assign the row to the first of these companies, or to a new one if there are none."""
    if companies:
        _assign(companies[0], row, known, matching, assigned)
    else:
        _make(row, known, matching, assigned)


def _make(row: CompanyRow, known: KnownCompanies, matching: Matching, assigned: dict[int | Identity, Target]) -> None:
    """Assign the row to a new company, or unite it with another row of one.

    A new company is distinguished if there already is one of its name and country.
    """
    name, country = row.name_and_country
    of_its_name = [each for key, each in assigned.items() if isinstance(key, tuple) and key[:2] == (name, country)]
    for target in of_its_name:
        if not target.row.is_apart_from(row):
            _assign((name, country, target.distinguished_by), row, known, matching, assigned)
            return
    taken = known.by_identity.keys() | known.new
    for text in ("", *row.distinctions):
        identity = name, country, text[:NAME_LENGTH]
        if identity not in taken:
            assigned[identity] = Target(None, row, distinguished_by=identity[2])
            known.new.add(identity)
            return
    message = _(
        "Nothing in this row tells it from another company of its name and country. Add a customer number, a tax ID or "
        "an address."
    )
    matching.refused.append(row)
    matching.problems.append(RowProblem(row.row_number, "name", "not_told_apart", message, Severity.REFUSED, row.name))


def _refuse_number(row: CompanyRow, known: KnownCompany, matching: Matching, code: str, message: Sentence) -> None:
    matching.refused.append(row)
    matching.problems.append(
        RowProblem(
            row.row_number,
            "external_id",
            code,
            message % {"name": known.name},
            Severity.REFUSED,
            row.external_id,
        )
    )


def _find_similar(rows: Sequence[CompanyRow], known: KnownCompanies) -> Iterator[SimilarCompanies]:
    companies = list(known.by_pk.values())
    found: defaultdict[int, list[tuple[KnownCompany, float]]] = defaultdict(list)
    for position, row in enumerate(rows):
        found[position] += [(namesake, 1.0) for namesake in known.namesakes(row.normalized_name)]
    for one in find_similar([row.name for row in rows], [company.name for company in companies]):
        company, country = companies[one.known_position], rows[one.position].sure_country
        if not country or company.identity[1] in ("", country):
            found[one.position].append((company, one.score))
    for position, resembling in found.items():
        if resembling:
            yield SimilarCompanies(rows[position], tuple(resembling))


def _decision(
    row: CompanyRow,
    similar: SimilarCompanies | None,
    decisions: Mapping[int, Decision],
    usual: SimilarChoice,
    bands: Mapping[SimilarBand, SimilarChoice],
) -> SimilarChoice | tuple[int, ...]:
    """Return whether the row is new or skipped, or the companies that it may be, best first.

    A company that the row does not resemble cannot be chosen for it. A row that also resembles a company in a band that
    is left out does not become a new one: it would only be one until others of its list, which it resembles more, are
    known.
    """
    if similar is None:
        return SimilarChoice.NEW
    resembled = tuple(company.pk for company, _score in similar.known)
    same = tuple(company.pk for company, _score in similar.known if not is_another(company, row))
    by_band = [bands.get(band, usual) for band in similar.bands]
    is_left_out = by_band[0] == SimilarChoice.NEW and SimilarChoice.SKIP in by_band
    usual = SimilarChoice.SKIP if is_left_out else by_band[0]
    decision = decisions.get(row.row_number, usual)
    if isinstance(decision, int) and decision in resembled:
        return (decision,)
    decision = usual if isinstance(decision, int) else decision
    if decision == SimilarChoice.SAME:
        return same or SimilarChoice.NEW
    return decision


def _may_be(company: KnownCompany, row: CompanyRow) -> bool:
    """Return whether their countries agree, or one of the two has none."""
    return "" in (company.identity[1], row.sure_country) or company.identity[1] == row.sure_country


def _differ(one: str, other: str) -> bool:
    """Return whether both are websites, and of different hosts."""
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (one, other)]
    return bool(one and other) and hosts[0] != hosts[1]
