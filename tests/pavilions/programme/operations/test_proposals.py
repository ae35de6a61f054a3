"""An announced event of a pavilion says what it said until the organizer accepts a change."""

import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.lifecycle import TransitionRefused
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.national.programme.operations.forum import change_speakers
from pavilions.national.programme.operations.programme import announce_event, cancel_event, change_event
from pavilions.national.programme.operations.proposals import (
    accept_event_change,
    decline_event_change,
    propose_event_cancellation,
    propose_event_change,
)
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.states import ProposalState
from pavilions.states import EventState, PavilionStage
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.page_forms import seen
from tests.pavilions.national_pavilions.national import OPENING, manager_of, move, pavilion_at
from tests.pavilions.programme.programme import TEN, announced, planned, room, scheduled, shortlisted, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> ProgrammeEvent:
    return announced(pavilion_id=pavilion_at(PavilionStage.CONFIRMED).pk)


@pytest.fixture
def manager(event: ProgrammeEvent) -> User:
    assert event.pavilion is not None
    return manager_of(event.pavilion)


def proposed(event: ProgrammeEvent, manager: User, title: str = "Drums (changed)") -> EventProposal:
    wanted = terms(title=title, pavilion_id=event.pavilion_id)
    return propose_event_change(event.pk, wanted, actor=manager, at=NOON)


def test_manager_proposes_and_the_public_text_stays_until_it_is_accepted(event: ProgrammeEvent, manager: User) -> None:
    director = organizer()
    with pytest.raises(NotAllowed):
        change_event(event.pk, terms(title="Other", pavilion_id=event.pavilion_id), actor=manager, at=NOON)
    proposal = proposed(event, manager)
    event.refresh_from_db()
    assert (event.title, event.state) == ("Drums", EventState.ANNOUNCED)
    assert Email.objects.filter(to=director.email, context__kind="event_proposal").count() == 1
    accepted = accept_event_change(proposal.pk, actor=director, at=NOON)
    assert (accepted.title, accepted.state) == ("Drums (changed)", EventState.ANNOUNCED)
    letter = Email.objects.get(to=manager.email, context__kind="event_proposal_decided")
    assert (letter.context["state"], letter.context["event_title"]) == ("accepted", "Drums (changed)")


def test_declining_needs_a_reason_that_the_manager_reads(event: ProgrammeEvent, manager: User) -> None:
    proposal = proposed(event, manager)
    with pytest.raises(Invalid) as refusal:
        decline_event_change(proposal.pk, reason=" ", actor=organizer(), at=NOON)
    assert refusal.value.field == "reason"
    decline_event_change(proposal.pk, reason="Printed already.", actor=organizer(), at=NOON)
    event.refresh_from_db()
    assert event.title == "Drums"
    assert Email.objects.get(to=manager.email, context__kind="event_proposal_decided").context["reason"] == (
        "Printed already."
    )
    with pytest.raises(TransitionRefused):
        accept_event_change(proposal.pk, actor=organizer(), at=NOON)


def test_newer_proposal_takes_the_place_of_the_open_one(event: ProgrammeEvent, manager: User) -> None:
    first = proposed(event, manager)
    second = proposed(event, manager, "Drums, louder")
    assert list(EventProposal.objects.order_by("pk").values_list("pk", "state")) == [
        (first.pk, ProposalState.REPLACED),
        (second.pk, ProposalState.OPEN),
    ]
    with pytest.raises(IntegrityError, match="one_open_proposal_per_event"), transaction.atomic():
        EventProposal.objects.create(
            event=event,
            event_revision=event.revision,
            room=event.room,
            kind=event.kind,
            title="x",
            period=event.period,
            proposed_at=NOON,
        )


def test_proposal_of_an_event_that_was_changed_since_is_not_accepted(event: ProgrammeEvent, manager: User) -> None:
    proposal = proposed(event, manager)
    change_event(event.pk, terms(title="Drums!", pavilion_id=event.pavilion_id), actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        accept_event_change(proposal.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_proposal_is_judged_as_a_change_is(event: ProgrammeEvent, manager: User) -> None:
    planned(title="Flutes", room_id=room("Other stage").pk)
    taken = terms(room_id=room("Other stage").pk, pavilion_id=event.pavilion_id)
    with pytest.raises(DomainError) as refusal:
        propose_event_change(event.pk, taken, actor=manager, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("room_taken", "room")
    with pytest.raises(Invalid) as same:
        propose_event_change(event.pk, terms(pavilion_id=event.pavilion_id), actor=manager, at=NOON)
    assert same.value.code == "nothing_changed"


def test_cancelling_ends_what_is_proposed_and_strangers_decide_nothing(event: ProgrammeEvent, manager: User) -> None:
    proposal = proposed(event, manager)
    for actor in (manager, manager_of(pavilion_at(PavilionStage.CONFIRMED, "TH"))):
        with pytest.raises(NotAllowed):
            accept_event_change(proposal.pk, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            decline_event_change(proposal.pk, reason="No.", actor=actor, at=NOON)
    cancel_event(event.pk, actor=organizer(), at=NOON)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.REPLACED


def test_pages_of_manager_and_organizer(event: ProgrammeEvent, manager: User) -> None:
    address, director = f"/organizer/programme/{event.pk}/", organizer()
    event.refresh_from_db()
    typed = {
        **seen(event),
        "title": "Drums (changed)",
        "kind": event.kind,
        "room": event.room_id,
        "pavilion": event.pavilion_id,
        "begins_at": "2024-11-06T10:00",
        "ends_at": "2024-11-06T11:00",
    }
    page = signed_in(manager).post(address, typed, follow=True)
    assert "Until it is accepted, the public text remains as it is." in page.text
    proposal = EventProposal.objects.get()
    client = signed_in(director)
    assert "Drums (changed)" in client.get(address).text
    refused = client.post(f"/organizer/programme/proposals/{proposal.pk}/decline/", {"revision": proposal.revision})
    assert (refused.status_code, "Say why the change is declined." in refused.text) == (422, True)
    client.post(f"/organizer/programme/proposals/{proposal.pk}/accept/", seen(proposal))
    event.refresh_from_db()
    assert (event.title, event.period.lower) == ("Drums (changed)", TEN)


def test_manager_proposes_a_cancellation_and_the_organizer_cancels(event: ProgrammeEvent, manager: User) -> None:
    director = organizer()
    proposal = propose_event_cancellation(event.pk, actor=manager, at=NOON)
    event.refresh_from_db()
    assert event.state == EventState.ANNOUNCED
    assert Email.objects.get(to=director.email, context__kind="event_proposal").context["is_cancellation"] is True
    assert accept_event_change(proposal.pk, actor=director, at=NOON).state == EventState.CANCELLED
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, director)
    letters = Email.objects.filter(to=manager.email).order_by("pk")
    assert [(each.context["kind"], each.context["state"]) for each in letters][-2:] == [
        ("event_proposal_decided", "accepted"),
        ("event_news", "cancelled"),
    ]


def test_cancellation_is_accepted_after_the_pavilion_has_closed_and_a_change_is_not() -> None:
    pavilion = pavilion_at(PavilionStage.OPEN)
    manager, director = manager_of(pavilion), organizer()
    drums = announced(pavilion_id=pavilion.pk)
    flutes = announced(title="Flutes", room_id=room("Other stage").pk, pavilion_id=pavilion.pk)
    cancellation = propose_event_cancellation(drums.pk, actor=manager, at=NOON)
    longer = terms(title="Flutes, longer", room_id=flutes.room_id, pavilion_id=pavilion.pk)
    change = propose_event_change(flutes.pk, longer, actor=manager, at=NOON)
    move(pavilion, PavilionStage.CLOSED)
    assert accept_event_change(cancellation.pk, actor=director, at=OPENING).state == EventState.CANCELLED
    with pytest.raises(Invalid) as refusal:
        accept_event_change(change.pk, actor=director, at=OPENING)
    assert str(refusal.value) == "France is closed. Events cannot be planned for it."
    decline_event_change(change.pk, reason="The pavilion is closed.", actor=director, at=OPENING)
    flutes.refresh_from_db()
    assert flutes.state == EventState.ANNOUNCED


def test_manager_of_a_closed_pavilion_proposes_a_cancellation() -> None:
    pavilion = pavilion_at(PavilionStage.OPEN)
    event = announced(pavilion_id=pavilion.pk)
    move(pavilion, PavilionStage.CLOSED)
    proposal = propose_event_cancellation(event.pk, actor=manager_of(pavilion), at=OPENING)
    assert accept_event_change(proposal.pk, actor=organizer(), at=OPENING).state == EventState.CANCELLED


def accepted_on_the_page(proposal: EventProposal) -> str:
    """What the page says after the button that accepts a proposal."""
    client = signed_in(organizer())
    page = client.post(f"/organizer/programme/proposals/{proposal.pk}/accept/", seen(proposal), follow=True)
    [message] = page.context["messages"]
    return str(message)


def test_page_says_that_an_accepted_change_is_public(event: ProgrammeEvent, manager: User) -> None:
    assert accepted_on_the_page(proposed(event, manager)) == "The change is public."


def test_page_says_that_an_event_is_cancelled_and_that_managers_get_an_email(
    event: ProgrammeEvent, manager: User
) -> None:
    proposal = propose_event_cancellation(event.pk, actor=manager, at=NOON)
    page = signed_in(organizer()).get(f"/organizer/programme/{event.pk}/").text
    assert ("Accept the cancellation" in page, "Accept the change" in page) == (True, False)
    assert accepted_on_the_page(proposal) == (
        "The event has been cancelled and is marked as cancelled on the agenda. The managers of its pavilion get an "
        "email."
    )
    assert readers_of_the_cancellation() == [manager.email]


def test_page_says_that_a_session_is_cancelled_and_that_all_concerned_get_an_email(
    event: ProgrammeEvent, manager: User
) -> None:
    session = scheduled(shortlisted(), room_id=room("Other stage").pk)
    change_speakers(session.pk, [SpeakerTerms("Grace", email="grace@example.org")], actor=organizer(), at=NOON)
    of_pavilion = terms(kind="forum", room_id=session.event.room_id, pavilion_id=event.pavilion_id)
    change_event(session.pk, of_pavilion, actor=organizer(), at=NOON)
    announce_event(session.pk, actor=organizer(), at=NOON)
    proposal = propose_event_cancellation(session.pk, actor=manager, at=NOON)
    assert accepted_on_the_page(proposal) == (
        "The event has been cancelled and is marked as cancelled on the agenda. Its speakers, the proposers of its "
        "topics and the managers of its pavilion get an email."
    )
    assert readers_of_the_cancellation() == sorted(["ada@example.org", "grace@example.org", manager.email])


def readers_of_the_cancellation() -> list[str]:
    letters = Email.objects.filter(context__kind="event_news", context__state="cancelled")
    return sorted(str(letter.to[0]) for letter in letters)


def test_cancellation_of_a_plan_or_by_a_stranger_is_not_proposed(event: ProgrammeEvent, manager: User) -> None:
    plan = planned(title="Flutes", room_id=room("Other stage").pk, pavilion_id=event.pavilion_id)
    with pytest.raises(DomainError) as refusal:
        propose_event_cancellation(plan.pk, actor=manager, at=NOON)
    assert refusal.value.code == "not_announced"
    with pytest.raises(NotAllowed):
        propose_event_cancellation(event.pk, actor=manager_of(pavilion_at(PavilionStage.CONFIRMED, "TH")), at=NOON)


def test_button_of_a_manager_proposes_to_cancel(event: ProgrammeEvent, manager: User) -> None:
    address, client = f"/organizer/programme/{event.pk}/", signed_in(manager)
    event.refresh_from_db()
    page = client.get(address).text
    assert ("Propose to cancel this event?" in page, f"{address}cancel/" in page) == (True, False)
    client.post(f"{address}propose-cancellation/", seen(event))
    assert EventProposal.objects.get().is_cancellation
    assert "The pavilion proposes to cancel this event." in signed_in(organizer()).get(address).text


def test_change_that_the_former_pavilion_proposed_is_replaced_and_its_proposer_gets_a_mail(
    event: ProgrammeEvent, manager: User
) -> None:
    proposal, other = proposed(event, manager), pavilion_at(PavilionStage.CONFIRMED, "TH")
    change_event(event.pk, terms(pavilion_id=other.pk), actor=organizer(), at=NOON)
    proposal.refresh_from_db()
    letter = Email.objects.get(to=manager.email, context__kind="event_proposal_decided")
    assert (proposal.state, letter.context["state"], letter.context["pavilion_name"]) == (
        ProposalState.REPLACED,
        "replaced",
        "France",
    )
