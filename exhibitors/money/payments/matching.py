"""Proposals of the invoices that transfers pay, from plain values, each with its reasons, certain or to be checked.

A proposal is certain only if the transfer names an invoice beyond doubt and pays it to the last unit: by its creditor
reference (ISO 11649), or by its number from a payer known to be its company. All others are suggestions. Nothing here
posts anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Final

from anyascii import anyascii

from exhibitors.companies.names import find_similar, normalise_company_name


class Reason(StrEnum):
    REFERENCE = "reference"
    REFERENCE_MISTYPED = "reference_mistyped"
    NUMBER = "number"
    NUMBER_IN_WORDS = "number_in_words"
    AMOUNT = "amount"
    SUM = "sum"
    PARTS = "parts"
    ACCOUNT = "account"
    NAME_SEEN = "name_seen"
    NAME = "name"
    OTHER_PAYER = "other_payer"
    FEE = "fee"
    PART = "part"
    MORE = "more"
    SETTLED = "settled"
    OLDEST = "oldest"
    ONLY_AMOUNT = "only_amount"
    PAYMENT = "payment"
    END_TO_END = "end_to_end"


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An issued invoice. `open` is 0 once it is settled; settled ones are included so that nobody pays them twice."""

    key: int
    number: str
    reference: str
    open: Decimal
    company: int
    due: date
    sequence: int = 0
    """The number alone, without prefix and year."""


@dataclass(frozen=True, slots=True)
class Payers:
    """Names of companies, and the accounts and names (as banks gave them) of transfers that were matched."""

    names: Mapping[int, Sequence[str]]
    accounts: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A credit or a debit on the organizer's account. `text` is everything in it that people wrote."""

    key: int
    amount: Decimal
    day: date
    payer: str = ""
    payer_account: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal for one transfer.

    `parts` are invoices with amounts, `rest` stays as an advance of `company`, and `short` is what a bank deducted.
    """

    transfer: int
    parts: tuple[tuple[int, Decimal], ...] = ()
    rest: Decimal = Decimal(0)
    short: Decimal = Decimal(0)
    company: int | None = None
    reasons: tuple[Reason, ...] = ()
    is_certain: bool = False


ALIKE: Final = 0.88
LEAST_BEGINNING: Final = 14
MOST_TOGETHER: Final = 4
MOST_OPEN: Final = 14
"""Only this many of a company's open invoices, the oldest, are tried in combinations."""
FEE_SHARE: Final = Decimal("0.02")
FEE_MOST: Final = Decimal(75)
RUN: Final = re.compile(r"[0-9]{6,}")
IN_WORDS: Final = re.compile(
    r"(?:INVOICE|INV|RECHNUNG|RECHN|RG|RE|FACTURE|FACTURA|FATTURA|BILL|发票|СЧЕТ|СЧЁТ|NO|NR|#)[^0-9A-Z]{0,4}0*([0-9]{1,7})(?![0-9])"
)
ONE_AWAY: Final = (-1, 0, 1)


def propose(transfers: Sequence[Transfer], invoices: Sequence[OpenInvoice], payers: Payers) -> list[Proposal]:
    """Return one proposal for each transfer, in order; one without parts and company means that nothing was found.

    Invoices and transfers are in one currency. The surest proposals are decided first, and what they pay is not
    proposed again.
    """
    found = _Matching(transfers, invoices, payers).decided()
    return [found.get(transfer.key) or Proposal(transfer.key, rest=transfer.amount) for transfer in transfers]


@dataclass(slots=True)
class _Look:
    """What is known about a transfer."""

    transfer: Transfer
    references: list[int]
    numbers: list[int]
    company: int | None
    by: Reason | None

    def agrees(self, company: int) -> bool:
        return self.company is None or self.company == company


class _Matching:
    def __init__(self, transfers: Sequence[Transfer], invoices: Sequence[OpenInvoice], payers: Payers) -> None:
        self.invoices = {invoice.key: invoice for invoice in invoices}
        self.left = {invoice.key: invoice.open for invoice in invoices}
        self.of_company: defaultdict[int, list[int]] = defaultdict(list)
        self.of_amount: defaultdict[Decimal, list[int]] = defaultdict(list)
        self.of_sequence: defaultdict[int, list[int]] = defaultdict(list)
        for invoice in sorted(invoices, key=lambda each: (each.due, each.key)):
            self.of_company[invoice.company].append(invoice.key)
            self.of_amount[invoice.open].append(invoice.key)
            self.of_sequence[invoice.sequence].append(invoice.key)
        self.words = _Words(invoices)
        companies = _companies(transfers, payers)
        self.looks = []
        for transfer in transfers:
            references, numbers = self.words.named_in(transfer.text)
            self.looks.append(_Look(transfer, references, numbers, *companies[transfer.key]))
        self.found: dict[int, Proposal] = {}

    def decided(self) -> dict[int, Proposal]:
        stages = (self._exact, self._named, self._mistyped, self._in_words, self._of_company_exactly)
        for stage in stages:
            for look in self.looks:
                if look.transfer.key not in self.found and (proposal := stage(look)):
                    self._keep(proposal)
        self._in_parts()
        for stage in (self._of_company_nearly, self._only_amount):
            for look in self.looks:
                if look.transfer.key not in self.found and (proposal := stage(look)):
                    self._keep(proposal)
        return self.found

    def _keep(self, proposal: Proposal) -> None:
        self.found[proposal.transfer] = proposal
        for key, amount in proposal.parts:
            self.left[key] -= amount + (proposal.short if len(proposal.parts) == 1 else 0)

    # ------------------------------------------------------------------------------------------------ named in the text

    def _exact(self, look: _Look) -> Proposal | None:
        """Propose the invoices that the transfer names, if it pays them to the last unit."""
        named = look.references or look.numbers
        if not named or sum(self.left[key] for key in named) != look.transfer.amount:
            return None
        if not all(self.left[key] > 0 for key in named):
            return None
        parts = tuple((key, self.left[key]) for key in named)
        company = self.invoices[named[0]].company
        agrees = all(look.agrees(self.invoices[key].company) for key in named)
        is_certain = agrees and (bool(look.references) or self._is_alone(look, named))
        reasons = [
            Reason.REFERENCE if look.references else Reason.NUMBER,
            Reason.SUM if len(parts) > 1 else Reason.AMOUNT,
        ]
        reasons += [look.by] if look.by and agrees else []
        reasons += [] if agrees else [Reason.OTHER_PAYER]
        return Proposal(look.transfer.key, parts, company=company, reasons=tuple(reasons), is_certain=is_certain)

    def _is_alone(self, look: _Look, named: Sequence[int]) -> bool:
        """Return whether a number identifies its invoice beyond doubt.

        A number has no check digits, so its payer must be known and have no other open invoice of the same amount.
        """
        if look.company is None or len(named) > 1:
            return False
        (key,) = named
        return not any(self.left[other] == self.left[key] for other in self.of_company[look.company] if other != key)

    def _named(self, look: _Look) -> Proposal | None:
        named = look.references or look.numbers
        return self._paying(look, named, Reason.REFERENCE if look.references else Reason.NUMBER) if named else None

    def _mistyped(self, look: _Look) -> Proposal | None:
        likely = [key for key in self.words.nearly_named_in(look.transfer.text) if self.left[key] > 0]
        if not likely:
            return None
        amount = look.transfer.amount
        ranked = sorted(likely, key=lambda key: (self._distance(key, amount), not self._is_of(key, look)))
        best = ranked[0]
        if len(ranked) > 1 and not (self._fits(best, amount) or self._is_of(best, look)):
            return None
        if look.company is not None and not self._is_of(best, look) and not self._fits(best, amount):
            return None
        return self._paying(look, [best], Reason.REFERENCE_MISTYPED)

    def _in_words(self, look: _Look) -> Proposal | None:
        """Propose an invoice named as in “Invoice 123”, if the amount fits and the payer is not another company."""
        for said in IN_WORDS.findall(look.transfer.text.upper()):
            for key in self.of_sequence.get(int(said), ()):
                if (
                    self.left[key] > 0
                    and self._fits(key, look.transfer.amount)
                    and look.agrees(self.invoices[key].company)
                ):
                    return self._paying(look, [key], Reason.NUMBER_IN_WORDS)
        return None

    def _is_of(self, key: int, look: _Look) -> bool:
        return look.company is not None and self.invoices[key].company == look.company

    def _fits(self, key: int, amount: Decimal) -> bool:
        return self.left[key] == amount or _is_fee(self.left[key], amount)

    def _distance(self, key: int, amount: Decimal) -> int:
        return 0 if self.left[key] == amount else 1 if _is_fee(self.left[key], amount) else 2

    def _paying(self, look: _Look, named: Sequence[int], reason: Reason) -> Proposal:
        """Propose to pay named invoices in order, then others of the company that make up the rest, else an advance."""
        company = self.invoices[named[0]].company
        reasons = [reason]
        if look.company is not None:
            reasons.append(look.by if look.company == company and look.by else Reason.OTHER_PAYER)
        parts, rest = self._filled(named, look.transfer.amount)
        due = sum((self.left[key] for key in named), Decimal(0))
        short = Decimal(0)
        if not parts or rest:
            more = self._making_up(company, rest, without=named) if rest else None
            if more:
                parts, rest, reasons = [*parts, *more], Decimal(0), [*reasons, Reason.SUM]
            else:
                reasons.append(Reason.MORE if parts else Reason.SETTLED)
        elif look.transfer.amount == due:
            reasons.append(Reason.SUM if len(parts) > 1 else Reason.AMOUNT)
        elif len(named) == 1 and _is_fee(due, look.transfer.amount):
            short = due - look.transfer.amount
            reasons.append(Reason.FEE)
        else:
            reasons.append(Reason.PART)
        return Proposal(look.transfer.key, tuple(parts), rest, short, company, tuple(reasons))

    def _filled(self, keys: Iterable[int], amount: Decimal) -> tuple[list[tuple[int, Decimal]], Decimal]:
        parts = []
        for key in keys:
            part = min(amount, self.left[key])
            if part > 0:
                parts.append((key, part))
                amount -= part
        return parts, amount

    # ---------------------------------------------------------------------------------------------- known by the payer

    def _open_of(self, company: int, without: Sequence[int] = ()) -> list[int]:
        return [key for key in self.of_company.get(company, ()) if self.left[key] > 0 and key not in without]

    def _making_up(
        self, company: int, amount: Decimal, without: Sequence[int] = ()
    ) -> list[tuple[int, Decimal]] | None:
        """Return open invoices of the company that make up an amount exactly (one, a few, or all), or None."""
        keys = self._open_of(company, without)
        if keys and sum((self.left[key] for key in keys), Decimal(0)) == amount:
            return [(key, self.left[key]) for key in keys]
        for count in range(1, MOST_TOGETHER + 1):
            for chosen in combinations(keys[:MOST_OPEN], count):
                if sum(self.left[key] for key in chosen) == amount:
                    return [(key, self.left[key]) for key in chosen]
        return None

    def _of_company_exactly(self, look: _Look) -> Proposal | None:
        if look.company is None or look.by is None:
            return None
        parts = self._making_up(look.company, look.transfer.amount)
        if parts is None:
            return None
        like = sum(self.left[key] == look.transfer.amount for key in self._open_of(look.company))
        reasons = [look.by, Reason.SUM if len(parts) > 1 else Reason.AMOUNT, *([Reason.OLDEST] if like > 1 else [])]
        return Proposal(look.transfer.key, tuple(parts), company=look.company, reasons=tuple(reasons))

    def _in_parts(self) -> None:
        """Propose two or three transfers of one company that together pay one invoice."""
        waiting: defaultdict[int, list[_Look]] = defaultdict(list)
        for look in self.looks:
            if look.transfer.key not in self.found and look.company is not None:
                waiting[look.company].append(look)
        for company, looks in waiting.items():
            for key in self._open_of(company):
                together = self._together(looks, self.left[key])
                for look in together:
                    by = (look.by,) if look.by else ()
                    part = ((key, look.transfer.amount),)
                    self._keep(Proposal(look.transfer.key, part, company=company, reasons=(*by, Reason.PARTS)))

    def _together(self, looks: Sequence[_Look], amount: Decimal) -> Sequence[_Look]:
        free = [look for look in looks if look.transfer.key not in self.found][:MOST_OPEN]
        for count in (2, 3):
            for chosen in combinations(free, count):
                if sum(look.transfer.amount for look in chosen) == amount:
                    return chosen
        return ()

    def _of_company_nearly(self, look: _Look) -> Proposal | None:
        if look.company is None or look.by is None:
            return None
        keys, amount = self._open_of(look.company), look.transfer.amount
        for key in keys:
            if _is_fee(self.left[key], amount):
                reasons = (look.by, Reason.FEE)
                return Proposal(
                    look.transfer.key, ((key, amount),), Decimal(0), self.left[key] - amount, look.company, reasons
                )
        parts, rest = self._filled(keys, amount)
        reasons = (look.by, Reason.MORE if rest else Reason.OLDEST)
        return Proposal(look.transfer.key, tuple(parts), rest, company=look.company, reasons=reasons)

    def _only_amount(self, look: _Look) -> Proposal | None:
        like = [key for key in self.of_amount.get(look.transfer.amount, ()) if self.left[key] == look.transfer.amount]
        if len(like) != 1 or look.company is not None:
            return None
        (key,) = like
        parts, company = ((key, look.transfer.amount),), self.invoices[key].company
        return Proposal(look.transfer.key, parts, company=company, reasons=(Reason.ONLY_AMOUNT,))


def most_fee(due: Decimal) -> Decimal:
    """Return the most that banks may have deducted from the amount due without a second person's agreement."""
    return min(FEE_MOST, due * FEE_SHARE)


def _is_fee(due: Decimal, amount: Decimal) -> bool:
    """Return whether so little is missing that banks may have deducted it in transit."""
    return 0 < due - amount <= most_fee(due)


# ------------------------------------------------------------------------------------------ texts and names


class _Words:
    """References and numbers of invoices, which are found in text whatever blanks and signs interrupt them."""

    def __init__(self, invoices: Iterable[OpenInvoice]) -> None:
        self.references = {squeezed(invoice.reference): invoice.key for invoice in invoices if invoice.reference}
        self.numbers = {squeezed(invoice.number): invoice.key for invoice in invoices if invoice.number}
        self.lengths = sorted({*map(len, self.references)}, reverse=True)
        self.number_lengths = sorted({*map(len, self.numbers)}, reverse=True)
        self.shortened: defaultdict[str, set[int]] = defaultdict(set)
        for reference, key in self.references.items():
            for short in _one_less(reference):
                self.shortened[short].add(key)

    def named_in(self, text: str) -> tuple[list[int], list[int]]:
        """Return the keys of invoices whose references, and whose numbers, occur in a text, in their order there."""
        plain, places = _squeezed_with_places(text)
        references = [
            key
            for found in re.finditer("RF(?=[0-9]{2})", plain)
            if (key := self._at(plain, places, found.start(), self.references, self.lengths)) is not None
        ]
        numbers = []
        start = 0
        while start < len(plain):
            key = self._at(plain, places, start, self.numbers, self.number_lengths)
            if key is not None:
                numbers.append(key)
            start += 1
        return list(dict.fromkeys(references)), list(dict.fromkeys(numbers))

    def _at(
        self, plain: str, places: Sequence[int], start: int, known: Mapping[str, int], lengths: Sequence[int]
    ) -> int | None:
        for length in lengths:
            end = start + length
            key = known.get(plain[start:end])
            if key is not None and not _goes_on(plain, places, start - 1) and not _goes_on(plain, places, end - 1):
                return key
        return None

    def nearly_named_in(self, text: str) -> list[int]:
        """Return the keys of the invoices whose references occur in a text with one error in typing."""
        plain = squeezed(text).replace("O", "0")
        starts = {found.start() for found in re.finditer("RF|R(?=[0-9])|F(?=[0-9])", plain)}
        starts |= {max(0, found.start() - back) for found in RUN.finditer(plain) for back in range(3)}
        found: dict[int, None] = {}
        for start in sorted(starts):
            for length in self.lengths:
                for change in ONE_AWAY:
                    window = plain[start : start + length + change]
                    if len(window) == length + change:
                        found.update(dict.fromkeys(self._near(window)))
        return list(found)

    def _near(self, window: str) -> Iterator[int]:
        if window in self.references:
            yield self.references[window]
        yield from sorted(self.shortened.get(window, ()))  # a letter was left out
        for short in _one_less(window):
            if short in self.references:  # one too many
                yield self.references[short]
            yield from sorted(self.shortened.get(short, ()))  # another letter, or two that changed places


def squeezed(text: str) -> str:
    """Return only the ASCII letters and digits of a text, in upper case."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def _squeezed_with_places(text: str) -> tuple[str, list[int]]:
    found = [(letter, place) for place, letter in enumerate(text.upper()) if letter.isascii() and letter.isalnum()]
    return "".join(letter for letter, _place in found), [place for _letter, place in found]


def _goes_on(plain: str, places: Sequence[int], left: int) -> bool:
    """Return whether two digits are adjacent in the text, so that they belong to another, longer number."""
    if left < 0 or left + 1 >= len(plain):
        return False
    return plain[left].isdigit() and plain[left + 1].isdigit() and places[left + 1] == places[left] + 1


def _one_less(text: str) -> set[str]:
    return {text[:place] + text[place + 1 :] for place in range(len(text))}


def _companies(transfers: Sequence[Transfer], payers: Payers) -> dict[int, tuple[int | None, Reason | None]]:
    """Return the company of each transfer and the reason: its account, a name seen before, or a similar name."""
    found: dict[int, tuple[int | None, Reason | None]] = {}
    strangers: defaultdict[str, list[int]] = defaultdict(list)
    for transfer in transfers:
        account = payers.accounts.get(transfer.payer_account) if transfer.payer_account else None
        folded = folded_name(transfer.payer)
        if account is not None:
            found[transfer.key] = account, Reason.ACCOUNT
        elif folded and folded in payers.seen:
            found[transfer.key] = payers.seen[folded], Reason.NAME_SEEN
        else:
            found[transfer.key] = None, None
            if folded:
                strangers[folded].append(transfer.key)
    for name, company in _alike(list(strangers), payers.names).items():
        for key in strangers[name]:
            found[key] = company, Reason.NAME
    return found


def _alike(names: Sequence[str], companies: Mapping[int, Sequence[str]]) -> dict[str, int]:
    """Return the companies of those folded names that equal or resemble the name of exactly one company."""
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for company, said in companies.items():
        for folded in filter(None, map(folded_name, said)):
            owners[folded].add(company)
    known = list(owners)
    together: defaultdict[str, set[int]] = defaultdict(set)
    for name in known:
        together[name.replace(" ", "")] |= owners[name]
    scores: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for resemblance in find_similar(names, known, ALIKE):
        name = names[resemblance.position]
        for company in owners[known[resemblance.known_position]]:
            scores[name][company] = max(resemblance.score, scores[name].get(company, 0))
    found = {}
    for name in names:
        same = together.get(name.replace(" ", ""))
        likely = dict.fromkeys(same, 1.0) if same else scores.get(name) or _cut_off(name, known, owners)
        best = [company for company, score in likely.items() if score == max(likely.values())]
        if len(best) == 1:
            found[name] = best[0]
    return found


def _cut_off(name: str, known: Sequence[str], owners: Mapping[str, set[int]]) -> dict[int, float]:
    """Return the companies whose names begin with this one, since banks cut names off."""
    plain = name.replace(" ", "")
    if len(plain) < LEAST_BEGINNING:
        return {}
    return {company: 1.0 for each in known if each.replace(" ", "").startswith(plain) for company in owners[each]}


def folded_name(name: str) -> str:
    """Return a name in Latin letters without its legal form: 上海华兴有限公司 becomes `shanghaihuaxing`."""
    if name.isascii():
        return normalise_company_name(name)
    return normalise_company_name(anyascii(normalise_company_name(name)))
