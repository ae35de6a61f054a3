"""Writing to exhibitors on the organizer's pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email

from exhibitors.bookings.models import Booking
from exhibitors.office.mailings.models import Mailing
from exhibitors.office.mailings.operations import Text, draft_mailing
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TYPED = {
    "audience": "contacts",
    "subject_en": "Delivery times",
    "body_en": "Come **early**.",
    "subject_zh": "",
    "body_zh": "",
}


@pytest.fixture
def booking() -> Booking:
    row = booked(BoothFactory())
    Email.objects.all().delete()
    return row


def test_from_the_list_to_the_mail(booking: Booking) -> None:
    director = organizer()
    client = signed_in(director)
    page = client.get(reverse("organizer:bookings"), {"state": "submitted", "page": "1"})
    assert "Write to these exhibitors" in page.text
    address = f"{reverse('organizer:mailing_write')}?{page.context['write_query']}"
    page = client.get(address)
    assert_clean(page)
    assert ("State", "submitted") in [(label, value.lower()) for label, value in page.context["filters"]]
    draft = client.post(address, TYPED, follow=True)
    assert_clean(draft)
    assert "<strong>early</strong>" in draft.text
    assert booking.contact is not None
    assert booking.contact.email in draft.text
    assert Email.objects.count() == 0
    mailing = Mailing.objects.get()
    client.post(reverse("organizer:mailing_test", args=[mailing.pk]), {"revision": mailing.revision})
    assert [row.to for row in Email.objects.all()] == [[director.email]]
    send = reverse("organizer:mailing_send", args=[mailing.pk])
    form = next(form for form in forms_of(draft.text) if form.action == send)
    sent = client.post(send, form.values, follow=True)
    assert_clean(sent)
    assert "1 email is on its way." in sent.text
    assert booking.contact.email in sent.text
    export = client.get(reverse("organizer:mailing_recipients_export", args=[mailing.pk, "csv"]))
    assert [line[3] for line in lines_of(export)] == ["Email", booking.contact.email]
    again = client.post(send, form.values, follow=True)
    assert "already been sent" in again.text
    assert Email.objects.count() == 2
    listed = client.get(reverse("organizer:mailings"))
    assert_clean(listed)
    assert "Delivery times" in listed.text


def test_own_bookings_stay_the_own_ones_when_a_colleague_sends(booking: Booking) -> None:
    director = organizer()
    signed_in(director).post(f"{reverse('organizer:mailing_write')}?reviewer=me", TYPED)
    assert Mailing.objects.get().filters == f"reviewer={director.pk}"


@pytest.mark.parametrize("query", ["state=nonsense", "min_sqm=abc", "hall=%00"])
def test_filter_that_means_nothing_leads_back_to_the_list(booking: Booking, query: str) -> None:
    client = signed_in(organizer())
    answer = client.post(f"{reverse('organizer:mailing_write')}?{query}", TYPED)
    assert (answer.status_code, Mailing.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"subject_en": ""}, "subject_en"),
        ({"body_en": " "}, "body_en"),
        ({"subject_zh": "送货"}, "body_zh"),
        ({"body_zh": "货车"}, "subject_zh"),
        ({"subject_en": "x" * 151}, "subject_en"),
        ({"body_en": "x" * 20_001}, "body_en"),
        ({"audience": "all"}, "audience"),
    ],
)
def test_mistakes_are_said_beside_their_field(booking: Booking, typed: dict[str, str], field: str) -> None:
    page = signed_in(organizer()).post(reverse("organizer:mailing_write"), TYPED | typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_others_of_the_organizer_read_and_do_not_write(booking: Booking) -> None:
    mailing = draft_mailing(booking.edition_id, "", Text("A", "B"), actor=organizer(), at=NOON)
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    assert client.get(reverse("organizer:mailing", args=[mailing.pk])).status_code == 200
    assert "Write to these exhibitors" not in client.get(reverse("organizer:bookings")).text
    assert client.get(reverse("organizer:mailing_write")).status_code == 403
    for name in ("mailing_send", "mailing_test", "mailing_discard"):
        address = reverse(f"organizer:{name}", args=[mailing.pk])
        assert client.post(address, {"revision": mailing.revision}).status_code == 403
    assert signed_in(booking.contact).get(reverse("organizer:mailing", args=[mailing.pk])).status_code in {403, 404}  # type: ignore[arg-type]


def test_queries_do_not_grow_with_recipients(booking: Booking) -> None:
    director = organizer()
    mailing = draft_mailing(booking.edition_id, "", Text("A", "B"), actor=director, at=NOON)
    address = reverse("organizer:mailing", args=[mailing.pk])
    before = queries_of_a_page(address, director)
    for _more in range(3):
        booked(BoothFactory(allotment=booking.claims.get().allotment))
    assert queries_of_a_page(address, director) == before


def test_sending_takes_as_many_statements_for_many(booking: Booking) -> None:
    director = organizer()
    counts = []
    for _more in range(2):
        mailing = draft_mailing(booking.edition_id, "", Text("A", "B"), actor=director, at=NOON)
        client = signed_in(director)
        page = client.get(reverse("organizer:mailing", args=[mailing.pk]))
        send = reverse("organizer:mailing_send", args=[mailing.pk])
        form = next(form for form in forms_of(page.text) if form.action == send)
        with CaptureQueriesContext(connection) as statements:
            client.post(send, form.values)
        counts.append(len(statements))
        for _one in range(3):
            booked(BoothFactory(allotment=booking.claims.get().allotment))
    assert counts[0] == counts[1]
