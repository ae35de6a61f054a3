import pytest

from exhibitors.reconciliation.models import ReconciliationRun
from exhibitors.reconciliation.queries import PROOFS
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import AllotmentFactory, UserFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db
PAGE = "/organizer/reconciliation/"


def test_page_says_what_each_proof_compares_and_found_last() -> None:
    AllotmentFactory()
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(PAGE)
    assert_clean(page)
    assert page.text.count("Not carried out yet") == len(PROOFS)
    assert (page.context["compared"], page.context["differing"]) == (None, None)
    page = client.post(PAGE, follow=True)
    assert_clean(page)
    assert "All figures match the rows behind them." in page.text
    assert page.text.count("No differences") == len(PROOFS)
    runs = ReconciliationRun.objects.all()
    assert (page.context["compared"], page.context["differing"]) == (sum(run.compared for run in runs), 0)


def test_page_shows_where_figures_differ() -> None:
    AllotmentFactory()
    Allotment.objects.update(claimed_sqm=7)
    client = signed_in(organizer())
    page = client.post(PAGE, follow=True)
    assert_clean(page)
    assert "2 figures do not match." in page.text  # claimed m², and what is left of them for pavilions
    assert ReconciliationRun.objects.filter(differing=1).count() == 2


def test_page_is_for_organizers() -> None:
    assert signed_in(UserFactory()).get(PAGE).status_code == 403
