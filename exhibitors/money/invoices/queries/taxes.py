"""Taxation by the tax table, on quotes and on invoices, and the obstacles to issuing an invoice."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.de import leitweg
from stdnum.eu import vat

from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from exhibitors.companies.models import Company
from exhibitors.money.invoices.amounts import Sums, allocate, tax_of, tax_of_part, taxed, whole
from exhibitors.money.invoices.models import (
    BillingParty,
    BillingShare,
    Invoice,
    InvoiceLine,
    InvoiceTax,
    Seller,
    TaxRule,
)
from exhibitors.money.invoices.queries.parties import as_party
from exhibitors.money.invoices.states import EU_COUNTRIES, BuyerPlace, InvoiceState, Supply, TaxCategory
from exhibitors.pricing.queries.buyers import Asked, tell_tax_tables
from exhibitors.pricing.rate_cards import DueTax, Tax, Taxation
from pavilions.floor.models.edition import Edition

LEITWEG_FORM = re.compile(r"\d{2,12}(-[A-Za-z0-9]{1,30})?-\d{2}")


@dataclass(frozen=True, slots=True)
class Treatment:
    """A way of taxing something: an EN 16931 category, a rate in per cent, and the reason in both languages."""

    category: str
    rate: Decimal
    legend: str = ""
    legend_zh: str = ""


class Taxed(Protocol):
    """A row that has a treatment: a tax rule, or a line or a tax of an invoice."""

    @property
    def category(self) -> str: ...
    @property
    def rate(self) -> Decimal | None: ...
    @property
    def legend(self) -> str: ...
    @property
    def legend_zh(self) -> str: ...


def treatment_of(row: Taxed) -> Treatment:
    """Return the treatment of a row whose tax is decided."""
    return Treatment(str(row.category), Decimal(row.rate or 0), row.legend, row.legend_zh)


@dataclass(frozen=True)
class TaxTable:
    """The tax table of an edition: its rows in order."""

    seller_country: str
    rules: Sequence[TaxRule]

    def rule_for(self, party: BillingParty, supply: str, day: date) -> TaxRule | None:
        """Return the first row that matches the bill-to and a supply of this day, or None."""
        return next((rule for rule in self._valid(supply, day) if self._fits(rule, party)), None)

    def rule_of_category(self, category: str, supply: str, day: date) -> TaxRule | None:
        """Return the first row of a category for a supply of this day and any bill-to, or None."""
        return next((rule for rule in self._valid(supply, day) if rule.category == category), None)

    def _valid(self, supply: str, day: date) -> Iterable[TaxRule]:
        return (
            rule
            for rule in self.rules
            if (rule.valid_from is None or rule.valid_from <= day) and rule.supply in {"", supply}
        )

    def _fits(self, rule: TaxRule, party: BillingParty) -> bool:
        return rule.is_business in {None, party.is_business} and self._is_there(rule, str(party.country))

    def _is_there(self, rule: TaxRule, country: str) -> bool:
        match rule.buyer:
            case BuyerPlace.SAME:
                return country == self.seller_country
            case BuyerPlace.EU:
                return country in EU_COUNTRIES and country != self.seller_country
            case BuyerPlace.ELSEWHERE:
                return country not in EU_COUNTRIES and country != self.seller_country
            case BuyerPlace.COUNTRY:
                return country == str(rule.country)
            case _:
                return True


@dataclass(frozen=True)
class Decision:
    """The treatment of each line (by position), the sums by treatment, and the obstacles to issuing, if any."""

    treatments: tuple[Treatment, ...]
    sums: Mapping[Treatment, Sums]
    obstacles: tuple[DomainError, ...]

    @property
    def is_decided(self) -> bool:
        return bool(self.treatments)


type FindPrices = Callable[[Collection[int]], Mapping[int, int]]
_find_prices: list[FindPrices] = []


def tell_prices(find: FindPrices) -> None:
    """Register the function that finds parts of prices. The package that divides prices into parts does so once.

    It takes keys of bookings and returns, by the key of each invoice of a part, a number that invoices of the same
    price share, in one query.
    """
    _find_prices.append(find)


@dataclass(frozen=True, slots=True)
class _Part:
    """The sums of a part of a price in one treatment, below 0 if the part is a credit note."""

    invoice: int
    price: int
    party: int
    is_issued: bool
    treatment: Treatment
    sums: Sums


class Decider:
    """An object that decides how invoices of an edition are taxed as of a moment. Making it takes five queries.

    `bookings` are the keys of the bookings whose invoices it decides. The rate is that of the day of supply, which is
    the edition's last day: a service that is rendered over several days is supplied when it is complete.
    """

    def __init__(self, edition: Edition, bookings: Iterable[int], *, at: datetime) -> None:
        self.day = day_of(at, edition.zone)
        self.supply_day = edition.closes_date
        self.issuing: Collection[int] = ()
        """Keys of drafts that are issued together, in this order."""
        self.seller = Seller.objects.filter(edition=edition).first()
        country = str(self.seller.country) if self.seller else ""
        self.table = TaxTable(country, tuple(TaxRule.objects.filter(edition=edition).order_by("position")))
        self._earlier: dict[tuple[int, int, int | None], dict[str, Treatment]] = {}
        issued = InvoiceLine.objects.select_related("invoice").filter(
            invoice__booking__in=set(bookings),
            invoice__state=InvoiceState.ISSUED,
            invoice__credits=None,
            invoice__contract_version__isnull=False,
            deducts=None,
        )
        for line in issued.order_by("invoice__issued_at", "invoice", "position"):
            self._decided_before(line.invoice).setdefault(line.supply, treatment_of(line))
        self._prices: dict[int, int] = {}
        for find in _find_prices:
            self._prices |= find(set(bookings))
        self._parts = self._read_parts()

    def _decided_before(self, invoice: Invoice) -> dict[str, Treatment]:
        """Return treatments by supply, as first issued to the same bill-to under the same version of the contract."""
        return self._earlier.setdefault((invoice.booking_id, invoice.party_id, invoice.contract_version), {})

    def _read_parts(self) -> list[_Part]:
        if not self._prices:
            return []
        rows = InvoiceTax.objects.filter(invoice__in=self._prices).select_related("invoice")
        return [
            _Part(
                tax.invoice_id,
                self._prices[tax.invoice_id],
                tax.invoice.party_id,
                tax.invoice.state == InvoiceState.ISSUED,
                treatment_of(tax),
                Sums() - Sums(tax.net, tax.tax) if tax.invoice.credits_id else Sums(tax.net, tax.tax),
            )
            for tax in rows
        ]

    def _before(self, invoice: Invoice, party: BillingParty, treatment: Treatment) -> Sums:
        """Return the sums of other parts of the same price for the bill-to: issued ones, and drafts that are older."""
        price = self._prices.get(invoice.pk)
        return whole(
            part.sums
            for part in self._parts
            if (part.price, part.party, part.treatment) == (price, party.pk, treatment)
            and part.invoice != invoice.pk
            and (part.is_issued or part.invoice < invoice.pk)
        )

    def decide(self, invoice: Invoice, party: BillingParty, lines: Sequence[InvoiceLine]) -> Decision:
        """Decide how an invoice is taxed by the table, and what keeps it from being issued.

        Under the same version of a contract the earlier category applies, at the rate for the day of supply. A credit
        note is taxed like its invoice, and a deduction as it was invoiced.
        """
        if self.seller is None:
            missing = _("No seller has been entered for this edition. Enter one on the page “Seller”.")
            return Decision((), {}, (DomainError(missing, code="seller_missing"),))
        if invoice.credits_id is not None:
            return Decision(tuple(map(treatment_of, lines)), {}, ())
        before = self._decided_before(invoice)
        found = [
            self._as_invoiced(line.deducts) if line.deducts else self._treatment(party, line.supply, before)
            for line in lines
        ]
        treatments = tuple(each for each in found if each is not None)
        obstacles = list(_missing_of(party))
        if len(treatments) < len(lines):
            undecided = next(line for line, each in zip(lines, found, strict=True) if each is None)
            return Decision((), {}, (*obstacles, _no_rule(party, undecided.supply)))
        if any(each.category == TaxCategory.REVERSE_CHARGE for each in treatments):
            obstacles += _missing_for_reverse_charge(party)
        obstacles += _excluding(treatments)
        obstacles += _missing_for_xrechnung(self.seller, party)
        obstacles += self._not_issued(lines)
        nets = list(zip(treatments, lines, strict=True))
        sums = taxed(((each, line.net) for each, line in nets), invoice.currency)
        if invoice.pk in self._prices:
            sums = {each: self._as_part(invoice, party, each, of.net) for each, of in sums.items()}
        charged = taxed(((each, line.net) for each, line in nets if not line.deducts_id), invoice.currency)
        if any(each.net < 0 for each in charged.values()):
            below = _("At the same tax rate, discounts exceed the amounts that they are taken from.")
            return Decision((), {}, (*obstacles, DomainError(below, code="invoice_negative")))
        if whole(sums.values()).total < 0:
            below = _("With their tax, deposits exceed the price that they are deducted from. Credit a deposit first.")
            return Decision((), {}, (*obstacles, DomainError(below, code="invoice_negative")))
        return Decision(treatments, sums, tuple(obstacles))

    def _as_part(self, invoice: Invoice, party: BillingParty, treatment: Treatment, net: Decimal) -> Sums:
        before = self._before(invoice, party, treatment)
        return Sums(net, tax_of_part(before, net, treatment.rate, invoice.currency))

    def category_of(self, party: BillingParty, supply: str) -> str:
        """Return the category by the table alone, or an empty string if no row matches."""
        rule = self.table.rule_for(party, supply, self.supply_day)
        return rule.category if rule else ""

    def _treatment(self, party: BillingParty, supply: str, before: Mapping[str, Treatment]) -> Treatment | None:
        """Return the treatment of a supply, or None if no row matches.

        Of an earlier treatment only the rate may change, by the row of its category for the day of supply.
        """
        rule, decided = self.table.rule_for(party, supply, self.supply_day), before.get(supply)
        if decided is None:
            return treatment_of(rule) if rule else None
        if rule is None or rule.category != decided.category:
            rule = self.table.rule_of_category(decided.category, supply, self.supply_day)
        return decided if rule is None or rule.rate == decided.rate else treatment_of(rule)

    def _as_invoiced(self, deducted: Invoice) -> Treatment | None:
        """Return how a deducted invoice is taxed: as a part of a price, else by its own taxes, which takes a query."""
        found = next((part.treatment for part in self._parts if part.invoice == deducted.pk), None)
        tax = None if found else deducted.taxes.order_by("pk").first()
        return treatment_of(tax) if tax else found

    def _not_issued(self, lines: Sequence[InvoiceLine]) -> Iterable[DomainError]:
        """Yield an obstacle if a deducted invoice, whose number must be stated, is a draft that is not issued too."""
        for line in lines:
            deducted = line.deducts
            if deducted is not None and deducted.is_draft and deducted.pk not in self.issuing:
                sentence = _("A deposit that this invoice deducts is still a draft. Issue it first, or both together.")
                yield DomainError(sentence, code="deducted_is_draft")
                return


def deciders_for(drafts: Sequence[Invoice], *, at: datetime) -> dict[int, Decider]:
    """Return a decider for each edition of the drafts, by its key. The drafts must have their editions loaded."""
    editions = {draft.edition_id: draft.edition for draft in drafts}
    bookings = {draft.booking_id for draft in drafts}
    return {pk: Decider(edition, bookings, at=at) for pk, edition in editions.items()}


def _no_rule(party: BillingParty, supply: str) -> DomainError:
    return DomainError(
        _("No row of the tax table fits %(supply)s for %(kind)s in %(country)s. Add one to the table.")
        % {
            "supply": Supply(supply).label,
            "kind": _("a business") if party.is_business else _("a private person"),
            "country": party.country.name or "–",
        },
        code="tax_rule_missing",
    )


def _missing_of(party: BillingParty) -> Iterable[DomainError]:
    named = {"party": party.name}
    if not party.country:
        yield DomainError(
            _("The country or region of the bill-to %(party)s is missing.") % named, code="bill_to_country"
        )
    if not (party.address and party.city):
        yield DomainError(_("The address of the bill-to %(party)s is missing.") % named, code="bill_to_address")


def _excluding(treatments: Sequence[Treatment]) -> Iterable[DomainError]:
    """Yield an obstacle if categories exclude one another by the rules BR-O-11 to BR-O-14 of EN 16931."""
    categories = {each.category for each in treatments}
    if TaxCategory.OUTSIDE_SCOPE in categories and len(categories) > 1:
        others = ", ".join(sorted(categories - {TaxCategory.OUTSIDE_SCOPE}))
        yield DomainError(
            _("What is outside the scope of tax (O) cannot stand on one invoice with lines of category %(others)s.")
            % {"others": others},
            code="categories_exclude",
        )


def _missing_for_reverse_charge(party: BillingParty) -> Iterable[DomainError]:
    if not party.tax_id:
        yield DomainError(
            _("Without its tax ID %(party)s cannot be invoiced under reverse charge.") % {"party": party.name},
            code="bill_to_tax_id",
        )


def _missing_for_xrechnung(seller: Seller, party: BillingParty) -> Iterable[DomainError]:
    """Yield an obstacle if something is missing that German authorities require: BR-DE-2 to BR-DE-9, BT-34, BT-49."""
    if not (seller.makes_einvoices and str(seller.country) == "DE" and party.buyer_reference):
        return
    wanted = (
        (seller.contact_name, _("the seller’s contact")),
        (seller.contact_phone, _("the seller’s phone")),
        (seller.contact_email, _("the seller’s email")),
        (seller.postcode, _("the seller’s postcode")),
        (party.postcode, _("the bill-to’s postcode")),
        (party.electronic_address or party.email, _("the bill-to’s electronic address or email")),
    )
    if missing := [words for value, words in wanted if not value]:
        yield DomainError(
            _("An XRechnung of %(party)s cannot be made without: %(missing)s.")
            % {"party": party.name, "missing": ", ".join(missing)},
            code="xrechnung_incomplete",
        )


TAX_NAMES: Mapping[str, tuple[str, str]] = {
    TaxCategory.STANDARD: ("Tax", "税额"),
    TaxCategory.REVERSE_CHARGE: ("Reverse charge", "反向征收"),
    TaxCategory.EXPORT: ("Export, not taxed", "出口，不征税"),
    TaxCategory.OUTSIDE_SCOPE: ("Outside the scope of tax", "不属征税范围"),
    TaxCategory.EXEMPT: ("Exempt from tax", "免税"),
    TaxCategory.ZERO: ("Zero-rated", "零税率"),
}
"""The names of taxes on quotes, in English and Chinese."""


@dataclass(frozen=True, slots=True)
class TaxedShare:
    """The percentage of a booking that a bill-to pays, and its treatment of each supply, or None if undecided."""

    percent: Decimal
    raw: Treatment | None
    package: Treatment | None
    damages: Treatment | None


@dataclass(frozen=True, slots=True)
class TableTaxation:
    """The taxation of a buyer by the tax table, as `Decider` taxes invoices: a share for each bill-to that pays."""

    shares: tuple[TaxedShare, ...]

    def due(self, nets: Sequence[Decimal], currency: str, *, is_package: bool) -> Sequence[DueTax] | None:
        """Return the taxes due on lines, or None if the tax of a bill-to is undecided or no bill-to is known.

        Lines are allocated to bill-tos, and each bill-to is taxed on the sum of its parts.
        """
        return self._due(nets, currency, [share.package if is_package else share.raw for share in self.shares])

    def due_of_damages(self, net: Decimal, currency: str) -> Sequence[DueTax] | None:
        """Return the taxes due on a fee for cancelling or paying late, as `due` does for lines."""
        return self._due([net], currency, [share.damages for share in self.shares])

    def _due(
        self, nets: Sequence[Decimal], currency: str, treatments: Sequence[Treatment | None]
    ) -> Sequence[DueTax] | None:
        if not self.shares:
            return None
        sums: dict[Treatment, Sums] = {}
        parts = [allocate(net, [share.percent for share in self.shares], currency) for net in nets]
        for place, treatment in enumerate(treatments):
            if treatment is None:
                return None
            net = sum((of_line[place] for of_line in parts), Decimal(0))
            own = Sums(net, tax_of(net, treatment.rate, currency))
            sums[treatment] = sums.get(treatment, Sums()) + own
        return [_due(treatment, found) for treatment, found in sums.items()] or None


def _due(treatment: Treatment, found: Sums) -> DueTax:
    name, name_zh = TAX_NAMES[treatment.category]
    return DueTax(Tax(treatment.rate, name, name_zh, treatment.legend, treatment.legend_zh), found.net, found.tax)


class EditionTaxTables:
    """The tax tables of editions that have a seller and at least one row."""

    def taxations(self, asked: Sequence[Asked], *, at: datetime) -> Sequence[Taxation | None]:
        """Return taxations in the order in which they were asked for, each None if the edition has no table."""
        editions = {each.edition_id for each in asked}
        sellers = {each.edition_id: each for each in _with_table(Seller.objects.all(), editions)}
        if not sellers:
            return [None] * len(asked)
        rules: defaultdict[int, list[TaxRule]] = defaultdict(list)
        for rule in TaxRule.objects.filter(edition__in=sellers).order_by("position"):
            rules[rule.edition_id].append(rule)
        tables = {pk: TaxTable(str(seller.country), tuple(rules[pk])) for pk, seller in sellers.items()}
        days = {pk: seller.edition.closes_date for pk, seller in sellers.items()}
        parties = _parties_of(asked)
        return [
            _taxation(tables[each.edition_id], parties[each], days[each.edition_id])
            if each.edition_id in tables
            else None
            for each in asked
        ]

    def of_unknown(self, edition_id: int) -> Taxation | None:
        """Return a taxation that decides nothing, since no bill-to is known; None if the edition has no table."""
        return TableTaxation(()) if _with_table(Seller.objects.all(), [edition_id]).exists() else None


def _with_table(sellers: QuerySet[Seller], editions: Collection[int]) -> QuerySet[Seller]:
    rules = TaxRule.objects.filter(edition=OuterRef("edition"))
    return sellers.filter(Exists(rules), edition__in=editions).select_related("edition")


def _parties_of(asked: Sequence[Asked]) -> dict[Asked, list[tuple[BillingParty, Decimal]]]:
    """Return the bill-tos and percentages of each booking, as on its invoices, in three queries."""
    shares: defaultdict[int | None, list[tuple[BillingParty, Decimal]]] = defaultdict(list)
    bookings = [each.booking_id for each in asked if each.booking_id is not None]
    for share in BillingShare.objects.filter(booking__in=bookings).select_related("party").order_by("pk"):
        shares[share.booking_id].append((share.party, share.percent))
    companies = Company.objects.in_bulk({each.company_id for each in asked})
    own = {pk: as_party(company) for pk, company in companies.items()}
    for party in BillingParty.objects.filter(company__in=companies, is_company=True).order_by("-pk"):
        party.country = party.country or companies[party.company_id].country
        own[party.company_id] = party
    return {each: shares[each.booking_id] or [(own[each.company_id], Decimal(100))] for each in asked}


def _taxation(table: TaxTable, parties: Sequence[tuple[BillingParty, Decimal]], day: date) -> TableTaxation:
    def treated(party: BillingParty, supply: Supply) -> Treatment | None:
        rule = table.rule_for(party, supply, day)
        return treatment_of(rule) if rule else None

    return TableTaxation(
        tuple(
            TaxedShare(percent, *(treated(party, supply) for supply in (Supply.RAW, Supply.PACKAGE, Supply.DAMAGES)))
            for party, percent in parties
        )
    )


tell_tax_tables(EditionTaxTables())


def buyer_reference_complaint(reference: str) -> str:
    """Return a sentence if this has the form of a Leitweg-ID but wrong check digits, else an empty string."""
    if LEITWEG_FORM.fullmatch(reference) and not leitweg.is_valid(reference):
        return _("The check digits of this Leitweg-ID are wrong. Compare it with the order of the authority.")
    return ""


def tax_id_complaint(tax_id: str, country: str) -> str:
    """Return a sentence if this cannot be a tax ID of a business there, else an empty string. No register is asked."""
    if not tax_id:
        return ""
    if country in EU_COUNTRIES and not vat.is_valid(tax_id):
        return _("This is not a valid VAT ID. It begins with the country code, such as DE136695976.")
    if country == "CN" and not uscc.is_valid(tax_id):
        return _("This is not a valid unified social credit code: it has 18 letters and digits.")
    return ""
