"""What a row of a list would change about a company and its part in an edition. Blank cells change nothing."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from exhibitors.companies.models import Company, Participation
from exhibitors.companies.states import Verification, VerifiedBy
from exhibitors.imports.company_lists import CompanyRow, RowProblem, Severity
from exhibitors.imports.queries.company_matching import Identity, Target, sure_country

_PLAIN: Final = ("name_local", "city", "address", "website", "phone", "registration_number", "description")
_LONGEST_EMAIL = 254  # the column of Company.contact_email


class Outcome(enum.StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Change:
    """Both rows as they shall be, unsaved; `company_fields` and `part_fields` are those that differ from before."""

    row: CompanyRow
    company: Company
    part: Participation
    is_new: bool
    company_fields: list[str] = field(default_factory=list)
    part_fields: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if any(problem.severity is Severity.REFUSED for problem in self.problems):
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.company_fields or self.part_fields else Outcome.UNCHANGED


def _listed(row: CompanyRow) -> Company:
    """A company that a list of the organizer makes known. One that has registered itself is not verified by its name
    on a list, since anybody can register under that name.
    """
    return Company(
        name=row.name,
        normalized_name=row.normalized_name,
        verification=Verification.VERIFIED,
        verified_by=VerifiedBy.RECORDS,
    )


@dataclass(slots=True)
class Comparison:
    """`taken` says which company has an identity when the whole list is in, None for a new one."""

    edition_id: int
    source: str
    taken: Mapping[Identity, int | None]

    def compare(self, target: Target, company: Company | None, part: Participation | None) -> Change:
        """The change that a target asks for, given its company and part as they are now."""
        change = Change(
            target.row,
            company or _listed(target.row),
            part or Participation(company=company, edition_id=self.edition_id),
            is_new=company is None,
        )
        self._compare_identity(target, change)
        _apply(change.company, _record(target.row, change.company), change.company_fields)
        _apply(change.part, _part(target.row, change.part, change.company), change.part_fields)
        if part is None or change.part_fields:
            change.part_fields.append("source")
            change.part.source = self.source[:200]
        return change

    def _compare_identity(self, target: Target, change: Change) -> None:
        """A country that is new, and a new name where the list's number says that it is the same company."""
        company, row, named_by = change.company, target.row, target.named_by
        before = company.normalized_name, str(company.country)
        wanted = named_by.normalized_name if named_by else before[0], sure_country(row) or before[1]
        if company.pk is not None and wanted == before:
            return
        if self.taken.get(wanted, company.pk) != company.pk:
            change.problems.append(_taken(row, Severity.LEFT_OUT if company.pk else Severity.REFUSED))
            return
        values = {"country": wanted[1]} | ({"name": named_by.name, "normalized_name": wanted[0]} if named_by else {})
        _apply(company, values, change.company_fields)


def _record(row: CompanyRow, company: Company) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) for name in _PLAIN}
    emails = [email for email in row.emails if len(email) <= _LONGEST_EMAIL]
    if emails and company.contact_email not in emails:
        values["contact_email"] = emails[0]
    return values


def _part(row: CompanyRow, part: Participation, company: Company) -> dict[str, object]:
    """A number that the company has already stays: lists may count one company twice.

    A row of another name, which a person said is this company, leaves no number: it would rename the company next time.
    """
    halls = [booth.hall for booth in row.booths]
    values: dict[str, object] = {"stated_area_sqm": row.area_sqm}
    if row.booths:
        values |= {"stated_booths": [booth.number for booth in row.booths], "stated_halls": halls if any(halls) else []}
    if part.external_id or row.normalized_name != company.normalized_name:
        return values
    return values | {"external_id": row.external_id}


def _apply(instance: Company | Participation, values: Mapping[str, object], changed: list[str]) -> None:
    """Set what is said and differs, and note its name."""
    for name, value in values.items():
        before = getattr(instance, name)
        before = str(before) if name == "country" else before
        if value not in ("", None, []) and value != before:
            setattr(instance, name, value)
            changed.append(name)


def _taken(row: CompanyRow, severity: Severity) -> RowProblem:
    message = _("Another company has this name in this country or region; name and country were left as they are.")
    return RowProblem(row.row_number, "name", "identity_taken", message, severity, row.name)
