"""Less space after the signature: booths go back on sale, the contract has a new version, invoices follow."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.amounts import Sums, whole
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NewLine, discard_draft, draft_invoice
from exhibitors.money.invoices.queries.balances import receivables
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.queries.offers import is_outdated
from exhibitors.money.sales.queries.parts import written_by_hand
from exhibitors.money.sales.tasks import finish_contracts
from exhibitors.office.reconciliation.queries import differences
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.sales.contracts import contracted, issue_drafts, issued_next, reducible, standing
from tests.exhibitors.sales.independent import Item, by_tax
from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon")]


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booths() -> list[Booth]:
    allotment = AllotmentFactory()
    return [BoothFactory(allotment=allotment) for _n in range(3)]


def reduced(contract: Contract, *booths: Booth, **what: object) -> list[int]:
    keys = [booth.pk for booth in booths]
    values: dict[str, object] = {"reason": "Two of three are enough.", "actor": organizer(), "at": NOON, **what}
    return reduce_contract(contract.pk, returned=keys, **values)  # type: ignore[arg-type]  # of the operation


def charged(booking: Booking) -> Sums:
    """What all issued invoices come to less credit notes, the fee left out."""
    rows = Invoice.objects.filter(booking=booking, state="issued").exclude(kind="cancellation_fee")
    return whole(Sums() - each.sums if each.credits_id else each.sums for each in rows)


def price_of(contract: Contract) -> Sums:
    """What the offer of a contract comes to at 6 %, worked out apart."""
    net = Fraction(contract.offer.net)
    (found,) = by_tax([Item(net, "S", Fraction(6))], contract.offer.currency).values()
    return Sums(contract.offer.net, Decimal(found.tax.numerator) / found.tax.denominator)


def test_before_an_invoice_is_issued_all_parts_shrink_and_the_booth_is_free(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    claimed = Allotment.objects.get(pk=booths[0].allotment_id).claimed_sqm
    drafts = reduced(contract, booths[0])
    new = standing(contract.booking)
    assert (new.version, new.state, new.offer.state, new.offer.area_sqm) == (
        2,
        "signed",
        "accepted",
        Decimal(18),
    )
    contract.refresh_from_db()
    assert (contract.state, contract.reason) == ("void", "Two of three are enough.")
    assert not SpaceClaim.objects.live().filter(booth=booths[0]).exists()
    assert Allotment.objects.get(pk=booths[0].allotment_id).claimed_sqm == claimed - 9
    assert sum(part.net for part in new.offer.instalments.all()) == new.offer.net
    assert not is_outdated(new.offer, new.booking, at=NOON)
    (fee,) = issued_next(drafts)
    saved = contract.offer.net - new.offer.net
    assert (fee.kind, fee.net, Amendment.objects.get().percent) == (
        "cancellation_fee",
        saved / 4,
        Decimal(25),
    )
    issue_drafts(new.offer)
    assert charged(contract.booking) == price_of(new)
    assert differences() == []


def test_what_was_invoiced_stays_and_the_rest_shrinks(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts()
    (deposit,) = Invoice.objects.all()
    assert reduced(contract, booths[0], fee=Decimal(0)) == []
    new = standing(contract.booking)
    assert [part.net for part in new.offer.instalments.order_by("position")] == [
        deposit.net,
        new.offer.net - deposit.net,
    ]
    issue_drafts(new.offer)
    assert charged(contract.booking) == price_of(new)


def test_what_was_invoiced_too_much_is_credited_newest_first(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts(contract.offer)
    deposit, balance = Invoice.objects.order_by("pk")
    assert charged(contract.booking) == price_of(contract)
    (note,) = issued_next(reduced(contract, booths[0], fee=Decimal(0)))
    new = standing(contract.booking)
    assert (note.kind, note.credits_id, note.net) == ("credit_note", balance.pk, contract.offer.net - new.offer.net)
    assert note.sums == Sums() + price_of(contract) - price_of(new)
    again = issued_next(reduced(new, booths[1], fee=Decimal(0)))
    assert [each.credits_id for each in again] == [balance.pk]
    last = standing(contract.booking)
    assert charged(contract.booking) == price_of(last)
    assert receivables().filter(booking=contract.booking).count() > 0
    assert deposit.credit_notes.count() == 0
    assert differences() == []


def test_invoices_written_by_hand_are_listed_until_they_are_credited(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts()
    assert list(written_by_hand(contract.booking)) == []
    lines = [NewLine(name="Space on top", name_zh="另加展位", net=Decimal(500))]
    drafts = draft_invoice(contract.booking_id, kind=InvoiceKind.FULL, lines=lines, actor=finance(), at=NOON)
    (own,) = issued_next([each.pk for each in drafts])
    client, page = signed_in(organizer()), reverse("organizer:contract", args=[contract.pk])
    assert own.number_text in client.get(page).text
    reduced(contract, booths[0], fee=Decimal(100))
    assert own.number_text not in client.get(page).text
    new = Contract.objects.get(amendment__amends=contract)
    (found,) = written_by_hand(new.booking)
    assert (found.pk, found.left) == (own.pk, own.total)
    shown = client.get(reverse("organizer:contract", args=[new.pk]))
    assert_clean(shown)
    assert f'href="{reverse("organizer:invoice", args=[own.pk])}#credit-heading"' in shown.text
    credit_invoice(own.pk, reason="Space returned", actor=finance(), at=NOON)
    assert list(written_by_hand(new.booking)) == []


def test_a_credit_given_before_is_not_taken_back(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts()
    deposit = Invoice.objects.get()
    issued_next([credit_invoice(deposit.pk, reason="Noise", amount=Decimal(106), actor=finance(), at=NOON).pk])
    reduced(contract, booths[0], fee=Decimal(0))
    new = standing(contract.booking)
    issue_drafts(new.offer)
    assert charged(contract.booking).net == new.offer.net - 100


def test_booth_is_exchanged_for_a_smaller_one(booths: list[Booth]) -> None:
    contract = reducible(*booths[:2])
    smaller = BoothFactory(allotment=booths[0].allotment, area_sqm=6)
    reduced(contract, booths[0], taken=[smaller.pk], fee=Decimal(0))
    new = standing(contract.booking)
    assert new.offer.area_sqm == 15
    claim = SpaceClaim.objects.live().get(booth=smaller)
    assert (claim.holder_id, claim.state) == (contract.booking_id, "committed")
    amendment = Amendment.objects.get()
    assert amendment.taken.endswith(f"/{smaller.number}")


def test_credit_of_an_amendment_cannot_be_discarded(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts(contract.offer)
    (note,) = reduced(contract, booths[0], fee=Decimal(0))
    with pytest.raises(DomainError) as refusal:
        discard_draft(note, actor=finance(), at=NOON)
    assert refusal.value.code == "part_is_issued"


def test_refusals(booths: list[Booth]) -> None:
    contract, other = reducible(*booths[:2]), booths[2]
    larger = BoothFactory(allotment=other.allotment, area_sqm=36)
    for keys, what, code in (
        (booths[:2], {}, "nothing_left"),
        ([other], {}, "booth_not_held"),
        ([], {}, "nothing_chosen"),
        ([booths[0]], {"taken": [larger.pk]}, "not_smaller"),
        ([booths[0]], {"taken": [booths[1].pk]}, "booths_taken"),
        ([booths[0]], {"fee": Decimal("0.001")}, "not_an_amount"),
        ([booths[0]], {"fee": Decimal(-1)}, "fee_out_of_range"),
        ([booths[0]], {"fee": Decimal(10) ** 7}, "fee_out_of_range"),
        ([booths[0]], {"reason": " "}, "reason_missing"),
        ([booths[0]], {"seen": 99}, "changed_meanwhile"),
    ):
        with pytest.raises((DomainError, Invalid)) as refusal:
            reduced(contract, *keys, **what)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        reduced(contract, booths[0], actor=organizer(OrganizerRole.REVIEWER))
    assert Amendment.objects.count() == 0
    reduced(contract, booths[0])
    with pytest.raises(DomainError) as refusal:
        reduced(contract, booths[1])
    assert refusal.value.code == "contract_not_signed"


def test_contract_that_is_not_signed_is_offered_anew_instead() -> None:
    contract = contracted()
    claim = SpaceClaim.objects.live().select_related("booth").get(holder=contract.booking_id)
    assert claim.booth is not None
    with pytest.raises(DomainError) as refusal:
        reduced(contract, claim.booth)
    assert refusal.value.code == "contract_not_signed"


def test_it_is_done_on_the_page_and_the_exhibitor_gets_the_amendment(booths: list[Booth]) -> None:
    contract = reducible(*booths)
    issue_drafts(contract.offer)
    client, page = signed_in(organizer()), reverse("organizer:contract", args=[contract.pk])
    assert "Reduce the space" in client.get(page).text
    address = reverse("organizer:contract_reduce", args=[contract.pk])
    typed = {"revision": contract.revision, "returned": [booths[0].pk], "taken": "", "fee": "", "reason": "Fewer goods"}
    refused = client.post(address, {**typed, "taken": "9.9H/Z99"})
    assert refused.status_code == 422
    assert "There are no such booths" in refused.text
    shown = client.post(address, {**typed, "reason": "", "show": "on"})
    assert (shown.status_code, Contract.objects.count()) == (200, 1)
    (cost,) = re.findall(r'name="cost" value="([^"]+)"', shown.text)
    assert client.post(address, {**typed, "cost": "CNY 1 1 1 1"}).status_code == 422
    answer = client.post(address, {**typed, "cost": cost}, follow=True)
    assert "Credit notes and fee have been issued." in answer.text
    assert "Fewer goods" in answer.text
    Email.objects.all().delete()
    finish_contracts()
    new = standing(contract.booking)
    assert {email.context["kind"] for email in Email.objects.all()} == {"contract_signed", "contract_reduced"}
    assert new.signed_file
    desk = signed_in(owner_of(contract.booking.company)).get(reverse("desk:offer", args=[contract.booking_id]))
    assert "takes the place of contract" in desk.text
