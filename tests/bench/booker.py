"""Books booths one after the other, and notes the moment of each commit."""

import time
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from ciie.accounts.models import User
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.floor_plan import Booth
from tests.bench.expo import EDITION, build

PATH = f"/live/plan/{EDITION}/B0/"


def booth_by_booth() -> Iterator[tuple[int, float]]:
    """Builds the edition that is measured; then each step books a booth and gives its key and when it was committed."""
    expo = build()
    company = Company.objects.get(pk=expo.companies[0])
    owner = User.objects.get(memberships__company=company, memberships__role=CompanyRole.OWNER)
    booths = Booth.objects.filter(plan__edition=expo.edition, plan__hall__name="B0").order_by("pk")
    keys = list(booths.values_list("pk", flat=True))
    return (_book(company, expo.edition.pk, key, owner) for key in keys)


def _book(company: Company, edition_id: int, booth_id: int, owner: User) -> tuple[int, float]:
    committed: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.monotonic()))
        book_booths(company.pk, edition_id, [booth_id], actor=owner, at=timezone.now())
    return booth_id, committed[0]
