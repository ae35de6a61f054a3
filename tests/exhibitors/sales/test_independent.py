"""The product against a calculation that shares nothing with it, by random cases in three currencies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exhibitors.money.invoices.amounts import Sums, allocate, credit_of_net, split_total, taxed, whole
from exhibitors.money.invoices.queries.taxes import TableTaxation, TaxedShare, Treatment
from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm, fee
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm, amounts
from exhibitors.pricing.rate_cards import (
    BASES,
    Basis,
    Buyer,
    Conditions,
    PriceCalculator,
    Rule,
    RuleKind,
    Space,
)
from pavilions.states import BoothKind, Section
from tests.exhibitors.sales import independent

DAY = date(2024, 5, 17)
currencies = st.sampled_from(["CNY", "JPY", "KWD"])
days = st.dates(DAY - timedelta(days=5), DAY + timedelta(days=5))


def hundredths(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda units: Decimal(units).scaleb(-2))


def maybe[T](of: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | of


def fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


AMOUNTS = {Basis.PERCENT: 100, Basis.UPPER_DECK: 100, Basis.SQM: 400, Basis.CO_EXHIBITOR: 900}
conditions = st.builds(
    Conditions,
    section=st.sampled_from([None, None, *Section]),
    sector_ids=st.sampled_from([frozenset[int](), frozenset([1]), frozenset([2])]),
    hall_ids=st.sampled_from([frozenset[int](), frozenset[int](), frozenset([1])]),
    kind=st.sampled_from([None, None, *BoothKind]),
    sides_from=st.integers(1, 2),
    sides_to=st.integers(2, 4),
    sqm_from=maybe(hundredths(30)),
    sqm_below=maybe(hundredths(90)),
    booking_sqm_from=maybe(hundredths(60)),
    day_from=maybe(days),
    day_to=maybe(days),
    is_returning=st.sampled_from([None, None, True, False]),
    is_small=st.sampled_from([None, None, True, False]),
)
anything = st.just(Conditions())


@st.composite
def tariffs(draw: st.DrawFn) -> list[Rule]:
    """Rules in any order. Some tariffs have a price for everything."""
    kinds = draw(st.lists(st.sampled_from(list(RuleKind)), max_size=10))
    rules = [draw(_rule(kind)) for kind in kinds]
    if draw(st.booleans()):
        rules.append(Rule(key=0, kind=RuleKind.SPACE, basis=Basis.SQM, amount=draw(hundredths(400))))
    return [replace(rule, key=key) for key, rule in enumerate(rules)]


@st.composite
def _rule(draw: st.DrawFn, kind: RuleKind) -> Rule:
    basis = draw(st.sampled_from(BASES[kind]))
    is_charge, is_discount = kind == RuleKind.CHARGE, kind == RuleKind.DISCOUNT
    return Rule(
        key=0,
        kind=kind,
        basis=basis,
        amount=draw(hundredths(AMOUNTS.get(basis, 9000))),
        conditions=draw(anything if kind == RuleKind.TAX else anything | conditions),
        min_sqm=draw(maybe(hundredths(40))),
        whole_sqm=draw(st.booleans()),
        at_most=draw(maybe(hundredths(2000))) if is_charge else None,
        only_one_of=draw(st.sampled_from(["", "a", "b"])) if is_discount or kind == RuleKind.SURCHARGE else "",
        of_remainder=is_discount and draw(st.booleans()),
        makes_package=is_charge and draw(st.booleans()),
    )


spaces = st.builds(
    Space,
    st.sampled_from(list(Section)),
    st.integers(1, 3),
    st.integers(1, 2),
    st.sampled_from(list(BoothKind)),
    st.integers(1, 4),
    st.integers(1, 12).map(lambda units: Decimal(9 * units)) | st.integers(1, 9000).map(lambda n: Decimal(n) / 100),
    hundredths(40),
)


def plain_rule(rule: Rule) -> independent.Rule:
    asked = rule.conditions
    return independent.Rule(
        key=rule.key,
        kind=str(rule.kind),
        per=str(rule.basis),
        amount=Fraction(rule.amount),
        section=str(asked.section or ""),
        sector=next(iter(asked.sector_ids), None),
        hall=next(iter(asked.hall_ids), None),
        stand=str(asked.kind or ""),
        sides=(asked.sides_from, asked.sides_to),
        sqm=(fraction(asked.sqm_from), fraction(asked.sqm_below)),
        booking_sqm=fraction(asked.booking_sqm_from),
        days=(asked.day_from, asked.day_to),
        returning=asked.is_returning,
        small=asked.is_small,
        least_sqm=fraction(rule.min_sqm),
        whole_sqm=rule.whole_sqm,
        cap=fraction(rule.at_most),
        group=rule.only_one_of,
        of_remainder=rule.of_remainder,
        package=rule.makes_package,
    )


def plain_stand(space: Space) -> independent.Stand:
    return independent.Stand(
        section=str(space.section),
        sector=space.sector_id,
        hall=space.hall_id,
        stand=str(space.kind),
        sides=space.open_sides,
        sqm=Fraction(space.area_sqm),
        upper_sqm=Fraction(space.upper_sqm),
    )


type Shares = list[tuple[int, int | None, int | None]]
"""Of the bill, each with the rates of bare space and of a package; None: no row fits."""
rates = st.sampled_from([None, 0, 6, 9, 19])
shares: st.SearchStrategy[Shares] = st.lists(st.tuples(st.integers(1, 9), rates, rates), min_size=1, max_size=3)


def treatment(rate: int | None) -> Treatment | None:
    return None if rate is None else Treatment("S", Decimal(rate))


def plain_table(of: Shares) -> independent.TaxTable:
    """Each payer has a country, and rows, of its own."""
    rows = [
        independent.TaxRow(rate=Fraction(rate), buyer="country", country=str(place), supply=supply)
        for place, (_weight, raw, package) in enumerate(of)
        for supply, rate in (("raw", raw), ("package", package))
        if rate is not None
    ]
    payers = [
        independent.Payer(country=str(place), per_cent=Fraction(weight))
        for place, (weight, _raw, _package) in enumerate(of)
    ]
    return independent.TaxTable(seller="", rows=rows, payers=payers)


def agree_by_table(rules: Sequence[Rule], booked: Sequence[Space], of: Shares, day: date, currency: str) -> None:
    found = TableTaxation(
        tuple(
            TaxedShare(Decimal(weight), treatment(raw), treatment(package), damages=None) for weight, raw, package in of
        )
    )
    ours = PriceCalculator(currency, rules).quote(booked, Buyer(taxation=found), day)
    theirs = independent.quote(
        [*map(plain_rule, rules)],
        [*map(plain_stand, booked)],
        independent.Customer(day=day),
        currency,
        plain_table(of),
    )
    taxes = [line for line in ours.lines if line.rule.kind == RuleKind.TAX]
    assert [(line.rule.amount, None, Fraction(line.amount)) for line in taxes if line.amount] == theirs.taxes
    assert (fraction(ours.net), fraction(ours.total)) == (theirs.net, theirs.total)


def agree(rules: Sequence[Rule], booked: Sequence[Space], buyer: Buyer, day: date, currency: str) -> None:
    ours = PriceCalculator(currency, rules).quote(booked, buyer, day)
    customer = independent.Customer(
        day=day,
        returning=buyer.is_returning,
        small=buyer.is_small,
        co_exhibitors=buyer.co_exhibitors,
        represented=buyer.represented,
    )
    theirs = independent.quote([*map(plain_rule, rules)], [*map(plain_stand, booked)], customer, currency)
    lines = [(line.rule.key, line.space, Fraction(line.amount)) for line in ours.lines if line.amount]
    assert sorted(lines, key=str) == sorted([*theirs.lines, *theirs.taxes], key=str)
    assert (fraction(ours.net), fraction(ours.total)) == (theirs.net, theirs.total)


def priced(basis: Basis, amount: str, **other: Decimal) -> Rule:
    return Rule(key=0, kind=RuleKind.SPACE, basis=basis, amount=Decimal(amount), **other)  # type: ignore[arg-type]


def booth(area: str, upper: str = "0") -> Space:
    return Space(Section.BUSINESS, 1, 1, BoothKind.RAW, 1, Decimal(area), Decimal(upper))


CAP_OF_NOTHING = Rule(key=1, kind=RuleKind.CHARGE, basis=Basis.BOOKING, amount=Decimal(5), at_most=Decimal(0))
UPPER_DECK = Rule(key=1, kind=RuleKind.SURCHARGE, basis=Basis.UPPER_DECK, amount=Decimal(100))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tariffs(),
    st.lists(spaces, min_size=1, max_size=4),
    st.builds(Buyer, st.booleans(), st.booleans(), st.integers(0, 3)),
    days,
    currencies,
)
@example([priced(Basis.SQM, "1"), CAP_OF_NOTHING], [booth("9")], Buyer(), DAY, "CNY")
@example([priced(Basis.SQM, "1"), replace(CAP_OF_NOTHING, at_most=Decimal("1.5"))], [booth("9")], Buyer(), DAY, "JPY")
@example([priced(Basis.BOOTH, "10.03"), UPPER_DECK], [booth("3", "1.5")], Buyer(), DAY, "CNY")  # 5.015
@example([priced(Basis.UNIT, "4.05", min_sqm=Decimal(10))], [booth("9")], Buyer(), DAY, "JPY")  # 4.5
def test_quotes_agree(rules: list[Rule], booked: list[Space], buyer: Buyer, day: date, currency: str) -> None:
    agree(rules, booked, buyer, day, currency)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tariffs(), st.lists(spaces, min_size=1, max_size=3), shares, days, currencies)
@example([priced(Basis.SQM, "0.055")], [booth("9")], [(1, 6, None), (2, 6, 0), (1, 19, 6)], DAY, "KWD")
def test_taxes_by_the_table_agree(rules: list[Rule], booked: list[Space], of: Shares, day: date, currency: str) -> None:
    agree_by_table(rules, booked, of, day, currency)


units = st.integers(1, 10**7)


@given(st.integers(-(10**9), 10**9), st.lists(units, min_size=1, max_size=6), currencies)
@example(2, [4, 1, 1], "JPY")  # equal remainders: the first comes first
@example(-1, [1, 1], "JPY")  # a discount is split as a price would be
def test_splits_agree(total: int, weights: list[int], currency: str) -> None:
    smallest = Decimal(1).scaleb(-independent.DECIMALS[currency])
    parts = allocate(total * smallest, [Decimal(weight) for weight in weights], currency)
    theirs = independent.split(Fraction(total * smallest), [Fraction(weight) for weight in weights], currency)
    assert [Fraction(part) for part in parts] == theirs


RATES = {"a": "0", "b": "6", "c": "19", "d": "7.7", "e": "16"}
"""The last one is that of a deposit, which is deducted."""
items = st.tuples(st.sampled_from(["a", "b", "c", "d"]), units)


@given(
    st.lists(items, min_size=1, max_size=5),
    st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.fractions(0, 1)), max_size=6),
    st.fractions(0, Fraction(4, 5)),
    currencies,
)
def test_invoices_and_their_credits_agree(
    lines: list[tuple[str, int]], steps: list[tuple[bool, int, Fraction]], deposit: Fraction, currency: str
) -> None:
    smallest = Decimal(1).scaleb(-independent.DECIMALS[currency])
    if deducted := int(sum(net for _name, net in lines) * deposit):
        lines = [*lines, ("e", -deducted)]
    ways = {name: Treatment("S", Decimal(rate), name) for name, rate in RATES.items()}
    nets = [net * smallest for _name, net in lines]
    ours = taxed([(ways[name], net) for (name, _net), net in zip(lines, nets, strict=True)], currency)
    theirs = independent.Credited(
        [
            independent.Item(Fraction(net), name, Fraction(RATES[name]))
            for (name, _net), net in zip(lines, nets, strict=True)
        ],
        currency,
    )
    same(ours, theirs)
    left = list(nets)
    for is_line, place, share in steps:
        before = whole(ours.values())
        if is_line:
            line = place % len([name for name, _net in lines if name != "e"])
            way = ways[lines[line][0]]
            net = int(Fraction(min(left[line], ours[way].net) / smallest) * share) * smallest
            gone_of_line = credit_of_net(ours[way], net, way.rate, currency)
            if (before - gone_of_line).total < 0 or (before - gone_of_line).net < 0:
                continue  # refused: what is left must cover what is deducted
            left[line] -= net
            ours[way] -= gone_of_line
            credit = theirs.of_lines({line: Fraction(net)})
        else:
            amount = int(Fraction(before.total / smallest) * share) * smallest
            if amount <= 0:
                continue
            gone = split_total(amount, ours, currency)
            ours = {way: rest - gone[way] for way, rest in ours.items()}
            credit = theirs.of_amount(Fraction(amount))
        after = whole(ours.values())
        assert (Fraction(before.net - after.net), Fraction(before.tax - after.tax)) == (credit.net, credit.tax)
        same(ours, theirs)
    rest = whole(ours.values())
    assert theirs.of_all() == independent.Sum(Fraction(rest.net), Fraction(rest.tax))


def same(ours: dict[Treatment, Sums], theirs: independent.Credited) -> None:
    assert {way.legend: (Fraction(each.net), Fraction(each.tax)) for way, each in ours.items()} == {
        name: (each.net, each.tax) for name, each in theirs.left.items()
    }


parts = st.one_of(
    hundredths(100).map(lambda value: (ShareOf.PERCENT, value)),
    hundredths(5000).map(lambda value: (ShareOf.AMOUNT, value)),
    st.just((ShareOf.AMOUNT, None)),
)


@given(st.lists(parts, max_size=5), st.integers(0, 10**7), currencies)
def test_schedules_agree(rows: list[tuple[ShareOf, Decimal | None]], total: int, currency: str) -> None:
    money = Decimal(total).scaleb(-independent.DECIMALS[currency])
    terms = [ScheduleTerm(PartKind.DEPOSIT, share, value, DueAfter.DAY) for share, value in rows]
    theirs = [
        independent.Part(fraction(value)) if share == ShareOf.PERCENT else independent.Part(None, fraction(value))
        for share, value in rows
    ]
    found = [Fraction(part) for part in amounts(terms, money, currency)]
    assert found == independent.schedule(theirs, Fraction(money), currency)


ladders = st.lists(
    st.builds(CancellationTerm, hundredths(100), maybe(days), maybe(st.integers(0, 9))),
    max_size=4,
)


@given(ladders, days, days, st.integers(0, 10**8), currencies)
def test_cancellation_fees_agree(
    terms: list[CancellationTerm], day: date, opens: date, net: int, currency: str
) -> None:
    base = Decimal(net).scaleb(-independent.DECIMALS[currency])
    rows = [independent.Ladder(Fraction(term.percent), term.until, term.days_before) for term in terms]
    theirs = independent.cancellation_fee(rows, day, opens, Fraction(base), currency)
    assert Fraction(fee(terms, day, opens, base, currency)) == theirs


@given(days, st.integers(0, 12), st.frozensets(days), st.frozensets(days))
def test_business_days_agree(day: date, count: int, off: frozenset[date], made_up: frozenset[date]) -> None:
    ours = BusinessCalendar("", off, made_up).after(day, count)
    assert ours == independent.business_day_after(day, count, off, made_up)


def test_nothing_decides_the_tax_of_a_buyer_who_is_not_known() -> None:
    assert TableTaxation(()).due([Decimal(21_600)], "CNY", is_package=False) is None
