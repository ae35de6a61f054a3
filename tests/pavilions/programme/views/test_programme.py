import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from pavilions.national.programme.models.programme import ProgrammeEvent, Room
from pavilions.national.programme.operations.programme import cancel_event
from pavilions.states import EventState, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, NationalPavilionFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.programme.programme import announced, edition, planned, room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/programme/"


def typed(**changed: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "title": "Drums",
        "kind": "cultural",
        "begins_at": "2024-11-06T10:00",
        "ends_at": "2024-11-06T11:00",
    }
    if "room" not in changed:
        usual["room"] = room().pk
    return usual | changed


def test_event_is_planned_in_the_time_of_the_expo_and_announced(client: Client) -> None:
    edition()
    director = signed_in(organizer())
    assert_clean(director.get(f"{LIST}plan/"))
    page = director.post(f"{LIST}plan/", typed(), follow=True)
    assert_clean(page)
    event = ProgrammeEvent.objects.get()
    assert event.period.lower.isoformat() == "2024-11-06T02:00:00+00:00"
    assert 'value="2024-11-06T10:00"' in page.content.decode()
    assert client.get(f"/agenda/{event.pk}/").status_code == 404
    director.post(f"{LIST}{event.pk}/announce/", seen(event))
    assert_clean(client.get(f"/agenda/{event.pk}/"))
    agenda = client.get("/agenda/")
    assert_clean(agenda)
    assert "10:00–11:00" in agenda.content.decode()
    assert_clean(director.get(LIST))


def test_room_that_is_taken_is_said_beside_it_and_nothing_is_lost() -> None:
    planned(title="Gongs")
    answer = signed_in(organizer()).post(f"{LIST}plan/", typed(title="Late drums"))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"room": ["Gongs is already planned in this room at that time."]}
    assert answer.context["form"]["title"].value() == "Late drums"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_at": "2024-11-06T09:00"}, "ends_at"),
        ({"begins_at": "2023-11-06T10:00", "ends_at": "2023-11-06T11:00"}, "begins_at"),
        ({"begins_at": "soon"}, "begins_at"),
        ({"room": 0}, "room"),
    ],
)
def test_bad_input_is_refused_beside_its_field(changed: dict[str, object], field: str) -> None:
    edition()
    answer = signed_in(organizer()).post(f"{LIST}plan/", typed(**changed))
    assert list(answer.context["form"].errors) == [field]


def test_agenda_is_narrowed_by_day_kind_room_and_words(client: Client) -> None:
    drums = announced(title="Drums", title_zh="鼓乐")
    announced(title="Poems", kind="exchange", room_id=room("Library").pk)
    planned(title="Secret", room_id=room("Cellar").pk)
    for query in ("kind=cultural", f"room={drums.room_id}", "search=drum", "search=鼓"):
        assert [event.pk for event in client.get(f"/agenda/?{query}").context["events"]] == [drums.pk], query
    assert client.get("/agenda/?day=2024-11-07").context["events"] == []
    assert len(client.get("/agenda/?day=2024-11-06").context["events"]) == 2


def test_feed_is_a_calendar_with_cancelled_events_marked(client: Client) -> None:
    drums = announced(title="Drums, loud; and\nlong", title_zh="鼓乐")
    cancelled = announced(title="Poems", room_id=room("Library").pk)
    cancel_event(cancelled.pk, actor=organizer(), at=NOON)
    answer = client.get("/agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    entries = {str(entry["uid"]): entry for entry in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert len(entries) == 2
    entry = next(each for uid, each in entries.items() if uid.startswith(f"event-{drums.pk}@"))
    assert entry["summary"] == "Drums, loud; and\nlong / 鼓乐"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (drums.period.lower, drums.period.upper)
    assert sorted(str(each["status"]) for each in entries.values()) == ["CANCELLED", "CONFIRMED"]


def test_manager_of_a_pavilion_plans_for_it_and_sees_no_others() -> None:
    pavilion = NationalPavilionFactory(edition=edition())
    manager = UserFactory()
    pavilion.managers.add(manager)
    other = planned(room_id=room("Library").pk)
    client = signed_in(manager)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{other.pk}/").status_code == 404
    assert list(client.post(f"{LIST}plan/", typed()).context["form"].errors) == ["pavilion"]
    client.post(f"{LIST}plan/", typed(pavilion=pavilion.pk))
    event = ProgrammeEvent.objects.get(pavilion=pavilion)
    page = client.get(f"{LIST}{event.pk}/")
    assert (page.context["may_announce"], page.context["may_cancel"]) == (False, True)
    client.post(f"{LIST}{event.pk}/cancel/", seen(event))
    event.refresh_from_db()
    assert event.state == EventState.CANCELLED


def test_rooms_are_noted_by_directors(client: Client) -> None:
    director = signed_in(organizer())
    assert_clean(director.post(f"{LIST}rooms/", {"name": "Library", "seats": "40"}, follow=True))
    assert director.post(f"{LIST}rooms/", {"name": "library"}).context["form"].errors == {
        "name": ["There is already a room with this name."]
    }
    assert signed_in(organizer(OrganizerRole.FINANCE)).get(f"{LIST}rooms/").status_code == 403
    assert Room.objects.count() == 1


@pytest.mark.parametrize("address", ["/agenda/", "/agenda.ics", LIST])
def test_lists_read_as_often_for_three_as_for_one(address: str) -> None:
    announced()
    client = signed_in(organizer())
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    announced(room_id=room("Library").pk)
    announced(room_id=room("Cellar").pk)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_manager_is_led_to_the_own_pavilion_which_is_chosen_already() -> None:
    pavilion = NationalPavilionFactory(edition=edition())
    manager = UserFactory()
    pavilion.managers.add(manager)
    client = signed_in(manager)
    event = planned(pavilion_id=pavilion.pk)
    for address in (f"{LIST}plan/", f"{LIST}{event.pk}/"):
        page = client.get(address)
        trail = page.content.decode().partition('<nav class="breadcrumbs')[2].partition("</nav>")[0]
        assert ('href="/pavilion/"' in trail, f'href="{LIST}"' in trail) == (True, False)
    assert client.get("/pavilion/", follow=True).status_code == 200
    assert client.get(f"{LIST}plan/").context["form"]["pavilion"].value() == pavilion.pk
    director = signed_in(organizer())
    assert f'href="{LIST}"' in director.get(f"{LIST}{event.pk}/").content.decode()
    NationalPavilionFactory(edition=edition(), country="DE").managers.add(manager)
    assert client.get(f"{LIST}plan/").context["form"]["pavilion"].value() is None
