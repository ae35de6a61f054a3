"""A decline tells all who are concerned, and is taken back for as long as its space is free."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from post_office.models import Email

from ciie.kernel.errors import DomainError, NotAllowed, NotFound
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionMove
from pavilions.national.national_pavilions.operations.pavilion_declines import take_back_decline
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.operations.programme import announce_event, cancel_event
from pavilions.states import ClaimState, EventState, OrganizerRole, PavilionStage, Section
from tests.clients import signed_in
from tests.factories import NOON, UserFactory, organizer
from tests.page_forms import seen
from tests.pavilions.national_pavilions.national import (
    OPENING,
    give,
    invited,
    manager_of,
    move,
    national,
    national_booth,
    pavilion_at,
)
from tests.pavilions.programme.programme import TEN, announced, planned, room, scheduled, shortlisted
from tests.pavilions.themed_areas.areas import placed
from tests.pavilions.themed_areas.areas import terms as area_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
HOUR = timedelta(hours=1)
LATER = NOON + timedelta(days=1)


def space_of(pavilion: NationalPavilion) -> list[tuple[Decimal, int | None, str]]:
    live = SpaceClaim.objects.live().filter(holder_id=pavilion.pk).order_by("-area_sqm")
    return list(live.values_list("area_sqm", "booth", "state"))


def declined() -> NationalPavilion:
    """A country in design with a booth, m² of a hall, an announced and a planned event, that declines after all."""
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    give(pavilion)
    allotment = national(pavilion.edition)
    give_area(pavilion.pk, allotment.pk, area_sqm=Decimal(50), actor=organizer(), at=NOON)
    announced(pavilion_id=pavilion.pk)
    planned(title="Flutes", begins_at=TEN + HOUR, ends_at=TEN + 2 * HOUR, pavilion_id=pavilion.pk)
    return move(pavilion, PavilionStage.DECLINED, at=LATER)


def test_decline_is_taken_back_with_stage_space_and_events() -> None:
    pavilion = declined()
    assert space_of(pavilion) == []
    ended = list(pavilion.holder.claims.order_by("-area_sqm").values_list("area_sqm", "booth"))
    restored, left = take_back_decline(pavilion.pk, actor=organizer(), at=LATER + HOUR)
    assert (restored.stage, left) == (PavilionStage.IN_DESIGN, [])
    assert space_of(pavilion) == [(*each, ClaimState.COMMITTED) for each in ended]
    assert list(ProgrammeEvent.objects.order_by("pk").values_list("state", flat=True)) == [
        EventState.ANNOUNCED,
        EventState.PLANNED,
    ]
    assert PavilionMove.objects.order_by("-pk").values_list("from_stage", "to_stage")[0] == ("declined", "in_design")


def test_invited_country_that_declined_holds_its_space_as_before() -> None:
    pavilion = invited()
    give(pavilion)
    move(pavilion, PavilionStage.DECLINED, at=LATER)
    restored, _left = take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    assert restored.stage == PavilionStage.INVITED
    assert [state for _sqm, _booth, state in space_of(pavilion)] == [ClaimState.RESERVED]


def test_decline_is_not_taken_back_when_a_booth_has_been_given_to_others() -> None:
    pavilion = declined()
    booth = pavilion.holder.claims.exclude(booth=None).get().booth
    assert booth is not None
    give_booths(invited("TH").pk, [booth.pk], actor=organizer(), at=LATER)
    with pytest.raises(DomainError) as refusal:
        take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    pavilion.refresh_from_db()
    assert (refusal.value.code, pavilion.stage, space_of(pavilion)) == ("space_gone", PavilionStage.DECLINED, [])
    assert str(refusal.value) == (
        "The decline of France cannot be taken back, because its space is no longer free: "
        f"{booth.plan.hall.name}/{booth.number}. Invite it again, and allocate other space."
    )


def test_decline_is_not_taken_back_when_the_area_is_no_longer_left() -> None:
    pavilion = declined()
    area = pavilion.holder.claims.get(booth=None).allotment
    give_area(invited("TH").pk, area.pk, area_sqm=area.capacity_sqm, actor=organizer(), at=LATER)
    with pytest.raises(DomainError) as refusal:
        take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    assert (refusal.value.code, space_of(pavilion)) == ("capacity_exceeded", [])


def test_event_whose_room_others_use_stays_cancelled_and_is_named() -> None:
    pavilion = declined()
    planned(title="Choir")
    _restored, left = take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    assert [str(event) for event in left] == ["Drums"]
    assert ProgrammeEvent.objects.get(title="Flutes").state == EventState.PLANNED


def test_event_cancelled_before_the_decline_stays_cancelled() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    event = announced(pavilion_id=pavilion.pk)
    cancel_event(event.pk, actor=organizer(), at=NOON)
    move(pavilion, PavilionStage.DECLINED, at=LATER)
    take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    event.refresh_from_db()
    assert event.state == EventState.CANCELLED


def test_session_names_its_pavilion_again() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    session = scheduled(shortlisted(), pavilion_id=pavilion.pk)
    move(pavilion, PavilionStage.DECLINED, at=LATER)
    take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    session.event.refresh_from_db()
    assert session.event.pavilion == pavilion


def test_only_a_decline_is_taken_back_and_only_by_those_who_guide_pavilions() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    with pytest.raises(NotFound):
        take_back_decline(pavilion.pk, actor=organizer(), at=NOON)
    move(pavilion, PavilionStage.DECLINED)
    for actor in (UserFactory(), manager_of(pavilion), organizer(OrganizerRole.REVIEWER)):
        with pytest.raises(NotAllowed):
            take_back_decline(pavilion.pk, actor=actor, at=NOON)
    move(pavilion, PavilionStage.INVITED)
    with pytest.raises(NotFound):
        take_back_decline(pavilion.pk, actor=organizer(), at=NOON)


def test_managers_get_a_mail_on_what_ends_and_what_they_have_again() -> None:
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    manager = manager_of(pavilion)
    booth = give(pavilion)
    announced(pavilion_id=pavilion.pk)
    move(pavilion, PavilionStage.DECLINED, note="No budget.", at=LATER)
    take_back_decline(pavilion.pk, actor=organizer(), at=LATER + HOUR)
    fields = ("state", "space_sqm", "booth_names", "event_names", "reason")
    letters = Email.objects.filter(to=manager.email, context__kind="pavilion_stage").order_by("pk")
    place = f"{booth.plan.hall.name}/{booth.number}"
    assert [tuple(letter.context[name] for name in fields) for letter in letters] == [
        ("declined", "9", place, ["Drums"], "No budget."),
        ("restored", "9", place, ["Drums"], ""),
    ]


def test_planners_get_a_mail_on_public_areas_that_lose_their_host() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    booth = national_booth(pavilion.edition)
    placed([booth], area_terms(section=Section.NATIONAL, host_id=pavilion.pk, is_public=True))
    move(pavilion, PavilionStage.DECLINED)
    letter = Email.objects.get(to=planner.email, context__kind="pavilion_host_gone")
    assert letter.context["area_names"] == ["From farm to table"]


@pytest.mark.parametrize("stage", ["declined", "closed"])
def test_page_says_what_ends_before_it_is_done(stage: str) -> None:
    pavilion = pavilion_at(PavilionStage.OPEN if stage == "closed" else PavilionStage.IN_DESIGN)
    booth = give(pavilion)
    announced(pavilion_id=pavilion.pk)
    pavilion.refresh_from_db()
    client, address = signed_in(organizer()), f"/organizer/pavilions/{pavilion.pk}/end/{stage}/"
    with time_machine.travel(OPENING, tick=False):
        page = client.get(address)
    ending = page.context["ending"]
    assert (f"{booth.plan.hall.name}/{booth.number}" in ending.booths, [str(event) for event in ending.announced]) == (
        True,
        ["Drums"],
    )
    assert (ending.participants, ending.participants_after) == (1, 0)
    other = client.post(address, {"revision": pavilion.revision - 1, "note": "No budget."})
    assert (other.status_code, "since you opened the page" in other.text, "No budget." in other.text) == (
        422,
        True,
        True,
    )
    with time_machine.travel(OPENING, tick=False):
        client.post(address, seen(pavilion))
    pavilion.refresh_from_db()
    assert pavilion.stage == stage


def test_button_takes_a_decline_back_and_names_what_stays_cancelled() -> None:
    pavilion = declined()
    announce_event(planned(title="Choir", room_id=room().pk).pk, actor=organizer(), at=LATER)
    pavilion.refresh_from_db()
    with time_machine.travel(LATER, tick=False):
        client = signed_in(organizer())
        assert "Take the decline back" in client.get(f"/organizer/pavilions/{pavilion.pk}/").text
        page = client.post(f"/organizer/pavilions/{pavilion.pk}/take-back-decline/", seen(pavilion), follow=True)
    assert "Still cancelled, because their time has passed or their rooms are in use: Drums." in page.text


def test_decline_is_not_taken_back_after_the_edition_and_past_events_stay_cancelled() -> None:
    pavilion = declined()
    closes = pavilion.edition.closes_date - NOON.date()
    with pytest.raises(DomainError) as refusal:
        take_back_decline(pavilion.pk, actor=organizer(), at=NOON + closes + 2 * timedelta(days=1))
    assert refusal.value.code == "edition_over"
    _restored, left = take_back_decline(pavilion.pk, actor=organizer(), at=TEN + HOUR / 2)
    assert [str(event) for event in left] == ["Drums"]
    assert ProgrammeEvent.objects.get(title="Flutes").state == EventState.PLANNED


def test_managers_get_one_mail_when_a_decline_is_taken_back() -> None:
    pavilion = declined()
    manager = manager_of(pavilion)
    take_back_decline(pavilion.pk, actor=organizer(), at=LATER)
    [letter] = Email.objects.filter(to=manager.email)
    assert (letter.context["kind"], letter.context["event_names"]) == ("pavilion_stage", ["Drums"])


def test_one_who_was_only_invited_will_not_take_part() -> None:
    pavilion = invited()
    manager = manager_of(pavilion)
    move(pavilion, PavilionStage.DECLINED)
    assert Email.objects.get(to=manager.email).context["had_confirmed"] is False


def test_page_names_the_sessions_that_go_on_without_the_pavilion() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    session = scheduled(shortlisted(), pavilion_id=pavilion.pk)
    announce_event(session.pk, actor=organizer(), at=NOON)
    page = signed_in(organizer()).get(f"/organizer/pavilions/{pavilion.pk}/end/declined/")
    ending = page.context["ending"]
    assert (ending.announced, ending.planned, ending.sessions) == ([], 0, [session.event])
    assert "Forum sessions that lose their pavilion" in page.text


def test_note_reaches_the_page_that_asks_without_being_in_an_address() -> None:
    pavilion, client = pavilion_at(PavilionStage.CONFIRMED), signed_in(organizer())
    pavilion.refresh_from_db()
    typed = {**seen(pavilion), "to": "declined", "note": "Budget <cut>"}
    sent = client.post(f"/organizer/pavilions/{pavilion.pk}/move/", typed)
    assert (sent.status_code, sent["Location"]) == (307, f"/organizer/pavilions/{pavilion.pk}/end/declined/")
    page = client.post(sent["Location"], typed)
    pavilion.refresh_from_db()
    assert (page.status_code, page.context["form"]["note"].value(), pavilion.stage) == (
        200,
        "Budget <cut>",
        PavilionStage.CONFIRMED,
    )


def test_page_offers_no_undoing_after_the_edition() -> None:
    pavilion = declined()
    with time_machine.travel(LATER + timedelta(days=400), tick=False):
        assert "Take the decline back" not in signed_in(organizer()).get(f"/organizer/pavilions/{pavilion.pk}/").text
