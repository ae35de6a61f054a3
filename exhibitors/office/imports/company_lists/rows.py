"""What is read from a list: companies, the problems of their rows, and which rows are one company."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ciie.kernel.errors import Sentence
from ciie.tables.folding import folded_words
from exhibitors.companies.country_names import CountryMatch

type Identity = tuple[str, str, str]
"""Normalised name, country (blank if not certain) and what distinguishes the company from namesakes. It is unique."""
type Marks = Mapping[str, str]
"""What distinguishes companies of one name, by column and folded for comparison. Blank values are absent."""

NUMBERS = ("external_id", "debtor_number", "tax_id", "registration_number")
PLACE = ("address", "postcode")


class RowAnswer(enum.StrEnum):
    """What a person says about a row with the name or number of an earlier one."""

    SAME = "same"
    NEW = "new"
    SKIP = "skip"


def marks_of(values: Mapping[str, str]) -> Marks:
    """Return those of the values by column that distinguish companies."""
    folded = {name: "".join(folded_words(values.get(name, ""))) for name in (*NUMBERS, *PLACE)}
    return {name: text for name, text in folded.items() if text}


def difference(one: Marks, other: Marks) -> str:
    """Return the first column in which both have a value and the values differ, or blank if there is none."""
    return next((name for name in one if name in other and one[name] != other[name]), "")


class Severity(enum.StrEnum):
    """The consequence of a problem for its row."""

    REFUSED = "refused"  # the row is not imported
    LEFT_OUT = "left_out"  # the row is imported without the value
    TO_CONFIRM = "to_confirm"  # the row is imported once a person has agreed


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem of a row. `value` is the text of the cell, so that nothing is lost."""

    row_number: int
    field: str
    code: str
    message: Sentence
    severity: Severity
    value: str = ""


@dataclass(frozen=True, slots=True)
class BoothReference:
    """A booth as the list names it. `hall` is blank if the list does not name it."""

    number: str
    hall: str = ""

    def __str__(self) -> str:
        return f"{self.hall}/{self.number}" if self.hall else self.number


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company of the list. Blank strings and None stand for what the list does not say.

    `row_numbers` are all rows of the file that were united in it, the leading one first.
    """

    row_numbers: tuple[int, ...]
    name: str
    normalized_name: str
    country: CountryMatch | None = None
    country_text: str = ""
    emails: tuple[str, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)
    """The other fields of a company's record that the list states, by name."""
    billing: Mapping[str, str] = field(default_factory=dict)
    """The fields of the bill-to address of the company itself that the list states, by name."""
    booths: tuple[BoothReference, ...] = ()
    sector: str = ""
    area_sqm: Decimal | None = None
    external_id: str = ""

    @property
    def row_number(self) -> int:
        return self.row_numbers[0]

    @property
    def country_code(self) -> str:
        """The recognised or suggested alpha-2 code, or blank if there is none."""
        return (self.country.code or "") if self.country else ""

    @property
    def marks(self) -> Marks:
        return marks_of({**self.record, **self.billing, "external_id": self.external_id})

    @property
    def distinctions(self) -> Iterator[str]:
        """What may distinguish this row from a company of the same name and country, best first."""
        texts = {**self.record, **self.billing, "external_id": self.external_id}
        yield from filter(None, (texts.get(name, "") for name in ("tax_id", *NUMBERS, "address")))
        yield " ".join(folded_words(self.name))

    @property
    def name_and_country(self) -> tuple[str, str]:
        return self.normalized_name, self.sure_country

    def is_apart_from(self, other: "CompanyRow") -> bool:
        """Return whether two remaining rows of one list are different companies, set apart by marks or by a person."""
        return self.name_and_country == other.name_and_country or bool(difference(self.marks, other.marks))

    @property
    def sure_country(self) -> str:
        """The alpha-2 code, or blank unless it is certain."""
        return self.country_code if self.country and self.country.is_sure else ""


@dataclass(frozen=True, slots=True)
class MergedRows:
    """A later row that is the same company as an earlier one: by `name` (and country) or by `external_id`."""

    row_number: int
    merged: int
    reason: str


@dataclass(frozen=True, slots=True)
class AskedRows:
    """A row with the name or number (`reason`) of an earlier one, of which a person may say what it is.

    `differs` is the column that distinguishes the two, or blank if they would be united.
    """

    row_number: int
    other_row_number: int
    other_name: str
    reason: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class SimilarRows:
    """Two rows that may be one company, on which a person decides. `score` is from 0 to 1."""

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
    """A spelling that is not certain to be a country or region, the number of its rows, and what it may mean."""

    text: str
    rows: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyList:
    """Everything that a preview shows and an import needs. Refused rows are only in `problems` and `refused`."""

    rows: tuple[CompanyRow, ...]
    problems: tuple[RowProblem, ...] = ()
    merged: tuple[MergedRows, ...] = ()
    asked: tuple[AskedRows, ...] = ()
    """The rows of which a person may say what they are, whether answered or not."""
    left_out: tuple[CompanyRow, ...] = ()
    """The rows that a person left out."""
    sums: tuple[tuple[int, str], ...] = ()
    """The row numbers and texts of rows that add up others ("Total") and are not companies."""
    similar: tuple[SimilarRows, ...] = ()
    cleaned: tuple[Cleaned, ...] = ()
    doubtful: tuple[DoubtfulCountry, ...] = ()
    """The spellings that are not certain, whether answered or not, those of most rows first."""
    refused: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """The cells of each refused row by field name, by row number, for the file of rejected rows."""
