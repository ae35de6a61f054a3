"""What the owner of the database changes with the triggers off is found, each by the proof that is for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.uploads.keeping import keep
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.bookings.upper_decks.operations import approve_deck, request_deck
from exhibitors.money.invoices.models import EInvoice, Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.payments.models import BankAccount
from exhibitors.money.payments.operations.payments import InvoicePart
from exhibitors.money.payments.operations.returns import return_payment
from exhibitors.money.payments.operations.statements import Match, confirm_matches, import_statement
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.office.reconciliation.models import FIRST, DayDigest, digest_of_day
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.queries import PROOFS, compared_editions, differences, last_digest, outcome_of
from exhibitors.office.reconciliation.tasks import reconcile_totals as reconcile_all
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from tests.exhibitors.area_members.areas import member
from tests.exhibitors.invoices.invoices import another, company_with_address, finance, issued, line
from tests.exhibitors.payments.files import IBAN, camt, credit, details, entry
from tests.exhibitors.payments.paid import bank_account, imported, lines_of, paid, refunded, uploaded
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, EditionFactory, organizer, owner_of
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.themed_areas.areas import area_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "unrestricted")]
TODAY, DAY = NOON.date(), timedelta(days=1)


def statement(day: date, opening: int, closing: int, currency: str) -> None:
    line = credit(str(closing - opening), day=day, text="rent")
    content = camt(
        entry(line, details(line, currency=currency), currency=currency),
        account=IBAN,
        currency=currency,
        opening=f"{opening}.00",
        closing=f"{closing}.00",
    )
    account = BankAccount.objects.filter(currency=currency).first() or bank_account(currency)
    import_statement(uploaded(account, content, f"{day}.xml").pk, actor=finance(), at=NOON)


def taken_back(invoice: Invoice) -> None:
    """The bank takes back what was paid of the invoice, and keeps a fee for that."""
    account, day = bank_account(invoice.currency), TODAY - 3 * DAY
    payment = paid(invoice, invoice.total, received_on=day)
    text = f"RETOURE {invoice.number_text}"
    imported(account, [credit(f"{payment.amount + 5}", day=day, is_credit=False, text=text)])
    return_payment(account.lines.get().pk, payment=payment.pk, actor=finance(), at=NOON)


def sealed_edition() -> Edition:
    """With a row or more for every proof of money and documents, sealed up to yesterday."""
    contract = contracted()
    booking, at, by = contract.booking, NOON, finance()
    deposit, edition = invoiced(contract), contract.booking.edition
    second = issued(another(booking), 1000)
    third = issued(another(booking), 50)
    note = credit_invoice(second.pk, reason="Smaller", amount=Decimal(106), actor=by, at=at)
    issue_invoice(note.pk, actor=by, at=at)
    taken_back(third)
    for days, opening in ((2, 1000), (1, 1000 + int(deposit.total or 0))):
        statement(TODAY - timedelta(days=days), opening, opening + int(deposit.total or 0), edition.currency)
    _debit, first, _second = lines_of(BankAccount.objects.get())
    parts = (InvoicePart(deposit.pk, first.amount),)
    confirm_matches([Match(line=first.pk, parts=parts)], edition_id=edition.pk, actor=by, at=at)
    payment = paid(second, 700, parts=[InvoicePart(second.pk, Decimal(500), Decimal(10))])
    refunded(payment, 40)
    name = f"einvoices/{sha256(b'%PDF').hexdigest()}.pdf"
    EInvoice.objects.create(
        invoice=third, file=keep(name, ContentFile(b"%PDF")), digest=sha256(b"%PDF").hexdigest(), made_at=at
    )
    fourth = another(booking)
    first_part = issued(fourth, "1000", kind=InvoiceKind.DEPOSIT)
    issued(fourth, "3000", line("-1000", deducts=first_part), kind=InvoiceKind.BALANCE)
    claim = SpaceClaim.objects.live().get(holder=booking.pk)
    deck = request_deck(booking.pk, claim.pk, DECK, actor=owner_of(booking.company), at=at)
    approve_deck(deck.pk, actor=organizer(), at=at)
    member(area_with([claim.booth], is_public=True), booking.company)  # type: ignore[list-item]
    PublishedFigure.objects.create(
        edition=edition, kind=FigureKind.DEBUTS, value=400, source="Bureau", link="", stated_at=at
    )
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 2 * DAY)
    return edition


@pytest.fixture(scope="module")
def lasting(unrestricted: None, keep: Keep) -> LastingWorld[Edition]:
    return keep(sealed_edition)


@pytest.fixture
def edition(lasting: LastingWorld[Edition], db: None, settings: Settings, tmp_path: Path) -> Edition:
    return lasting.for_a_test(settings, tmp_path)


@contextmanager
def without_triggers() -> Iterator[None]:
    """As the owner of the database; what was written is taken back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        transaction.set_rollback(True)


def sql(statement: str, *values: int | str | Decimal) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0, statement


def found(edition: Edition) -> dict[str, list[str]]:
    """What differs, by proof."""
    outcomes = [outcome_of(key, edition.pk) for key in PROOFS]
    return {each.proof: [one.what for one in each.differences] for each in outcomes if each.differences}


def test_a_sound_edition_has_no_difference_and_every_proof_of_money_has_something_to_compare(edition: Edition) -> None:
    assert (differences(), found(edition)) == ([], {})
    asked = ("journal", "receivables", "advances", "bank", "revenue", "invoices", "deductions", "series", "series_days")
    others = ("statements", "texts", "files", "decks", "areas", "published", "days")
    assert [key for key in (*asked, *others) if not outcome_of(key, edition.pk).compared] == []


SECOND = "(SELECT id FROM exhibitors_invoice WHERE number = 2)"
LINE = "(SELECT min(id) FROM exhibitors_journalline WHERE account = %s)"
FALSIFIED: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "a line of the journal": (
        "journal",
        f"UPDATE exhibitors_journalline SET amount = amount - 500000 WHERE id = {LINE}",
        ("bank",),
        "all entries, {currency}",
    ),
    "an edition without its clearing": (
        "journal",
        f"UPDATE exhibitors_journalline SET account = 'clearing' WHERE id = {LINE}",
        ("advance",),
        "clearing of entry",
    ),
    "a receivable": (
        "receivables",
        f"UPDATE exhibitors_journalline SET amount = amount - 500000 WHERE account = 'receivable' AND id = {LINE}",
        ("receivable",),
        "{prefix}00001",
    ),
    "an advance": ("advances", "DELETE FROM exhibitors_refund", (), "Company"),
    "a payment": ("bank", "UPDATE exhibitors_payment SET amount = amount + 1 WHERE line_id IS NULL", (), "bank, "),
    "a payment that is not its line": (
        "bank",
        "UPDATE exhibitors_payment SET amount = amount + 1 WHERE line_id IS NOT NULL",
        (),
        "P-",
    ),
    "a fee": ("bank", "UPDATE exhibitors_allocation SET fee = fee + 1 WHERE fee > 0", (), "fee, "),
    "the fee of a returned payment": ("bank", "UPDATE exhibitors_refund SET fee = fee + 1 WHERE fee > 0", (), "fee, "),
    "the debit that took a payment back": (
        "bank",
        "UPDATE exhibitors_statementline SET amount = amount + 1 WHERE NOT is_credit",
        (),
        "P-",
    ),
    "a tax in the journal": (
        "revenue",
        f"UPDATE exhibitors_journalline SET amount = amount + 7 WHERE id = {LINE}",
        ("tax",),
        "{prefix}00001, tax",
    ),
    "the total of an invoice": (
        "invoices",
        f"UPDATE exhibitors_invoice SET net = net - 500, total = total - 500 WHERE id = {SECOND}",
        (),
        "{prefix}00002, net by lines",
    ),
    "how a line is taxed": (
        "invoices",
        f"UPDATE exhibitors_invoiceline SET rate = 99 WHERE invoice_id = {SECOND}",
        (),
        "{prefix}00002, S, 99%",
    ),
    "what is deducted of a deposit": (
        "deductions",
        "UPDATE exhibitors_invoiceline SET net = net - 1 WHERE deducts_id IS NOT NULL",
        (),
        "{prefix}00005",
    ),
    "a number that is gone": ("series", f"DELETE FROM exhibitors_invoice WHERE id = {SECOND}", (), "{prefix}00002"),
    "the day of an invoice": (
        "series_days",
        f"UPDATE exhibitors_invoice SET issued_on = issued_on - 3 WHERE id = {SECOND}",
        (),
        "{prefix}00002",
    ),
    "the opening balance of a statement": (
        "statements",
        (
            "UPDATE exhibitors_bankstatement SET opening = opening + 1, closing = closing + 1 "
            "WHERE id = (SELECT max(id) FROM exhibitors_bankstatement)"
        ),
        (),
        "17, 2024-05-16.xml, opening balance",
    ),
    "a line of a statement": (
        "statements",
        "DELETE FROM exhibitors_statementline WHERE id = (SELECT max(id) FROM exhibitors_statementline)",
        (),
        "17, 2024-05-16.xml, movements",
    ),
    "the text of an invoice": (
        "texts",
        f"UPDATE exhibitors_invoice SET text = text || ' ' WHERE id = {SECOND}",
        (),
        "{prefix}00002",
    ),
    "what an invoice says it comes to, with its digest": (
        "texts",
        (
            "UPDATE exhibitors_invoice SET text = said, digest = encode(sha256(convert_to(said, 'UTF8')), 'hex') FROM "
            """(SELECT id AS pk, replace(text, '"total":"1060"', '"total":"60"') AS said FROM exhibitors_invoice) b """
            f"WHERE pk = id AND id = {SECOND}"
        ),
        (),
        "{prefix}00002, total",
    ),
    "an accepted offer": ("texts", "UPDATE exhibitors_offer SET text = text || ' '", (), "{number}-"),
    "which contract was signed": ("texts", "UPDATE exhibitors_signature SET digest = 'a'", (), "{number}-"),
    "which file a contract is": ("files", "UPDATE exhibitors_contract SET file = 'contracts/x.pdf'", (), "{number}-"),
    "which file an e-invoice is": ("files", "UPDATE exhibitors_einvoice SET digest = 'a'", (), "{prefix}00003"),
    "an upper deck": ("decks", "UPDATE exhibitors_upperdeck SET area_sqm = 40", (), "deck "),
    "the members of an area": ("areas", "DELETE FROM exhibitors_themedareamember", (), "From farm to table, members"),
    "whether an area is public": (
        "areas",
        "UPDATE pavilions_themedarea SET is_public = false",
        (),
        "From farm to table, public",
    ),
    "a booth of an area": (
        "areas",
        "UPDATE pavilions_floorplan SET state = 'superseded'",
        (),
        "From farm to table, booths",
    ),
    "a published figure": ("published", "UPDATE exhibitors_publishedfigure SET value = 4400", (), "debuts"),
    "a movement of the past": ("days", "UPDATE exhibitors_spacemovement SET area_sqm = area_sqm + 1", (), "2024-05-18"),
    "an old payment with its whole journal": (
        "days",
        "UPDATE exhibitors_payment SET received_on = received_on - 400",
        (),
        "2024-05-18",
    ),
}


def test_each_kind_of_falsification_is_found_by_the_proof_that_is_for_it(edition: Edition) -> None:
    prefix = Invoice.objects.get(number=2).number_text.removesuffix("00002")
    said = {"currency": edition.currency, "prefix": prefix, "number": edition.number}
    missed = []
    for name, (proof, statement_, values, what) in FALSIFIED.items():
        with without_triggers():
            sql(statement_, *values)
            differing = found(edition).get(proof, [])
            if not any(each.startswith(what.format(**said)) for each in differing):
                missed.append((name, proof, differing))
    assert (missed, found(edition)) == ([], {})


def test_each_difference_is_a_sentence_with_figures_that_leads_to_its_row(edition: Edition) -> None:
    with without_triggers():
        sql(f"UPDATE exhibitors_journalline SET amount = amount + 7 WHERE id = {LINE}", "receivable")
        (difference,) = outcome_of("receivables", edition.pk).differences
    first = Invoice.objects.get(number=1)
    assert difference.leads_to == f"invoice:{first.pk}"
    assert PROOFS["receivables"].say(difference.what, difference.kept, difference.counted) == (
        f"{first.number_text}: {difference.kept} is open by the journal, but the total less credit notes and payments "
        f"is {difference.counted}."
    )
    assert difference.by == Decimal(7)


def test_a_file_that_was_written_over_or_is_gone_is_found(edition: Edition) -> None:
    contract = Contract.objects.get()
    with default_storage.open(contract.file) as file:
        content = file.read()
    for written, counted in ((b"%PDF other", sha256(b"%PDF other").hexdigest()), (None, "no file")):
        default_storage.delete(contract.file)
        if written:
            default_storage.save(contract.file, ContentFile(written))
        (difference,) = outcome_of("files", edition.pk).differences
        assert (difference.what, difference.kept, difference.counted) == (contract.number, contract.digest, counted)
        assert difference.leads_to == f"contract:{contract.pk}"
    default_storage.save(contract.file, ContentFile(content))
    assert outcome_of("files", edition.pk).differences == ()


def test_an_e_invoice_that_breaks_a_rule_has_no_file_to_compare(edition: Edition) -> None:
    before = outcome_of("files", edition.pk)
    EInvoice.objects.create(invoice=Invoice.objects.get(number=2), broken="BR-O-11", made_at=NOON + 3 * DAY)
    assert outcome_of("files", edition.pk) == before


def test_a_file_that_cannot_be_read_is_a_difference_and_ends_nothing(edition: Edition) -> None:
    with without_triggers():
        sql("UPDATE exhibitors_contract SET file = 'contracts'")
        (default_storage.open("contracts/x", "w")).close()
        (difference,) = outcome_of("files", edition.pk).differences
    assert difference.counted == "file cannot be read"


def test_an_edition_that_cannot_be_compared_does_not_hold_up_the_next(
    edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    after = EditionFactory(number=edition.number + 1)
    with without_triggers():
        sql("UPDATE exhibitors_daydigest SET salt = 'no salt' WHERE edition_id = %s", edition.pk)
        reconcile_all()
        compared = [each.edition.number for each in compared_editions() if each.at == NOON]
    assert (compared, "totals.not_reconciled" in caplog.text) == ([after.number], True)


# ------------------------------------------------------------------------------------------------------ digests of days


def test_first_digest_stands_for_all_days_until_then_and_each_one_holds_the_one_before(edition: Edition) -> None:
    first = DayDigest.objects.get()
    assert (first.day, first.previous, first.facts > 0) == (date(2024, 5, 18), FIRST, True)
    issued(another(Contract.objects.get().booking), 10)  # at noon of a day that is sealed: a clock that goes wrong
    assert found(edition) == {"days": ["2024-05-18"]}


def test_a_day_is_sealed_an_hour_after_its_end_and_nights_that_were_missed_are_made_up_for(edition: Edition) -> None:
    midnight = NOON.replace(hour=0, minute=0) + 5 * DAY
    for at in (midnight + timedelta(minutes=59), midnight + timedelta(hours=1), midnight + timedelta(hours=2)):
        reconcile_totals(edition.pk, actor=SYSTEM, at=at)
    first, second, third = DayDigest.objects.order_by("day")
    assert [each.day for each in (second, third)] == [date(2024, 5, 20), date(2024, 5, 21)]
    assert (second.previous, third.previous, third.facts) == (first.digest, second.digest, 0)
    assert last_digest(edition) == third


def test_lawful_work_never_changes_the_digest_of_a_past_day(edition: Edition) -> None:
    contract = Contract.objects.get()
    booking, at = contract.booking, NOON + 3 * DAY
    fold_movements(actor=SYSTEM, at=at)
    merge_companies(company_with_address().pk, booking.company_id, seen=None, actor=organizer(), at=at)
    cancel_booking(booking.pk, actor=organizer(), at=at)
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 5 * DAY)
    assert (found(edition), DayDigest.objects.count()) == ({}, 2)


def test_an_e_invoice_that_is_made_again_belongs_to_that_day(edition: Edition) -> None:
    broken = EInvoice.objects.create(invoice=Invoice.objects.get(number=2), broken="BR-O-11", made_at=NOON + 2 * DAY)
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 4 * DAY)
    kept = EInvoice.objects.get(broken="")
    broken.broken, broken.file, broken.digest, broken.made_at = "", kept.file, kept.digest, NOON + 4 * DAY
    broken.save()
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 6 * DAY)
    assert found(edition) == {}


def test_the_first_day_that_differs_is_named_even_if_its_digest_was_made_anew(edition: Edition) -> None:
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 3 * DAY)
    head = last_digest(edition)
    with without_triggers():
        sql("UPDATE exhibitors_payment SET received_on = received_on - 400")
        assert found(edition)["days"] == ["2024-05-18"]
        (wrong, *_later) = outcome_of("days", edition.pk).differences
        first = DayDigest.objects.earliest("day")
        sql("UPDATE exhibitors_daydigest SET digest = %s WHERE id = %s", wrong.counted, first.pk)
        assert found(edition)["days"] == ["2024-05-19"]  # it does not hold the one before any more
        sql("DELETE FROM exhibitors_daydigest")
        reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 3 * DAY)
        assert "days" not in found(edition)
        assert last_digest(edition) != head  # what somebody outside holds is another one
        assert getattr(last_digest(edition), "digest", "") != getattr(head, "digest", "")


def test_digests_are_only_added_each_after_the_one_before(edition: Edition) -> None:
    last = DayDigest.objects.get()
    for change in (DayDigest.objects.all().delete, lambda: DayDigest.objects.update(facts=0)):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    said = {"edition": edition, "facts": 0, "root": "0" * 64, "salt": "0" * 32, "made_at": NOON}
    right = digest_of_day(edition.pk, last.day + DAY, 0, "0" * 64, "0" * 32, last.digest)
    unlinked = digest_of_day(edition.pk, last.day + DAY, 0, "0" * 64, "0" * 32, FIRST)
    earlier = digest_of_day(edition.pk, last.day - DAY, 0, "0" * 64, "0" * 32, last.digest)
    for day, previous, digest in (
        (last.day + DAY, FIRST, unlinked),
        (last.day + DAY, last.digest, "f" * 64),
        (last.day - DAY, last.digest, earlier),
    ):
        with pytest.raises(DatabaseError, match="day_digest_follows"), transaction.atomic():
            DayDigest.objects.create(day=day, previous=previous, digest=digest, **said)
    DayDigest.objects.create(day=last.day + DAY, previous=last.digest, digest=right, **said)
