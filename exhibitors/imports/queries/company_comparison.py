"""What a list of exhibitors would do to the companies that are known: shown before, done by the import."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from exhibitors.companies.models import Company, Participation
from exhibitors.imports.company_lists import CompanyList, RowProblem
from exhibitors.imports.queries.company_changes import Change, Comparison, Outcome
from exhibitors.imports.queries.company_matching import (
    Decision,
    Identity,
    KnownCompanies,
    Matching,
    SimilarBand,
    SimilarChoice,
    Target,
    match_rows,
)

BATCH = 2_000


@dataclass(frozen=True)
class CompanyImportChoices:
    """`decisions` on single similar rows by row number, `bands` and `similar` on the others; `source` is the file's
    name.
    """

    source: str = ""
    similar: SimilarChoice = SimilarChoice.NEW
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    accept_good_rows: bool = False
    bands: Mapping[SimilarBand, SimilarChoice] = field(default_factory=dict)


@dataclass(frozen=True)
class RowOutcome:
    row_number: int
    name: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass
class CompanyImport:
    """What came of every row; `problems` are those that only the companies already known brought to light."""

    matching: Matching
    outcomes: list[RowOutcome] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    companies: Counter[Outcome] = field(default_factory=Counter)
    """What came of the companies; several rows may be one."""
    versions: list[tuple[int | None, int]] = field(default_factory=list)
    """Key and revision of each company that was compared."""

    @property
    def counts(self) -> Counter[Outcome]:
        """By row."""
        return Counter(row.outcome for row in self.outcomes)

    @property
    def changes_nothing(self) -> bool:
        return not self.counts[Outcome.NEW] and not self.counts[Outcome.CHANGED]

    @property
    def refused_rows(self) -> list[int]:
        """Rows refused because of what is known already; those that could not be read are in the list."""
        numbers = {row.row_number for row in self.matching.refused}
        return sorted(numbers | {row.row_number for row in self.outcomes if row.outcome is Outcome.REFUSED})

    def note(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.companies[change.outcome] += 1
            self.versions.append((change.company.pk, change.company.revision))
            fields = (*change.company_fields, *change.part_fields)
            for number in change.row.row_numbers:
                self.outcomes.append(RowOutcome(number, change.row.name, change.outcome, fields))
            self.problems += change.problems


def preview_companies(edition_id: int, company_list: CompanyList, choices: CompanyImportChoices) -> CompanyImport:
    """What `import_companies` would do now, bad rows left out. Nothing is locked or written."""
    result, comparison = begin_comparison(edition_id, company_list, choices)
    for batch in batched(result.matching.targets, BATCH, strict=False):
        companies = Company.objects.filter(pk__in=known_ids(batch))
        result.note(compare_targets(batch, list(companies), comparison))
    return result


def begin_comparison(
    edition_id: int, company_list: CompanyList, choices: CompanyImportChoices
) -> tuple[CompanyImport, Comparison]:
    """The rows matched with the known companies, and the means to compare them batch by batch."""
    known = KnownCompanies(edition_id)
    matching = match_rows(company_list.rows, known, choices.decisions, choices.similar, choices.bands)
    taken: dict[Identity, int | None] = {one.identity: one.pk for one in known.by_pk.values()}
    taken |= dict.fromkeys(known.new)
    return CompanyImport(matching, problems=list(matching.problems)), Comparison(edition_id, choices.source, taken)


def compare_targets(
    targets: Sequence[Target], companies: Sequence[Company], comparison: Comparison
) -> Iterator[Change]:
    by_pk = {company.pk: company for company in companies}
    parts = Participation.objects.filter(edition_id=comparison.edition_id, company__in=by_pk)
    part_of = {part.company_id: part for part in parts}
    for target in targets:
        company_id = target.company_id or 0
        yield comparison.compare(target, by_pk.get(company_id), part_of.get(company_id))


def known_ids(targets: Sequence[Target]) -> list[int]:
    return [target.company_id for target in targets if target.company_id is not None]
