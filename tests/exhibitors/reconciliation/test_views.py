from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from ciie.kernel.actors import SYSTEM
from exhibitors.office.reconciliation import views
from exhibitors.office.reconciliation.models import ReconciliationRun
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.queries import PROOFS
from exhibitors.office.reconciliation.tasks import reconcile_edition
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, EditionFactory, UserFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db
PAGE = "/organizer/reconciliation/"


def recounted(client: Client, address: str = PAGE) -> Any:
    """The page once the task that a post asks for has been carried out."""
    asked = client.post(address, follow=True)
    assert_clean(asked)
    assert "is being recounted. Reload this page in a minute" in asked.text
    reconcile_edition(edition=asked.context["compared"].edition.pk, person=int(client.session[SESSION_KEY]))
    return client.get(address)


def test_page_says_what_each_proof_compares_and_found_last() -> None:
    AllotmentFactory()
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(PAGE)
    assert_clean(page)
    assert page.text.count("Not yet compared for this edition alone") == len(PROOFS)
    assert (page.context["compared"].figures, page.context["compared"].differing) == (None, None)
    page = recounted(client)
    assert_clean(page)
    assert page.text.count("No differences") == len(PROOFS)
    runs = ReconciliationRun.objects.all()
    assert page.context["compared"].figures == sum(run.compared for run in runs)
    assert page.context["compared"].differing == 0


def test_page_shows_where_figures_differ() -> None:
    AllotmentFactory()
    Allotment.objects.update(claimed_sqm=7)
    client = signed_in(organizer())
    page = recounted(client)
    assert_clean(page)
    assert page.text.count("7.00 is kept, but its rows come to 0.") == 2  # claimed m², and what is left for pavilions
    assert ReconciliationRun.objects.filter(differing=1).count() == 2


def test_page_says_which_editions_were_compared_and_when() -> None:
    present = AllotmentFactory().edition
    past, earlier = (EditionFactory(status=EditionStatus.ARCHIVED, number=number) for number in (3, 2))
    for edition in (earlier, present):
        reconcile_totals(edition.pk, actor=SYSTEM, at=NOON)
    page = signed_in(organizer()).get(PAGE)
    assert_clean(page)
    assert page.context["compared"].edition == present
    assert [each.edition for each in page.context["current"]] == [present]
    assert "2 archived editions, 1 compared since they were archived" in page.text
    assert page.text.count("not yet by itself") == 1
    client = signed_in(organizer())
    page = recounted(client, f"{PAGE}?edition={past.number}")
    assert_clean(page)
    assert (page.context["compared"].edition, page.context["compared"].differing) == (past, 0)
    assert set(ReconciliationRun.objects.filter(ran_at__gt=NOON).values_list("edition", "is_archived")) == {
        (past.pk, True)
    }


def test_page_says_that_an_edition_was_compared_before_it_was_archived_only() -> None:
    edition = AllotmentFactory().edition
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON)
    Edition.objects.update(status=EditionStatus.ARCHIVED)
    page = signed_in(organizer()).get(PAGE)
    assert_clean(page)
    assert "before it was archived" in page.text
    assert "1 archived edition, 0 compared since it was archived" in page.text


def test_archived_editions_come_in_pages_first_those_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ARCHIVED_ON_A_PAGE", 2)
    AllotmentFactory()
    oldest, older, newer = (EditionFactory(status=EditionStatus.ARCHIVED, number=number) for number in (2, 3, 4))
    AllotmentFactory(edition=oldest)
    Allotment.objects.filter(edition=oldest).update(claimed_sqm=7)
    reconcile_totals(oldest.pk, actor=SYSTEM, at=NOON)
    client = signed_in(organizer())
    first, second = client.get(PAGE), client.get(f"{PAGE}?page=2")
    assert_clean(first)
    assert_clean(second)
    assert [each.edition for each in first.context["archived"]] == [oldest, newer]
    assert [each.edition for each in second.context["archived"]] == [older]
    assert "3 archived editions" in second.text
    Allotment.objects.filter(edition=oldest).update(claimed_sqm=0)
    reconcile_totals(oldest.pk, actor=SYSTEM, at=NOON + timedelta(days=1))
    assert ["<details open>" in client.get(page).text for page in (PAGE, f"{PAGE}?page=2")] == [False, True]


def test_page_without_editions_says_so() -> None:
    page = signed_in(organizer()).get(PAGE)
    assert_clean(page)
    assert "No editions yet" in page.text


def test_page_takes_as_many_queries_for_many_editions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(organizer())
    EditionFactory()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    EditionFactory.create_batch(5, status=EditionStatus.ARCHIVED)
    with django_assert_num_queries(len(few)):
        client.get(PAGE)


def test_page_is_for_organizers() -> None:
    assert signed_in(UserFactory()).get(PAGE).status_code == 403
