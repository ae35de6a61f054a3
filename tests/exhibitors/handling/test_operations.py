from typing import Any

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.mail.composing import compose
from exhibitors.bookings.handling.models import BookingComment, BookingNote, ReviewAssignment
from exhibitors.bookings.handling.operations import (
    assign_reviewer,
    comment_as_exhibitor,
    comment_as_organizer,
    release_reviewer,
    write_note,
)
from exhibitors.bookings.handling.queries import comments_of, possible_reviewers
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, MembershipFactory, SectorFactory, organizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    """A submitted booking, without the mail about it."""
    row = booked(BoothFactory())
    Email.objects.all().delete()
    return row


def by(person: User) -> dict[str, Any]:
    return {"actor": person, "at": NOON}


def mails() -> list[tuple[str, str]]:
    """Kind and address of each mail in the outbox."""
    return [(row.context["kind"], row.to[0]) for row in Email.objects.order_by("pk")]


def exhibitor_of(booking: Booking, role: CompanyRole = CompanyRole.OWNER) -> User:
    person: User = MembershipFactory(company=booking.company, role=role).user
    return person


def test_director_assigns_a_reviewer_who_gets_a_mail(booking: Booking) -> None:
    director, reviewer = organizer(), organizer(OrganizerRole.REVIEWER)
    row = assign_reviewer(booking.pk, reviewer.pk, seen=0, **by(director))
    assert (row.reviewer, row.assigned_by, row.assigned_at) == (reviewer, director, NOON)
    assert mails() == [("review_assigned", reviewer.email)]


def test_taking_a_booking_sends_no_mail_and_releasing_it_leaves_it_unassigned(booking: Booking) -> None:
    reviewer = organizer(OrganizerRole.REVIEWER)
    row = assign_reviewer(booking.pk, reviewer.pk, seen=0, **by(reviewer))
    release_reviewer(booking.pk, seen=row.revision, **by(reviewer))
    assert mails() == []
    assert not ReviewAssignment.objects.exists()


def test_only_those_who_may_decide_it_are_assigned(booking: Booking) -> None:
    others = [organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()]), organizer(OrganizerRole.FINANCE)]
    able = [organizer(), organizer(OrganizerRole.REVIEWER)]
    assert {person.pk for person in possible_reviewers(booking)} == {person.pk for person in able}
    for person in [*others, exhibitor_of(booking)]:
        with pytest.raises(Invalid, match="can decide"):
            assign_reviewer(booking.pk, person.pk, **by(able[0]))
        with pytest.raises(NotAllowed):
            assign_reviewer(booking.pk, able[0].pk, **by(person))
        with pytest.raises(NotAllowed):
            release_reviewer(booking.pk, **by(person))


def test_second_of_two_who_take_a_booking_is_refused(booking: Booking) -> None:
    first, second = organizer(), organizer()
    assign_reviewer(booking.pk, first.pk, seen=0, **by(first))
    with pytest.raises(DomainError) as refused:
        assign_reviewer(booking.pk, second.pk, seen=0, **by(second))
    assert refused.value.code == "changed_meanwhile"
    assert ReviewAssignment.objects.get().reviewer == first


def test_assignment_leaves_what_the_exhibitor_sees_as_it_was(booking: Booking) -> None:
    person = organizer()
    assign_reviewer(booking.pk, person.pk, **by(person))
    write_note(booking.pk, "Ask for the brochure.", **by(person))
    before = booking.revision
    booking.refresh_from_db()
    assert booking.revision == before


@pytest.mark.parametrize("role", list(OrganizerRole))
def test_every_organizer_writes_notes(booking: Booking, role: OrganizerRole) -> None:
    person = organizer(role)
    note = write_note(booking.pk, " Paid in 2023. ", **by(person))
    assert (note.text, note.author, note.written_at) == ("Paid in 2023.", person, NOON)
    assert mails() == []


@pytest.mark.parametrize("role", list(CompanyRole))
def test_exhibitors_write_no_notes(booking: Booking, role: CompanyRole) -> None:
    with pytest.raises(NotAllowed):
        write_note(booking.pk, "Mine", **by(exhibitor_of(booking, role)))
    with pytest.raises(NotAllowed):
        comment_as_organizer(booking.pk, "Mine", **by(exhibitor_of(booking, role)))


@pytest.mark.parametrize("model", [BookingNote, BookingComment])
def test_what_was_written_stays(booking: Booking, model: type[BookingNote | BookingComment]) -> None:
    write_note(booking.pk, "As it was", **by(organizer()))
    comment_as_organizer(booking.pk, "As it was", **by(organizer()))
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(text="Otherwise")
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.get().text == "As it was"


def test_text_is_asked_for(booking: Booking) -> None:
    with pytest.raises(Invalid) as refused:
        write_note(booking.pk, "  ", **by(organizer()))
    assert refused.value.field == "text"


def test_comment_of_the_organizer_goes_to_contact_and_owners_once(booking: Booking) -> None:
    owner, viewer = exhibitor_of(booking), exhibitor_of(booking, CompanyRole.VIEWER)
    comment_as_organizer(booking.pk, "Send the *drawing*.", **by(organizer()))
    assert booking.contact is not None
    assert sorted(mails()) == sorted(("comment_for_exhibitor", to.email) for to in (booking.contact, owner))
    assert viewer.email not in dict(mails()).values()
    mail = compose(Email.objects.latest("pk").context)
    assert booking.reference in mail.subject
    assert "Send the *drawing*." in mail.text


def test_director_who_owns_the_company_gets_no_mail_of_an_own_comment(booking: Booking) -> None:
    director = organizer()
    MembershipFactory(company=booking.company, user=director, role=CompanyRole.OWNER)
    comment_as_organizer(booking.pk, "Send the drawing.", **by(director))
    assert booking.contact is not None
    assert mails() == [("comment_for_exhibitor", booking.contact.email)]
    comment_as_exhibitor(booking.pk, "Here it is.", **by(director))
    assert mails() == [("comment_for_exhibitor", booking.contact.email)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", ["comment_for_exhibitor", "comment_for_organizer", "review_assigned"])
def test_mails_are_written_in_both_languages(booking: Booking, kind: str, language: str) -> None:
    person = organizer()
    comment_as_organizer(booking.pk, "Send the drawing.", **by(person))
    context = {**Email.objects.latest("pk").context, "assigned_by": "Ana"}
    mail = compose({**context, "kind": kind, "language": language})
    assert booking.reference in mail.subject
    assert f"/{booking.pk}/" in mail.text


def test_comment_of_the_exhibitor_goes_to_the_reviewer(booking: Booking) -> None:
    reviewer, _director = organizer(OrganizerRole.REVIEWER), organizer()
    assign_reviewer(booking.pk, reviewer.pk, **by(reviewer))
    comment_as_exhibitor(booking.pk, "The drawing follows.", **by(exhibitor_of(booking)))
    assert mails() == [("comment_for_organizer", reviewer.email)]


def test_without_a_reviewer_it_goes_to_all_who_may_decide(booking: Booking) -> None:
    able = [organizer(), organizer(OrganizerRole.REVIEWER)]
    organizer(OrganizerRole.FINANCE)
    comment_as_exhibitor(booking.pk, "The drawing follows.", **by(exhibitor_of(booking, CompanyRole.EDITOR)))
    assert sorted(mails()) == sorted(("comment_for_organizer", person.email) for person in able)


def test_reviewer_who_left_is_passed_over(booking: Booking) -> None:
    reviewer, director = organizer(OrganizerRole.REVIEWER), organizer()
    assign_reviewer(booking.pk, reviewer.pk, **by(reviewer))
    reviewer.appointments.all().delete()
    comment_as_exhibitor(booking.pk, "Hello", **by(exhibitor_of(booking)))
    assert mails() == [("comment_for_organizer", director.email)]


def test_viewers_strangers_and_planners_write_no_comments(booking: Booking) -> None:
    for person in (exhibitor_of(booking, CompanyRole.VIEWER), MembershipFactory().user, organizer()):
        with pytest.raises(NotAllowed):
            comment_as_exhibitor(booking.pk, "Hello", **by(person))
    with pytest.raises(NotAllowed):
        comment_as_organizer(booking.pk, "Hello", **by(organizer(OrganizerRole.FLOOR_PLANNER)))


def test_exhibitors_do_not_learn_who_of_the_organizer_wrote(booking: Booking) -> None:
    person, owner = organizer(), exhibitor_of(booking)
    comment_as_organizer(booking.pk, "Hello", **by(person))
    comment_as_exhibitor(booking.pk, "Good morning", **by(owner))
    assert [shown.author for shown in comments_of(booking, viewer=owner)] == ["", owner.name]
    assert [shown.author for shown in comments_of(booking, viewer=person)] == [person.name, owner.name]


def test_assignment_that_was_changed_meanwhile_is_not_released() -> None:
    booking, director = booked(BoothFactory()), organizer()
    row = assign_reviewer(booking.pk, director.pk, actor=director, at=NOON)
    with pytest.raises(DomainError) as refusal:
        release_reviewer(booking.pk, seen=row.revision - 1, actor=director, at=NOON)
    assert refusal.value.code == "changed_meanwhile"
    assert ReviewAssignment.objects.get() == row


def test_remarks_on_a_booking_that_there_is_not_are_refused() -> None:
    for write in (write_note, comment_as_organizer, comment_as_exhibitor):
        with pytest.raises(NotFound):
            write(10**6, "Hello", actor=organizer(), at=NOON)
