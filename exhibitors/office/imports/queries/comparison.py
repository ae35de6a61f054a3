"""What a list of exhibitors would change about the known companies. The preview shows it and the import does it.

Blank cells change nothing.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.utils.translation import gettext_lazy as _

from exhibitors.companies.models import Company, Participation
from exhibitors.companies.queries import companies_with_owner
from exhibitors.companies.states import Verification, VerifiedBy
from exhibitors.money.invoices.models import BillingParty
from exhibitors.money.invoices.queries.taxes import tax_id_complaint
from exhibitors.office.imports.company_lists import CompanyList, CompanyRow, Identity, RowProblem, Severity
from exhibitors.office.imports.queries.known_companies import KnownCompanies, Target
from exhibitors.office.imports.queries.matching import (
    Decision,
    Matching,
    SimilarBand,
    SimilarChoice,
    match_rows,
)

BATCH = 2_000


class Outcome(enum.StrEnum):
    """The outcome of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class CompanyImportChoices:
    """The choices for the import of a list.

    `decisions` are on single similar rows by row number, while `bands` and `similar` apply to the others. `source` is
    the name of the file.
    """

    source: str = ""
    similar: SimilarChoice = SimilarChoice.NEW
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    accept_good_rows: bool = False
    bands: Mapping[SimilarBand, SimilarChoice] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """The new state of the rows, unsaved, and the names of the fields that differ from before.

    `party` is the bill-to address of the company itself, if the list says anything about it.
    """

    row: CompanyRow
    company: Company
    part: Participation
    is_new: bool
    party: BillingParty | None = None
    company_fields: list[str] = field(default_factory=list)
    part_fields: list[str] = field(default_factory=list)
    party_fields: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if any(problem.severity is Severity.REFUSED for problem in self.problems):
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.NEW
        is_changed = self.company_fields or self.part_fields or self.party_fields
        return Outcome.CHANGED if is_changed else Outcome.UNCHANGED


@dataclass(frozen=True)
class RowOutcome:
    row_number: int
    name: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass
class CompanyImport:
    """The outcome of every row. `problems` are those that only the comparison with known companies has revealed."""

    matching: Matching
    outcomes: list[RowOutcome] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    companies: Counter[Outcome] = field(default_factory=Counter)
    """The number of companies by outcome. Several rows may be one company."""
    versions: list[tuple[int | None, int]] = field(default_factory=list)
    """The key and revision of each company that was compared, and of its bill-to address."""

    @property
    def counts(self) -> Counter[Outcome]:
        """The number of rows by outcome."""
        return Counter(row.outcome for row in self.outcomes)

    @property
    def changes_nothing(self) -> bool:
        return not self.counts[Outcome.NEW] and not self.counts[Outcome.CHANGED]

    @property
    def refused_rows(self) -> list[int]:
        """The rows refused because of what is already known. Rows that could not be read are in the list."""
        numbers = {row.row_number for row in self.matching.refused}
        return sorted(numbers | {row.row_number for row in self.outcomes if row.outcome is Outcome.REFUSED})

    def note(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.companies[change.outcome] += 1
            self.versions.append((change.company.pk, change.company.revision))
            if change.party is not None:
                self.versions.append((change.party.pk, change.party.revision))
            fields = (*change.company_fields, *change.part_fields, *change.party_fields)
            for number in change.row.row_numbers:
                self.outcomes.append(RowOutcome(number, change.row.name, change.outcome, fields))
            self.problems += change.problems


@dataclass(slots=True)
class Comparison:
    """A comparison of rows with known companies.

    `taken` maps each identity to the company that has it once the whole list is imported, or to None for a new one.
    """

    edition_id: int
    source: str
    taken: Mapping[Identity, int | None]

    def compare_all(self, targets: Sequence[Target], companies: Sequence[Company]) -> Iterator[Change]:
        """Yield the changes that targets require, given their companies as they are now. This takes two queries."""
        by_pk = {company.pk: company for company in companies}
        parts = Participation.objects.filter(edition_id=self.edition_id, company__in=by_pk)
        part_of = {part.company_id: part for part in parts}
        parties = BillingParty.objects.filter(is_company=True, company__in=by_pk).order_by("-pk")
        party_of = {party.company_id: party for party in parties}
        owned = set(companies_with_owner(by_pk))
        for target in targets:
            company_id = target.company_id or 0
            keeps_name = company_id in owned and by_pk[company_id].verification != Verification.UNVERIFIED
            change = self._compare(target, by_pk.get(company_id), part_of.get(company_id), keeps_name=keeps_name)
            if target.row.billing:
                _compare_billing(target.row, party_of.get(company_id), change)
            yield change

    def _compare(
        self, target: Target, company: Company | None, part: Participation | None, *, keeps_name: bool
    ) -> Change:
        row = target.row
        change = Change(
            row,
            # A company on a list of the organizer is known. One that has registered itself is not verified by its name
            # on a list, since anybody can register under that name.
            company
            or Company(
                name=row.name,
                normalized_name=row.normalized_name,
                distinguished_by=target.distinguished_by,
                verification=Verification.VERIFIED,
                verified_by=VerifiedBy.RECORDS,
            ),
            part or Participation(company=company, edition_id=self.edition_id),
            is_new=company is None,
        )
        self._compare_identity(target, change, keeps_name=keeps_name)
        record: dict[str, object] = {**row.record}
        longest = Company._meta.get_field("contact_email").max_length or 0
        emails = [email for email in row.emails if len(email) <= longest]
        if emails and change.company.contact_email not in emails:
            record["contact_email"] = emails[0]
        _apply(change.company, record, change.company_fields)
        _apply(change.part, _part(row, change.part, change.company), change.part_fields)
        if part is None or change.part_fields:
            change.part_fields.append("source")
            change.part.source = self.source[:200]
        return change

    def _compare_identity(self, target: Target, change: Change, *, keeps_name: bool) -> None:
        """Set a new country, and a new name if the list's number identifies the company.

        A verified company for which somebody acts keeps both: its owner requests another name, and an organizer agrees.
        """
        company, row, named_by = change.company, target.row, target.named_by
        before = company.normalized_name, str(company.country), company.distinguished_by
        wanted = named_by.normalized_name if named_by else before[0], row.sure_country or before[1], before[2]
        if company.pk is not None and wanted == before:
            return
        if keeps_name and (wanted[0] != before[0] or before[1]):
            message = _("Someone acts for this verified company. Its name and country are changed on its record only.")
            problem = RowProblem(row.row_number, "name", "name_kept", message, Severity.LEFT_OUT, row.name)
            change.problems.append(problem)
            return
        if self.taken.get(wanted, company.pk) != company.pk:
            message = _("Another company has this name in this country or region; name and country were not changed.")
            severity = Severity.LEFT_OUT if company.pk else Severity.REFUSED
            change.problems.append(RowProblem(row.row_number, "name", "identity_taken", message, severity, row.name))
            return
        values = {"country": wanted[1]} | ({"name": named_by.name, "normalized_name": wanted[0]} if named_by else {})
        _apply(company, values, change.company_fields)


def _compare_billing(row: CompanyRow, party: BillingParty | None, change: Change) -> None:
    """Compare what the list says about billing with the company's own bill-to address. Its record fills the blanks."""
    company, billing = change.company, {**row.billing}
    complaint = tax_id_complaint(billing.get("tax_id", ""), str(company.country))
    if complaint:
        value = billing.pop("tax_id")
        change.problems.append(
            RowProblem(row.row_number, "tax_id", "tax_id_invalid", complaint, Severity.LEFT_OUT, value)
        )
    if not billing:
        return
    change.party = party or BillingParty(company=company, is_company=True, name=company.name, revision=0)
    place = {name: row.record.get(name, "") for name in ("address", "city")} if "postcode" in billing else {}
    values = {**billing, **place, "country": "" if party else str(company.country)}
    _apply(change.party, values, change.party_fields)


def preview_companies(edition_id: int, company_list: CompanyList, choices: CompanyImportChoices) -> CompanyImport:
    """Return what `import_companies` would do now, leaving out bad rows. Nothing is locked or written."""
    result, comparison = begin_comparison(edition_id, company_list, choices)
    for batch in batched(result.matching.targets, BATCH, strict=False):
        companies = Company.objects.filter(pk__in=known_ids(batch))
        result.note(comparison.compare_all(batch, list(companies)))
    return result


def begin_comparison(
    edition_id: int, company_list: CompanyList, choices: CompanyImportChoices
) -> tuple[CompanyImport, Comparison]:
    """Match the rows with the known companies, and return the comparison that compares them batch by batch."""
    known = KnownCompanies(edition_id)
    matching = match_rows(company_list.rows, known, choices.decisions, choices.similar, choices.bands)
    taken: dict[Identity, int | None] = {one.identity: one.pk for one in known.by_pk.values()}
    taken |= dict.fromkeys(known.new)
    return CompanyImport(matching, problems=list(matching.problems)), Comparison(edition_id, choices.source, taken)


def known_ids(targets: Sequence[Target]) -> list[int]:
    return [target.company_id for target in targets if target.company_id is not None]


def _part(row: CompanyRow, part: Participation, company: Company) -> dict[str, object]:
    """Return what a row states about the participation.

    A number that the company already has stays, since lists may count one company twice. A row of another name, which a
    person said is this company, leaves no number: it would rename the company next time.
    """
    halls = [booth.hall for booth in row.booths]
    values: dict[str, object] = {"stated_area_sqm": row.area_sqm}
    if row.booths:
        values |= {"stated_booths": [booth.number for booth in row.booths], "stated_halls": halls if any(halls) else []}
    if part.external_id or row.normalized_name != company.normalized_name:
        return values
    return values | {"external_id": row.external_id}


def _apply(instance: Company | Participation | BillingParty, values: Mapping[str, object], changed: list[str]) -> None:
    """Set the values that are stated and differ, and append their names to `changed`."""
    for name, value in values.items():
        before = getattr(instance, name)
        before = str(before) if name == "country" else before
        if value not in ("", None, []) and value != before:
            setattr(instance, name, value)
            changed.append(name)
