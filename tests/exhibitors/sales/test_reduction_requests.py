"""Exhibitors ask for less space after the signature: what it costs is said beforehand, the organizer decides."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.queries import signers_of
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.reduction_requests import (
    accept_reduction_request,
    refuse_reduction_request,
    request_reduction,
    withdraw_reduction_request,
)
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.queries.reductions import reduction_quote, settlement_of_amendment
from exhibitors.money.sales.tasks import finish_contracts
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.sales.contracts import BEFORE_OPENING, issue_drafts, reducible, standing
from tests.factories import NOON, AllotmentFactory, BoothFactory, MembershipFactory, UserFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.lasting_rows import Keep, LastingWorld

pytestmark = pytest.mark.usefixtures("noon")


def sold() -> tuple[list[Booth], Contract]:
    allotment = AllotmentFactory()
    booths: list[Booth] = [BoothFactory(allotment=allotment) for _n in range(3)]
    return booths, reducible(*booths)


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[tuple[list[Booth], Contract]]:
    return keep(sold)


@pytest.fixture
def world(
    lasting: LastingWorld[tuple[list[Booth], Contract]], db: None, settings: Settings, tmp_path: Path
) -> tuple[list[Booth], Contract]:
    return lasting.for_a_test(settings, tmp_path)


@pytest.fixture
def booths(world: tuple[list[Booth], Contract]) -> list[Booth]:
    return world[0]


@pytest.fixture
def contract(world: tuple[list[Booth], Contract]) -> Contract:
    return world[1]


@pytest.fixture
def owner(contract: Contract) -> User:
    return owner_of(contract.booking.company)


def asked(contract: Contract, *booths: Booth, **what: object) -> ReductionRequest:
    """Of the quote as it is."""
    keys = [booth.pk for booth in booths]
    quote = reduction_quote(contract, keys, [], at=NOON)
    values: dict[str, object] = {"net": quote.net, "fee": quote.fee, "reason": "Fewer goods", "at": NOON, **what}
    values.setdefault("actor", owner_of(contract.booking.company))
    return request_reduction(contract.pk, returned=keys, **values)  # type: ignore[arg-type]  # of the operation


def test_quote_says_what_reducing_comes_to(booths: list[Booth], contract: Contract) -> None:
    issue_drafts(contract.offer)
    quote = reduction_quote(contract, [booths[0].pk], [], at=NOON)
    assert quote.returned == (f"{booths[0].plan.hall.name}/{booths[0].number}",)
    assert (quote.taken, quote.before) == ((), contract.offer.net)
    assert (quote.area_sqm, quote.percent, quote.fee) == (Decimal(18), Decimal(25), quote.saved / 4)
    drafts = reduce_contract(contract.pk, returned=[booths[0].pk], reason="Less", actor=organizer(), at=NOON)
    fee = Invoice.objects.get(kind="cancellation_fee")
    notes = Invoice.objects.filter(pk__in=drafts, kind="credit_note")
    assert (standing(contract.booking).offer.net, fee.net) == (quote.net, quote.fee)
    assert sum(note.net for note in notes) == quote.credited == quote.saved


def test_quote_of_an_exchange(booths: list[Booth], contract: Contract) -> None:
    smaller = BoothFactory(allotment=booths[0].allotment, area_sqm=6)
    quote = reduction_quote(contract, [booths[0].pk], [smaller.pk], at=NOON)
    reduce_contract(contract.pk, returned=[booths[0].pk], taken=[smaller.pk], reason="Less", actor=organizer(), at=NOON)
    assert (standing(contract.booking).offer.net, quote.area_sqm, quote.credited) == (
        quote.net,
        Decimal(24),
        Decimal(0),
    )


def test_accepting_owes_what_the_terms_said_on_the_day_of_the_request(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    accept_reduction_request(request.pk, seen=request.revision, actor=organizer(), at=BEFORE_OPENING)
    request.refresh_from_db()
    amendment = Amendment.objects.get()
    assert (request.state, amendment.percent, amendment.fee, amendment.reason) == (
        "accepted",
        Decimal(25),
        request.fee,
        "Fewer goods",
    )
    assert standing(contract.booking).offer.net == request.net
    assert not SpaceClaim.objects.live().filter(booth=booths[0]).exists()


def test_the_page_says_the_per_cent_of_the_day_of_the_request(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    with time_machine.travel(BEFORE_OPENING, tick=False):
        page = signed_in(organizer()).get(reverse("organizer:reduction_request", args=[request.pk]))
    found = page.context["quote"].settlement
    assert (found.percent, found.fee, found.is_by_terms) == (Decimal(25), request.fee, True)
    accept_reduction_request(
        request.pk, fee=request.fee - 1, cost=found.cost, seen=request.revision, actor=organizer(), at=BEFORE_OPENING
    )
    made = settlement_of_amendment(Amendment.objects.select_related("amends__offer", "contract__offer").get())
    assert (made.is_by_terms, made.rows[0]) == (False, ("Agreed fee, net", money(request.fee - 1, request.currency)))


def test_fee_can_be_lower_but_never_higher_than_was_shown(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    with pytest.raises(Invalid) as refusal:
        accept_reduction_request(request.pk, fee=request.fee + 1, actor=organizer(), at=NOON)
    assert refusal.value.code == "fee_out_of_range"
    accept_reduction_request(request.pk, fee=Decimal(0), actor=organizer(), at=NOON)
    assert Amendment.objects.get().fee == 0


def test_refusing_needs_a_reason_which_the_exhibitor_gets_by_email(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    with pytest.raises(Invalid):
        refuse_reduction_request(request.pk, reason=" ", actor=organizer(), at=NOON)
    Email.objects.all().delete()
    refuse_reduction_request(request.pk, reason="The hall is sold out", actor=organizer(), at=NOON)
    assert {email.context["kind"] for email in Email.objects.all()} == {"reduction_refused"}
    assert standing(contract.booking) == contract
    assert asked(contract, booths[1]).state == "waiting"


def test_refusals(booths: list[Booth], contract: Contract, owner: User) -> None:
    quote = reduction_quote(contract, [booths[0].pk], [], at=NOON)
    with pytest.raises(NotAllowed):
        asked(contract, booths[0], actor=UserFactory())
    for what, code in (
        ({"net": quote.net - 1}, "reduction_quote_changed"),
        ({"fee": Decimal(0)}, "reduction_quote_changed"),
        ({"reason": " "}, "reason_missing"),
        ({"seen": 99}, "changed_meanwhile"),
    ):
        with pytest.raises((DomainError, Invalid)) as refusal:
            asked(contract, booths[0], **what)
        assert refusal.value.code == code
    request = asked(contract, booths[0])
    with pytest.raises(DomainError) as refusal:
        asked(contract, booths[1])
    assert refusal.value.code == "reduction_request_waits"
    with pytest.raises(DomainError) as refusal:
        reduce_contract(contract.pk, returned=[booths[1].pk], reason="Less", actor=organizer(), at=NOON)
    assert refusal.value.code == "reduction_request_waits"
    for decide in (accept_reduction_request, withdraw_reduction_request):
        with pytest.raises(NotAllowed):
            decide(request.pk, actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    withdraw_reduction_request(request.pk, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        accept_reduction_request(request.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.details) == ("reduction_decided", {"state": "withdrawn"})


def test_price_that_changed_since_is_not_accepted(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    values = {"state": "waiting", "net": request.net - 1, "made_at": NOON, "returned": request.returned}
    withdraw_reduction_request(request.pk, actor=owner_of(contract.booking.company), at=NOON)
    other = ReductionRequest.objects.create(
        **values, booking=contract.booking, contract=contract, reason="Less", currency="CNY", percent=25, fee=1
    )
    with pytest.raises(DomainError) as refusal:
        accept_reduction_request(other.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "reduction_outdated"
    assert standing(contract.booking) == contract


def test_cancelled_booking_ends_what_waits(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    cancel_booking(contract.booking_id, reason="Over", actor=organizer(), at=NOON)
    request.refresh_from_db()
    assert request.state == "ended"


def test_what_was_asked_stands_in_the_database(booths: list[Booth], contract: Contract) -> None:
    request = asked(contract, booths[0])
    for change in ({"fee": 0}, {"returned": "1/1"}, {"reason": "Another"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReductionRequest.objects.filter(pk=request.pk).update(**change)


def test_from_the_exhibitors_page_to_the_organizers(booths: list[Booth], contract: Contract, owner: User) -> None:
    client = signed_in(owner)
    page = client.get(reverse("desk:offer", args=[contract.booking_id]))
    choosing = reverse("desk:reduction", args=[contract.booking_id])
    assert choosing in page.text
    assert "Cost summary" not in client.get(choosing).text
    refused = client.get(choosing, {"taken": ""})
    assert refused.status_code == 422
    assert "Cost summary" not in refused.text
    shown = client.get(choosing, {"returned": str(booths[0].pk), "taken": ""})
    quote = shown.context["quote"]
    asking = reverse("desk:reduction_request", args=[contract.pk])
    typed: dict[str, Any] = {
        "revision": contract.revision,
        "returned": booths[0].pk,
        "taken": "",
        "net": quote.net,
        "fee": quote.fee,
        "cost": quote.settlement.cost,
    }
    again = client.post(asking, {**typed, "fee": "1", "reason": "Fewer goods"})
    assert again.status_code == 422
    assert "has changed since you looked" in again.text
    assert "Fewer goods" in again.text
    sent = client.post(asking, {**typed, "reason": "Fewer goods"}, follow=True)
    assert "Request sent." in sent.text
    assert choosing not in sent.text
    request = ReductionRequest.objects.get()
    team = signed_in(organizer(OrganizerRole.FINANCE))
    assert contract.booking.reference in team.get(reverse("organizer:reduction_requests")).text
    address = reverse("organizer:reduction_request", args=[request.pk])
    assert address in team.get(reverse("organizer:review", args=[contract.booking_id])).text
    assert address in team.get(reverse("organizer:contract", args=[contract.pk])).text
    assert "Fewer goods" in team.get(address).text
    higher = team.post(
        reverse("organizer:reduction_accept", args=[request.pk]), {"revision": request.revision, "fee": "9999999"}
    )
    assert higher.status_code == 422
    assert "Enter at most that." in higher.text
    sent_without = {"revision": request.revision, "cost": "CNY 1"}
    changed = team.post(reverse("organizer:reduction_accept", args=[request.pk]), sent_without)
    assert changed.status_code == 422
    assert "The cost has changed since you looked" in changed.text
    shown_cost = changed.context["accept_form"]["cost"].value()
    assert shown_cost == changed.context["quote"].settlement.cost
    done = team.post(
        reverse("organizer:reduction_accept", args=[request.pk]),
        {"revision": request.revision, "cost": shown_cost},
        follow=True,
    )
    assert "Credit notes and fee have been issued." in done.text
    Email.objects.all().delete()
    finish_contracts()
    assert "contract_reduced" in {email.context["kind"] for email in Email.objects.all()}
    assert "Accepted" in client.get(reverse("desk:offer", args=[contract.booking_id])).text


def test_who_may_not_sign_sees_what_it_costs_and_who_can_send(booths: list[Booth], contract: Contract) -> None:
    company = contract.booking.company
    person = MembershipFactory(company=company, role=CompanyRole.EDITOR).user
    Booking.objects.filter(pk=contract.booking_id).update(contact=person)
    names = ", ".join(each.name for each in signers_of(company.pk))
    typed = {"returned": str(booths[0].pk), "taken": ""}
    page = signed_in(person).get(reverse("desk:reduction", args=[contract.booking_id]), typed)
    assert_clean(page)
    assert f"These people can sign and accept for the company: {names}." in page.text
    assert "Send the request" not in page.text


def test_others_cannot_see_or_withdraw_a_request(booths: list[Booth], contract: Contract, owner: User) -> None:
    request = asked(contract, booths[0])
    stranger = signed_in(UserFactory())
    for name, key in (("desk:reduction", contract.booking_id), ("desk:reduction_withdraw", request.pk)):
        send = stranger.post if name.endswith("withdraw") else stranger.get
        assert send(reverse(name, args=[key]), {"revision": request.revision}).status_code == 404
    answer = signed_in(owner).post(
        reverse("desk:reduction_withdraw", args=[request.pk]), {"revision": request.revision}, follow=True
    )
    assert "Request withdrawn." in answer.text


def test_over_the_api(booths: list[Booth], contract: Contract, owner: User) -> None:
    path, program = f"bookings/{contract.booking_id}/contract/", Program.of(owner)
    name = f"{booths[0].plan.hall.name}/{booths[0].number}"
    quote = body_of(program.post(f"{path}quote-reduction", {"returned": [name]}))
    assert Decimal(str(quote["fee"])) == (Decimal(str(quote["before"])) - Decimal(str(quote["net"]))) / 4
    wanted = {"returned": [name], "net": quote["net"], "fee": quote["fee"], "reason": "Less"}
    assert body_of(program.post(f"{path}request-reduction", {**wanted, "fee": "1"}))["code"] == (
        "reduction_quote_changed"
    )
    made = body_of(program.post(f"{path}request-reduction", {**wanted, "revision": quote["revision"]}))
    assert (made["state"], made["returned"]) == ("waiting", name)
    team = Program.of(organizer(OrganizerRole.FINANCE))
    assert program.post(f"{path}accept-reduction", {}).status_code == 403
    refused = body_of(team.post(f"{path}refuse-reduction", {"reason": "Sold out", "revision": made["revision"]}))
    assert (refused["state"], refused["answer"]) == ("refused", "Sold out")
    assert body_of(program.get(f"{path}reduction"))["state"] == "refused"
    program.post(f"{path}request-reduction", wanted)
    assert body_of(program.post(f"{path}withdraw-reduction", {}))["state"] == "withdrawn"
    program.post(f"{path}request-reduction", wanted)
    assert body_of(team.post(f"{path}accept-reduction", {}))["state"] == "accepted"
    assert body_of(program.post(f"{path}quote-reduction", {"returned": [name]}))["code"] == "booth_not_held"
