"""Reviewers, notes and comments on the pages of organizer and exhibitor."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from exhibitors.bookings.handling.models import BookingComment, BookingNote, ReviewAssignment
from exhibitors.bookings.handling.operations import (
    assign_reviewer,
    comment_as_exhibitor,
    comment_as_organizer,
    write_note,
)
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import queries_of_a_page
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SECRET = "Owes us the deposit of 2022"


@pytest.fixture
def booking() -> Booking:
    return booked(BoothFactory())


def test_reviewer_is_taken_set_and_released_on_the_page(booking: Booking) -> None:
    person, other = organizer(), organizer()
    client, address = signed_in(person), reverse("organizer:reviewer", args=[booking.pk])
    page = client.get(reverse("organizer:review", args=[booking.pk]))
    assert_clean(page)
    assert "Assign to me" in page.text
    client.post(address, {"revision": 0, "reviewer": person.pk})
    row = ReviewAssignment.objects.get()
    assert row.reviewer == person
    assert "Assign to me" not in client.get(reverse("organizer:review", args=[booking.pk])).text
    client.post(address, {"revision": row.revision, "reviewer": other.pk})
    row.refresh_from_db()
    assert row.reviewer == other
    client.post(address, {"revision": row.revision, "reviewer": ""})
    assert not ReviewAssignment.objects.exists()


@pytest.mark.parametrize("sent", ["abc", "0", "99999999999999999999", "-1"])
def test_unknown_reviewer_is_refused_beside_the_field(booking: Booking, sent: str) -> None:
    address = reverse("organizer:reviewer", args=[booking.pk])
    page = signed_in(organizer()).post(address, {"revision": 0, "reviewer": sent})
    assert (page.status_code, list(page.context["reviewer_form"].errors)) == (422, ["reviewer"])


def test_lists_are_narrowed_to_my_bookings_and_to_nobodys(booking: Booking) -> None:
    person, others = organizer(), booked(BoothFactory(allotment=booking.claims.get().allotment))
    nobodys = booked(BoothFactory(allotment=booking.claims.get().allotment))
    assign_reviewer(booking.pk, person.pk, actor=person, at=NOON)
    colleague = organizer()
    assign_reviewer(others.pk, colleague.pk, actor=colleague, at=NOON)
    client = signed_in(person)
    for page in ("organizer:queue", "organizer:bookings"):
        for value, wanted in (("me", booking), ("nobody", nobodys), (str(colleague.pk), others)):
            rows = client.get(reverse(page), {"reviewer": value}).context["table"].data
            assert [row.pk for row in rows] == [wanted.pk]
    assert colleague.name in client.get(reverse("organizer:queue")).text


def test_note_is_kept_and_shown_to_organizers_only(booking: Booking) -> None:
    person, owner = organizer(OrganizerRole.FINANCE), owner_of(booking.company)
    address = reverse("organizer:booking_note", args=[booking.pk])
    page = signed_in(person).post(address, {"text": SECRET}, follow=True)
    assert SECRET in page.text
    exhibitor = signed_in(owner)
    assert SECRET not in exhibitor.get(reverse("desk:booking", args=[booking.pk])).text
    assert exhibitor.get(reverse("organizer:review", args=[booking.pk])).status_code in {403, 404}
    assert exhibitor.post(address, {"text": "Mine"}).status_code in {403, 404}
    assert BookingNote.objects.get().text == SECRET


def test_exhibitor_finds_neither_notes_nor_reviewers_anywhere(booking: Booking) -> None:
    owner, reviewer = owner_of(booking.company), organizer()
    reviewer.name = "Zacharias Quill"
    reviewer.save()
    write_note(booking.pk, SECRET, actor=reviewer, at=NOON)
    assign_reviewer(booking.pk, reviewer.pk, actor=reviewer, at=NOON)
    comment_as_organizer(booking.pk, "Welcome", actor=reviewer, at=NOON)
    client = signed_in(owner)
    for address in (
        reverse("desk:booking", args=[booking.pk]),
        reverse("desk:bookings"),
        reverse("desk:dashboard"),
        reverse("desk:bookings_export", args=["csv"]),
    ):
        answer = client.get(address)
        text = b"".join(answer).decode() if answer.streaming else answer.text
        assert SECRET not in text
        assert reviewer.name not in text
    assert "Welcome" in client.get(reverse("desk:booking", args=[booking.pk])).text


def test_comments_go_back_and_forth(booking: Booking) -> None:
    owner, person = owner_of(booking.company), organizer()
    exhibitor, colleague = signed_in(owner), signed_in(person)
    page = exhibitor.post(
        reverse("desk:booking_comment", args=[booking.pk]), {"text": "May we have <b>water</b>?"}, follow=True
    )
    assert_clean(page)
    assert "May we have &lt;b&gt;water&lt;/b&gt;?" in page.text
    page = colleague.post(reverse("organizer:booking_comment", args=[booking.pk]), {"text": "Yes."}, follow=True)
    assert_clean(page)
    assert [shown.comment.text for shown in page.context["comments"]] == ["May we have <b>water</b>?", "Yes."]
    assert "Yes." in exhibitor.get(reverse("desk:booking", args=[booking.pk])).text


@pytest.mark.parametrize("name", ["desk:booking_comment", "organizer:booking_comment", "organizer:booking_note"])
def test_empty_text_is_asked_for_beside_its_field(booking: Booking, name: str) -> None:
    person = owner_of(booking.company) if name.startswith("desk") else organizer()
    page = signed_in(person).post(reverse(name, args=[booking.pk]), {"text": "  "})
    assert page.status_code == 422
    assert "This field is required" in page.text


def test_viewers_read_comments_and_others_find_nothing(booking: Booking) -> None:
    viewer = MembershipFactory(company=booking.company, role=CompanyRole.VIEWER).user
    comment_as_organizer(booking.pk, "Welcome", actor=organizer(), at=NOON)
    client, address = signed_in(viewer), reverse("desk:booking_comment", args=[booking.pk])
    page = client.get(reverse("desk:booking", args=[booking.pk]))
    assert "Welcome" in page.text
    assert "New comment" not in page.text
    assert client.post(address, {"text": "Hello"}).status_code == 403
    assert signed_in(owner_of()).post(address, {"text": "Hello"}).status_code == 404
    assert BookingComment.objects.count() == 1


def test_too_many_comments_a_minute_are_refused_and_the_text_is_kept(booking: Booking, settings: Settings) -> None:
    settings.COMMENTS_PER_MINUTE = 1
    client = signed_in(owner_of(booking.company))
    address = reverse("desk:booking_comment", args=[booking.pk])
    assert client.post(address, {"text": "One"}).status_code == 302
    page = client.post(address, {"text": "Two, which I typed"})
    assert "Two, which I typed" in page.text
    assert "times a minute" in page.text
    assert BookingComment.objects.count() == 1


def test_queries_do_not_grow_with_notes_comments_and_colleagues(booking: Booking) -> None:
    person, owner = organizer(), owner_of(booking.company)
    pages = {
        reverse("organizer:review", args=[booking.pk]): person,
        reverse("desk:booking", args=[booking.pk]): owner,
        reverse("organizer:queue"): person,
        reverse("organizer:bookings"): person,
    }
    another = organizer(OrganizerRole.REVIEWER)
    write_note(booking.pk, "A note", actor=person, at=NOON)
    comment_as_organizer(booking.pk, "A comment", actor=person, at=NOON)
    assign_reviewer(booking.pk, another.pk, actor=person, at=NOON)
    before = {address: queries_of_a_page(address, reader) for address, reader in pages.items()}
    for _more in range(3):
        writer = organizer(OrganizerRole.REVIEWER)
        write_note(booking.pk, "A note", actor=writer, at=NOON)
        comment_as_organizer(booking.pk, "A comment", actor=writer, at=NOON)
        comment_as_exhibitor(booking.pk, "An answer", actor=owner, at=NOON)
    assert {address: queries_of_a_page(address, reader) for address, reader in pages.items()} == before
