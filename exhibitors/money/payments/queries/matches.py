"""Queries for lines to be matched, as a page offers them: proposals, their reasons, and other choices."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Invalid, Sentence
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.matching import Proposal, Reason, squeezed
from exhibitors.money.payments.models import BankAccount, Payment, Payout, Refund, StatementLine
from exhibitors.money.payments.queries.payments import payable, typed_already
from exhibitors.money.payments.queries.returns import return_proposals
from exhibitors.money.payments.queries.statements import proposals_for, refund_proposals, refunds_to_find
from exhibitors.money.payments.refund_matching import RefundProposal
from exhibitors.money.payments.return_matching import ReturnProposal
from exhibitors.money.payments.statements.lines import plain_text
from exhibitors.money.payments.states import LineState

REASON_WORDS: dict[Reason, Sentence] = {
    Reason.REFERENCE: pgettext_lazy("why", "payment reference"),
    Reason.REFERENCE_MISTYPED: pgettext_lazy("why", "payment reference with a mistake"),
    Reason.NUMBER: pgettext_lazy("why", "invoice number"),
    Reason.NUMBER_IN_WORDS: pgettext_lazy("why", "invoice number in words"),
    Reason.AMOUNT: pgettext_lazy("why", "same amount"),
    Reason.SUM: pgettext_lazy("why", "several invoices make up the amount"),
    Reason.PARTS: pgettext_lazy("why", "several transfers make up the invoice"),
    Reason.ACCOUNT: pgettext_lazy("why", "account seen before"),
    Reason.NAME_SEEN: pgettext_lazy("why", "payer seen before"),
    Reason.NAME: pgettext_lazy("why", "name like the company’s"),
    Reason.OTHER_PAYER: pgettext_lazy("why", "payer known as another company"),
    Reason.FEE: pgettext_lazy("why", "a bank fee is missing"),
    Reason.PART: pgettext_lazy("why", "part of the invoice"),
    Reason.MORE: pgettext_lazy("why", "more than is open"),
    Reason.SETTLED: pgettext_lazy("why", "the invoice has been paid"),
    Reason.OLDEST: pgettext_lazy("why", "oldest first"),
    Reason.ONLY_AMOUNT: pgettext_lazy("why", "the amount alone"),
    Reason.END_TO_END: pgettext_lazy("why", "reference of the payer"),
    Reason.PAYMENT: pgettext_lazy("why", "number of the payment"),
}
PART = r"[0-9]{1,18}:[0-9]{1,15}(?:\.[0-9]{1,3})?:[0-9]{1,15}(?:\.[0-9]{1,3})?"
READABLE = re.compile(rf"(?:{PART}(?:;{PART}){{0,99}})?@[0-9]{{0,18}}")
LATER, IGNORE, BY_HAND = "", "ignore", "number"
"""The choices for a line that are not a match."""
MOST_OTHERS = 20
"""The number of refunds that are offered with a debit besides those proposed."""


@dataclass(frozen=True)
class Paid:
    """One invoice in a match."""

    number: str
    company: str
    amount: Decimal
    fee: Decimal


@dataclass(frozen=True)
class Choice:
    """A match as its radio button carries it: `value` is what `decoded` reads."""

    value: str
    parts: tuple[Paid, ...]
    rest: Decimal
    payer: str
    company: int


@dataclass(frozen=True)
class MatchRow:
    """A line with its choices, the proposal first. `chosen` is ticked when the page is opened, or was ticked before.

    `typed` is a similar payment that was recorded by hand: then nothing is ticked, and `why` suggests the reason for
    ignoring the line.
    """

    line: StatementLine
    choices: tuple[Choice, ...]
    reasons: tuple[Sentence, ...]
    is_certain: bool
    chosen: str
    typed: Payment | None = None
    numbers: str = ""
    why: str = ""
    error: Sentence = ""


@dataclass(frozen=True)
class Returned:
    """A payment that a debit may take back, and the rest of the debit, which would be the bank's fee."""

    payment: Payment
    fee: Decimal


@dataclass(frozen=True)
class DebitRow:
    """A debit with what it pays out, or else with refunds that it may pay out: those proposed, and others.

    Each refund has `left`. The others begin with those of the debit's amount, followed by those of the nearest days.
    """

    line: StatementLine
    payouts: Sequence[Payout]
    proposed: Sequence[Refund]
    others: Sequence[Refund]
    reasons: tuple[Sentence, ...]
    is_certain: bool
    returns: Sequence[Returned] = ()
    """The payments that the debit may take back, the likeliest first; it is chosen if `is_return_found`."""
    return_reasons: tuple[Sentence, ...] = ()
    is_return_found: bool = False
    is_return_certain: bool = False
    took_back: Payment | None = None


def debit_rows(account: BankAccount, lines: Sequence[StatementLine]) -> list[DebitRow]:
    """Return debits with what they pay out or take back, or may do so, in at most seven queries."""
    proposals = refund_proposals(account, lines)
    returns = return_proposals(account, lines)
    wanted = {key for each in returns.values() for key in (each.payment, *each.others) if key}
    payments = Payment.objects.select_related("company").in_bulk(wanted)
    taken = Refund.objects.filter(returned__in=[line.pk for line in lines], undoes=None, undone_by=None)
    took_back = {refund.returned_id: refund.payment for refund in taken.select_related("payment__company")}
    waiting = {each.pk: each for each in refunds_to_find(account.currency)}
    payouts = defaultdict[int, list[Payout]](list)
    of_lines = Payout.objects.filter(line__in=[line.pk for line in lines]).select_related("refund__payment__company")
    for payout in of_lines.order_by("pk"):
        payouts[payout.line_id].append(payout)
    rows = [_debit_row(line, payouts[line.pk], proposals.get(line.pk), waiting) for line in lines]
    return [_with_returns(row, returns.get(row.line.pk), payments, took_back.get(row.line.pk)) for row in rows]


def _with_returns(
    row: DebitRow, found: ReturnProposal | None, payments: Mapping[int, Payment], took_back: Payment | None
) -> DebitRow:
    if found is None:
        return replace(row, took_back=took_back)
    keys = [key for key in (found.payment, *found.others) if key]
    return replace(
        row,
        took_back=took_back,
        returns=[Returned(payments[key], found.fees[key]) for key in keys if key in payments],
        return_reasons=tuple(REASON_WORDS[reason] for reason in found.reasons),
        is_return_found=found.payment is not None,
        is_return_certain=found.is_certain,
    )


def _debit_row(
    line: StatementLine, payouts: Sequence[Payout], found: RefundProposal | None, waiting: Mapping[int, Refund]
) -> DebitRow:
    if line.is_credit or line.state == LineState.MATCHED:
        return DebitRow(line, payouts, (), (), (), is_certain=False)
    chosen, fitting = (found.chosen, found.others) if found else ((), ())
    places = {key: place for place, key in enumerate(fitting)}
    rest = [each for key, each in waiting.items() if key not in chosen]
    rest.sort(key=lambda each: (places.get(each.pk, len(places)), abs((each.paid_on - line.day).days), each.pk))
    return DebitRow(
        line,
        (),
        [waiting[key] for key in chosen if key in waiting],
        rest[:MOST_OTHERS],
        tuple(REASON_WORDS[reason] for reason in found.reasons) if found else (),
        is_certain=found is not None and found.is_certain,
    )


@dataclass(frozen=True)
class Decoded:
    """A match in plain values: invoices with amounts and fees, and the payer's company."""

    parts: tuple[tuple[int, Decimal, Decimal], ...]
    company: int | None


def encoded(parts: Iterable[tuple[int, Decimal, Decimal]], company: int | None) -> str:
    said = ";".join(f"{key}:{amount:f}:{fee:f}" for key, amount, fee in parts)
    return f"{said}@{company or ''}"


def decoded(value: str) -> Decoded:
    """Return the match that `encoded` wrote to a page. Raise `Invalid` (`match_unreadable`) for any other value."""
    if not READABLE.fullmatch(value):
        raise Invalid(_("This choice cannot be read. Open the page again."), code="match_unreadable")
    said, _at, company = value.partition("@")
    parts = (each.split(":") for each in said.split(";") if each)
    read = tuple((int(key), Decimal(amount), Decimal(fee)) for key, amount, fee in parts)
    return Decoded(read, int(company) if company else None)


def match_rows(
    account: BankAccount,
    lines: Sequence[StatementLine],
    *,
    said: Mapping[str, str],
    errors: Mapping[int, Sentence],
) -> list[MatchRow]:
    """Return lines with their choices; `said` is what was submitted before. Queries do not grow with the lines."""
    proposals = proposals_for(account)
    found = [proposals.get(line.pk, Proposal(line.pk)) for line in lines]
    invoices = {key for proposal in found for key, _amount in proposal.parts}
    names = {row.pk: row for row in Invoice.objects.filter(pk__in=invoices).select_related("party__company")}
    companies = dict(
        Company.objects.filter(pk__in=[each.company for each in found if each.company]).values_list("pk", "name")
    )
    rows = []
    typed = typed_already([(line, each.company) for line, each in zip(lines, found, strict=True) if each.company])
    for line, proposal in zip(lines, found, strict=True):
        choices = tuple(_choices(line, proposal, names, companies))
        known = typed.get(line.pk)
        usual = choices[0].value if choices and proposal.is_certain and not known else LATER
        why = _("recorded by hand as %(number)s") % {"number": known.number} if known else ""
        rows.append(
            MatchRow(
                line=line,
                choices=choices,
                reasons=tuple(REASON_WORDS[reason] for reason in proposal.reasons),
                is_certain=proposal.is_certain,
                chosen=said.get(f"line-{line.pk}", usual),
                typed=known,
                numbers=said.get(f"number-{line.pk}", ""),
                why=said.get(f"why-{line.pk}", why),
                error=errors.get(line.pk, ""),
            )
        )
    return rows


def _choices(
    line: StatementLine, proposal: Proposal, names: Mapping[int, Invoice], companies: Mapping[int, str]
) -> Iterable[Choice]:
    if proposal.company is None:
        return
    payer = companies.get(proposal.company, "")
    if proposal.parts:
        short = proposal.short if len(proposal.parts) == 1 else Decimal(0)
        parts = [(key, amount, short) for key, amount in proposal.parts]
        yield _choice(line, parts, proposal.company, names, payer)
        if short:
            yield _choice(
                line, [(key, amount, Decimal(0)) for key, amount, _fee in parts], proposal.company, names, payer
            )
    yield _choice(line, [], proposal.company, names, payer)


def _choice(
    line: StatementLine,
    parts: Sequence[tuple[int, Decimal, Decimal]],
    company: int,
    names: Mapping[int, Invoice],
    payer: str,
) -> Choice:
    paid = tuple(
        Paid(names[key].number_text, names[key].party.company.name, amount, fee)
        for key, amount, fee in parts
        if key in names
    )
    rest = line.amount - sum((amount for _key, amount, _fee in parts), Decimal(0))
    return Choice(encoded(parts, company), paid, rest, payer, company)


def shown_choices(matches: Sequence[tuple[StatementLine, Decoded]]) -> list[Choice]:
    """Return each match as a choice, for the review of a batch, in two queries."""
    keys = {key for _line, match in matches for key, _amount, _fee in match.parts}
    names = {row.pk: row for row in Invoice.objects.filter(pk__in=keys).select_related("party__company")}
    companies = []
    for _line, match in matches:
        first = names.get(match.parts[0][0]) if match.parts else None
        companies.append(match.company or (first.company_id if first else 0))
    payers = dict(Company.objects.filter(pk__in=companies).values_list("pk", "name"))
    return [
        _choice(line, match.parts, company, names, payers.get(company, ""))
        for (line, match), company in zip(matches, companies, strict=True)
    ]


def by_hand(line: StatementLine, typed: str) -> Decoded:
    """Return a match with invoices whose numbers or payment references were entered, filled in that order.

    Raise `Invalid` (`invoice_unknown`) for anything else.
    """
    left, parts, company = line.amount, [], None
    currency = line.account.currency
    for word in plain_text(typed).replace(",", " ").replace(";", " ").split():
        plain = squeezed(word)
        rows = payable(Invoice.objects.filter(currency=currency)).select_related("party")
        found = rows.filter(number_text__iexact=word).first() or rows.filter(reference=plain).first()
        if found is None:
            raise Invalid(
                _("There is no invoice %(number)s in %(currency)s.") % {"number": word[:40], "currency": currency},
                code="invoice_unknown",
            )
        company = company or found.company_id
        amount = min(left, found.balance)
        if amount > 0:
            parts.append((found.pk, amount, Decimal(0)))
            left -= amount
    if company is None:
        raise Invalid(_("Enter the number of an invoice."), code="invoice_unknown")
    return Decoded(tuple(parts), company)
