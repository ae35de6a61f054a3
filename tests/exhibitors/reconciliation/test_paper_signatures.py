"""When a contract counts as signed whose signed copy was accepted later."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.money.sales.operations.signing import accept_signed_copy, send_signed_copy
from exhibitors.office.reconciliation.models import DayDigest
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.queries import outcome_of
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.sales.contracts import contracted, scan
from tests.factories import NOON, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DAY = timedelta(days=1)


def test_a_signature_on_paper_belongs_to_the_day_of_its_acceptance(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted()
    edition = contract.booking.edition
    owner = owner_of(contract.booking.company)
    send_signed_copy(contract.pk, name="Zoë Duval", file=scan(), actor=owner, at=NOON)
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 2 * DAY)
    accept_signed_copy(contract.pk, actor=finance(), at=NOON + 3 * DAY)
    reconcile_totals(edition.pk, actor=SYSTEM, at=NOON + 5 * DAY)
    sealed = DayDigest.objects.order_by("day")
    assert (outcome_of("days", edition.pk).differences, len(sealed), sealed[1].facts > 0) == ((), 2, True)
