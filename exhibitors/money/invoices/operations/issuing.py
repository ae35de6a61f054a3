"""Operations that issue drafts: they complete, post and announce them, and draw their numbers last of all.

A number is drawn by the last statements of the transaction, so that the next one to issue waits only for its commit,
and a rollback returns the number. PDF, e-invoice and mail are made after that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from stdnum.iso7064 import mod_97_10

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock, lock_keys, lock_one, require_seen
from ciie.kernel.queueing import wake_on_commit
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.documents.einvoice import broken_in, has_einvoices
from exhibitors.money.invoices.documents.frozen_text import frozen_text
from exhibitors.money.invoices.models import BillingParty, Invoice, InvoiceLine, InvoiceSeries, InvoiceTax, Seller
from exhibitors.money.invoices.notifications import announce_issued
from exhibitors.money.invoices.operations.drafts import NO_INVOICE, address, fill_blanks, require_draft, write_decision
from exhibitors.money.invoices.operations.journal import Leg, post
from exhibitors.money.invoices.queries.balances import lines_of
from exhibitors.money.invoices.queries.invoices import can_be_einvoice
from exhibitors.money.invoices.queries.parties import stands_of
from exhibitors.money.invoices.queries.taxes import Decider, deciders_for
from exhibitors.money.invoices.signals import invoice_issued
from exhibitors.money.invoices.states import CHARGING, Account, EntryKind, InvoiceKind, InvoiceState

PRO_FORMA_PREFIX = "PF-"
"""The infix of a separate series for pro forma invoices, which are not invoices."""


@operation("exhibitors.invoice.issued")
def issue_invoice(invoice_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Invoice:
    """Issue a draft, which cannot be changed from then on.

    Raise `seller_missing`, `tax_rule_missing`, `bill_to_country`, `bill_to_address`, `bill_to_tax_id`,
    `invoice_negative`, `categories_exclude`, `deducted_is_draft`, `einvoice_rules` if its e-invoice would break a
    published rule, or `invoice_issued` if it has already been issued.
    """
    return _issue([invoice_id], seen={} if seen is None else {invoice_id: seen}, actor=actor, at=at)[0]


@operation("exhibitors.invoice.refused")
def note_refusal(invoice_id: int, rules: Sequence[str], *, actor: Actor, at: datetime) -> None:
    """Record on a draft which rules its e-invoice would break, for finance, who corrects it before it is issued."""
    draft = lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
    require("exhibitors.run_invoices", actor)
    require_draft(draft)
    draft.refused_rules = ", ".join(rules)
    draft.save(update_fields=["refused_rules"])


@operation("exhibitors.invoices.issued")
def issue_invoices(
    invoice_ids: Iterable[int], *, seen: Mapping[int, int] | None = None, actor: Actor, at: datetime
) -> list[Invoice]:
    """Issue several drafts, all or none, numbered in the given order, except that drafts follow those that they deduct.

    `seen` maps their keys to the revisions that the user saw.
    """
    return _issue(list(dict.fromkeys(invoice_ids)), seen=seen or {}, actor=actor, at=at)


@dataclass(frozen=True)
class _Ready:
    """A draft that is ready to be issued, with its parts and the series of its number."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    taxes: Sequence[InvoiceTax]
    seller: Seller
    series: InvoiceSeries
    stands: Sequence[str]

    @property
    def becomes_einvoice(self) -> bool:
        is_wanted = self.seller.makes_einvoices and can_be_einvoice(self.invoice.kind, self.invoice.currency)
        return is_wanted and has_einvoices()

    def number_text(self, number: int) -> str:
        return f"{self.series.prefix}{self.series.year}-{number:05d}"

    def text(self) -> str:
        """Return the frozen text of the draft in its present state."""
        return frozen_text(self.invoice, self.seller, self.lines, self.taxes, self.stands)


def _issue(keys: Sequence[int], *, seen: Mapping[int, int], actor: Actor, at: datetime) -> list[Invoice]:
    drafts = _lock_drafts(keys, actor)
    lines = lines_of(drafts)
    drafts.sort(key=lambda draft: any(line.deducts_id for line in lines.get(draft.pk, ())))  # after what they deduct
    issuing: dict[int | None, Invoice] = {draft.pk: draft for draft in drafts}
    for draft in drafts:
        require_seen(draft, seen.get(draft.pk))
        for line in lines.get(draft.pk, ()):
            line.deducts = issuing.get(line.deducts_id, line.deducts)  # the instance that gets its number now
    deciders = deciders_for(drafts, at=at)
    for decider in deciders.values():
        decider.issuing = frozenset(keys)
    ready = [_complete(draft, lines.get(draft.pk, []), deciders[draft.edition_id]) for draft in drafts]
    _require_rules_kept(ready)
    for each in ready:
        announce_issued(each.invoice, at=at)
        if each.invoice.kind != InvoiceKind.PRO_FORMA:
            _post(each.invoice, deciders[each.invoice.edition_id].day, actor=actor, at=at)
            invoice_issued.send(None, invoice=each.invoice, booking=each.invoice.booking, actor=actor, at=at)
    if any(each.seller.makes_einvoices for each in ready):
        wake_on_commit("exhibitors.make_einvoices")
    _number(ready, actor=actor, at=at)
    return drafts


def _lock_drafts(keys: Sequence[int], actor: Actor) -> list[Invoice]:
    """Lock bookings, then the drafts and the invoices that they credit. Return the drafts in the order of the keys."""
    named = list(Invoice.objects.filter(pk__in=keys).values_list("booking", "pk", "credits"))
    lock_keys(Booking, {booking for booking, _pk, _credits in named})
    rows = Invoice.objects.select_related("booking__edition", "booking__company", "edition", "credits")
    wanted = {pk for _booking, *pks in named for pk in pks if pk}
    found = {invoice.pk: invoice for invoice in lock(rows, wanted)}
    require("exhibitors.run_invoices", actor)
    if missing := [pk for pk in keys if pk not in found]:
        raise NotFound(NO_INVOICE, code="not_found", details={"missing": missing})
    drafts = [found[pk] for pk in keys]
    parties = BillingParty.objects.in_bulk({draft.party_id for draft in drafts})
    for draft in drafts:
        require_draft(draft)
        draft.party = parties[draft.party_id]  # the joined row dates from before the wait for the lock
    return drafts


def _complete(draft: Invoice, lines: Sequence[InvoiceLine], decider: Decider) -> _Ready:
    """Address and tax a draft by today's facts. A credit note keeps those of its invoice. Raise the first obstacle."""
    day, party = decider.day, draft.party
    if draft.credits_id is None:
        if party.is_company:
            fill_blanks(party, draft.booking.company)
        address(draft, party)
    decision = decider.decide(draft, party, lines)
    if decision.obstacles or decider.seller is None:
        raise decision.obstacles[0]

    taxes = write_decision(draft, lines, decision) if draft.credits_id is None else list(draft.taxes.order_by("pk"))

    if draft.kind in CHARGING:
        draft.due_on = max(draft.due_on, day) if draft.due_on else day + timedelta(days=decider.seller.days_to_pay)
        draft.reference = creditor_reference(draft)
    prefix = decider.seller.prefix + (PRO_FORMA_PREFIX if draft.kind == InvoiceKind.PRO_FORMA else "")
    draft.issued_on = day
    return _Ready(draft, lines, taxes, decider.seller, _series(draft, prefix, day), stands_of(draft.booking))


def _require_rules_kept(ready: Sequence[_Ready]) -> None:
    """Raise `einvoice_rules` for the first draft whose e-invoice would break a published rule.

    Meanwhile each draft has a provisional number, by which the drafts that deduct it refer to it.
    """
    for each in ready:
        each.invoice.number_text = each.number_text(0)
    for each in ready:
        if each.becomes_einvoice and (rules := broken_in(each.text())):
            named = {"booking": each.invoice.booking.reference, "party": each.invoice.party_name}
            raise DomainError(
                _(
                    "Nothing was issued. The e-invoice of booking %(booking)s for %(party)s would break these rules: "
                    "%(rules)s. Correct the draft, its bill-to or the seller first."
                )
                % {**named, "rules": ", ".join(rules)},
                code="einvoice_rules",
                details={"invoice": each.invoice.pk, "rules": rules},
            )
    for each in ready:
        each.invoice.number_text = ""


def creditor_reference(invoice: Invoice) -> str:
    """Return an ISO 11649 reference: `RF`, two check digits, the edition's number and the key of the invoice."""
    body = f"{invoice.edition.number:03d}{invoice.pk:08d}"
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def _series(draft: Invoice, prefix: str, day: date) -> InvoiceSeries:
    InvoiceSeries.objects.bulk_create(
        [InvoiceSeries(edition=draft.edition, prefix=prefix, year=day.year)], ignore_conflicts=True
    )
    series = InvoiceSeries.objects.get(prefix=prefix, year=day.year)
    if series.edition_id != draft.edition_id:
        raise DomainError(
            _("Another edition already numbers its invoices with the prefix %(prefix)s. Choose another one.")
            % {"prefix": prefix},
            code="series_of_another_edition",
        )
    return series


def _post(invoice: Invoice, day: date, *, actor: Actor, at: datetime) -> None:
    """Post receivables against revenue and tax, or the reverse for a credit note, on the invoice that it credits."""
    sign = Decimal(-1 if invoice.credits_id else 1)
    of = {
        "edition_id": invoice.edition_id,
        "company_id": invoice.company_id,
        "booking_id": invoice.booking_id,
        "party_id": invoice.party_id,
        "invoice_id": invoice.credits_id or invoice.pk,
    }
    sums = invoice.sums
    post(
        [
            Leg(account=Account.RECEIVABLE, amount=sign * sums.total, **of),
            Leg(account=Account.REVENUE, amount=-sign * sums.net, **of),
            Leg(account=Account.TAX, amount=-sign * sums.tax, **of),
        ],
        day=day,
        kind=EntryKind.CREDIT if invoice.credits_id else EntryKind.INVOICE,
        currency=invoice.currency,
        document=invoice,
        actor=actor,
        at=at,
    )


def _number(ready: Sequence[_Ready], *, actor: Actor, at: datetime) -> None:
    """Advance each series at once, then write the numbers to its invoices. These are the last statements."""
    by_series: dict[int, list[_Ready]] = {}
    for each in ready:
        by_series.setdefault(each.series.pk, []).append(each)
    for pk, own in sorted(by_series.items()):
        InvoiceSeries.objects.filter(pk=pk).update(last=F("last") + len(own))  # locked until the transaction ends
        last = InvoiceSeries.objects.values_list("last", flat=True).get(pk=pk)
        for number, each in enumerate(own, start=last - len(own) + 1):
            _finish(each, number, actor=actor, at=at)


def _finish(ready: _Ready, number: int, *, actor: Actor, at: datetime) -> None:
    invoice = ready.invoice
    invoice.series, invoice.number, invoice.number_text = ready.series, number, ready.number_text(number)
    invoice.state, invoice.issued_at, invoice.issued_by = InvoiceState.ISSUED, at, str(actor)
    invoice.refused_rules = ""
    invoice.text = ready.text()
    invoice.digest = digest_of(invoice.text)
    invoice.save()
