"""Sentences that the law requires on an invoice, by the seller's country, as data that a lawyer can read.

Directive 2006/112/EC Art. 226 lists what an invoice in the EU must state; number 11a requires the words “Reverse
charge”, which each country has in its own language. The sources were read in November 2026.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from exhibitors.money.invoices.states import EU_COUNTRIES, InvoiceKind, TaxCategory


@dataclass(frozen=True)
class LegalLine:
    """A sentence that sellers in these countries (all if empty) print for a tax category or a kind of document."""

    english: str
    chinese: str
    source: str
    countries: Collection[str] = ()
    category: TaxCategory | None = None
    kind: InvoiceKind | None = None


def _reverse_charge(country: str, words: str, source: str) -> LegalLine:
    return LegalLine(words, words, source, (country,), TaxCategory.REVERSE_CHARGE)


LEGAL_LINES: Sequence[LegalLine] = (
    _reverse_charge("DE", "Steuerschuldnerschaft des Leistungsempfängers", "UStG section 14a (5)"),
    _reverse_charge("AT", "Übergang der Steuerschuld auf den Leistungsempfänger", "UStG 1994 section 11 (1a)"),
    _reverse_charge("BE", "Autoliquidation / Btw verlegd", "Royal Decree no. 1, Art. 5"),
    _reverse_charge("ES", "Inversión del sujeto pasivo", "Real Decreto 1619/2012, Art. 6.1 m"),
    _reverse_charge("FR", "Autoliquidation", "CGI annexe II, Art. 242 nonies A, I, 13"),
    _reverse_charge("IT", "Inversione contabile", "D.P.R. 633/1972, Art. 21 (6-bis)"),
    _reverse_charge("LU", "Autoliquidation", "Loi TVA, Art. 63"),
    _reverse_charge("NL", "Btw verlegd", "Wet OB 1968, Art. 35a (1) l"),
    _reverse_charge("PL", "Odwrotne obciążenie", "Ustawa o VAT, Art. 106e (1) 18"),
    _reverse_charge("PT", "IVA – autoliquidação", "CIVA, Art. 36 (13)"),
    LegalLine(
        "Payment on account: the service has not been rendered yet.",
        "预付款：服务尚未提供。",
        "Directive 2006/112/EC Art. 226 (7); UStG section 14 (4) no. 6 and (5)",
        EU_COUNTRIES,
        kind=InvoiceKind.DEPOSIT,
    ),
)


def legal_lines(country: str, categories: Collection[str], kind: str) -> Iterator[dict[str, str]]:
    """Yield the sentences for a document of a seller in this country, in English and Chinese."""
    for line in LEGAL_LINES:
        is_there = not line.countries or country in line.countries
        if is_there and line.category in {None, *categories} and line.kind in {None, kind}:
            yield {"en": line.english, "zh": line.chinese}
