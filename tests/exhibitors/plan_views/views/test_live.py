"""Bookings as they are followed on an open plan, on a real stream process, PostgreSQL and Valkey."""

import pytest
from pytest_django import Settings

from ciie.kernel import broadcasting
from exhibitors.bookings.operations.submission import book_booths, withdraw_booking
from tests.ciie.web.streams.servers import Reader, stream_process
from tests.factories import NOON, BoothFactory, CompanyFactory, owner_of
from tests.pavilions.plans.viewers import ROOMY, path_of, summarize_changes

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_booking_and_its_end_are_shown_to_everybody_who_has_the_plan_open(settings: Settings, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    broadcasting.start_afresh()
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    with (
        stream_process(redis_url, ROOMY) as port,
        Reader(port, path_of(booth)) as one,
        Reader(port, path_of(booth)) as other,
    ):
        for reader in (one, other):
            assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
        assert [summarize_changes(one), summarize_changes(other)] == [{"reserved": [booth.pk]}] * 2
        withdraw_booking(booking.pk, actor=owner, at=NOON)
        assert [summarize_changes(one), summarize_changes(other)] == [{"free": [booth.pk]}] * 2
