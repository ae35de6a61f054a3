"""Operations that draft credit notes for a whole invoice, some lines, or an amount. They are issued like invoices."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.web.templatetags.interface import money
from exhibitors.money.invoices.amounts import Sums, allocate, credit_of_net, split_total, whole
from exhibitors.money.invoices.documents.frozen_text import PARTY_SAYS
from exhibitors.money.invoices.models import DRAFT_CREDIT, Invoice, InvoiceLine
from exhibitors.money.invoices.operations.drafts import NO_INVOICE, require_whole, write_taxes
from exhibitors.money.invoices.queries.balances import left_of_lines, left_of_taxes, require_covered, sums_of_credit
from exhibitors.money.invoices.queries.taxes import Treatment, treatment_of
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState, Unit

type Lefts = Mapping[Treatment, Sums]
type Credits = Mapping[int, Decimal]


@operation("exhibitors.invoice.credited")
def credit_invoice(
    invoice_id: int,
    *,
    reason: str,
    nets: Credits | None = None,
    amount: Decimal | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Invoice:
    """Draft a credit note for `nets` by the keys of the invoice's lines, an `amount` with tax, or all that is left.

    The credit is what the invoice came to before less what it comes to after, so that the last credit note closes at
    exactly 0 in whatever order they are made. Deductions are credited with all that is left of the invoice, and never
    before. Raise `credit_above_rest` (a line by more than what is left of it, an amount above what is left, or a
    discount left without what it is taken from), `deduction_credited_alone`, `deduction_not_covered`,
    `invoice_credited` where nothing is left, or `invoice_one_draft_credit`.
    """
    invoice = lock_one(Invoice.objects.select_related("booking__edition", "edition"), invoice_id, missing=NO_INVOICE)
    require("exhibitors.run_invoices", actor)
    require_seen(invoice, seen)
    _require_creditable(invoice)
    rests, lines = left_of_taxes(invoice), {line.pk: line for line in invoice.lines.order_by("position")}
    left = left_of_lines(invoice)
    if not whole(rests.values()).total:
        raise DomainError(_("This invoice has been credited in full."), code="invoice_credited")
    if nets is not None:
        taken = _of_lines(nets, left, invoice.currency)
        _require_charging(taken, lines, left)
        sums = _credited(taken, lines, rests, invoice.currency)
    elif amount is not None:
        sums = _of_amount(amount, rests, invoice.currency)
        taken = _taken_from(sums, lines, left, rests, invoice.currency)
    else:
        taken, sums = left, dict(rests)
    require_covered(sums, rests)
    return _draft(invoice, reason, lines, taken, sums, actor=actor, at=at)


def credit_part(invoice: Invoice, net: Decimal, price: Lefts, *, reason: str, actor: Actor, at: datetime) -> Invoice:
    """Draft a credit note that takes `net` from a locked invoice, within an operation that has checked permission.

    `price` holds, by treatment, the sums of all invoices of its price for its bill-to, including this one: their tax
    goes down to that of what is left of the price.
    """
    _require_creditable(invoice)
    lines = {line.pk: line for line in invoice.lines.order_by("position")}
    sums = sums_of_credit(invoice, net, price)
    taken = _taken_from(sums, lines, left_of_lines(invoice), left_of_taxes(invoice), invoice.currency)
    return _draft(invoice, reason, lines, taken, sums, actor=actor, at=at)


def _require_creditable(invoice: Invoice) -> None:
    if invoice.state == InvoiceState.DRAFT:
        raise DomainError(_("A draft cannot be credited. Discard it instead."), code="invoice_is_draft")
    if invoice.kind not in CHARGING:
        raise DomainError(_("Only invoices that can be paid can be credited."), code="invoice_not_creditable")
    if invoice.credit_notes.filter(state=InvoiceState.DRAFT).exists():
        raise DomainError(DRAFT_CREDIT, code="invoice_one_draft_credit")


def _of_lines(nets: Credits, left: Credits, currency: str) -> Credits:
    taken = {pk: net for pk, net in nets.items() if net}
    if not taken:
        raise Invalid(_("There is nothing to credit: enter an amount."), code="credit_empty", field="net")
    if unknown := taken.keys() - left.keys():
        raise Invalid(_("This is not a line of the invoice."), code="line_unknown", details={"lines": sorted(unknown)})
    for pk, net in taken.items():
        require_whole(net, currency, field=f"net_{pk}")
        if net * left[pk] < 0 or abs(net) > abs(left[pk]):
            raise _above(left[pk], currency, field=f"net_{pk}")
    return taken


def _require_charging(taken: Credits, lines: Mapping[int, InvoiceLine], left: Credits) -> None:
    """Raise `deduction_credited_alone` if a deduction is credited without all that is left of the invoice."""
    if any(lines[pk].deducts_id for pk in taken) and taken != {pk: net for pk, net in left.items() if net}:
        raise DomainError(
            _("The deposit that this invoice deducts can only be credited together with all that is left of it."),
            code="deduction_credited_alone",
        )


def _credited(taken: Credits, lines: Mapping[int, InvoiceLine], rests: Lefts, currency: str) -> dict[Treatment, Sums]:
    nets: dict[Treatment, Decimal] = {}
    for pk, net in taken.items():
        treatment = treatment_of(lines[pk])
        nets[treatment] = nets.get(treatment, Decimal(0)) + net
    for treatment, net in nets.items():
        if net * rests[treatment].net < 0 or abs(net) > abs(rests[treatment].net):
            raise _above(rests[treatment].net, currency)
    return {each: credit_of_net(rests[each], net, each.rate, currency) for each, net in nets.items()}


def _of_amount(amount: Decimal, rests: Lefts, currency: str) -> dict[Treatment, Sums]:
    require_whole(amount, currency, field="amount")
    if amount <= 0:
        raise Invalid(_("There is nothing to credit: enter an amount."), code="credit_empty", field="amount")
    rest = whole(rests.values()).total
    if amount > rest:
        raise _above(rest, currency, field="amount")
    sums = split_total(amount, rests, currency)
    return {treatment: credit for treatment, credit in sums.items() if credit.total}


def _taken_from(sums: Lefts, lines: Mapping[int, InvoiceLine], left: Credits, rests: Lefts, currency: str) -> Credits:
    """Return the net that the credit of each treatment takes from each line, in proportion to what is left of the line.

    Nothing is taken from lines that deduct, unless all that is left is credited.
    """
    if whole(sums.values()) == whole(rests.values()):
        return left
    taken: dict[int, Decimal] = {}
    for treatment, credit in sums.items():
        own = [pk for pk, line in lines.items() if treatment_of(line) == treatment and not line.deducts_id]
        parts = allocate(credit.net, [left[pk] for pk in own], currency)
        taken |= {pk: part for pk, part in zip(own, parts, strict=True) if part}
    return taken


def _above(left: Decimal, currency: str, *, field: str | None = None) -> DomainError:
    return DomainError(
        _("A credit cannot be larger than what is left of the invoice: %(left)s.") % {"left": money(left, currency)},
        code="credit_above_rest",
        field=field,
        details={"left": f"{left:f}"},
    )


def _draft(
    invoice: Invoice,
    reason: str,
    lines: Mapping[int, InvoiceLine],
    taken: Credits,
    sums: Mapping[Treatment, Sums],
    *,
    actor: Actor,
    at: datetime,
) -> Invoice:
    note = Invoice(
        edition=invoice.edition,
        booking=invoice.booking,
        party_id=invoice.party_id,
        kind=InvoiceKind.CREDIT_NOTE,
        currency=invoice.currency,
        net=whole(sums.values()).net,
        credits=invoice,
        reason=reason.strip(),
        contract_version=invoice.contract_version,
        terms_version=invoice.terms_version,
        drafted_at=at,
        drafted_by=str(actor),
        **{f"party_{name}": getattr(invoice, f"party_{name}") for name in PARTY_SAYS},
    )
    if not note.reason:
        raise Invalid(_("Give a reason: it is printed on the credit note."), code="reason_missing", field="reason")
    require_valid(note, exclude=["edition", "booking", "party", "credits"])
    note.save()
    chosen = [lines[pk] for pk in lines if taken.get(pk)]
    InvoiceLine.objects.bulk_create(
        _credit_of(line, taken[line.pk], note, place) for place, line in enumerate(chosen, start=1)
    )
    write_taxes(note, sums)
    return note


def _credit_of(line: InvoiceLine, net: Decimal, note: Invoice, position: int) -> InvoiceLine:
    is_all = net == line.net
    return InvoiceLine(
        invoice=note,
        position=position,
        name=line.name,
        name_zh=line.name_zh,
        calculation=line.calculation if is_all else "",
        calculation_zh=line.calculation_zh if is_all else "",
        quantity=line.quantity if is_all else Decimal(1),
        unit=line.unit if is_all else Unit.LUMP,
        net=net,
        supply=line.supply,
        rate=line.rate,
        category=line.category,
        legend=line.legend,
        legend_zh=line.legend_zh,
        refers_to=line,
    )
