"""What everything costs, worked out a second time: plain Python, with nothing of ours in it.

It was written from `docs/decisions` and from tariffs as shows publish them, not from the code of the product, and it
calculates otherwise: with fractions, which are exact, and a single rounding per figure. Amounts are fractions of the
unit of their currency; percentages are per cent; areas are m².
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

DECIMALS = {"CNY": 2, "EUR": 2, "JPY": 0, "KWD": 3}
STANDARD_BOOTH = 9
PER_CENT = Fraction(1, 100)
NOTHING = Fraction(0)


def half_up(value: Fraction, currency: str) -> Fraction:
    """To the smallest unit of the currency; a half goes away from 0."""
    units = 10 ** DECIMALS[currency]
    size = Fraction(floor(abs(value) * units + Fraction(1, 2)), units)
    return size if value >= 0 else -size


def split(amount: Fraction, weights: Sequence[Fraction], currency: str) -> list[Fraction]:
    """By the largest remainder; of equal remainders the first comes first. A discount is split as a price would be."""
    units, sign = 10 ** DECIMALS[currency], 1 if amount >= 0 else -1
    exact = [abs(amount) * units * weight / sum(weights) for weight in weights]
    parts = [floor(each) for each in exact]
    missing = int(abs(amount) * units) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda place: exact[place] - parts[place], reverse=True)
    for place in by_remainder[:missing]:
        parts[place] += 1
    return [Fraction(sign * part, units) for part in parts]


# Quotes


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line of a tariff. Where a condition is None, empty, or 0, it asks nothing."""

    key: object
    kind: str
    """`space`, `surcharge`, `discount`, `charge` or `tax`."""
    per: str
    """`sqm`, `unit`, `booth`, `booking`, `co_exhibitor`, `represented`, `percent` or `upper_deck`."""
    amount: Fraction
    section: str = ""
    sector: int | None = None
    hall: int | None = None
    stand: str = ""
    """`raw` or `shell`."""
    sides: tuple[int, int] = (1, 4)
    sqm: tuple[Fraction | None, Fraction | None] = (None, None)
    """From this, and below that, in a booth."""
    booking_sqm: Fraction | None = None
    days: tuple[date | None, date | None] = (None, None)
    returning: bool | None = None
    small: bool | None = None
    least_sqm: Fraction | None = None
    whole_sqm: bool = False
    cap: Fraction | None = None
    group: str = ""
    of_remainder: bool = False
    package: bool = False
    """Whether what a charge is for makes the space a package."""


@dataclass(frozen=True, kw_only=True)
class Stand:
    """One booth."""

    section: str
    sector: int | None
    hall: int | None
    stand: str
    sides: int
    sqm: Fraction
    upper_sqm: Fraction = NOTHING


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who books, and when."""

    day: date
    returning: bool = False
    small: bool = False
    co_exhibitors: int = 0
    represented: int = 0


type Line = tuple[object, int | None, Fraction]
"""Key of the rule, place of the booth (None for the booking), and amount."""


@dataclass(frozen=True)
class Priced:
    """What comes to 0 is left out of the lines. `net` and `total` are None where a booth has no price."""

    lines: list[Line]
    taxes: list[Line]
    net: Fraction | None
    total: Fraction | None


@dataclass(frozen=True, kw_only=True)
class TaxRow:
    """A row of a tax table. `buyer` is `anywhere`, `same` as the seller, or `country`, that of the row."""

    rate: Fraction
    buyer: str = "anywhere"
    country: str = ""
    business: bool | None = None
    supply: str = ""


@dataclass(frozen=True, kw_only=True)
class Payer:
    """Who pays how many per cent of a booking."""

    country: str
    business: bool = True
    per_cent: Fraction = Fraction(100)


@dataclass(frozen=True, kw_only=True)
class TaxTable:
    """Who sells, what it says of whom, and who pays. It counts instead of the taxes of a tariff."""

    seller: str
    rows: Sequence[TaxRow]
    payers: Sequence[Payer]

    def rate(self, payer: Payer, supply: str) -> Fraction | None:
        """By the first row that fits."""
        for row in self.rows:
            here = {"anywhere": payer.country, "same": self.seller, "country": row.country}[row.buyer]
            if payer.country == here and row.business in {None, payer.business} and row.supply in {"", supply}:
                return row.rate
        return None


def supplied(stands: Sequence[Stand], charged: Iterable[Rule]) -> str:
    """With a shell stand, or a service that says so of itself, it is a package and not bare space."""
    is_package = any(rule.package for rule in charged) or any(stand.stand == "shell" for stand in stands)
    return "package" if is_package else "raw"


def _table_taxes(table: TaxTable, supply: str, nets: Sequence[Fraction], currency: str) -> list[Line]:
    """Each payer has an invoice of its own; equal rates stand in one line. Nothing where one payer fits no row."""
    sums: dict[Fraction, Fraction] = {}
    for payer, own in zip(table.payers, shared(nets, [each.per_cent for each in table.payers], currency), strict=True):
        rate = table.rate(payer, supply)
        if rate is None:
            return []
        sums[rate] = sums.get(rate, NOTHING) + half_up(sum(own, NOTHING) * rate * PER_CENT, currency)
    return [(rate, None, tax) for rate, tax in sums.items()]


def quote(
    tariff: Sequence[Rule],
    stands: Sequence[Stand],
    customer: Customer,
    currency: str,
    table: TaxTable | None = None,
) -> Priced:
    """Booth by booth the price of space, what comes on top and what comes off; then charges; then taxes."""
    all_sqm = sum((stand.sqm for stand in stands), NOTHING)
    rules = [rule for rule in tariff if _is_for_customer(rule, customer, all_sqm)]
    lines: list[Line] = []
    has_prices = True
    for place, stand in enumerate(stands):
        fitting = [rule for rule in rules if _is_for_stand(rule, stand)]
        prices = [rule for rule in fitting if rule.kind == "space" and _sells_whole_units(rule, stand)]
        if prices:
            lines += [(key, place, amount) for key, amount in _stand_lines(prices[0], fitting, stand, currency)]
        else:
            has_prices = False
    lines += [(rule.key, None, _charge(rule, stands, customer, currency)) for rule in rules if rule.kind == "charge"]
    net = _sum(lines)
    taxes: list[Line] = [
        (rule.key, None, half_up(net * rule.amount * PER_CENT, currency)) for rule in rules if rule.kind == "tax"
    ]
    if table is not None:
        charged = [rule for rule in rules if rule.kind == "charge" and _is_counted(rule, stands, customer)]
        taxes = _table_taxes(table, supplied(stands, charged), [amount for _key, _place, amount in lines], currency)
    return Priced(
        [line for line in lines if line[2]],
        [line for line in taxes if line[2]],
        net if has_prices else None,
        net + _sum(taxes) if has_prices else None,
    )


def _sum(lines: Iterable[Line]) -> Fraction:
    return sum((amount for _key, _place, amount in lines), NOTHING)


def _is_for_customer(rule: Rule, customer: Customer, all_sqm: Fraction) -> bool:
    first, last = rule.days
    return not (
        (rule.booking_sqm is not None and all_sqm < rule.booking_sqm)
        or (first is not None and customer.day < first)
        or (last is not None and customer.day > last)
        or (rule.returning is not None and rule.returning != customer.returning)
        or (rule.small is not None and rule.small != customer.small)
    )


def _is_for_stand(rule: Rule, stand: Stand) -> bool:
    least, below = rule.sqm
    return not (
        (rule.section and rule.section != stand.section)
        or (rule.sector is not None and rule.sector != stand.sector)
        or (rule.hall is not None and rule.hall != stand.hall)
        or (rule.stand and rule.stand != stand.stand)
        or stand.sides < rule.sides[0]
        or stand.sides > rule.sides[1]
        or (least is not None and stand.sqm < least)
        or (below is not None and stand.sqm >= below)
    )


def _sells_whole_units(rule: Rule, stand: Stand) -> bool:
    return rule.per != "unit" or (stand.sqm / STANDARD_BOOTH).denominator == 1


def _charged_sqm(rule: Rule, sqm: Fraction) -> Fraction:
    sqm = max(sqm, rule.least_sqm or NOTHING)
    return Fraction(ceil(sqm)) if rule.whole_sqm else sqm


def _by_size(rule: Rule, stand: Stand) -> Fraction:
    sqm = _charged_sqm(rule, stand.sqm)
    return {"sqm": sqm, "unit": sqm / STANDARD_BOOTH, "booth": Fraction(1)}[rule.per] * rule.amount


def _first_of_groups(rules: Iterable[Rule]) -> list[Rule]:
    found: list[Rule] = []
    for rule in rules:
        if not rule.group or rule.group not in {each.group for each in found}:
            found.append(rule)
    return found


def _stand_lines(price: Rule, fitting: Sequence[Rule], stand: Stand, currency: str) -> list[tuple[object, Fraction]]:
    space = half_up(_by_size(price, stand), currency)
    lines: list[tuple[object, Fraction]] = [(price.key, space)]
    full = space
    for rule in _first_of_groups(each for each in fitting if each.kind == "surcharge"):
        if rule.per == "percent":
            more = space * rule.amount * PER_CENT
        elif rule.per == "upper_deck":
            above = half_up(space * stand.upper_sqm / _charged_sqm(price, stand.sqm), currency)
            more = above * rule.amount * PER_CENT
        else:
            more = _by_size(rule, stand)
        lines.append((rule.key, half_up(more, currency)))
        full += lines[-1][1]
    left = full
    for rule in _first_of_groups(each for each in fitting if each.kind == "discount"):
        base = left if rule.of_remainder else full
        less = base * rule.amount * PER_CENT if rule.per == "percent" else _by_size(rule, stand)
        off = min(half_up(less, currency), left)
        lines.append((rule.key, -off))
        left -= off
    return lines


def _is_counted(rule: Rule, stands: Sequence[Stand], customer: Customer) -> bool:
    """Whether there is something to charge, be it at 0."""
    return _quantity(rule, stands, customer) > 0


def _quantity(rule: Rule, stands: Sequence[Stand], customer: Customer) -> Fraction:
    counted = [stand for stand in stands if _is_for_stand(rule, stand)]
    if not counted:
        return NOTHING
    return {
        "sqm": sum((_charged_sqm(rule, stand.sqm) for stand in counted), NOTHING),
        "booth": Fraction(len(counted)),
        "booking": Fraction(1),
        "co_exhibitor": Fraction(customer.co_exhibitors),
        "represented": Fraction(customer.represented),
    }[rule.per]


def _charge(rule: Rule, stands: Sequence[Stand], customer: Customer, currency: str) -> Fraction:
    amount = _quantity(rule, stands, customer) * rule.amount
    return half_up(amount if rule.cap is None else min(amount, rule.cap), currency)


# Payment schedule, cancellation, reminders


@dataclass(frozen=True)
class Part:
    """A row of a payment schedule: so many per cent, or an amount, or with neither the rest."""

    per_cent: Fraction | None = None
    amount: Fraction | None = None


def schedule(parts: Sequence[Part], total: Fraction, currency: str) -> list[Fraction]:
    """What each part comes to. None is above what those before it left, and the last takes all that is left."""
    found: list[Fraction] = []
    for part in parts[:-1]:
        left = total - sum(found, NOTHING)
        asked = total * part.per_cent * PER_CENT if part.per_cent is not None else part.amount
        found.append(min(left, half_up(left if asked is None else asked, currency)))
    return [*found, total - sum(found, NOTHING)] if parts else []


@dataclass(frozen=True)
class Ladder:
    """A row of a cancellation schedule: until this day, or so many days before opening, or always."""

    per_cent: Fraction
    until: date | None = None
    days_before: int | None = None


def cancellation_fee(rows: Sequence[Ladder], day: date, opens: date, net: Fraction, currency: str) -> Fraction:
    """By the first row that has not passed: all of it when all have, nothing where there is no row."""
    owed = Fraction(100 if rows else 0)
    for row in reversed(rows):
        last = row.until if row.days_before is None else opens - timedelta(days=row.days_before)
        if last is None or last >= day:
            owed = row.per_cent
    return half_up(net * owed * PER_CENT, currency)


@dataclass(frozen=True)
class Billed:
    """An invoice: what is credited of it with tax, and what was paid of it by transfers, newest first.

    Each transfer is what came in for the invoice and what banks kept on the way.
    """

    total: Fraction
    credited: Fraction
    transfers: Sequence[tuple[Fraction, Fraction]] = ()

    @property
    def freed(self) -> Fraction:
        """What came in for more than is left of it; banks do not give theirs back."""
        paid = sum((came + kept for came, kept in self.transfers), NOTHING)
        too_much, freed = paid - (self.total - self.credited), NOTHING
        for came, kept in self.transfers:
            if too_much <= 0:
                break
            freed += min(came, too_much)
            too_much -= came + kept
        return freed


@dataclass(frozen=True)
class Settled:
    """What giving up space comes to."""

    fee: Fraction
    tax: Fraction
    credited: Fraction
    freed: Fraction
    back: Fraction
    to_pay: Fraction


def settled(fee: Fraction, rate: Fraction, billed: Sequence[Billed], currency: str) -> Settled:
    """A fee with its tax against what credits leave of payments: the rest comes back, or is still to be paid."""
    tax = half_up(fee * rate * PER_CENT, currency)
    credited = sum((each.credited for each in billed), NOTHING)
    freed = sum((each.freed for each in billed), NOTHING)
    due = fee + tax
    return Settled(fee, tax, credited, freed, max(freed - due, NOTHING), max(due - freed, NOTHING))


def business_day_after(day: date, count: int, days_off: Iterable[date], working_days: Iterable[date] = ()) -> date:
    """So many business days later. Weekends are off but for `working_days`."""
    off, made_up = set(days_off), set(working_days)
    while count:
        day += timedelta(days=1)
        count -= day not in off and (day.isoweekday() <= 5 or day in made_up)
    return day


# Invoices and credit notes


@dataclass(frozen=True)
class Item:
    """A line of an invoice: its net, and how it is taxed: any name, and the rate."""

    net: Fraction
    tax: str
    rate: Fraction


@dataclass(frozen=True)
class Sum:
    """Of a document, or of what is taxed in one way."""

    net: Fraction
    tax: Fraction

    @property
    def total(self) -> Fraction:
        return self.net + self.tax


def shared(nets: Sequence[Fraction], per_cents: Sequence[Fraction], currency: str) -> list[list[Fraction]]:
    """What each bill-to pays of each line."""
    of_lines = [split(net, per_cents, currency) for net in nets]
    return [[parts[place] for parts in of_lines] for place in range(len(per_cents))]


def by_tax(items: Sequence[Item], currency: str, before: Mapping[str, Sum] | None = None) -> dict[str, Sum]:
    """Tax is taken from the sum of what is taxed in one way; of a part of a price from all that is invoiced of it by
    then, less the tax of the parts `before`.
    """
    earlier = before or {}
    rates = {item.tax: item.rate for item in items}
    found = {}
    for tax, rate in rates.items():
        net = sum((item.net for item in items if item.tax == tax), NOTHING)
        past = earlier.get(tax, Sum(NOTHING, NOTHING))
        found[tax] = Sum(net, half_up((past.net + net) * rate * PER_CENT, currency) - past.tax)
    return found


def summed(sums: Iterable[Sum]) -> Sum:
    found = list(sums)
    return Sum(sum((each.net for each in found), NOTHING), sum((each.tax for each in found), NOTHING))


@dataclass
class Credited:
    """An invoice that is credited step by step. What is credited is what it came to before less what it comes to
    after; each step returns that.
    """

    items: Sequence[Item]
    currency: str
    before: Mapping[str, Sum] | None = None
    """What parts of the same price came to that were invoiced earlier."""
    left: dict[str, Sum] = field(init=False)

    def __post_init__(self) -> None:
        self.left = by_tax(self.items, self.currency, self.before)

    def of_lines(self, taken: Mapping[int, Fraction]) -> Sum:
        """Of the lines at these places so much net."""
        after = dict(self.left)
        for tax in {self.items[place].tax for place in taken}:
            gone = sum((net for place, net in taken.items() if self.items[place].tax == tax), NOTHING)
            net = self.left[tax].net - gone
            fair = half_up(net * self._rate(tax) * PER_CENT, self.currency)
            after[tax] = Sum(net, min(fair, self.left[tax].tax))
        return self._becomes(after)

    def of_amount(self, amount: Fraction) -> Sum:
        """So much with tax, of all that is left in proportion. What is taken off stays until everything goes."""
        if amount == summed(self.left.values()).total:
            return self.of_all()
        parts = split(amount, [max(each.total, NOTHING) for each in self.left.values()], self.currency)
        after = {}
        for (tax, before), part in zip(self.left.items(), parts, strict=True):
            total = before.total - part
            net = half_up(total / (1 + self._rate(tax) * PER_CENT), self.currency)
            net = min(max(net, total - before.tax), before.net)
            after[tax] = Sum(net, total - net)
        return self._becomes(after)

    def of_all(self) -> Sum:
        return self._becomes(dict.fromkeys(self.left, Sum(NOTHING, NOTHING)))

    def _rate(self, tax: str) -> Fraction:
        return next(item.rate for item in self.items if item.tax == tax)

    def _becomes(self, after: dict[str, Sum]) -> Sum:
        before, now = summed(self.left.values()), summed(after.values())
        self.left = after
        return Sum(before.net - now.net, before.tax - now.tax)


# Statement of account


@dataclass(frozen=True)
class Entry:
    """Something that a company owes more by (above 0) or less. `due` is for invoices, `pays` names the invoice that a
    payment or credit note is for.
    """

    day: date
    amount: Fraction
    document: str = ""
    due: date | None = None
    pays: str = ""


@dataclass(frozen=True)
class Account:
    """`running` is the balance after each entry. `due` has come, `late` has passed; `credit` is what nothing is owed
    for.
    """

    running: list[Fraction]
    balance: Fraction
    due: Fraction
    late: Fraction
    credit: Fraction


def account(entries: Sequence[Entry], today: date) -> Account:
    """Of one company in one currency; entries in the order of their days."""
    balance, running = NOTHING, []
    for entry in entries:
        balance += entry.amount
        running.append(balance)
    invoices = [(each.document, each.due, each.amount) for each in entries if each.due is not None]
    left = {
        (name, day): amount + sum((each.amount for each in entries if each.pays == name), NOTHING)
        for name, day, amount in invoices
    }
    return Account(
        running,
        balance,
        due=sum((amount for (_name, day), amount in left.items() if day <= today), NOTHING),
        late=sum((amount for (_name, day), amount in left.items() if day < today), NOTHING),
        credit=-sum((each.amount for each in entries if each.due is None and not each.pays), NOTHING),
    )
