"""What banks write, read into lines; what is not read, with a sentence that names its line."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ciie.kernel.errors import Invalid
from ciie.kernel.limited_reader import LONGEST_SECONDS
from exhibitors.money.payments.statements.csv import lay_out
from exhibitors.money.payments.statements.lines import BankLine, Statement, identities
from exhibitors.money.payments.statements.reading import kind_of, read_statement, statements_in
from tests.exhibitors.payments.files import DAY, IBAN, camt, camt_of, credit, csv_of, details, entry, mt940

PAID = credit(
    "1250.00", payer="Müller & Söhne GmbH", payer_account="DE02100100100006820101", text="RF18 5390 0754 7034",
    end_to_end="E2E-1", bank_reference="B17",
)  # fmt: skip


def read_file(content: bytes) -> list[Statement]:
    return statements_in(read_statement(content, account=IBAN, currency="EUR"))


def only(content: bytes) -> Statement:
    (statement,) = read_file(content)
    return statement


def as_csv(content: bytes, **choices: object) -> Statement:
    (statement,) = statements_in(read_statement(content, choices=choices, account=IBAN, currency="EUR"))
    return statement


def bare(line: BankLine) -> BankLine:
    return replace(line, line=0)


def test_a_camt_entry_is_a_line() -> None:
    statement = only(camt(entry(PAID, details(PAID)), opening="10.00", closing="1260.00"))

    assert (statement.account, statement.currency, statement.number) == (IBAN, "EUR", "17")
    assert (statement.opening, statement.closing) == (Decimal("10.00"), Decimal("1260.00"))
    assert [bare(line) for line in statement.lines] == [PAID]


def test_the_text_may_stand_beside_the_entry_and_the_reference_may_be_missing() -> None:
    (line,) = only(camt(entry(credit("5.00"), text="Payment from ACME for RF18 5390"))).lines
    assert (line.text, line.end_to_end, line.bank_reference) == ("Payment from ACME for RF18 5390", "", "")

    (line,) = only(camt(entry(credit("5.00"), details(credit("5.00", end_to_end="NOTPROVIDED", text="x"))))).lines
    assert (line.text, line.end_to_end) == ("x", "")


def test_an_entry_with_many_transactions_is_as_many_lines() -> None:
    parts = [
        credit(amount, payer=f"Payer {amount}", payer_account=f"X{amount[0]}", text="t") for amount in ("1.10", "2.20")
    ]
    lines = only(camt(entry(credit("3.30", bank_reference="B1"), *map(details, parts)))).lines

    assert [(line.amount, line.payer, line.bank_reference, line.index) for line in lines] == [
        (Decimal("1.10"), "Payer 1.10", "B1", 0),
        (Decimal("2.20"), "Payer 2.20", "B1", 1),
    ]


@pytest.mark.parametrize("has_amounts", [True, False])
def test_transactions_that_do_not_make_up_their_entry_are_one_line(has_amounts: bool) -> None:
    parts = [details(credit(amount, text=f"for {amount}"), amount=has_amounts) for amount in ("1.10", "2.00")]
    (line,) = only(camt(entry(credit("3.30"), *parts))).lines

    assert (line.amount, line.text) == (Decimal("3.30"), "for 1.10 / for 2.00")


def test_debits_and_entries_that_are_not_booked_yet() -> None:
    statement = only(
        camt(
            entry(credit("7.00", is_credit=False)),
            entry(credit("9.00"), status="<Sts><Cd>PDNG</Cd></Sts>"),
            opening="10.00",
            closing="3.00",
        )
    )
    assert [line.is_credit for line in statement.lines] == [False]
    assert statement.pending == 1


def test_a_notification_has_no_balances() -> None:
    statement = only(camt(entry(PAID, details(PAID)), kind="Ntfctn"))
    assert (statement.opening, len(statement.lines)) == (None, 1)


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "125000"), ("KWD", "12.345"), ("CNY", "1.10")])
def test_currencies_have_their_own_decimals(currency: str, amount: str) -> None:
    (line,) = only(camt(entry(credit(amount), currency=currency), currency=currency)).lines
    assert str(line.amount) == amount


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (camt(entry(PAID), entry(PAID).replace("1250.00", "12O0.00")), "malformed_amount", 5),
        (camt(entry(PAID).replace("1250.00", "-1.00")), "malformed_amount", 4),
        (camt(entry(PAID).replace("1250.00", "1.005")), "malformed_amount", 4),
        (camt(entry(PAID).replace("1250.00", "9" * 17)), "malformed_amount", 4),
        (camt(entry(PAID).replace("1250.00", "0.00")), "zero_amount", 4),
        (camt(entry(PAID).replace(str(DAY), "2026-11-31")), "malformed_day", 4),
        (camt(entry(PAID).replace("CRDT", "CREDIT")), "no_direction", 4),
        (camt(entry(PAID), entry(PAID, currency="USD")), "two_currencies", 5),
        (camt(entry(PAID), opening="1.00", closing="2.00"), "unbalanced", None),
        (camt(entry(PAID))[:-20], "broken_xml", None),
        (b"<Document></Document>", "no_statement", None),
        (mt940(":61:2611021102C12.x,00NTRFNONREF"), "malformed_amount", 5),
        (mt940(":61:2611021102C0,00NTRFNONREF"), "zero_amount", 5),
        (mt940(":61:261102XX"), "malformed_movement", 5),
        (mt940(":61:2611021102C5,00NTRFNONREF", closing="1004,00"), "unbalanced", None),
        (mt940(opening="1x"), "malformed_amount", 4),
        (b":20:X\n", "no_statement", None),
    ],
)  # fmt: skip
def test_a_damaged_file_stops_at_its_line(content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(Invalid) as refusal:
        read_file(content)
    assert (refusal.value.code, refusal.value.details.get("line")) == (f"statement_{code}", line)
    assert "%(" not in str(refusal.value)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">""" + b"".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + b"]><Document>&i;</Document>"  # fmt: skip
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE l SYSTEM "file:///etc/passwd"><Document/>"""


@pytest.mark.usefixtures("in_a_child")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "hostile_xml"),
        (OUTSIDE, "hostile_xml"),
        (b"<a>" * 5_000, "broken_xml"),
        (b"<" + b"\x00" * 500, "broken_xml"),
        (b":20:" + bytes(range(256)), "broken_mt940"),
        (b"<a>" + b" " * (25 * 1024 * 1024), "too_large"),
    ],
)
def test_hostile_files_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_file(content)
    assert refusal.value.code == f"statement_{code}"


def test_mt940_with_fields_that_split_words() -> None:
    statement = only(
        mt940(
            ":61:2611021102C1250,00NTRFNONREF//B17",
            ":86:166?00GUTSCHRIFT?20EREF+NOTPROVIDED?21SVWZ+RF18 5390 0754 70",
            "34 INV?222026-000123?31DE02100100100006820101?32MUELLER MASCHINENBAU G?33MBH",
            ":61:2611021102D12,5NCHGNONREF",
            ":86:BANK FEES",
            ":61:2611021102RD2,50NMSCNONREF",
            ":86:/NAME/ACME CORP/REMI/INVOICE 12/EREF/E9",
            closing="2240,00",
        )
    )
    assert (statement.account, statement.currency, statement.opening) == (IBAN, "EUR", Decimal("1000.00"))
    first, fee, back = statement.lines
    assert (first.payer, first.payer_account) == ("MUELLER MASCHINENBAU GMBH", "DE02100100100006820101")
    assert "RF185390075470 34".replace(" ", "") in first.text.replace(" ", "")
    assert "2026-000123" in first.text
    assert (first.end_to_end, first.bank_reference, first.line) == ("", "B17", 5)
    assert (fee.amount, fee.is_credit, fee.text, fee.line) == (Decimal("12.50"), False, "BANK FEES", 8)
    assert (back.is_credit, back.payer, back.text, back.end_to_end) == (True, "ACME CORP", "INVOICE 12", "E9")


def test_mt940_of_two_pages_and_an_account_with_its_bank() -> None:
    content = mt940(":61:2611021102C5,00NTRFNONREF", account="37040044/0532013000") + mt940(":61:2611021102C6,00NTRFX")
    assert [(each.account, len(each.lines)) for each in read_file(content)] == [("0532013000", 1), (IBAN, 1)]


def test_a_german_csv_is_understood() -> None:
    lines = [PAID, credit("12.30", is_credit=False, text="fee", day=date(2026, 11, 30))]
    content = csv_of(lines)
    layout = lay_out(content)

    assert layout.proposed.separator == ";"
    assert (layout.proposed.decimal_sign, layout.proposed.order, layout.doubts) == (",", "DMY", ())
    read = as_csv(content)
    assert [bare(line) for line in read.lines] == [replace(PAID, end_to_end=""), lines[1]]
    assert [line.line for line in read.lines] == [2, 3]


def test_what_is_above_the_header_and_below_the_list_is_not_read() -> None:
    content = (
        f"Kontoauszug;;\nIBAN: {IBAN};Inhaber;Expo\n\nDate;Amount;Description\n2026-11-02;+5.00;a\n;;Sum of the page\n"
    ).encode()
    statement = as_csv(content)
    assert statement.account == IBAN
    assert [(line.line, line.text) for line in statement.lines] == [(5, "a")]


@pytest.mark.parametrize(
    ("header", "row", "amount", "is_credit"),
    [
        ("Date,Credit,Debit", "2026-11-02,,12.00", "12.00", False),
        ("Date,Credit,Debit", "2026-11-02,12.00,0.00", "12.00", True),
        ("Date,Amount,Debit/Credit", "2026-11-02,12.00,DBIT", "12.00", False),
        ("交易日期,金额,借贷标志", "20261102,12.00,贷", "12.00", True),
        ("Date,Amount", "11/25/2026,(12.00)", "12.00", False),
        ("Date,Amount", "2026-11-02,12.00-", "12.00", False),
        ("Date,Amount", '2026-11-02,"1,234,567.89 EUR"', "1234567.89", True),
        ("Date;Amount", "2026-11-02;1'234.50", "1234.50", True),
        ("Date;Amount", "02.11.26;1 234,50", "1234.50", True),
    ],
)
def test_how_csv_files_write_amounts(header: str, row: str, amount: str, is_credit: bool) -> None:
    (line,) = as_csv(f"{header}\n{row}\n".encode(), unsigned_are_credits=True).lines
    assert (str(line.amount), line.is_credit) == (amount, is_credit)


@pytest.mark.parametrize(
    ("content", "doubts"),
    [
        ("Date;Amount\n02.11.2026;1.234\n", ("decimal_sign", "order")),
        ("Date;Amount\n22.11.2026;1.234\n", ("decimal_sign",)),
        ("Date;Amount\n02.11.2026;1.234,00\n", ("order",)),
        ("Date;Amount\n2026-11-02;12.50\n", ()),
    ],
)
def test_what_a_csv_does_not_say_is_asked(content: str, doubts: tuple[str, ...]) -> None:
    assert lay_out(content.encode()).doubts == doubts


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("Date;Amount\n2026-11-02;5.00\n2026-11-03;n/a\n", "malformed_amount", 3),
        ("Date;Amount\n2026-11-02;5.00\n2026-11-03;0.00\n", "zero_amount", 3),
        ("Date;Amount\n2026-11-02;5.00\n2026-11-03;\n", "no_amount", 3),
        ("Date;Amount\n2026-11-02;5.00\n2026-13-03;1.00\n", "malformed_day", 3),
        ("Date;Amount\n2026-11-02;1,23.4\n", "malformed_amount", 2),
        ("Date;Amount\n2026-11-02;1.005\n2026-11-02;5.00\n", "malformed_amount", 2),
        ("Date;Credit;Debit\n2026-11-02;5.00;6.00\n", "malformed_amount", 2),
        ("Date;Amount;Currency\n2026-11-02;5.00;EUR\n2026-11-02;5.00;USD\n", "other_currency", 3),
        ("Date;Amount;Debit/Credit\n2026-11-02;5.00;maybe\n", "unknown_direction", 2),
        ("Name;Text\na;b\n", "no_day_column", None),
        ("Date;Text\n2026-11-02;b\n", "no_amount_column", None),
        ("Date;Amount\n", "no_statement", None),
    ],
)
def test_a_damaged_csv_stops_at_its_line(content: str, code: str, line: int | None) -> None:
    with pytest.raises(Invalid) as refusal:
        as_csv(content.encode())
    assert (refusal.value.code, refusal.value.details.get("line")) == (f"statement_{code}", line)


def test_choices_of_a_person_win() -> None:
    content = b"Date;Amount;Other\n02.03.2026;1.234;9,00\n"
    (line,) = as_csv(content, order="MDY", decimal_sign=",", unsigned_are_credits=True).lines
    assert (line.day, line.amount) == (date(2026, 2, 3), Decimal(1234))
    (line,) = as_csv(
        content, decimal_sign=",", columns={"day": "Date", "amount": "Other"}, unsigned_are_credits=True
    ).lines
    assert line.amount == Decimal(9)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xef\xbb\xbf<?xml", "camt"), (mt940(), "mt940"), (b"{1:F01}\n:20:A", "mt940"), (b"a;b", "csv")],
)
def test_the_kind_is_seen_from_the_bytes(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_the_same_lines_are_the_same_and_like_ones_are_counted() -> None:
    rent = credit("5.00", payer="A", text="rent")
    other = credit("5.00", payer="A", text="rent", day=date(2026, 11, 3))
    first = identities([rent, rent, other])

    assert len(set(first)) == 3
    assert identities([rent, other]) == [first[0], first[2]]  # an overlapping statement adds nothing
    assert identities([rent, rent, rent])[:2] == first[:2]


def test_the_reference_of_the_bank_tells_lines_apart_and_texts_do_not() -> None:
    a, b = credit("5.00", bank_reference="B1", text="x"), credit("5.00", bank_reference="B2", text="x")
    assert len(set(identities([a, b]))) == 2
    assert identities([a]) == identities([replace(a, text="x with more words")])
    assert identities([a]) != identities([replace(a, index=1)])


def test_camt_twice_is_the_same() -> None:
    content = camt_of([PAID, PAID, credit("1.00")])
    assert identities(only(content).lines) == identities(only(content).lines)
    assert len(set(identities(only(content).lines))) == 3


ING = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";'
    f'"Mededelingen"\n"20240502";"Aurora SAS";"{IBAN}";"DE02100100100006820101";"GT";"Bij";"120,00";"Online bankieren";'
    f'"RF18 5390"\n"20240502";"Personeel";"{IBAN}";"NL91ABNA0417164300";"GT";"Af";"85000,00";"Salaris";"mei"\n'
).encode()
SPARKASSE = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"\n'
    f'"{IBAN}";"02.05.24";"02.05.24";"GUTSCHR. UEBERWEISUNG";"RF18 5390";"";"";"E2E-9";"";"";"";"Aurora SAS";'
    '"DE02100100100006820101";"BYLADEM1001";"120,00";"EUR";"Umsatz gebucht"\n'
    f'"{IBAN}";"03.05.24";"03.05.24";"ENTGELT";"Mai";"";"";"";"";"";"";"Sparkasse";"";"";"-35,00";"EUR";'
    '"Umsatz gebucht"\n'
).encode()


def test_the_columns_and_words_of_ing_are_understood() -> None:
    first, second = as_csv(ING).lines
    assert (first.amount, first.is_credit, first.payer) == (Decimal("120.00"), True, "Aurora SAS")
    assert (first.payer_account, first.text) == ("DE02100100100006820101", "RF18 5390")
    assert (second.amount, second.is_credit) == (Decimal(85_000), False)


def test_the_columns_of_the_sparkasse_are_understood() -> None:
    first, second = as_csv(SPARKASSE).lines
    assert (first.amount, first.is_credit, first.payer, first.end_to_end) == (Decimal(120), True, "Aurora SAS", "E2E-9")
    assert (second.amount, second.is_credit) == (Decimal(35), False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ING.replace(b'"Af Bij"', b'"Xyz"'), "no_signs"),
        (ING.replace(b'"Af"', b'"Weg"'), "unknown_direction"),
        (ING.replace(b'"Af"', b'""'), "no_direction"),
        (b"Date;Amount\n2024-05-02;5.00\n2024-05-02;85000.00\n", "no_signs"),
    ],
)
def test_no_direction_is_guessed(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        as_csv(content)
    assert refusal.value.code == f"statement_{code}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Date;Amount\n" + b";".join([b"1"] * 300) + b"\n", "too_many_columns"),
        (b"a;" * 1_500_000, "too_many_columns"),
        (b"Date;Amount\n" + b"2024-05-02;+1.00\n" * 51_000, "too_many_lines"),
        (b'Date;Amount\n"2024-05-02;+1.00\n', "unclosed_quote"),
        (b"\x89\x00\x01" * 9_000, "not_text"),
    ],
)
def test_csv_files_have_bounds_and_are_read_in_a_child(content: bytes, code: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Invalid) as refusal:
        as_csv(content)
    assert refusal.value.code == f"statement_{code}"
    assert time.monotonic() - begun < LONGEST_SECONDS
