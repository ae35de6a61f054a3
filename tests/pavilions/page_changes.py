"""What changes which public page of halls, pavilions and the programme."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import set_guest_of_honour
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    ProfileTerms,
    add_picture,
    describe_picture,
    remove_picture,
    write_profile,
)
from pavilions.national.national_pavilions.states import ProfileLanguage
from pavilions.national.programme.models.programme import ProgrammeEvent, Room
from pavilions.national.programme.operations.forum import change_speakers, take_off_agenda
from pavilions.national.programme.operations.programme import announce_event, cancel_event, change_event, open_room
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.states import EventKind
from pavilions.plans.themed_areas.operations import AreaTerms
from pavilions.states import PavilionStage, Section
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from tests.factories import NOON, EditionFactory, HallFactory, organizer
from tests.pavilions.national_pavilions.national import give, invited, move, pavilion_at, picture
from tests.pavilions.plan_changes import renumber_in_force
from tests.pavilions.programme.programme import announced, planned, room, scheduled, shortlisted, terms
from tests.pavilions.themed_areas.areas import with_own_booth

if TYPE_CHECKING:
    from pavilions.national.programme.models.forum import ForumSession

CONTACT, CONTACT_PAGE = "/contact/", (PageKind.CONTACT, PageLanguage.ENGLISH)
AGENDA, FEED, FORUM, LIST = "/agenda/", "/agenda.ics", "/forum/", "/pavilions/"
EVENT, SESSION, PAVILION = "/agenda/{event}/", "/agenda/{session}/", "/pavilions/{pavilion}/"


class World:
    """A pavilion with a booth, a picture and an event, a session of the forum with two topics, and a planned event."""

    def __init__(self) -> None:
        self.director = organizer()
        self.by: dict[str, Any] = {"actor": self.director, "at": NOON}
        self.pavilion: NationalPavilion = pavilion_at(PavilionStage.CONFIRMED)
        self.booth = give(self.pavilion)
        self.picture = add_picture(self.pavilion.pk, picture(), alt="Fields", **self.by)
        stage = open_room("Main stage", hall_id=HallFactory().pk, seats=None, **self.by)
        self.event: ProgrammeEvent = announced(pavilion_id=self.pavilion.pk, room_id=stage.pk)
        self.topics = shortlisted(), shortlisted(title="Fair trade", contact_email="bo@example.org")
        self.session: ForumSession = scheduled(*self.topics, room_id=room("Forum").pk)
        announce_event(self.session.pk, **self.by)
        write_site_page(*CONTACT_PAGE, "Write to us.", is_published=True, **self.by)
        self.planned: ProgrammeEvent = planned(title="Later", room_id=room("Garden").pk)

    def host_area(self) -> None:
        terms = AreaTerms(Section.NATIONAL, "Taste", "France", host_id=self.pavilion.pk, is_public=True)
        with_own_booth(self.pavilion.edition, terms)

    def take_part_before(self) -> None:
        before = EditionFactory(number=self.pavilion.edition.number - 1)
        pavilion_at(PavilionStage.CONFIRMED, edition=before)

    def change(self, event_id: int, **changed: Any) -> None:
        event = ProgrammeEvent.objects.get(pk=event_id)
        usual = {"kind": event.kind, "title": event.title, "room_id": event.room_id, "pavilion_id": event.pavilion_id}
        change_event(event_id, terms(**usual | changed), **self.by)

    def call_session_off(self) -> None:
        for topic in self.topics:
            take_off_agenda(topic.pk, **self.by)
        cancel_event(self.session.pk, **self.by)


CHANGES: dict[str, tuple[Callable[[World], object], tuple[str, ...]]] = {
    "a page of the site is rewritten": (
        lambda w: write_site_page(*CONTACT_PAGE, "Call us.", is_published=True, **w.by),
        (CONTACT,),
    ),
    "another event is announced": (lambda w: announce_event(w.planned.pk, **w.by), (AGENDA, FEED)),
    "an event is renamed": (lambda w: w.change(w.event.pk, title="Dances"), (AGENDA, FEED, EVENT, PAVILION)),
    "what an event is about": (lambda w: w.change(w.event.pk, text="Loud."), (FEED, EVENT)),
    "an event is cancelled": (lambda w: cancel_event(w.event.pk, **w.by), (AGENDA, FEED, EVENT, PAVILION)),
    "an event moves": (
        lambda w: w.change(w.event.pk, room_id=room("Hall of mirrors").pk),
        (AGENDA, FEED, EVENT, PAVILION),
    ),
    "a room is renamed in the admin": (
        lambda w: Room.objects.filter(pk=w.event.room_id).update(name="Small stage"),
        (AGENDA, FEED, EVENT, PAVILION),
    ),
    "the hall of a room is renamed in the admin": (
        lambda w: Hall.objects.filter(rooms=w.event.room_id).update(name="9H"),
        (EVENT,),
    ),
    "a room of the forum is renamed in the admin": (
        lambda w: Room.objects.filter(pk=w.session.event.room_id).update(name="Small hall"),
        (AGENDA, FEED, FORUM, SESSION),
    ),
    "a session is renamed": (
        lambda w: w.change(w.session.pk, kind=EventKind.FORUM, title="Openness"),
        (AGENDA, FEED, FORUM, SESSION),
    ),
    "a session has speakers": (
        lambda w: change_speakers(w.session.pk, [SpeakerTerms("Ada")], **w.by),
        (FORUM, SESSION),
    ),
    "a topic is taken up": (lambda _w: shortlisted(title="Ports"), (FORUM,)),
    "a topic is taken off": (lambda w: take_off_agenda(w.topics[0].pk, **w.by), (FORUM, SESSION)),
    "a session is cancelled": (lambda w: w.call_session_off(), (AGENDA, FEED, FORUM, SESSION)),
    "a pavilion is that of another country in the admin": (
        lambda w: NationalPavilion.objects.filter(pk=w.pavilion.pk).update(country="DE"),
        (AGENDA, LIST, EVENT, PAVILION),
    ),
    "a pavilion declines": (lambda w: move(w.pavilion, PavilionStage.DECLINED), (LIST, EVENT)),
    "a pavilion is a guest of honour": (
        lambda w: set_guest_of_honour(w.pavilion.pk, is_guest=True, **w.by),
        (LIST, PAVILION),
    ),
    "another pavilion confirms": (lambda _w: move(invited("TH"), PavilionStage.CONFIRMED), (LIST,)),
    "a pavilion tells of itself": (
        lambda w: write_profile(w.pavilion.pk, ProfileLanguage.ENGLISH, ProfileTerms("Taste", "Farms"), **w.by),
        (LIST, PAVILION),
    ),
    "a pavilion shows a picture": (
        lambda w: add_picture(w.pavilion.pk, picture("red"), alt="Sunset", **w.by),
        (PAVILION,),
    ),
    "a picture is described": (
        lambda w: describe_picture(w.pavilion.pk, w.picture.pk, alt="Meadows", **w.by),
        (PAVILION,),
    ),
    "a picture is removed": (lambda w: remove_picture(w.pavilion.pk, w.picture.pk, **w.by), (LIST, PAVILION)),
    "a pavilion has more space": (lambda w: give(w.pavilion), (PAVILION,)),
    "its booth has another number": (lambda w: renumber_in_force(w.booth, "B01"), (PAVILION,)),
    "its hall is renamed in the admin": (
        lambda w: Hall.objects.filter(pk=w.booth.plan.hall_id).update(name="Hall of nations"),
        (PAVILION,),
    ),
    "it hosts an area": (lambda w: w.host_area(), (PAVILION,)),
    "it took part before": (lambda w: w.take_part_before(), (PAVILION,)),
    "the edition opens on another day in the admin": (
        lambda w: Edition.objects.filter(pk=w.pavilion.edition_id).update(opens_date=date(2024, 11, 4)),
        (AGENDA, FORUM),
    ),
    "the edition is renamed in the admin": (
        lambda w: Edition.objects.filter(pk=w.pavilion.edition_id).update(name="Grand Expo"),
        (AGENDA, FEED, LIST, PAVILION),
    ),
}
