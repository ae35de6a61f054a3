"""Pure functions that write entries of the journal for other bookkeeping programs, in DATEV's EXTF format.

In a “Buchungsstapel” each row has one amount on an account and its contra account, so an entry with several legs
becomes several rows. Text is limited to Windows-1252; numbers have a decimal comma and two decimals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from anyascii import anyascii

from ciie.tables.writing import neutralise
from exhibitors.money.invoices.states import TaxCategory

VERSION: Final = 700
BATCH: Final = 21
BATCH_VERSION: Final = 13
LONGEST_DOCUMENT: Final = 36
LONGEST_TEXT: Final = 60
LONGEST_VAT_ID: Final = 15
CENT: Final = Decimal("0.01")
COLUMNS: Final = (
    *("Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz"),
    *("WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum", "Belegfeld 1"),
    *("Belegfeld 2", "Skonto", "Buchungstext", "Postensperre", "Diverse Adressnummer", "Geschäftspartnerbank"),
    *("Sachverhalt", "Zinssperre", "Beleglink"),
    *(f"Beleginfo - {part} {number}" for number in range(1, 9) for part in ("Art", "Inhalt")),
    *("KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)"),
    *("EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L", "Funktionsergänzung L+L"),
    *("BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung"),
    *(f"Zusatzinformation - {part} {number}" for number in range(1, 21) for part in ("Art", "Inhalt")),
    *("Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp"),
    *("Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)"),
    *("Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz"),
    *("Buchungs GUID", "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername"),
    *("Beteiligtennummer", "Identifikationsnummer", "Zeichnernummer", "Postensperre bis"),
    *("Bezeichnung SoBil-Sachverhalt", "Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum"),
    *("Datum Zuord. Steuerperiode", "Fälligkeit", "Generalumkehr (GU)", "Steuersatz", "Land", "Abrechnungsreferenz"),
    *("BVV-Position", "EU-Land u. UStID (Ursprung)", "EU-Steuersatz (Ursprung)", "Abw. Skontokonto"),
)
"""All fields of version 13 of the format, in order."""


@dataclass(frozen=True, slots=True)
class TreatmentNumbers:
    """The accounts of one treatment, for revenue and for deposits until the rest is invoiced, and its tax key."""

    revenue: str
    advance: str
    key: str = ""


def treatment_field(name: str, category: str, rate: Decimal) -> str:
    """Return the name of the form field for a number of a treatment, such as `revenue_S_19`."""
    return f"{name}_{category}_{rate.normalize():f}".replace(".", "_")


SKR03: Final[Mapping[tuple[str, Decimal], TreatmentNumbers]] = {
    (TaxCategory.STANDARD, Decimal(19)): TreatmentNumbers("8400", "1718"),
    (TaxCategory.STANDARD, Decimal(16)): TreatmentNumbers("8340", "1717"),
    (TaxCategory.STANDARD, Decimal(7)): TreatmentNumbers("8300", "1711"),
    (TaxCategory.REVERSE_CHARGE, Decimal(0)): TreatmentNumbers("8336", "1710"),
    (TaxCategory.OUTSIDE_SCOPE, Decimal(0)): TreatmentNumbers("8338", "1710"),
    (TaxCategory.EXEMPT, Decimal(0)): TreatmentNumbers("8100", "1710"),
}
"""The usual accounts in Germany. Those with a rate are automatic: DATEV takes the tax out of what is posted on them."""


@dataclass(frozen=True, slots=True)
class BookedLeg:
    """A signed amount on an account of the bookkeeping: debits are above 0.

    `document` is the number of the invoice that it is about. The amount on an account that `is_taxed` includes the tax.
    That account is the contra account of its row, with its tax key, the day of supply, and under reverse charge the
    buyer's VAT ID.
    """

    account: str
    amount: Decimal
    document: str = ""
    is_taxed: bool = False
    key: str = ""
    vat_id: str = ""
    supplied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """One entry of the journal, whose legs add up to 0."""

    day: date
    currency: str
    document: str
    text: str
    legs: Sequence[BookedLeg]


@dataclass(frozen=True, slots=True)
class Frame:
    """The values in the first line of the file."""

    consultant: str
    client: str
    year_begins: date
    digits: int
    first: date
    last: date
    made_at: datetime
    currency: str
    chart: str


def pairs(legs: Sequence[BookedLeg]) -> Iterator[tuple[BookedLeg, BookedLeg, Decimal]]:
    """Yield debit, credit and an amount above 0 for each pair of legs, matched against one another in order."""
    against = [(leg, -leg.amount) for leg in legs if leg.amount < 0]
    for debit, has in ((leg, leg.amount) for leg in legs if leg.amount > 0):
        left = has
        while left and against:
            credit, wants = against[0]
            amount = min(left, wants)
            yield debit, credit, amount
            left -= amount
            against = [(credit, wants - amount), *against[1:]] if wants > amount else against[1:]


def extf(entries: Iterable[Booked], frame: Frame) -> Iterator[str]:
    """Yield the lines of a file, each with its line break."""
    yield _joined(_head(frame))
    yield _joined(map(_text, COLUMNS))
    for entry in entries:
        for debit, credit, amount in pairs(entry.legs):
            yield _joined(_row(entry, debit, credit, amount))


def _head(frame: Frame) -> list[str]:
    made = f"{frame.made_at:%Y%m%d%H%M%S}{frame.made_at.microsecond // 1000:03d}"
    name, origin = _text("Buchungsstapel"), _text("CI")
    start = [_text("EXTF"), str(VERSION), str(BATCH), name, str(BATCH_VERSION), made, "", origin, "", ""]
    period = [f"{frame.year_begins:%Y%m%d}", str(frame.digits), f"{frame.first:%Y%m%d}", f"{frame.last:%Y%m%d}"]
    currency, chart = _text(frame.currency), _text(frame.chart)
    end = [_text("Journal"), "", "1", "0", "0", currency, "", "", "", "", chart, "", "", "", ""]
    return [*start, frame.consultant, frame.client, *period, *end]


def _row(entry: Booked, debit: BookedLeg, credit: BookedLeg, amount: Decimal) -> list[str]:
    """Return a row whose contra account is the taxed one, since a tax key always applies to the contra account."""
    account, contra, side = (credit, debit, "H") if debit.is_taxed and not credit.is_taxed else (debit, credit, "S")
    money = f"{amount.quantize(CENT, ROUND_HALF_UP):f}".replace(".", ",")
    document = next((leg.document for leg in (account, contra) if leg.document), entry.document)
    said = {
        "Umsatz (ohne Soll/Haben-Kz)": money,
        "Soll/Haben-Kennzeichen": _text(side),
        "WKZ Umsatz": _text(entry.currency),
        "Konto": account.account,
        "Gegenkonto (ohne BU-Schlüssel)": contra.account,
        "BU-Schlüssel": _text(contra.key),
        "Belegdatum": f"{entry.day:%d%m}",
        "Belegfeld 1": _text(_document(document)),
        "Buchungstext": _text(_latin(entry.text)[: LONGEST_TEXT - 1]),
        "EU-Land u. UStID (Bestimmung)": _text(contra.vat_id[:LONGEST_VAT_ID]),
        "Leistungsdatum": f"{contra.supplied_on:%d%m%Y}" if contra.supplied_on else "",
    }
    return [said.get(column, "") for column in COLUMNS]


def _document(number: str) -> str:
    """Return a number with only permitted characters, which no spreadsheet takes for a formula."""
    allowed = "".join(letter for letter in anyascii(number) if letter.isalnum() or letter in "$%&*+-/")
    return allowed.lstrip("+-")[:LONGEST_DOCUMENT]


def _joined(cells: Iterable[str]) -> str:
    return ";".join(cells) + "\r\n"


def _text(cell: str) -> str:
    """Return a cell of a text column, in quotation marks even if it has only digits, as EXTF requires."""
    return f'"{_plain(cell)}"' if cell else ""


def _plain(cell: str) -> str:
    """Return text on one line, limited to Windows-1252, that no spreadsheet takes for a formula."""
    return str(neutralise(_latin(cell))).replace('"', '""').replace("\r", " ").replace("\n", " ")


def _latin(words: str) -> str:
    """Transliterate letters that Windows-1252 lacks: 上海 becomes ShangHai."""
    return "".join(letter if _is_latin(letter) else anyascii(letter) for letter in words)


def _is_latin(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
