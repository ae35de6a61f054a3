"""What waits for the organizer's people, on the overview and in the daily mail."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.mail.composing import compose
from exhibitors.bookings.handling.operations import assign_reviewer
from exhibitors.bookings.models import Booking
from exhibitors.office.dashboard import tasks
from exhibitors.office.dashboard.operations import send_digests
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.queries import last_digest
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.operations.pavilion_space import request_area
from pavilions.national.national_pavilions.operations.pavilion_tasks import set_task
from pavilions.states import OrganizerRole, PavilionStage
from tests.clients import signed_in
from tests.exhibitors.conftest import queries_of_a_page
from tests.exhibitors.expo import booked
from tests.factories import NOON, BoothFactory, SectorFactory, organizer
from tests.pavilions.national_pavilions import national

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def booking() -> Booking:
    row = booked(BoothFactory())
    Email.objects.all().delete()
    return row


def digests() -> dict[str, dict[str, Any]]:
    """What the mails of today say, by address."""
    return {row.to[0]: row.context for row in Email.objects.all() if row.context["kind"] == "work_digest"}


def send(edition: Edition, **later: float) -> int:
    return send_digests(edition.pk, actor=SYSTEM, at=NOON + timedelta(**later))


def pavilion_with_work(edition: Edition) -> None:
    """A pavilion with a design to review, a request for space and an overdue task."""
    pavilion = national.pavilion_at(PavilionStage.IN_DESIGN, edition=edition)
    national.submitted_design(pavilion)
    set_task(pavilion.pk, title="Send the flag", due_date=date(2024, 5, 1), actor=organizer(), at=NOON)
    request_area(pavilion.pk, wanted_sqm=Decimal(90), actor=organizer(), at=NOON)
    Email.objects.all().delete()


def test_everybody_is_written_to_about_what_they_may_decide(booking: Booking) -> None:
    director, reviewer = organizer(), organizer(OrganizerRole.REVIEWER)
    organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    organizer(OrganizerRole.FLOOR_PLANNER)
    assign_reviewer(booking.pk, reviewer.pk, actor=reviewer, at=NOON)
    assert send(booking.edition) == 2
    said = {to: (context["to_decide"], context["assigned"]) for to, context in digests().items()}
    assert said == {director.email: (1, 0), reviewer.email: (1, 1)}


def test_one_mail_a_day_however_often_it_runs(booking: Booking) -> None:
    organizer()
    for hours in (0, 1, 2):
        send(booking.edition, hours=hours)
    assert Email.objects.count() == 1
    send(booking.edition, days=1)
    assert Email.objects.count() == 2


def test_without_work_nobody_is_written_to(booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(submitted_at=NOON)
    organizer(OrganizerRole.FINANCE)
    assert (send(booking.edition), Email.objects.count()) == (0, 0)


def test_people_who_left_are_not_written_to(booking: Booking) -> None:
    person = organizer()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send(booking.edition) == 0


def test_bookings_that_wait_too_long_are_counted_and_listed(booking: Booking) -> None:
    director = organizer()
    fresh = booked(BoothFactory(allotment=booking.claims.get().allotment))
    old = NOON - timedelta(days=booking.edition.undecided_days)
    Booking.objects.filter(pk=booking.pk).update(submitted_at=old)
    send(booking.edition)
    assert digests()[director.email]["overdue"] == 1
    client = signed_in(director)
    page = client.get(reverse("organizer:dashboard"))
    assert page.context["overdue"] == 1
    rows = client.get(page.context["overdue_url"]).context["table"].data
    assert [row.pk for row in rows] == [booking.pk]
    assert fresh.pk not in [row.pk for row in rows]


def test_pavilions_that_wait_are_counted_and_listed(booking: Booking) -> None:
    director, planner = organizer(), organizer(OrganizerRole.FLOOR_PLANNER)
    pavilion_with_work(booking.edition)
    client = signed_in(director)
    page = client.get(reverse("organizer:dashboard"))
    work = page.context["pavilion_work"]
    assert (work.designs, work.space_requests, work.overdue_tasks) == (1, 1, 1)
    for name in ("designs", "space", "tasks"):
        listed = client.get(reverse("pavilion:table"), {"waiting": name})
        assert len(listed.context["table"].data) == 1
    send(booking.edition)
    assert digests()[director.email]["designs"] == 1
    assert planner.email not in digests()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_mail_names_what_waits_and_leads_there(booking: Booking, language: str) -> None:
    person = organizer()
    User.objects.filter(pk=person.pk).update(language=language)
    pavilion_with_work(booking.edition)
    send(booking.edition)
    mail = compose(digests()[person.email] | {"overdue": 0})
    assert booking.edition.name in mail.subject
    assert "state=submitted" in mail.text
    assert "waiting=designs" in mail.html
    assert "overdue=on" not in mail.text


def test_task_writes_about_the_current_edition(booking: Booking) -> None:
    person = organizer()
    tasks.send_daily_digests()
    assert list(digests()) == [person.email]


def test_overview_takes_as_many_queries_with_more_work(booking: Booking) -> None:
    director = organizer()
    before = queries_of_a_page(reverse("organizer:dashboard"), director)
    booked(BoothFactory(allotment=booking.claims.get().allotment))
    pavilion_with_work(booking.edition)
    assert queries_of_a_page(reverse("organizer:dashboard"), director) == before


def test_mail_carries_the_digest_of_all_days_out_of_the_database(booking: Booking) -> None:
    director = organizer()
    reconcile_totals(booking.edition_id, actor=SYSTEM, at=NOON)
    send(booking.edition)
    sealed = last_digest(booking.edition)
    assert sealed is not None
    said = digests()[director.email]
    assert (said["sealed_until"], said["sealed_by"]) == ("2024-05-16", sealed.digest)
