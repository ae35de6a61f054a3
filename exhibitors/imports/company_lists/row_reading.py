"""One row of a list turned into a company, with everything that was wrong about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.companies.country_names import CountryMatch, recognise_country
from exhibitors.companies.country_names.match import Reason, sure
from exhibitors.companies.names import normalise_company_name
from exhibitors.imports.company_lists.booths import clean_number, pair_with_halls, split_booths, split_halls
from exhibitors.imports.company_lists.cells import (
    CellError,
    read_area,
    read_emails,
    read_website,
    without_placeholder,
)
from exhibitors.imports.company_lists.nested import is_nested, numbers_and_halls, plain_text
from exhibitors.imports.company_lists.rows import BoothReference, Cleaned, CompanyRow, RowProblem, Severity

# As wide as the columns of Company.
LONGEST: Final = {
    "name": 200,
    "name_local": 200,
    "city": 120,
    "address": 300,
    "phone": 40,
    "sector": 120,
    "description": 4000,
    "registration_number": 60,
    "external_id": 100,
}
_LONGEST_BOOTH = 60
NESTED: Final = _("This is nested data, which cannot be read here. Put one value into the cell.")
_PLAIN: Final = (
    "name_local",
    "city",
    "address",
    "phone",
    "sector",
    "description",
    "registration_number",
    "external_id",
)


@dataclass(slots=True)
class ReadRow:
    """`company` is None when the row is refused."""

    row_number: int
    cells: Mapping[str, str]
    company: CompanyRow | None = None
    problems: list[RowProblem] = field(default_factory=list)
    cleaned: list[Cleaned] = field(default_factory=list)
    doubtful_country: CountryMatch | None = None

    def report(self, field_name: str, code: str, message: Sentence, severity: Severity) -> None:
        value = self.cells.get(field_name, "")
        self.problems.append(RowProblem(self.row_number, field_name, code, message, severity, value))


def read_row(
    row_number: int, cells: Mapping[str, str], area_unit: str = "m²", countries: Mapping[str, str] | None = None
) -> ReadRow:
    """`cells` by field name; absent and blank cells say nothing. `area_unit` is that of bare numbers; `countries` are
    the codes that a person gave for spellings that are not certain.
    """
    read = ReadRow(row_number, cells)
    texts = {name: _unnested(read, name, without_placeholder(text)) for name, text in cells.items()}
    texts["country"] = cells.get("country", "").strip()  # where NA may be Namibia
    name = _read_name(read, texts.get("name", ""))
    _check_lengths(read, texts)
    company = CompanyRow(
        row_numbers=(row_number,),
        name=name,
        normalized_name=normalise_company_name(name),
        country=_read_country(read, texts["country"], countries or {}),
        country_text=texts["country"],
        website=_read_website(read, texts.get("website", "")),
        emails=_read_emails(read, texts.get("emails", "")),
        booths=_read_booths(read, texts.get("booths", ""), texts.get("halls", "")),
        area_sqm=_read_area(read, texts.get("area_sqm", ""), area_unit),
        **{plain: texts.get(plain, "") for plain in _PLAIN},
    )
    if all(problem.severity is not Severity.REFUSED for problem in read.problems):
        read.company = company
    return read


def _unnested(read: ReadRow, name: str, text: str) -> str:
    """The cell as plain text: nested data is understood, or left out in words, and never kept as it is."""
    if name in {"booths", "country"} or not is_nested(text):
        return text
    plain = plain_text(text)
    if plain is None:
        severity = Severity.REFUSED if name == "name" else Severity.LEFT_OUT
        read.report(name, f"{name}_nested", NESTED, severity)
    return plain or ""


def _read_name(read: ReadRow, text: str) -> str:
    name = " ".join(text.split())
    if not name and is_nested(read.cells.get("name", "")):
        return name
    if not name:
        read.report("name", "name_missing", _("The row has no company name."), Severity.REFUSED)
    elif not normalise_company_name(name):
        message = _("A company name needs at least one letter or digit.")
        read.report("name", "name_without_letters", message, Severity.REFUSED)
    return name


def _check_lengths(read: ReadRow, texts: Mapping[str, str]) -> None:
    for name, longest in LONGEST.items():
        if (length := len(texts.get(name, ""))) > longest:
            message = _("This has %(length)s characters; %(longest)s are allowed. Shorten it in the list.")
            code = f"{name}_too_long"
            read.report(name, code, message % {"length": length, "longest": longest}, Severity.REFUSED)


def _read_country(read: ReadRow, text: str, countries: Mapping[str, str]) -> CountryMatch | None:
    """As a person answered for this spelling, else as it is recognised."""
    if not text:
        return None
    guess = recognise_country(text)
    if not guess.is_sure:
        read.doubtful_country = guess
        if answer := countries.get(text):
            return sure(answer, Reason.ANSWERED)
    if not guess.is_sure:
        code = "country_unknown" if guess.code is None else "country_unsure"
        read.report("country", code, guess.reason, Severity.TO_CONFIRM)
    return guess


def _read_website(read: ReadRow, text: str) -> str:
    message = _("This is not a web address such as https://example.com.")
    return _value_or_none(read, "website", text, read_website, message) or ""


def _read_area(read: ReadRow, text: str, unit: str) -> Decimal | None:
    message = _("This is not an area in m² (or sq ft) such as 36 or 36.5.")
    return _value_or_none(read, "area_sqm", text, lambda area: read_area(area, unit), message)


def _value_or_none[Value](
    read: ReadRow, field_name: str, text: str, reader: Callable[[str], Value], message: Sentence
) -> Value | None:
    if not text:
        return None
    try:
        return reader(text)
    except CellError:
        read.report(field_name, f"{field_name}_invalid", message, Severity.LEFT_OUT)
        return None


def _read_emails(read: ReadRow, text: str) -> tuple[str, ...]:
    valid, rest = read_emails(text)
    if rest:
        message = _("Not an e-mail address: %(text)s.") % {"text": ", ".join(rest)[:200]}
        read.report("emails", "emails_invalid", message, Severity.LEFT_OUT)
    return valid


def _read_booths(read: ReadRow, text: str, halls_text: str) -> tuple[BoothReference, ...]:
    if is_nested(text):
        return _read_nested_booths(read, text)
    numbers = tuple(_cleaned(read, number) for number in split_booths(text))
    if any(len(number) > _LONGEST_BOOTH for number in numbers):
        message = _("A booth number has at most %(longest)s characters.") % {"longest": _LONGEST_BOOTH}
        read.report("booths", "booths_invalid", message, Severity.LEFT_OUT)
        return ()
    booths = pair_with_halls(numbers, split_halls(halls_text) if numbers else ())
    if booths is None:
        mismatch = _("There are %(booths)s booths but %(halls)s halls; the booths were read without halls.")
        details = {"booths": len(numbers), "halls": len(split_halls(halls_text))}
        read.report("halls", "halls_do_not_match", mismatch % details, Severity.LEFT_OUT)
        booths = pair_with_halls(numbers, ()) or ()
    return booths


def _read_nested_booths(read: ReadRow, text: str) -> tuple[BoothReference, ...]:
    """From `[{"no": "A1", "hall": "5.1H"}]`."""
    found = numbers_and_halls(text)
    if found is None or any(len(number) > _LONGEST_BOOTH for number in found[0]):
        read.report("booths", "booths_nested", NESTED, Severity.LEFT_OUT)
        return ()
    numbers, halls = found
    return pair_with_halls(tuple(_cleaned(read, number) for number in numbers), halls) or ()


def _cleaned(read: ReadRow, number: str) -> str:
    cleaned, rule = clean_number(number)
    if rule is not None:
        read.cleaned.append(Cleaned(rule.code, rule.message, 1, number, cleaned))
    return cleaned
