"""Which companies the rows of a list are: found by number, by name and country, or by a person's word."""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from exhibitors.company_lists import CompanyRow, RowProblem, Severity
from exhibitors.company_lists.merging import unite_rows
from exhibitors.company_names import find_similar, similarity
from exhibitors.models import Company, Participation

SAME_ID_LEAST: Final = 0.5  # below this, one number was given to two companies


CLOSE_LEAST: Final = 0.95


class SimilarChoice(enum.StrEnum):
    """What becomes of a row that only resembles a known company."""

    NEW = "new"
    SAME = "same"
    """It is the known company that it resembles most."""
    SKIP = "skip"


class SimilarBand(enum.StrEnum):
    """How much a row resembles the known company that is most like it."""

    SAME_NAME = "same_name"
    CLOSE = "close"
    FAR = "far"


type Decision = SimilarChoice | int
"""A choice, or the key of the known company that the row is."""

type Identity = tuple[str, str]
"""Normalised name and country (blank where it is not known), unique among companies."""


@dataclass(frozen=True, slots=True)
class KnownCompany:
    pk: int
    name: str
    identity: Identity
    website: str = ""


@dataclass(frozen=True, slots=True)
class SimilarCompanies:
    """A row and the known companies it resembles, best first, with scores from 0 to 1."""

    row: CompanyRow
    known: tuple[tuple[KnownCompany, float], ...]

    @property
    def band(self) -> SimilarBand:
        score = self.known[0][1]
        if score >= 1:
            return SimilarBand.SAME_NAME
        return SimilarBand.CLOSE if score >= CLOSE_LEAST else SimilarBand.FAR


@dataclass(frozen=True, slots=True)
class Target:
    """A company to be made (None) or to be updated; `by_number` when the list's number found it. `names` are the
    normalised names of all rows that are it.
    """

    company_id: int | None
    row: CompanyRow
    by_number: bool = False
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Matching:
    """`united` maps rows to the earlier rows that turned out to be the same company."""

    targets: list[Target] = field(default_factory=list)
    similar: list[SimilarCompanies] = field(default_factory=list)
    skipped: list[CompanyRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[CompanyRow] = field(default_factory=list)
    united: dict[int, int] = field(default_factory=dict)


class KnownCompanies:
    """All companies by identity, name and number in one edition's list; a few columns of each, read once."""

    def __init__(self, edition_id: int) -> None:
        rows = Company.objects.order_by("pk").values_list("pk", "name", "normalized_name", "country", "website")
        self.by_pk = {
            pk: KnownCompany(pk, name, (normal, country), website) for pk, name, normal, country, website in rows
        }
        self.by_identity = {known.identity: known for known in self.by_pk.values()}
        self.namesakes: defaultdict[str, list[KnownCompany]] = defaultdict(list)
        for known in self.by_pk.values():
            self.namesakes[known.identity[0]].append(known)
        numbered = Participation.objects.filter(edition_id=edition_id).exclude(external_id="")
        self.by_number = dict(numbered.values_list("external_id", "company_id"))


def sure_country(row: CompanyRow) -> str:
    """The country or region's code; blank unless it is certain."""
    return row.country_code if row.country and row.country.is_sure else ""


def identity_of(row: CompanyRow) -> Identity:
    return row.normalized_name, sure_country(row)


def match_rows(
    rows: Sequence[CompanyRow],
    known: KnownCompanies,
    decisions: Mapping[int, Decision],
    usual: SimilarChoice = SimilarChoice.NEW,
    bands: Mapping[SimilarBand, SimilarChoice] | None = None,
) -> Matching:
    """Say of each row which company it is. `decisions` by row number; for similar rows without one `bands`, by how
    similar they are, and else `usual`.

    A row without a country is the one company of its name, if there is just one; a known company without a country is
    the one row of its name: unless the list has both, or the two have different websites. Everything else that is only
    similar is listed in `similar`.
    """
    matching = Matching()
    assigned: dict[int | Identity, Target] = {}
    unknown = [row for row in rows if not _is_known_for_certain(row, known, matching, assigned)]
    unknown = _without_namesakes(unknown, rows, known, matching, assigned)
    resembling = {similar.row.row_number: similar for similar in _find_similar(unknown, known)}
    for row in unknown:
        decision = _decision(row, resembling.get(row.row_number), decisions, usual, bands or {})
        if decision == SimilarChoice.SKIP:
            matching.skipped.append(row)
        elif isinstance(decision, int):
            _assign(decision, row, matching, assigned)
        else:
            _assign(identity_of(row), row, matching, assigned)
    matching.similar = list(resembling.values())
    matching.targets = sorted(assigned.values(), key=lambda target: (target.company_id is None, target.company_id or 0))
    return matching


def _is_known_for_certain(
    row: CompanyRow, known: KnownCompanies, matching: Matching, assigned: dict[int | Identity, Target]
) -> bool:
    """Assign or refuse the row if its number or its name and country are known."""
    numbered = known.by_number.get(row.external_id) if row.external_id else None
    if numbered is not None and similarity(known.by_pk[numbered].name, row.name) < SAME_ID_LEAST:
        _refuse_number(row, known.by_pk[numbered], matching)
        return True
    found = numbered or (known.by_identity[identity_of(row)].pk if identity_of(row) in known.by_identity else None)
    if found is not None:
        _assign(found, row, matching, assigned, by_number=numbered is not None)
    return found is not None


def _without_namesakes(
    unknown: Iterable[CompanyRow],
    rows: Sequence[CompanyRow],
    known: KnownCompanies,
    matching: Matching,
    assigned: dict[int | Identity, Target],
) -> list[CompanyRow]:
    """Assign rows to the only company of their name where one of the two has no country; return the others."""
    records = Counter(name for name, _country in {identity_of(row) for row in rows})
    rest = []
    for row in unknown:
        name, country = identity_of(row)
        namesakes = known.namesakes.get(name, [])
        one_sided = len(namesakes) == 1 and (not country or not namesakes[0].identity[1])
        if one_sided and records[name] == 1 and not _differ(row.website, namesakes[0].website):
            _assign(namesakes[0].pk, row, matching, assigned)
        else:
            rest.append(row)
    return rest


def _assign(
    key: int | Identity,
    row: CompanyRow,
    matching: Matching,
    assigned: dict[int | Identity, Target],
    *,
    by_number: bool = False,
) -> None:
    """Two rows that are one company are united; the earlier row leads, however it was found."""
    before, names = assigned.get(key), frozenset({row.normalized_name})
    if before is not None:
        first, second = sorted((before.row, row), key=lambda one: one.row_number)
        matching.united[second.row_number] = first.row_number
        row, by_number = unite_rows(first, second), before.by_number or by_number
        names |= before.names
    assigned[key] = Target(key if isinstance(key, int) else None, row, by_number, names)


def _refuse_number(row: CompanyRow, known: KnownCompany, matching: Matching) -> None:
    message = _("This number belongs to “%(name)s” in this edition. Correct the number or the name.")
    matching.refused.append(row)
    matching.problems.append(
        RowProblem(
            row.row_number,
            "external_id",
            "external_id_taken",
            message % {"name": known.name},
            Severity.REFUSED,
            row.external_id,
        )
    )


def _find_similar(rows: Sequence[CompanyRow], known: KnownCompanies) -> Iterator[SimilarCompanies]:
    companies = list(known.by_pk.values())
    found: defaultdict[int, list[tuple[KnownCompany, float]]] = defaultdict(list)
    for position, row in enumerate(rows):
        found[position] += [(namesake, 1.0) for namesake in known.namesakes.get(row.normalized_name, [])]
    for one in find_similar([row.name for row in rows], [company.name for company in companies]):
        company, country = companies[one.known_position], sure_country(rows[one.position])
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
) -> Decision:
    """A company that the row does not resemble cannot be chosen for it."""
    if similar is None:
        return SimilarChoice.NEW
    usual = bands.get(similar.band, usual)
    decision = decisions.get(row.row_number, usual)
    if isinstance(decision, int) and decision not in {company.pk for company, _score in similar.known}:
        decision = usual
    return similar.known[0][0].pk if decision == SimilarChoice.SAME else decision


def _differ(one: str, other: str) -> bool:
    """Whether both are websites, and of different hosts."""
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (one, other)]
    return bool(one and other) and hosts[0] != hosts[1]
