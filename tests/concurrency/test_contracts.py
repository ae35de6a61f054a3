"""Several who sign a contract, or decide on it, at the same instant: one of them does.

Each race has a control: the same race with its guard taken away goes wrong.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.money.sales.models.contracts import Amendment, Contract, Signature
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.contracts import (
    withdraw_contract,
)
from exhibitors.money.sales.operations.reduction_requests import (
    accept_reduction_request,
    refuse_reduction_request,
    request_reduction,
)
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.operations.signing import (
    accept_signed_copy,
    enter_signing_code,
    reject_signed_copy,
    send_signed_copy,
    send_signing_code,
    sign_contract,
)
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import ContractState
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.sales.contracts import contracted, reducible, scan
from tests.factories import NOON, AllotmentFactory, BoothFactory, owner_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 3
WRITING = r'UPDATE "?exhibitors_contract"? '
GIVING_BACK = r'UPDATE "?pavilions_spaceclaim"? '


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def signatures(contract: Contract) -> list[Callable[[], object]]:
    people = [owner_of(contract.booking.company) for _rival in range(RIVALS)]
    for each in people:
        code = send_signing_code(contract.pk, actor=each, at=NOON)
        enter_signing_code(contract.pk, code=code, actor=each, at=NOON)
    return [partial(sign_contract, contract.pk, agreed=True, actor=each, at=NOON) for each in people]


def test_one_of_several_signs_and_the_booking_is_confirmed_once() -> None:
    contract = contracted()
    assert count(race(*signatures(contract))) == {DONE: 1, "contract_signed": RIVALS - 1}
    assert Signature.objects.count() == Booking.objects.get().letters.count() == 1


def test_control_without_the_locks_no_refusal_says_that_it_was_signed() -> None:
    contract = contracted()
    wrappers: list[Wrapper] = [without_locks, Before(WRITING, meeting(RIVALS))]
    assert "contract_signed" not in count(race(*signatures(contract), wrappers=wrappers))


def test_signing_and_withdrawing_exclude_each_other() -> None:
    contract = contracted()
    withdrawing = partial(withdraw_contract, contract.pk, reason="Wrong", actor=SYSTEM, at=NOON)
    outcomes = count(race(signatures(contract)[0], withdrawing))
    contract.refresh_from_db()
    confirmed = Booking.objects.get().state == BookingState.CONFIRMED
    assert outcomes == {DONE: 1, "contract_signed" if confirmed else "contract_void": 1}
    assert confirmed == (contract.state == ContractState.SIGNED)


def test_accepting_and_rejecting_a_copy_exclude_each_other() -> None:
    contract = contracted()
    send_signed_copy(contract.pk, name="Ana", file=scan(), actor=owner_of(contract.booking.company), at=NOON)
    accepting = partial(accept_signed_copy, contract.pk, actor=SYSTEM, at=NOON)
    rejecting = partial(reject_signed_copy, contract.pk, reason="Blurred", actor=SYSTEM, at=NOON)
    assert count(race(accepting, rejecting)) == {DONE: 1, "no_copy_waits": 1}
    contract.refresh_from_db()
    assert (contract.state == ContractState.SIGNED) == (Signature.objects.count() == 1)


def test_signing_on_the_page_and_on_paper_exclude_each_other() -> None:
    contract = contracted()
    sending = partial(
        send_signed_copy, contract.pk, name="Ana", file=scan(), actor=owner_of(contract.booking.company), at=NOON
    )
    outcomes = count(race(signatures(contract)[0], sending))
    assert outcomes[DONE] == 1
    assert {"contract_signed", "contract_checking"} & outcomes.keys()


def reductions(contract: Contract, *booths: Booth) -> list[Callable[[], object]]:
    return [
        partial(reduce_contract, contract.pk, returned=[booth.pk], reason="Less", actor=SYSTEM, at=NOON)
        for booth in booths
    ]


def test_one_of_several_reduces_a_contract() -> None:
    allotment = AllotmentFactory()
    booths = [BoothFactory(allotment=allotment) for _n in range(RIVALS + 1)]
    contract = reducible(*booths)
    assert count(race(*reductions(contract, *booths[:RIVALS]))) == {DONE: 1, "contract_not_signed": RIVALS - 1}
    assert Amendment.objects.count() == 1
    assert SpaceClaim.objects.live().filter(holder=contract.booking_id).count() == RIVALS


def test_control_without_the_locks_no_refusal_says_that_it_was_reduced() -> None:
    allotment = AllotmentFactory()
    booths = [BoothFactory(allotment=allotment) for _n in range(RIVALS + 1)]
    contract = reducible(*booths)
    wrappers: list[Wrapper] = [without_locks, Before(GIVING_BACK, meeting(RIVALS))]
    assert "contract_not_signed" not in count(race(*reductions(contract, *booths[:RIVALS]), wrappers=wrappers))


def asked_reduction() -> ReductionRequest:
    allotment = AllotmentFactory()
    booths = [BoothFactory(allotment=allotment) for _n in range(2)]
    return asking(reducible(*booths), booths[0])()


def asking(contract: Contract, booth: Booth) -> Callable[[], ReductionRequest]:
    quote = reduction_quote(contract, [booth.pk], [], at=NOON)
    owner = owner_of(contract.booking.company)
    return partial(
        request_reduction,
        contract.pk,
        returned=[booth.pk],
        reason="Less",
        net=quote.net,
        fee=quote.fee,
        actor=owner,
        at=NOON,
    )


def deciding(request: ReductionRequest) -> list[Callable[[], object]]:
    return [
        partial(accept_reduction_request, request.pk, actor=SYSTEM, at=NOON),
        partial(refuse_reduction_request, request.pk, reason="Sold out", actor=SYSTEM, at=NOON),
    ]


def test_one_of_two_decides_on_a_request_for_less_space() -> None:
    request = asked_reduction()
    assert count(race(*deciding(request))) == {DONE: 1, "reduction_decided": 1}
    request.refresh_from_db()
    assert Amendment.objects.count() == (request.state == "accepted")


def test_control_without_the_locks_nobody_hears_that_it_was_decided() -> None:
    request = asked_reduction()
    wrappers: list[Wrapper] = [without_locks, Before(r'UPDATE "?exhibitors_reductionrequest"? ', meeting(2))]
    assert "reduction_decided" not in count(race(*deciding(request), wrappers=wrappers))


def test_asking_and_reducing_exclude_each_other() -> None:
    allotment = AllotmentFactory()
    booths = [BoothFactory(allotment=allotment) for _n in range(3)]
    contract = reducible(*booths)
    outcomes = count(race(asking(contract, booths[0]), *reductions(contract, booths[1])))
    if Amendment.objects.exists():
        assert outcomes == {DONE: 1, "contract_not_signed": 1}
    else:
        assert outcomes == {DONE: 1, "reduction_request_waits": 1}
