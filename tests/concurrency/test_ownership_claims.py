"""An objection and the end of a claim's days come at the same instant: never is a claim granted that was objected to.

The control is the same race without locks, in which both are done.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, get_ident

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import grant_ownership, object_to_claim, settle_claim
from exhibitors.companies.models import Membership
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, Before, Wrapper, race, without_locks
from tests.exhibitors.company_ownership.claims import claimed, deliver, listed_company, person
from tests.factories import NOON, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

LATER = NOON + timedelta(days=5)


class Scene:
    def __init__(self) -> None:
        self.request = claimed(listed_company(), person("jo@acme.co.uk"))
        self.director = organizer()
        deliver()

    def settle(self) -> None:
        settle_claim(self.request.pk, actor=SYSTEM, at=LATER)

    def object(self) -> None:
        object_to_claim(self.request.pk, reason="Not one of us", actor=SYSTEM, at=LATER)

    def grant(self) -> None:
        grant_ownership(self.request.pk, seen=None, actor=self.director, at=LATER)

    @property
    def state(self) -> str:
        return OwnershipRequest.objects.get().state

    @property
    def owners(self) -> int:
        return Membership.objects.filter(role="owner").count()


@pytest.mark.parametrize("_round", range(4))
def test_claim_is_granted_or_objected_to_and_never_both(_round: int) -> None:
    scene = Scene()
    outcomes = race(scene.settle, scene.object)
    assert (outcomes, scene.state, scene.owners) in [
        ([DONE, DONE], "waiting", 0),
        ([DONE, "not_announced"], "granted", 1),
    ]


def object_while_settling(scene: Scene, *wrappers: Wrapper, patience: float) -> list[str]:
    """The objection comes once the days have been found to be over, before the claim is granted."""
    found_over, objected, settling = Event(), Event(), set[int]()

    def settle() -> None:
        settling.add(get_ident())
        scene.settle()

    def raise_objection() -> None:
        found_over.wait(PATIENCE_SECONDS)
        scene.object()
        objected.set()

    def pause() -> None:
        if get_ident() in settling:
            found_over.set()
            objected.wait(patience)

    granting = Before(r'UPDATE "exhibitors_ownershiprequest"', pause)
    return race(settle, raise_objection, wrappers=[*wrappers, granting])


def test_objection_that_comes_while_a_claim_is_granted_is_refused() -> None:
    scene = Scene()
    assert object_while_settling(scene, patience=1) == [DONE, "not_announced"]
    assert (scene.state, scene.owners) == ("granted", 1)


def test_without_locks_a_claim_is_granted_though_somebody_objected() -> None:
    scene = Scene()
    assert object_while_settling(scene, without_locks, patience=PATIENCE_SECONDS) == [DONE, DONE]
    assert (scene.state, scene.owners, OwnershipRequest.objects.get().objection) == ("granted", 1, "Not one of us")


@pytest.mark.parametrize("_round", range(4))
def test_organizer_and_time_grant_a_claim_once(_round: int) -> None:
    scene = Scene()
    assert race(scene.settle, scene.grant) in [[DONE, DONE], [DONE, "already_decided"]]
    assert (scene.state, scene.owners) == ("granted", 1)


@pytest.mark.parametrize("_round", range(4))
def test_of_two_claims_that_end_at_once_one_is_granted(_round: int) -> None:
    company = listed_company()
    requests = [claimed(company, person(address)) for address in ("jo@acme.co.uk", "li@acme.co.uk")]
    deliver()

    def settle(request: OwnershipRequest) -> Callable[[], object]:
        return lambda: settle_claim(request.pk, actor=SYSTEM, at=LATER)

    assert race(*map(settle, requests)) == [DONE, DONE]
    assert sorted(OwnershipRequest.objects.values_list("state", flat=True)) == ["declined", "granted"]
    assert Membership.objects.count() == 1
