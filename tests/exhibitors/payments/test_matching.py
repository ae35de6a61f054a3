"""What a transfer is proposed for, why, and what is never certain."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from stdnum import iso11649

from exhibitors.money.payments.matching import OpenInvoice, Payers, Proposal, Reason, Transfer, folded_name, propose
from tests.exhibitors.payments.corpus import creditor_reference

DUE = date(2026, 5, 1)
ALPHA, BETA, HUAXING = 1, 2, 3
PAYERS = Payers(
    names={
        ALPHA: ("Alpha Maschinen GmbH",),
        BETA: ("Beta Foods Ltd.", "ООО Бета Фудс"),
        HUAXING: ("Shanghai Huaxing Co., Ltd.", "上海华兴有限公司"),
    },
    accounts={"DE02": ALPHA},
    seen={folded_name("M. Alpha, owner"): ALPHA},
)


def invoice(key: int, amount: str = "100.00", company: int = ALPHA, *, settled: bool = False) -> OpenInvoice:
    still_open = Decimal(0) if settled else Decimal(amount)
    reference = creditor_reference(f"2026{key:05d}")
    due = DUE + timedelta(days=key)
    return OpenInvoice(key, f"EX-2026-{key:05d}", reference, still_open, company, due, key)


def transfer(amount: str, text: str = "", payer: str = "", account: str = "", key: int = 0) -> Transfer:
    return Transfer(key, Decimal(amount), DUE, payer, account, text)


def one(paid: Transfer, *invoices: OpenInvoice) -> Proposal:
    (proposal,) = propose([paid], invoices, PAYERS)
    return proposal


def parts(proposal: Proposal) -> list[tuple[int, str]]:
    return [(key, str(amount)) for key, amount in proposal.parts]


REFERENCE = creditor_reference("202600007")


@pytest.mark.parametrize(
    "written",
    [
        REFERENCE,
        REFERENCE.lower(),
        iso11649.format(REFERENCE),
        f"/ROC/{REFERENCE[:9]} {REFERENCE[9:]}//",
        f"x{REFERENCE}",
    ],
)
def test_a_reference_is_certain_however_it_is_written(written: str) -> None:
    proposal = one(transfer("100.00", f"Stand A17 {written} thanks"), invoice(7), invoice(8))
    assert (parts(proposal), proposal.is_certain) == ([(7, "100.00")], True)
    assert proposal.reasons == (Reason.REFERENCE, Reason.AMOUNT)


def test_a_reference_that_goes_on_is_another_one() -> None:
    assert not one(transfer("100.00", f"{REFERENCE}5"), invoice(7), invoice(8)).is_certain


@pytest.mark.parametrize(
    "written", [REFERENCE[:8] + REFERENCE[9:], REFERENCE[:-1] + "9", REFERENCE[:6] + "3" + REFERENCE[6:], REFERENCE[1:]]
)
def test_a_mistyped_reference_is_a_suggestion(written: str) -> None:
    proposal = one(transfer("100.00", written), invoice(7), invoice(500, "33.00"))
    assert (parts(proposal), proposal.is_certain) == ([(7, "100.00")], False)
    assert Reason.REFERENCE_MISTYPED in proposal.reasons


def test_a_number_is_certain_only_from_its_company_and_without_a_like_one() -> None:
    text = "INV EX-2026-00007"
    known = transfer("100.00", text, account="DE02")
    assert one(known, invoice(7), invoice(8, "50.00")).is_certain
    assert not one(transfer("100.00", text), invoice(7), invoice(8, "50.00")).is_certain
    assert not one(known, invoice(7), invoice(8)).is_certain  # one digit from the other, and as much
    assert not one(known, invoice(7, company=BETA)).is_certain


def test_a_reference_from_somebody_else_is_a_suggestion() -> None:
    proposal = one(transfer("100.00", REFERENCE, account="DE02"), invoice(7, company=BETA))
    assert (parts(proposal), proposal.company, proposal.is_certain) == ([(7, "100.00")], BETA, False)
    assert Reason.OTHER_PAYER in proposal.reasons


def test_one_transfer_for_several_invoices() -> None:
    both = f"{invoice(7).reference} {invoice(9).reference}"
    proposal = one(transfer("150.00", both), invoice(7), invoice(8), invoice(9, "50.00"))
    assert (parts(proposal), proposal.is_certain) == ([(7, "100.00"), (9, "50.00")], True)

    named_once = one(transfer("150.00", REFERENCE), invoice(7), invoice(9, "50.00"))
    assert (parts(named_once), named_once.is_certain) == ([(7, "100.00"), (9, "50.00")], False)

    unnamed = one(transfer("150.00", account="DE02"), invoice(7), invoice(8, "77.00"), invoice(9, "50.00"))
    assert (parts(unnamed), unnamed.reasons) == ([(7, "100.00"), (9, "50.00")], (Reason.ACCOUNT, Reason.SUM))


def test_several_transfers_for_one_invoice() -> None:
    named = [transfer("30.00", REFERENCE, key=1), transfer("70.00", REFERENCE, key=2)]
    assert [parts(each) for each in propose(named, [invoice(7)], PAYERS)] == [[(7, "30.00")], [(7, "70.00")]]

    unnamed = [transfer("30.00", account="DE02", key=1), transfer("70.00", account="DE02", key=2)]
    proposals = propose(unnamed, [invoice(7), invoice(6, "55.00")], PAYERS)
    assert [parts(each) for each in proposals] == [[(7, "30.00")], [(7, "70.00")]]
    assert not any(each.is_certain for each in proposals)


def test_two_like_transfers_are_not_two_certain_ones() -> None:
    first, second = propose(
        [transfer("100.00", REFERENCE, key=1), transfer("100.00", REFERENCE, key=2)], [invoice(7)], PAYERS
    )
    assert (first.is_certain, parts(first)) == (True, [(7, "100.00")])
    assert (second.is_certain, parts(second), second.rest, second.company) == (False, [], Decimal("100.00"), ALPHA)
    assert Reason.SETTLED in second.reasons


def test_too_much_too_little_and_a_fee() -> None:
    more = one(transfer("113.37", REFERENCE), invoice(7))
    assert (parts(more), more.rest, more.is_certain) == ([(7, "100.00")], Decimal("13.37"), False)
    less = one(transfer("60.00", REFERENCE), invoice(7))
    assert (parts(less), less.short, less.reasons) == ([(7, "60.00")], Decimal(0), (Reason.REFERENCE, Reason.PART))
    fee = one(transfer("985.00", REFERENCE), invoice(7, "1000.00"))
    assert (parts(fee), fee.short, fee.is_certain) == ([(7, "985.00")], Decimal("15.00"), False)
    assert Reason.FEE in fee.reasons


def test_a_settled_invoice_is_not_paid_again() -> None:
    proposal = one(transfer("100.00", REFERENCE), invoice(7, settled=True))
    assert (proposal.parts, proposal.rest, proposal.company) == ((), Decimal("100.00"), ALPHA)


@pytest.mark.parametrize(
    ("payer", "company", "reason"),
    [
        ("ALPHA MASCHINEN", ALPHA, Reason.NAME),
        ("Alpha Machinen GmbH", ALPHA, Reason.NAME),
        ("M Alpha Owner", ALPHA, Reason.NAME_SEEN),
        ("ООО «БЕТА ФУДС»", BETA, Reason.NAME),
        ("OOO BETA FUDS", BETA, Reason.NAME),
        ("上海华兴有限公司", HUAXING, Reason.NAME),
        ("SHANGHAIHUAXING CO LTD", HUAXING, Reason.NAME),
        ("GAMMA MASCHINEN", None, None),
    ],
)
def test_names_in_other_scripts_and_other_spellings(payer: str, company: int | None, reason: Reason | None) -> None:
    invoices = [invoice(1, "100.00", ALPHA), invoice(2, "100.00", BETA), invoice(3, "100.00", HUAXING)]
    proposal = one(transfer("100.00", payer=payer), *invoices)
    assert (proposal.company, proposal.is_certain) == (company, False)
    assert proposal.reasons[:1] == ((reason,) if reason else ())


def test_an_amount_alone_is_a_weak_suggestion_and_only_where_it_is_one() -> None:
    assert one(transfer("77.00", "from Jane"), invoice(1), invoice(2, "77.00")).reasons == (Reason.ONLY_AMOUNT,)
    assert not one(transfer("77.00", "from Jane"), invoice(1, "77.00"), invoice(2, "77.00")).parts


def test_noise_is_left_alone() -> None:
    proposal = one(transfer("12.34", "INTEREST CREDIT 3RD QUARTER 2026-00007"), invoice(7), invoice(8))
    assert (proposal.parts, proposal.rest, proposal.company, proposal.reasons) == ((), Decimal("12.34"), None, ())
