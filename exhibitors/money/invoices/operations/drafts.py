"""Operations that draft invoices for bookings, one for each bill-to, and discard drafts.

A draft need not be ready to be issued. Locks are taken in the order booking, invoice, series.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking, require_unchanged
from exhibitors.companies.models import Company
from exhibitors.money.invoices.amounts import Sums, allocate, is_whole, whole
from exhibitors.money.invoices.documents.frozen_text import PARTY_SAYS
from exhibitors.money.invoices.models import BillingParty, Invoice, InvoiceLine, InvoiceTax, Seller
from exhibitors.money.invoices.queries.balances import lines_of
from exhibitors.money.invoices.queries.parties import own_party
from exhibitors.money.invoices.queries.taxes import Decider, Decision, Treatment, deciders_for
from exhibitors.money.invoices.signals import draft_discarded
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState, Supply, TaxCategory, Unit

NO_INVOICE = _("Invoice not found.")
LARGEST_NET = Decimal(10) ** 12
"""The net below which a document with its tax fits its columns."""


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line to be invoiced. `net` is in the edition's currency, and below 0 for what is taken off."""

    name: str
    name_zh: str
    net: Decimal
    calculation: str = ""
    calculation_zh: str = ""
    quantity: Decimal = Decimal(1)
    unit: Unit = Unit.LUMP
    supply: Supply = Supply.PACKAGE
    deducts: Invoice | None = None


@operation("exhibitors.invoice.drafted")
def draft_invoice(
    booking_id: int,
    *,
    kind: InvoiceKind,
    lines: Sequence[NewLine],
    due_on: date | None = None,
    contract_version: int | None = None,
    terms_version: int | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[Invoice]:
    """Draft the invoices of a booking: one for each share of the bill, to which each line is allocated in proportion.

    Without `due_on` a draft is due the seller's `days_to_pay` after it is issued. `seen` is the revision of the
    booking. Raise `Invalid` if a line is not a whole amount of the edition's currency or if all lines are 0.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.run_invoices", actor)
    require_unchanged(booking, seen)
    return make_drafts(
        booking,
        kind=kind,
        lines=lines,
        due_on=due_on,
        contract_version=contract_version,
        terms_version=terms_version,
        actor=actor,
        at=at,
    )


def make_drafts(
    booking: Booking,
    *,
    kind: InvoiceKind,
    lines: Sequence[NewLine],
    due_on: date | None = None,
    contract_version: int | None = None,
    terms_version: int | None = None,
    weights: Sequence[Decimal] | None = None,
    deductions: Mapping[int, Sequence[NewLine]] | None = None,
    actor: Actor,
    at: datetime,
) -> list[Invoice]:
    """Draft invoices as `draft_invoice` does, within an operation that has locked the booking and checked permission.

    `weights`, in the order of the shares of the bill, replace their percentages. `deductions`, by the key of the
    bill-to, take off what it was invoiced before. Lines outside the scope of tax get a draft of their own, since an
    e-invoice may not combine them with others.
    """
    edition = booking.edition
    if kind == InvoiceKind.CREDIT_NOTE:
        raise Invalid(_("A credit note is made from the invoice that it credits."), code="credit_without_invoice")
    _require_amounts(lines, edition.currency)
    decider, drafts = Decider(edition, [booking.pk], at=at), []
    shares = [(each.party, each.percent) for each in booking.billing_shares.select_related("party").order_by("pk")]
    whole_bill = [] if shares else [(company_party(booking.company), Decimal(100))]
    shared_out = _shared_out(lines, shares or whole_bill, weights if shares else None, edition.currency)
    for party, own in _by_document(shared_out, deductions or {}, decider):
        draft = Invoice(
            edition=edition,
            booking=booking,
            party=party,
            kind=kind,
            currency=edition.currency,
            due_on=due_on,
            contract_version=contract_version,
            terms_version=terms_version,
            drafted_at=at,
            drafted_by=str(actor),
        )
        drafts.append(_write_draft(draft, own, decider))
    return drafts


def draft_anew(invoice: Invoice, lines: Sequence[NewLine], *, actor: Actor, at: datetime) -> Invoice:
    """Draft an invoice in place of one that is credited, for the same bill-to, within the caller's operation."""
    draft = Invoice(
        edition=invoice.edition,
        booking=invoice.booking,
        party=invoice.party,
        kind=invoice.kind,
        currency=invoice.currency,
        contract_version=invoice.contract_version,
        terms_version=invoice.terms_version,
        drafted_at=at,
        drafted_by=str(actor),
    )
    return _write_draft(draft, lines, Decider(invoice.edition, [invoice.booking_id], at=at))


def _write_draft(draft: Invoice, lines: Sequence[NewLine], decider: Decider) -> Invoice:
    draft.net = sum((line.net for line in lines), Decimal(0))
    if draft.net < 0:
        raise Invalid(_("The total of an invoice cannot be below 0."), code="invoice_not_negative", field="net")
    address(draft, draft.party)
    draft.save()
    rows = [InvoiceLine(invoice=draft, position=place, **vars(line)) for place, line in enumerate(lines, start=1)]
    for row in rows:
        require_valid(row, exclude=["invoice"])
    InvoiceLine.objects.bulk_create(rows)
    write_decision(draft, rows, decider.decide(draft, draft.party, rows))
    return draft


def _require_amounts(lines: Sequence[NewLine], currency: str) -> None:
    if not any(line.net for line in lines):
        raise Invalid(_("There is nothing to invoice: enter at least one line."), code="invoice_empty", field="net")
    if sum(abs(line.net) for line in lines) >= LARGEST_NET:
        raise Invalid(_("The amount is too large."), code="amount_too_large", field="net")
    for line in lines:
        require_whole(line.net, currency, field="net")
        if not (line.name and line.name_zh):
            raise Invalid(_("Enter the name in both languages."), code="line_named_in_both_languages", field="name")


def company_party(company: Company) -> BillingParty:
    """Return the bill-to that is the company itself, made from the company's record, which also fills its blanks."""
    party = own_party(company) or BillingParty.objects.create(company=company, is_company=True, name=company.name)
    fill_blanks(party, company)
    return party


def fill_blanks(party: BillingParty, company: Company) -> None:
    """Fill the blank fields of the bill-to that is the company itself from the company's record."""
    own = {
        "address": company.address,
        "city": company.city,
        "country": str(company.country),
        "email": company.contact_email,
    }
    blank = {name: value for name, value in own.items() if value and not getattr(party, name)}
    for name, value in blank.items():
        setattr(party, name, value)
    if blank:
        party.save(update_fields=list(blank))


def require_address_kind(row: Seller | BillingParty) -> None:
    """Raise `electronic_address_kind` if an electronic address lacks its kind or a kind its address."""
    if bool(row.electronic_address) != bool(row.electronic_scheme):
        raise Invalid(
            _("Enter the electronic address and its kind, or neither."),
            code="electronic_address_kind",
            field="electronic_scheme" if row.electronic_address else "electronic_address",
        )


def require_whole(value: Decimal, currency: str, *, field: str) -> None:
    """Raise `not_an_amount` if the value has fractions of the currency's smallest unit."""
    if not is_whole(value, currency):
        raise Invalid(
            _("%(amount)s is not an amount in %(currency)s: it has too many decimals.")
            % {"amount": f"{value:f}", "currency": currency},
            code="not_an_amount",
            field=field,
        )


def _shared_out(
    lines: Sequence[NewLine],
    shares: Sequence[tuple[BillingParty, Decimal]],
    weights: Sequence[Decimal] | None,
    currency: str,
) -> Iterable[tuple[BillingParty, list[NewLine]]]:
    by = weights or [percent for _party, percent in shares]
    parts = [allocate(line.net, by, currency) for line in lines]
    for place, (party, percent) in enumerate(shares):
        own = [_part_of(line, part[place], percent) for line, part in zip(lines, parts, strict=True) if part[place]]
        if own:
            yield party, own


def _by_document(
    shared_out: Iterable[tuple[BillingParty, list[NewLine]]],
    deductions: Mapping[int, Sequence[NewLine]],
    decider: Decider,
) -> Iterable[tuple[BillingParty, list[NewLine]]]:
    for party, own in shared_out:
        outside = [line for line in own if decider.category_of(party, line.supply) == TaxCategory.OUTSIDE_SCOPE]
        rest = [line for line in own if line not in outside]
        if outside and rest and party.pk not in deductions:
            yield party, rest
            yield party, outside
        else:
            yield party, [*own, *deductions.get(party.pk, ())]


def _part_of(line: NewLine, net: Decimal, percent: Decimal) -> NewLine:
    if net == line.net:
        return line
    share = f"{percent.normalize():f}%"
    said, said_zh = line.calculation, line.calculation_zh
    return replace(
        line,
        net=net,
        quantity=Decimal(1),
        unit=Unit.LUMP,
        calculation=f"{share} of {said}" if said else share,
        calculation_zh=f"{said_zh}的 {share}" if said_zh else share,
    )


def address(invoice: Invoice, party: BillingParty) -> None:
    """Copy the bill-to's present name and address to a draft, without saving it."""
    for name in PARTY_SAYS:
        setattr(invoice, f"party_{name}", getattr(party, name))


def write_decision(invoice: Invoice, lines: Sequence[InvoiceLine], decision: Decision) -> list[InvoiceTax]:
    """Save how a draft and its lines are taxed, or that no rule decides it. Return the draft's taxes."""
    undecided: list[Treatment | None] = [None] * len(lines)
    for line, treatment in zip(lines, decision.treatments or undecided, strict=True):
        line.rate, line.category = (treatment.rate, treatment.category) if treatment else (None, "")
        line.legend, line.legend_zh = (treatment.legend, treatment.legend_zh) if treatment else ("", "")
    InvoiceLine.objects.bulk_update(lines, ["rate", "category", "legend", "legend_zh"])
    if decision.is_decided:
        return write_taxes(invoice, decision.sums)
    InvoiceTax.objects.filter(invoice=invoice).delete()
    invoice.tax = invoice.total = None
    invoice.save(update_fields=["tax", "total"])
    return []


def write_taxes(invoice: Invoice, sums: Mapping[Treatment, Sums]) -> list[InvoiceTax]:
    """Save the taxes and the total of a draft in place of earlier ones. Return the taxes."""
    InvoiceTax.objects.filter(invoice=invoice).delete()
    taxes = [InvoiceTax(invoice=invoice, **asdict(each), net=of.net, tax=of.tax) for each, of in sums.items()]
    InvoiceTax.objects.bulk_create(taxes)
    of_all = whole(sums.values())
    invoice.tax, invoice.total = of_all.tax, of_all.total
    invoice.save(update_fields=["tax", "total"])
    return taxes


def redecide(drafts: QuerySet[Invoice], *, at: datetime) -> None:
    """Address and tax drafts anew after a bill-to, the seller or the tax table has changed, but not credit notes."""
    keys = drafts.filter(state=InvoiceState.DRAFT, credits=None).values_list("pk", flat=True)
    found = lock(Invoice.objects.filter(state=InvoiceState.DRAFT).select_related("party", "edition"), keys)
    lines, deciders = lines_of(found), deciders_for(found, at=at)
    for draft in found:
        address(draft, draft.party)
        draft.refused_rules = ""
        draft.save()
        own = lines.get(draft.pk, [])
        write_decision(draft, own, deciders[draft.edition_id].decide(draft, draft.party, own))


@operation("exhibitors.invoice.discarded")
def discard_draft(invoice_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Discard a draft. Raise `invoice_issued` for an issued invoice, which is credited instead."""
    lock(Booking.objects.all(), Invoice.objects.filter(pk=invoice_id).values_list("booking", flat=True))
    invoice = lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
    require("exhibitors.run_invoices", actor)
    require_seen(invoice, seen)
    require_draft(invoice)
    draft_discarded.send(None, invoice=invoice, actor=actor, at=at)
    throw_away(invoice)


def throw_away(draft: Invoice) -> None:
    """Delete a locked draft with its lines."""
    draft.lines.all().delete()
    draft.delete()


def require_draft(invoice: Invoice) -> None:
    if invoice.state != InvoiceState.DRAFT:
        raise DomainError(
            _("Invoice %(number)s has been issued and can no longer be changed. Issue a credit note instead.")
            % {"number": invoice.number_text},
            code="invoice_issued",
        )
