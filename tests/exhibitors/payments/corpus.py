"""A bank's year, invented: companies, open invoices and transfers as people make them, with what each should pay.

Everything comes from one seed, so that a figure can be looked at again.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

from exhibitors.money.payments.matching import OpenInvoice, Payers, Proposal, Transfer, propose
from exhibitors.money.payments.statements.lines import BankLine, Statement

FIRST = date(2026, 1, 5)
NOISE = (
    ("", "INTEREST CREDIT 3RD QUARTER"), ("FINANZAMT", "TAX REFUND 2025 ST-NR 12/345/67890"),
    ("OWN ACCOUNT", "transfer between accounts"), ("CARD PROCESSOR", "PAYOUT 2026-03 BATCH 77123456"),
    ("Jane Miller", "deposit for keys"), ("STADTWERKE", "Gutschrift Strom 889921"),
)  # fmt: skip
WORDS = [
    "Nordlicht",
    "Vega",
    "Aurora",
    "Kestrel",
    "Tamarind",
    "Halcyon",
    "Lumen",
    "Orchid",
    "Baltic",
    "Meridian",
    "Juniper",
    "Saffron",
    "Cobalt",
    "Harbour",
    "Summit",
    "Willow",
    "Granite",
    "Falcon",
    "Amber",
    "Pioneer",
    "Cascade",
    "Horizon",
    "Cedar",
    "Onyx",
    "Lotus",
    "Zephyr",
    "Marigold",
    "Basalt",
    "Nimbus",
    "Solstice",
]
TRADES = [
    "Machinery",
    "Foods",
    "Textiles",
    "Optics",
    "Ceramics",
    "Robotics",
    "Medical",
    "Tools",
    "Wines",
    "Packaging",
    "Motors",
    "Lighting",
    "Furniture",
    "Chemicals",
    "Instruments",
    "Logistics",
    "Coffee",
    "Glass",
    "Paper",
    "Plastics",
]
FORMS = ("GmbH", "Ltd.", "Inc.", "S.r.l.", "SARL", "Co., Ltd.", "B.V.", "AG", "Oy", "AB")
CHINESE = [
    "华兴",
    "东方",
    "金桥",
    "长江",
    "泰山",
    "明珠",
    "远大",
    "新城",
    "南方",
    "海洋",
    "天成",
    "永安",
    "恒丰",
    "瑞祥",
    "宏远",
    "盛达",
    "和平",
    "光明",
    "星辰",
    "飞跃",
]
CITIES = (("上海", "Shanghai"), ("北京", "Beijing"), ("深圳", "Shenzhen"), ("宁波", "Ningbo"), ("青岛", "Qingdao"))
PINYIN = [
    "Huaxing",
    "Dongfang",
    "Jinqiao",
    "Changjiang",
    "Taishan",
    "Mingzhu",
    "Yuanda",
    "Xincheng",
    "Nanfang",
    "Haiyang",
    "Tiancheng",
    "Yongan",
    "Hengfeng",
    "Ruixiang",
    "Hongyuan",
    "Shengda",
    "Heping",
    "Guangming",
    "Xingchen",
    "Feiyue",
]
RUSSIAN = (("Ромашка", "Romashka"), ("Северный Ветер", "Severnyj Veter"), ("Волга", "Volga"), ("Берёзка", "Berezka"),
           ("Полюс", "Poljus"), ("Заря", "Zarja"), ("Сокол", "Sokol"), ("Байкал", "Bajkal"))  # fmt: skip
LETTERS = "0123456789"
UNTOLD = ("", "exhibition", "参展费", "оплата по договору")
AFTER = ("", "", " thank you", " dated 01.02.2026", " 1250,00", " EUR", " hall 4")


@dataclass
class Corpus:
    """`truth` has for each line, by its place, the parts that it pays; `kinds` how its payer deviated."""

    invoices: list[OpenInvoice]
    payers: Payers
    lines: list[BankLine] = field(default_factory=list)
    truth: list[tuple[tuple[int, Decimal], ...]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def make_corpus(lines: int, seed: int = 12) -> Corpus:
    return _Maker(Random(seed), lines).corpus  # noqa: S311  (nothing secret)


def proposals_for(corpus: Corpus, statement: Statement) -> list[Proposal]:
    """One for each line of the statement, which has the lines of the corpus."""
    transfers = [
        Transfer(place, line.amount, line.day, line.payer, line.payer_account, f"{line.text} {line.end_to_end}")
        for place, line in enumerate(statement.lines)
    ]
    return propose(transfers, corpus.invoices, corpus.payers)


def creditor_reference(body: str) -> str:
    return iso11649.validate(f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}")


class _Maker:
    def __init__(self, random: Random, lines: int) -> None:
        self.random = random
        self.names: dict[int, tuple[str, ...]] = {}
        self.accounts = {company: f"DE{random.randrange(10**19, 10**20)}" for company in range(1, lines // 8 + 2)}
        self.seen = {company for company in self.accounts if random.random() < 0.6}
        self._make_names()
        self.corpus = Corpus([], Payers(self.names, {self.accounts[each]: each for each in self.seen}))
        self.free: dict[int, list[OpenInvoice]] = {}
        self._make_invoices(int(lines * 1.15))
        self.order = [company for company, found in self.free.items() for _each in found]
        random.shuffle(self.order)
        while len(self.corpus.lines) < lines and self.order:
            self._pay(self.order.pop())
        del self.corpus.lines[lines:], self.corpus.truth[lines:], self.corpus.kinds[lines:]

    def _make_names(self) -> None:
        taken: Counter[str] = Counter()
        for company in self.accounts:
            kind = self.random.random()
            if kind < 0.15:
                (city, city_latin), place = self.random.choice(CITIES), self.random.randrange(len(CHINESE))
                second = self.random.randrange(len(CHINESE))
                names: tuple[str, ...] = (
                    f"{city_latin} {PINYIN[place]} {PINYIN[second]} Co., Ltd.",
                    f"{city}{CHINESE[place]}{CHINESE[second]}有限公司",
                )
            elif kind < 0.25:
                russian, latin = self.random.choice(RUSSIAN)
                trade = self.random.randrange(10, 99)
                names = (f"{latin} {trade} OOO", f"ООО {russian} {trade}")
            else:
                one, other = self.random.sample(WORDS, 2)
                names = (f"{one} {other} {self.random.choice(TRADES)} {self.random.choice(FORMS)}",)
            if taken[names[0]]:
                names = tuple(f"{names[0]} {company}" for _each in names)
            taken[names[0]] += 1
            self.names[company] = names

    def _make_invoices(self, count: int) -> None:
        prices = [Decimal(each) for each in ("1250.00", "2400.00", "3600.00", "4800.50", "900.00", "7200.00")]
        for key in range(1, count + 1):
            company = self.random.choice(list(self.accounts))
            usual = self.random.random() < 0.5
            amount = self.random.choice(prices) if usual else Decimal(self.random.randrange(30_000, 2_500_000)) / 100
            number = f"EX-2026-{key:05d}"
            due = FIRST + timedelta(days=self.random.randrange(300))
            reference = creditor_reference(f"2026{key:05d}")
            invoice = OpenInvoice(key, number, reference, amount, company, due, key)
            self.corpus.invoices.append(invoice)
            self.free.setdefault(company, []).append(invoice)
        for found in self.free.values():
            found.sort(key=lambda each: (each.due, each.key))

    def _pay(self, company: int) -> None:
        free = self.free[company]
        if not free:
            return
        kinds = {
            "reference": 44, "mistyped": 10, "number": 10, "in words": 3, "no reference": 8, "joined": 6,
            "joined, one named": 2, "split": 5, "fee": 4, "twice": 2, "more": 2, "noise": 4,
        }  # fmt: skip
        (kind,) = self.random.choices(list(kinds), list(kinds.values()))
        getattr(self, f"_{kind.replace(', ', '_').replace(' ', '_')}")(company, free, kind)

    def _add(self, company: int | None, text: str, amount: Decimal, kind: str, *parts: tuple[int, Decimal]) -> None:
        payer = "" if company is None else self._name_of(company)
        # A company that was never seen pays from an account that says nothing.
        account = "" if company is None or self.random.random() < 0.1 else self.accounts[company]
        day = FIRST + timedelta(days=len(self.corpus.lines) // 40)
        reference = f"B{len(self.corpus.lines):07d}" if self.random.random() < 0.7 else ""
        line = BankLine(len(self.corpus.lines) + 1, day, amount, True, payer, account, text, "", reference)
        self.corpus.lines.append(line)
        self.corpus.truth.append(parts)
        self.corpus.kinds.append(kind)

    def _name_of(self, company: int) -> str:
        name = self.random.choice(self.names[company])
        if not name.isascii():
            return name
        way = self.random.random()
        if way < 0.5:
            return name.upper()
        if way < 0.6:
            return name.upper()[:27].strip()
        if way < 0.7:
            return self._mistype(name, "abcdefghijklmnopqrstuvwxyz")
        return name

    def _mistype(self, text: str, letters: str) -> str:
        place = self.random.randrange(2, len(text) - 1)
        way = self.random.randrange(4)
        if way == 0:
            return text[:place] + self.random.choice(letters) + text[place + 1 :]
        if way == 1:
            return text[:place] + text[place + 1 :]
        if way == 2:
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + self.random.choice(letters) + text[place:]

    def _written(self, reference: str) -> str:
        way = self.random.random()
        if way < 0.4:
            return iso11649.format(reference)
        if way < 0.6:
            return reference.lower()
        if way < 0.75:
            place = self.random.randrange(4, len(reference))
            return f"{reference[:place]} {reference[place:]}"
        if way < 0.85:
            return "-".join((reference[:4], reference[4:]))
        return reference

    def _around(self, text: str) -> str:
        before = self.random.choice(("", "", "INV ", "payment for ", "SVWZ+", "Stand A17 ", "2026-03-01 ", "付款 "))
        return f"{before}{text}{self.random.choice(AFTER)}"

    def _reference(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        self._add(company, self._around(self._written(paid.reference)), paid.open, kind, (paid.key, paid.open))

    def _mistyped(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        text = self._around(self._mistype(paid.reference, LETTERS))
        self._add(company, text, paid.open, kind, (paid.key, paid.open))

    def _number(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        number = self.random.choice((paid.number, paid.number.replace("-", ""), paid.number.replace("-", " ").lower()))
        self._add(company, self._around(number), paid.open, kind, (paid.key, paid.open))

    def _in_words(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        text = self.random.choice(("invoice {}", "Rechnung Nr. {}", "inv.no {}", "发票{}")).format(paid.key)
        self._add(company, text, paid.open, kind, (paid.key, paid.open))

    def _no_reference(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(0)
        self._add(company, self.random.choice(UNTOLD), paid.open, kind, (paid.key, paid.open))  # fmt: skip

    def _joined(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = [free.pop(0) for _each in range(min(len(free), self.random.randrange(2, 5)))]
        text = " + ".join(self._written(each.reference) for each in paid)
        self._add(company, text, sum((each.open for each in paid), Decimal(0)), kind, *((e.key, e.open) for e in paid))

    def _joined_one_named(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = [free.pop(0) for _each in range(min(len(free), 2))]
        total = sum((each.open for each in paid), Decimal(0))
        self._add(company, self._around(paid[0].reference), total, kind, *((e.key, e.open) for e in paid))

    def _split(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        first = (paid.open * Decimal(self.random.choice(("0.3", "0.5", "0.25")))).quantize(Decimal("0.01"))
        text = "" if self.random.random() < 0.2 else self._written(paid.reference)
        for amount in (first, paid.open - first):
            self._add(company, text, amount, kind, (paid.key, amount))

    def _fee(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        amount = paid.open - self._fee_of(paid.open)
        self._add(company, self._around(self._written(paid.reference)), amount, kind, (paid.key, amount))

    def _fee_of(self, amount: Decimal) -> Decimal:
        fee = Decimal(self.random.choice(("5.00", "12.50", "15.00")))
        return min(fee, amount / 100).quantize(Decimal("0.01"))

    def _twice(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        text = self._written(paid.reference)
        self._add(company, text, paid.open, kind, (paid.key, paid.open))
        self._add(company, text, paid.open, "second of two")

    def _more(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        paid = free.pop(self.random.randrange(len(free)))
        self._add(company, self._written(paid.reference), paid.open + Decimal("13.37"), kind, (paid.key, paid.open))

    def _noise(self, company: int, free: list[OpenInvoice], kind: str) -> None:
        payer, text = self.random.choice(NOISE)
        self._add(None, f"{payer} {text}".strip(), Decimal(self.random.randrange(100, 900_000)) / 100, kind)
