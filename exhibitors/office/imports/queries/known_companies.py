"""The companies that are known when a list is matched with them, and what distinguishes them from its rows."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ciie.tables.folding import folded_words
from exhibitors.companies.models import Company, Participation
from exhibitors.money.invoices.models import BillingParty
from exhibitors.office.imports.company_lists import CompanyRow, Identity
from exhibitors.office.imports.company_lists.rows import NUMBERS, PLACE, Marks, difference, marks_of


@dataclass(frozen=True, slots=True)
class KnownCompany:
    pk: int
    name: str
    identity: Identity
    website: str = ""
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """A company to be updated, or to be created if `company_id` is None.

    `named_by` is the row that renames it because the list's number identifies the company. A new company is
    `distinguished_by` something if there are others of its name and country.
    """

    company_id: int | None
    row: CompanyRow
    named_by: CompanyRow | None = None
    distinguished_by: str = ""


type Assigned = Mapping[int | Identity, Target]
"""Targets by the key of their company, or by the identity of a new one."""


class KnownCompanies:
    """All companies by identity, name and number in one edition's list. A few columns of each are read once.

    A company that was merged into another one leads to that one: `merged` maps its name and country.
    """

    def __init__(self, edition_id: int) -> None:
        rows = list(Company.objects.order_by("pk").only(*COLUMNS))
        kept = {row.pk: row.merged_into_id or row.pk for row in rows}
        numbered = Participation.objects.filter(edition_id=edition_id).exclude(external_id="")
        self.by_number = {number: kept[pk] for number, pk in numbered.values_list("external_id", "company_id")}
        marks = _marks(rows, self.by_number)
        self.by_pk = {
            row.pk: KnownCompany(
                row.pk,
                row.name,
                (row.normalized_name, str(row.country), row.distinguished_by),
                row.website,
                marks[row.pk],
            )
            for row in rows
            if row.merged_into_id is None
        }
        self.merged = {(row.normalized_name, str(row.country)): kept[row.pk] for row in rows if row.merged_into_id}
        self.by_identity = {known.identity: known for known in self.by_pk.values()}
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        for known in self.by_pk.values():
            self.by_name[known.identity[0]].append(known.pk)
        for (name, _country), pk in self.merged.items():
            if pk not in self.by_name[name]:
                insort(self.by_name[name], pk)
        self.new: set[Identity] = {
            (row.normalized_name, str(row.country), row.distinguished_by) for row in rows if row.merged_into_id
        }
        """The identities of other companies than those known by now: new ones, and those that were merged."""

    def update(self, target: Target) -> bool:
        """Update a known company with its row. Return False if its new name and country belong to another company."""
        pk, row, named_by = target.company_id or 0, target.row, target.named_by
        before = self.by_pk[pk]
        name, country, distinguished_by = before.identity
        identity = named_by.normalized_name if named_by else name, row.sure_country or country, distinguished_by
        taken = identity in self.new or identity[:2] in self.merged
        is_free = self.by_identity.get(identity, before) is before and not taken
        after = self.by_pk[pk] = replace(before, website=row.record.get("website", before.website))
        if is_free:
            after = self.by_pk[pk] = replace(after, name=named_by.name if named_by else after.name, identity=identity)
        del self.by_identity[before.identity]
        self.by_identity[after.identity] = after
        self.by_name[name].remove(pk)
        insort(self.by_name[after.identity[0]], pk)
        return is_free

    def fitting(self, row: CompanyRow, assigned: Assigned) -> KnownCompany | None:
        """Return the company of the row's name and country that best agrees with it, or None.

        Nothing distinguishes the two, nor the row from the earlier rows that are this company.
        """
        name, country = row.name_and_country
        fits = [
            known
            for known in self.namesakes(name)
            if known.identity[:2] == (name, country)
            and not is_another(known, row)
            and not is_others(known.pk, row, assigned)
        ]
        return max(fits, key=lambda known: _agreement(known, row), default=None)

    def survivor_for(self, row: CompanyRow, assigned: Assigned) -> int | None:
        """Return the key of the company into which one of the row's name and country was merged.

        Return None if there is none, or if something distinguishes the two.
        """
        pk = self.merged.get(row.name_and_country)
        is_it = pk is not None and not is_another(self.by_pk[pk], row) and not is_others(pk, row, assigned)
        return pk if is_it else None

    def namesakes(self, normalized_name: str) -> list[KnownCompany]:
        return [self.by_pk[pk] for pk in self.by_name.get(normalized_name, [])]


COLUMNS: Final = (
    *("name", "normalized_name", "country", "distinguished_by", "website", "registration_number", "address"),
    "merged_into",
)


def _marks(companies: Iterable[Company], by_number: Mapping[str, int]) -> dict[int, Marks]:
    """Return what distinguishes each company from others of its name.

    This comes from its record, its bill-to address and its number in the list.
    """
    parties = BillingParty.objects.filter(is_company=True).order_by("-pk")
    columns = ("tax_id", "debtor_number", "postcode")
    billing = {
        company: dict(zip(columns, texts, strict=True)) for company, *texts in parties.values_list("company", *columns)
    }
    numbers = {pk: number for number, pk in by_number.items()}
    return {
        company.pk: marks_of(
            {
                **billing.get(company.pk, {}),
                "registration_number": company.registration_number,
                "address": company.address,
                "external_id": numbers.get(company.pk, ""),
            }
        )
        for company in companies
    }


def is_another(known: KnownCompany, row: CompanyRow) -> bool:
    """Return whether a number, tax ID or address distinguishes them. An address may change if a number is the same."""
    marks = row.marks
    if any(known.marks.get(name) == marks.get(name, "-") for name in NUMBERS):
        marks = {name: mark for name, mark in marks.items() if name not in PLACE}
    return bool(difference(known.marks, marks))


def has_other_tax_id(known: KnownCompany, row: CompanyRow) -> bool:
    """Return whether both state a tax ID and these differ."""
    ids = known.marks.get("tax_id"), row.marks.get("tax_id")
    return all(ids) and ids[0] != ids[1]


def is_others(company_id: int, row: CompanyRow, assigned: Assigned) -> bool:
    """Return whether the company is an earlier row that is kept apart from this one."""
    return company_id in assigned and assigned[company_id].row.is_apart_from(row)


def _agreement(known: KnownCompany, row: CompanyRow) -> tuple[int, bool, bool, int]:
    """Return how much suggests that the row is this company: equal marks, then the whole name, then the lowest key."""
    equal = sum(known.marks.get(name) == mark for name, mark in row.marks.items())
    is_named_so = folded_words(known.name) == folded_words(row.name)
    return equal, known.identity[2] in row.distinctions, is_named_so, -known.pk
