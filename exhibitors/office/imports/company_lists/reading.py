"""The reading of a table and its mapping as companies: first row by row, then the rows that belong together."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import list_words
from ciie.tables.mapping import ColumnMapping, Field, propose_mapping
from ciie.tables.table import Table, TableError
from exhibitors.companies.country_names import CountryMatch, recognise_country
from exhibitors.companies.country_names.match import Reason, sure
from exhibitors.companies.fields import COMPANY_FIELDS
from exhibitors.companies.models import Participation
from exhibitors.companies.names import normalise_company_name
from exhibitors.money.invoices.models import BillingParty
from exhibitors.office.imports.company_lists.cells import (
    CLEANING_RULES,
    CellError,
    clean_number,
    is_nested,
    numbers_and_halls,
    pair_with_halls,
    plain_text,
    read_area,
    read_emails,
    read_website,
    split_booths,
    split_halls,
    sum_in,
    unit_in_heading,
    without_placeholder,
)
from exhibitors.office.imports.company_lists.merging import find_similar_rows, merge_rows
from exhibitors.office.imports.company_lists.rows import (
    BoothReference,
    Cleaned,
    CompanyList,
    CompanyRow,
    DoubtfulCountry,
    RowAnswer,
    RowProblem,
    Severity,
)

# Headings that end in _t, _l or _la, here and in the fields of a company, are Map Your Show's search fields.
LIST_COLUMNS: Final = (
    *(
        Field(field.column or field.name, field.label, field.headings)
        if field.name != "name"
        else Field("name", _("company name"), field.headings, required=True)
        for field in COMPANY_FIELDS
        if field.headings
    ),
    Field(
        "booths",
        _("booths"),
        (
            "booths", "booth number", "booth numbers", "booth no", "booth", "stand number", "stand no", "stand",
            "stands", "booth s", "booths la", "boothsdisplay la", "stand nr", "standnummer", "numéro de stand",
            "stoisko", "nr stoiska", "estand", "padiglione stand", "стенд", "номер стенда", "展位", "展位号", "展台",
            "小間番号", "부스", "부스번호",
        ),
    ),
    Field(
        "halls",
        _("hall"),
        ("hall", "halls", "hall number", "hallid la", "pavilion", "halle", "pabellón", "padiglione", "hala", "зал",
         "павильон", "展馆", "馆号", "홀"),
    ),
    Field(
        "sector",
        _("sector"),
        ("sector", "category", "categories", "exhibition area", "zone", "industry", "branche", "secteur", "categoría",
         "settore", "отрасль", "раздел", "展区", "行业", "类别"),
    ),
    Field(
        "area_sqm",
        _("area in m²"),
        ("area sqm", "area m2", "area", "sqm", "m2", "square metres", "square meters", "stand size", "booth size",
         "surface", "fläche", "superficie", "powierzchnia", "площадь", "面积", "展位面积"),
    ),
    Field(
        "external_id",
        _("number in the list"),
        ("exhibitor id", "external id", "exhid l", "exhibitor number", "customer number", "customer no", "customer id",
         "kundennummer", "kunden nr", "numéro de client", "company id", "record id", "id", "slug", "code", "客户编号",
         "编号", "序号"),
    ),
    Field(
        "postcode",
        _("postcode"),
        ("postcode", "post code", "postal code", "zip", "zip code", "plz", "postleitzahl", "code postal",
         "código postal", "cap", "kod pocztowy", "индекс", "почтовый индекс", "邮编", "邮政编码", "郵便番号"),
    ),
    Field(
        "tax_id",
        _("tax ID"),
        ("vat id", "vat number", "vat no", "vat", "tax id", "tax number", "ust idnr", "ustidnr", "ust id", "ust id nr",
         "umsatzsteuer id", "numéro de tva", "n tva", "tva", "partita iva", "p iva", "cif", "nif", "nip", "инн",
         "纳税人识别号", "税号"),
    ),
    Field(
        "contact_name",
        _("contact person"),
        ("contact person", "contact name", "contact", "ansprechpartner", "kontaktperson", "personne de contact",
         "persona de contacto", "referente", "osoba kontaktowa", "контактное лицо", "联系人", "担当者"),
    ),
    Field(
        "debtor_number",
        _("debtor number"),
        ("debtor number", "debtor no", "debtor", "account number", "debitor", "debitorennummer", "debitoren nr",
         "debitorenkonto", "compte client", "应收账号"),
    ),
)  # fmt: skip

BILLING_FIELDS: Final = ("postcode", "tax_id", "contact_name", "debtor_number")
"""The columns for the bill-to address of the company itself."""


def propose_company_mapping(columns: Sequence[str]) -> ColumnMapping:
    return propose_mapping(columns, LIST_COLUMNS)


TEXT_FIELDS: Final = tuple(
    each
    for each in COMPANY_FIELDS
    if each.headings and each.name not in {"name", "country", "website", "contact_email"}
)
"""The fields of a company that are taken from a cell unchanged. The others have a reader."""
LONGEST: Final = {
    "name": 200,
    **{each.name: each.max_length for each in TEXT_FIELDS if each.max_length},
    "sector": 120,
    "external_id": Participation._meta.get_field("external_id").max_length or 0,
    **{each.name: each.max_length or 0 for each in BillingParty._meta.fields if each.name in BILLING_FIELDS},
}
_LONGEST_BOOTH = 60
NESTED: Final = _("This is nested data, which cannot be read here. Put a single value in the cell.")


def read_company_list(
    table: Table,
    mapping: ColumnMapping,
    countries: Mapping[str, str] | None = None,
    answers: Mapping[int, RowAnswer] | None = None,
) -> CompanyList:
    """Read every row, refuse those that cannot be companies, and unite those that are the same one.

    `countries` are the codes that a person gave for spellings that are not certain, and `answers` what a person says
    about rows, by row number. Raises `TableError` if the mapping lacks a column for the name or the table has no rows.
    Nothing else makes it fail: whatever is wrong with a row is a problem in the result.
    """
    mapping.require_complete()
    if not table.rows:
        raise TableError(_("The file has a header but no rows. Choose the file that contains the list."), "no_rows")
    area_unit = unit_in_heading(mapping.chosen.get("area_sqm", ""))
    sums = {row.number: text for row in table.rows if (text := sum_in(row.cells))}
    rows = [row for row in table.rows if row.number not in sums]
    read = [read_row(row.number, mapping.values(row), area_unit, countries) for row in rows]
    merging = merge_rows([row.company for row in read if row.company is not None], answers)
    problems = [*(problem for row in read for problem in row.problems), *merging.problems]
    refused = {*merging.refused, *(row.row_number for row in read if row.company is None)}
    return CompanyList(
        rows=tuple(merging.rows),
        problems=tuple(sorted(problems, key=lambda problem: problem.row_number)),
        merged=tuple(merging.merged),
        asked=tuple(merging.asked),
        left_out=tuple(merging.left_out),
        sums=tuple(sums.items()),
        similar=tuple(find_similar_rows(merging.rows)),
        cleaned=tuple(_summed_up(read)),
        doubtful=tuple(_doubtful(read)),
        refused={row.row_number: row.cells for row in read if row.row_number in refused},
    )


@dataclass(slots=True)
class ReadRow:
    """A row as it was read. `company` is None if the row is refused."""

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
    """Read one row as a company, with everything that is wrong with it.

    `cells` are keyed by field name; absent and blank cells say nothing. `area_unit` is the unit of bare numbers.
    `countries` are the codes that a person gave for spellings that are not certain.
    """
    read = ReadRow(row_number, cells)
    texts = {name: _unnested(read, name, without_placeholder(text)) for name, text in cells.items()}
    name = _read_name(read, texts.get("name", ""))
    for field_name, longest in LONGEST.items():
        if (length := len(texts.get(field_name, ""))) > longest:
            message = _("This has %(length)s characters; at most %(longest)s are allowed. Shorten it in the list.")
            details = {"length": length, "longest": longest}
            read.report(field_name, f"{field_name}_too_long", message % details, Severity.REFUSED)
    not_a_site = _("This is not a web address such as https://example.com.")
    website = _value_or_none(read, "website", texts.get("website", ""), read_website, not_a_site)
    record = {"website": website or ""} | {each.name: texts.get(each.column or each.name, "") for each in TEXT_FIELDS}
    no_area = _("This is not an area in m² (or sq ft) such as 36 or 36.5.")
    country_text = cells.get("country", "").strip()  # placeholders are kept, since NA may be Namibia
    emails, no_emails = read_emails(texts.get("emails", ""))
    if no_emails:
        not_mail = _("Not an email address: %(text)s.") % {"text": list_words(no_emails)[:200]}
        read.report("emails", "emails_invalid", not_mail, Severity.LEFT_OUT)
    company = CompanyRow(
        row_numbers=(row_number,),
        name=name,
        normalized_name=normalise_company_name(name),
        country=_read_country(read, country_text, countries or {}),
        country_text=country_text,
        emails=emails,
        record={field_name: text for field_name, text in record.items() if text},
        billing={field_name: text for field_name in BILLING_FIELDS if (text := texts.get(field_name, ""))},
        booths=_read_booths(read, texts.get("booths", ""), texts.get("halls", "")),
        sector=texts.get("sector", ""),
        area_sqm=_value_or_none(
            read, "area_sqm", texts.get("area_sqm", ""), lambda text: read_area(text, area_unit), no_area
        ),
        external_id=texts.get("external_id", ""),
    )
    if all(problem.severity is not Severity.REFUSED for problem in read.problems):
        read.company = company
    return read


def _unnested(read: ReadRow, name: str, text: str) -> str:
    """Return the cell as plain text. Nested data is read or reported as left out, and never kept as it is."""
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
        message = _("A company needs a name with at least one letter or digit.")
        read.report("name", "name_without_letters", message, Severity.REFUSED)
    return name


def _read_country(read: ReadRow, text: str, countries: Mapping[str, str]) -> CountryMatch | None:
    """Return the country that a person gave for this spelling, or else the one that is recognised."""
    if not text:
        return None
    match = recognise_country(text)
    if match.is_sure:
        return match
    read.doubtful_country = match
    if answer := countries.get(text):
        return sure(answer, Reason.ANSWERED)
    code = "country_unknown" if match.code is None else "country_unsure"
    read.report("country", code, match.reason, Severity.TO_CONFIRM)
    return match


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


def _read_booths(read: ReadRow, text: str, halls_text: str) -> tuple[BoothReference, ...]:
    if is_nested(text):
        return _read_nested_booths(read, text)
    numbers = tuple(_cleaned(read, number) for number in split_booths(text))
    if any(len(number) > _LONGEST_BOOTH for number in numbers):
        message = _("A booth number can have at most %(most)s characters.") % {"most": _LONGEST_BOOTH}
        read.report("booths", "booths_invalid", message, Severity.LEFT_OUT)
        return ()
    booths = pair_with_halls(numbers, split_halls(halls_text) if numbers else ())
    if booths is None:
        mismatch = _("Number of booths: %(booths)s; number of halls: %(halls)s. The booths were read without halls.")
        details = {"booths": len(numbers), "halls": len(split_halls(halls_text))}
        read.report("halls", "halls_do_not_match", mismatch % details, Severity.LEFT_OUT)
        booths = pair_with_halls(numbers, ()) or ()
    return booths


def _read_nested_booths(read: ReadRow, text: str) -> tuple[BoothReference, ...]:
    """Return the booths of a cell such as `[{"no": "A1", "hall": "5.1H"}]`."""
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


def _doubtful(read: list[ReadRow]) -> Iterator[DoubtfulCountry]:
    """Yield the spellings that are not certain to be a country, those of most rows first."""
    counts = Counter(row.cells["country"].strip() for row in read if row.doubtful_country)
    candidates = {row.cells["country"].strip(): row.doubtful_country for row in read if row.doubtful_country}
    for text, rows in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield DoubtfulCountry(text, rows, candidates[text].candidates)


def _summed_up(read: list[ReadRow]) -> Iterator[Cleaned]:
    """Yield one line for each cleaning rule that was applied, with the number of cells and an example."""
    applied = [cleaned for row in read for cleaned in row.cleaned]
    counts = Counter(cleaned.code for cleaned in applied)
    for rule in CLEANING_RULES:
        if rule.code in counts:
            example = next(cleaned for cleaned in applied if cleaned.code == rule.code)
            yield replace(example, cells=counts[rule.code])
