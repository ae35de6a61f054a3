"""What `/metrics` says of bookings and of the comparison of totals."""

from datetime import timedelta

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from ciie.kernel.actors import SYSTEM
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.states import EditionStatus
from tests.factories import NOON, AllotmentFactory, BookingFactory, EditionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unrestricted")]
DAY = timedelta(days=1)


def figures() -> dict[str, float]:
    """The figures without labels, and those by state under the name of the state."""
    families = text_string_to_metric_families(Client().get("/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    return {
        sample.labels.get("state", sample.name): sample.value
        for sample in samples
        if not sample.labels or sample.name == "ciie_bookings"
    }


def test_bookings_of_editions_that_are_not_archived_are_counted_by_state() -> None:
    BookingFactory()
    BookingFactory(state=BookingState.SUBMITTED, submitted_at=NOON)
    BookingFactory(state=BookingState.SUBMITTED, submitted_at=NOON)
    BookingFactory(edition=EditionFactory(status=EditionStatus.ARCHIVED))
    found = figures()
    assert {state: found[state] for state in BookingState.values} == dict.fromkeys(BookingState.values, 0) | {
        "draft": 1,
        "submitted": 2,
    }


def test_a_site_that_never_compared_its_totals_says_no_time() -> None:
    EditionFactory()
    found = figures()
    assert found["ciie_totals_differences"] == 0
    assert "ciie_totals_compared_timestamp_seconds" not in found


def test_the_time_is_that_of_the_edition_not_compared_for_longest() -> None:
    first, second = EditionFactory(), EditionFactory()
    archived = EditionFactory(status=EditionStatus.ARCHIVED)
    reconcile_totals(archived.pk, actor=SYSTEM, at=NOON - DAY)
    reconcile_totals(first.pk, actor=SYSTEM, at=NOON)
    reconcile_totals(second.pk, actor=SYSTEM, at=NOON + DAY)
    assert figures()["ciie_totals_compared_timestamp_seconds"] == NOON.timestamp()
    reconcile_totals(first.pk, actor=SYSTEM, at=NOON + 2 * DAY)
    assert figures()["ciie_totals_compared_timestamp_seconds"] == (NOON + DAY).timestamp()


def test_differences_stay_until_a_comparison_finds_none() -> None:
    allotment = AllotmentFactory()
    Allotment.objects.update(claimed_sqm=7)
    reconcile_totals(allotment.edition_id, actor=SYSTEM, at=NOON)
    Allotment.objects.update(claimed_sqm=0)
    assert figures()["ciie_totals_differences"] == 2
    reconcile_totals(allotment.edition_id, actor=SYSTEM, at=NOON + DAY)
    assert figures()["ciie_totals_differences"] == 0
