"""What is read from a list: companies, problems of their rows, and which rows are one company."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ciie.kernel.errors import Sentence
from ciie.tables.folding import folded_words
from exhibitors.companies.country_names import CountryMatch

type Identity = tuple[str, str, str]
"""Normalised name, country (blank where not certain) and what tells it from namesakes; unique among companies."""
type Marks = Mapping[str, str]
"""What tells companies of one name apart, by column and folded for comparison; blank ones are absent."""

NUMBERS = ("external_id", "debtor_number", "tax_id", "registration_number")
PLACE = ("address", "postcode")


class RowAnswer(enum.StrEnum):
    """What a person says of a row that has the name or the number of an earlier one."""

    SAME = "same"
    NEW = "new"
    SKIP = "skip"


def marks_of(values: Mapping[str, str]) -> Marks:
    """Of these values by column, those that tell companies apart."""
    folded = {name: "".join(folded_words(values.get(name, ""))) for name in (*NUMBERS, *PLACE)}
    return {name: text for name, text in folded.items() if text}


def difference(one: Marks, other: Marks) -> str:
    """The first column of which both say something, and not the same; blank if there is none."""
    return next((name for name in one if name in other and one[name] != other[name]), "")


class Severity(enum.StrEnum):
    """What a problem does to its row."""

    REFUSED = "refused"  # the row is not taken in
    LEFT_OUT = "left_out"  # the row is, without the value
    TO_CONFIRM = "to_confirm"  # the row is, once a person has agreed


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`value` is what the cell said, so that nothing is lost."""

    row_number: int
    field: str
    code: str
    message: Sentence
    severity: Severity
    value: str = ""


@dataclass(frozen=True, slots=True)
class BoothReference:
    """A booth as the list names it; `hall` is blank where the list does not say."""

    number: str
    hall: str = ""

    def __str__(self) -> str:
        return f"{self.hall}/{self.number}" if self.hall else self.number


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company of the list; blank strings and None where the list says nothing.

    `row_numbers` are all rows of the file that were united in it, the first one leading.
    """

    row_numbers: tuple[int, ...]
    name: str
    normalized_name: str
    country: CountryMatch | None = None
    country_text: str = ""
    emails: tuple[str, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)
    """The other fields of a company's record of which the list says something, by name."""
    billing: Mapping[str, str] = field(default_factory=dict)
    """Likewise fields of the bill-to that is the company itself."""
    booths: tuple[BoothReference, ...] = ()
    sector: str = ""
    area_sqm: Decimal | None = None
    external_id: str = ""

    @property
    def row_number(self) -> int:
        return self.row_numbers[0]

    @property
    def country_code(self) -> str:
        """The recognised or suggested alpha-2 code, blank when there is none."""
        return (self.country.code or "") if self.country else ""

    @property
    def marks(self) -> Marks:
        return marks_of({**self.record, **self.billing, "external_id": self.external_id})

    @property
    def distinctions(self) -> Iterator[str]:
        """What may tell it from a company of the same name and country, best first."""
        texts = {**self.record, **self.billing, "external_id": self.external_id}
        yield from filter(None, (texts.get(name, "") for name in ("tax_id", *NUMBERS, "address")))
        yield " ".join(folded_words(self.name))

    @property
    def name_and_country(self) -> tuple[str, str]:
        return self.normalized_name, self.sure_country

    def is_apart_from(self, other: "CompanyRow") -> bool:
        """Whether two rows that are left of one list are different companies: set apart by their marks or a person."""
        return self.name_and_country == other.name_and_country or bool(difference(self.marks, other.marks))

    @property
    def sure_country(self) -> str:
        """The alpha-2 code; blank unless it is certain."""
        return self.country_code if self.country and self.country.is_sure else ""


@dataclass(frozen=True, slots=True)
class MergedRows:
    """Later rows that are the same company as an earlier one: by `name` (and country) or by `external_id`."""

    row_number: int
    merged: int
    reason: str


@dataclass(frozen=True, slots=True)
class AskedRows:
    """A row that has the name or the number (`reason`) of an earlier one, of which a person may say what it is.

    `differs` is the column by which they are distinguished; blank where the two would be united.
    """

    row_number: int
    other_row_number: int
    other_name: str
    reason: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class SimilarRows:
    """Two rows that may be one company; a person decides. `score` from 0 to 1."""

    row_number: int
    other_row_number: int
    score: float


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A known defect of the list that was repaired in `cells` cells, with one example."""

    code: str
    message: Sentence
    cells: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DoubtfulCountry:
    """A spelling that is no certain country or region, in how many rows it stands, and what it may mean."""

    text: str
    rows: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyList:
    """Everything that a preview shows and an import needs. Refused rows are in `problems` and `refused` only."""

    rows: tuple[CompanyRow, ...]
    problems: tuple[RowProblem, ...] = ()
    merged: tuple[MergedRows, ...] = ()
    asked: tuple[AskedRows, ...] = ()
    """Whether answered or not."""
    left_out: tuple[CompanyRow, ...] = ()
    """Rows that a person left out."""
    sums: tuple[tuple[int, str], ...] = ()
    """Row number and text of rows that add up others ("Total"), which are no companies."""
    similar: tuple[SimilarRows, ...] = ()
    cleaned: tuple[Cleaned, ...] = ()
    doubtful: tuple[DoubtfulCountry, ...] = ()
    """Whether answered or not, those of most rows first."""
    refused: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Row number to its cells by field name, for the file of rejected rows."""
