"""Inputs of the independent calculation as tables hold them, and figures as pages, letters and programs show them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO
from typing import override

from pypdf import PdfReader

from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice, InvoiceLine, Seller, TaxRule
from exhibitors.money.payments.models import Allocation, Payment, Refund
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.queries.buyers import buyer_of
from pavilions.floor.models.edition import Edition
from tests.exhibitors.sales import independent
from tests.exhibitors.sales.independent import (
    Credited,
    Customer,
    Entry,
    Item,
    Payer,
    Priced,
    Rule,
    Stand,
    Sum,
    TaxRow,
    TaxTable,
    by_tax,
    summed,
)

DAY = date(2024, 5, 17)
FIGURE = re.compile(r"[\N{MINUS SIGN}-]?\d[\d,]*(?:\.\d+)?")


def rule_of(row: RateRule) -> Rule:
    return Rule(
        key=row.pk,
        kind=row.kind,
        per=row.basis,
        amount=Fraction(row.amount),
        section=row.section,
        sector=row.sector_id,
        hall=row.hall_id,
        stand=row.booth_kind,
        sides=(row.sides_from, row.sides_to),
        sqm=(_fraction(row.sqm_from), _fraction(row.sqm_below)),
        booking_sqm=_fraction(row.booking_sqm_from),
        days=(row.day_from, row.day_to),
        returning=row.is_returning,
        small=row.is_small,
        least_sqm=_fraction(row.min_sqm),
        whole_sqm=row.whole_sqm,
        cap=_fraction(row.at_most),
        group=row.only_one_of,
        of_remainder=row.of_remainder,
        package=row.makes_package,
    )


def tariff_of(booking: Booking) -> list[Rule]:
    """Of the newest card that was in force and published when the booking was submitted, or else of the first."""
    moment, zone = booking.submitted_at, booking.edition.zone
    assert moment is not None
    cards = list(RateCard.objects.published().filter(edition=booking.edition).order_by("-version"))
    day = moment.astimezone(zone).date()
    known = [c for c in cards if c.effective_from and c.effective_from <= day]
    before = [c for c in known if c.published_at and c.published_at <= moment]
    return [rule_of(row) for row in (before or cards[-1:])[0].rules.order_by("position")]


def customer_of(booking: Booking) -> Customer:
    moment = booking.submitted_at
    assert moment is not None
    buyer = buyer_of(booking.company_id, booking.edition_id, booking.pk, at=moment)
    return Customer(
        day=moment.astimezone(booking.edition.zone).date(),
        returning=buyer.is_returning,
        small=buyer.is_small,
        co_exhibitors=buyer.co_exhibitors,
        represented=buyer.represented,
    )


def stands_named(booking: Booking, names: Sequence[str]) -> list[Stand]:
    """The booths that the booking has or had, by number, in the order of their names."""
    claims = booking.claims.exclude(booth=None).select_related("booth", "allotment__hall").order_by("pk")
    found = {f"{claim.allotment.hall.name}/{claim.booth.number}": claim for claim in claims if claim.booth}
    return [_stand(found[name]) for name in names]


def _stand(claim: object) -> Stand:
    booth, allotment = claim.booth, claim.allotment  # type: ignore[attr-defined]  # with both read
    return Stand(
        section=allotment.section,
        sector=allotment.sector_id,
        hall=allotment.hall_id,
        stand=booth.kind,
        sides=booth.sides,
        sqm=Fraction(claim.area_sqm),  # type: ignore[attr-defined]  # a claim
    )


def tax_table_of(booking: Booking) -> TaxTable | None:
    """None where the edition has none: then the taxes of the tariff count."""
    rows = [
        TaxRow(
            rate=Fraction(row.rate),
            buyer=row.buyer,
            country=str(row.country),
            business=row.is_business,
            supply=row.supply,
        )
        for row in TaxRule.objects.filter(edition=booking.edition).order_by("position")
    ]
    seller = Seller.objects.filter(edition=booking.edition).first()
    if seller is None or not rows:
        return None
    shares = list(booking.billing_shares.select_related("party").order_by("pk"))
    payers = [
        Payer(country=str(share.party.country), business=share.party.is_business, per_cent=Fraction(share.percent))
        for share in shares
    ]
    own = booking.company.billing_parties.filter(is_company=True).first()
    country, business = str((own and own.country) or booking.company.country), own is None or own.is_business
    return TaxTable(seller=str(seller.country), rows=rows, payers=payers or [Payer(country=country, business=business)])


def expected(offer: Offer) -> Priced:
    """What an offer has to say, from the tariff and the booths that it names."""
    booths = list(dict.fromkeys(offer.lines.exclude(booth="").order_by("position").values_list("booth", flat=True)))
    booking = offer.booking
    stands = stands_named(booking, booths)
    currency, table = booking.edition.currency, tax_table_of(booking)
    return independent.quote(tariff_of(booking), stands, customer_of(booking), currency, table)


def expected_now(booking: Booking) -> Priced:
    """What the booths that a booking has cost, from the tariff."""
    claims = booking.claims.live().exclude(booth=None).select_related("booth", "allotment__hall")
    names = sorted(f"{claim.allotment.hall.name}/{claim.booth.number}" for claim in claims if claim.booth)
    stands = stands_named(booking, names)
    currency, table = booking.edition.currency, tax_table_of(booking)
    return independent.quote(tariff_of(booking), stands, customer_of(booking), currency, table)


def column(priced: Priced) -> list[Fraction]:
    """The amounts that a table shows, from the first line to the total; there is a net where there are taxes."""
    assert priced.net is not None
    assert priced.total is not None
    lines, taxes = ([amount for _key, _place, amount in each] for each in (priced.lines, priced.taxes))
    return [*lines, *([priced.net] if taxes else []), *taxes, priced.total]


def documents_of(invoice: Invoice) -> Iterator[tuple[Invoice, list[Fraction]]]:
    """An issued invoice and its credit notes in their order, each with the figures that it has to show.

    Nets of lines are what was put in. A note was made of lines or of an amount; both ways are worked out.
    """
    rows = list(invoice.lines.order_by("position"))
    places = {row.pk: place for place, row in enumerate(rows)}
    items = [Item(Fraction(row.net), _treatment(row), Fraction(row.rate or 0)) for row in rows]
    before = _parts_before(invoice)
    yield invoice, _figures([item.net for item in items], by_tax(items, invoice.currency, before))
    left = Credited(items, invoice.currency, before)
    for note in invoice.credit_notes.filter(state="issued").order_by("issued_at", "number"):
        credited = list(note.lines.order_by("position"))
        before = dict(left.left)
        left.of_lines({places[line.refers_to_id or 0]: Fraction(line.net) for line in credited})
        if summed(before.values()).total - summed(left.left.values()).total != note.total:
            left.left = before
            left.of_amount(Fraction(note.total or 0))
        gone = {tax: Sum(sums.net - left.left[tax].net, sums.tax - left.left[tax].tax) for tax, sums in before.items()}
        yield note, _figures([Fraction(line.net) for line in credited], gone)


def _parts_before(invoice: Invoice) -> dict[str, Sum]:
    """What parts of the same schedule came to that were issued to the bill-to earlier, each after those before it."""
    own = ScheduledInvoice.objects.filter(invoice=invoice, instalment__isnull=False).first()
    if own is None or own.instalment is None:
        return {}
    parts = Invoice.objects.filter(schedule__instalment__offer=own.instalment.offer_id, party=invoice.party_id)
    sums: dict[str, Sum] = {}
    for part in parts.filter(state="issued").order_by("issued_at", "number"):
        if part == invoice:
            break
        items = [Item(Fraction(row.net), _treatment(row), Fraction(row.rate or 0)) for row in part.lines.all()]
        for tax, found in by_tax(items, invoice.currency, sums).items():
            past = sums.get(tax, Sum(Fraction(0), Fraction(0)))
            sums[tax] = Sum(past.net + found.net, past.tax + found.tax)
    return sums


def _figures(nets: list[Fraction], sums: dict[str, Sum]) -> list[Fraction]:
    """What is 0 is left out."""
    whole = summed(sums.values())
    return [each for each in (*nets, whole.net, *(each.tax for each in sums.values()), whole.total) if each]


def _treatment(row: InvoiceLine) -> str:
    return f"{row.category} {row.rate} {row.legend}"


def balance_of(company: Company, edition: Edition, currency: str) -> Fraction:
    """What a company owes: what was invoiced to it less what was credited and paid for it, and what it has paid ahead.

    A transfer may pay invoices of several companies; what is taken back of it has a row below 0.
    """
    issued = Invoice.objects.filter(edition=edition, party__company=company, state="issued", currency=currency)
    paid = Payment.objects.filter(edition=edition, company=company, cancelled_at=None, currency=currency)
    entries = [
        *(Entry(DAY, Fraction(each.total or 0)) for each in issued.exclude(kind__in=["credit_note", "pro_forma"])),
        *(Entry(DAY, -Fraction(each.total or 0)) for each in issued.filter(kind="credit_note")),
        *(Entry(DAY, -Fraction(each.amount + each.fee)) for each in Allocation.objects.filter(invoice__in=issued)),
        *(Entry(DAY, -Fraction(each.amount)) for each in paid),
        *(Entry(DAY, Fraction(each.amount)) for each in Allocation.objects.filter(payment__in=paid)),
        *(Entry(DAY, Fraction(each.amount)) for each in Refund.objects.filter(payment__in=paid)),
    ]
    return independent.account(entries, DAY).balance


def figure(text: str) -> Fraction:
    """The last figure of a text: `CNY 1,234.50` is 1234.5."""
    return Fraction(FIGURE.findall(text)[-1].replace(",", "").replace("\N{MINUS SIGN}", "-"))


def figures_in_pdf(pdf: bytes, currency: str, *, with_cents: bool = True) -> list[Fraction]:
    """The amounts in the text of a PDF, in their order: those with all decimals of the currency, or also with none."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\N{ZERO WIDTH SPACE}", "")
    places = independent.DECIMALS[currency]
    decimals = rf"(?:\.\d{{{places}}}){'' if with_cents else '?'}" if places else ""
    found = re.findall(rf"(?<![\d.,])[\N{{MINUS SIGN}}-]?\d{{1,3}}(?:,\d{{3}})*{decimals}(?![\d.,])", text)
    return [figure(each) for each in found]


class _Tables(HTMLParser):
    """The texts of the cells of each row of each table, by the classes of the table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[tuple[set[str], list[list[str]]]] = []
        self._in_cell = False
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append((set((dict(attrs).get("class") or "").split()), []))
        elif self.tables and tag == "tr":
            self.tables[-1][1].append([])
        elif self.tables and tag in {"td", "th"} and self.tables[-1][1]:
            self.tables[-1][1][-1].append("")
            self._in_cell = True

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    @override
    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][1][-1][-1] += data


def tables(html: str, named: str) -> Iterator[list[list[str]]]:
    """The rows of cells, without the headings, of each table of this class."""
    for classes, rows in _Tables(html).tables:
        if named in classes:
            yield rows[1:]


def quote_columns(html: str) -> list[list[Fraction]]:
    """The amounts of each table that explains a quote or an offer, those of 0 left out."""
    columns = [[figure(row[-1]) for row in rows] for rows in tables(html, "quote-lines")]
    return [[each for each in amounts if each] for amounts in columns]


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
